package dev.zmol.wire.dual;

import dev.zmol.annotations.Specialize;

/**
 * Shows packets to people: in one line for logs.
 *
 * <p>Whatever the bytes are, nothing is thrown, and nothing outside of the range is read. For tools and tests: it
 * allocates freely.
 */
@Specialize
public final class PacketPrinter {
  private PacketPrinter() {}

  /**
   * Shows an Ethernet frame in one line.
   *
   * @param buf the bytes
   * @param from where the frame begins
   * @param to where it ends
   * @return the line, without an end of line
   */
  public static String ethernetLine(byte[] buf, int from, int to) {
    return new PacketLine(buf).ethernet(from, to).toString();
  }

  /**
   * Shows an IP packet in one line.
   *
   * @param buf the bytes
   * @param from where the packet begins
   * @param to where the bytes end
   * @return the line, without an end of line
   */
  public static String ipLine(byte[] buf, int from, int to) {
    return new PacketLine(buf).ip(from, to).toString();
  }
}
