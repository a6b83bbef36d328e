package dev.zmol.wire.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.wire.MessagePrinters;
import java.util.HexFormat;

/**
 * Shows packets to people: in one line for logs, or as a tree of all fields.
 *
 * <p>Whatever the bytes are, nothing is thrown, and nothing outside of the range is read. For tools and tests: it
 * allocates freely.
 */
@Specialize
public final class PacketPrinter {
  /** How many bytes of what is not looked into a tree shows. */
  private static final int SHOWN = 32;

  /** What shows messages unless told otherwise; add {@linkplain MessagePrinters#with your own}. */
  public static final MessagePrinters STANDARD = StandardPrinters.all();

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
    return ethernetLine(buf, from, to, STANDARD);
  }

  /**
   * Shows an Ethernet frame in one line, and messages as others would have them shown.
   *
   * @param buf the bytes
   * @param from where the frame begins
   * @param to where it ends
   * @param printers what shows the messages in the packet
   * @return the line, without an end of line
   */
  public static String ethernetLine(byte[] buf, int from, int to, MessagePrinters printers) {
    return new PacketLine(buf, printers).ethernet(from, to).toString();
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
    return ipLine(buf, from, to, STANDARD);
  }

  /**
   * Shows an IP packet in one line, and messages as others would have them shown.
   *
   * @param buf the bytes
   * @param from where the packet begins
   * @param to where the bytes end
   * @param printers what shows the messages in the packet
   * @return the line, without an end of line
   */
  public static String ipLine(byte[] buf, int from, int to, MessagePrinters printers) {
    return new PacketLine(buf, printers).ip(from, to).toString();
  }

  /**
   * Shows all fields of an Ethernet frame.
   *
   * @param buf the bytes
   * @param from where the frame begins
   * @param to where it ends
   * @return a line for each header and each field, indented, each with its end of line
   */
  public static String ethernetTree(byte[] buf, int from, int to) {
    return ethernetTree(buf, from, to, STANDARD);
  }

  /**
   * Shows all fields of an Ethernet frame, and messages as others would have them shown.
   *
   * @param buf the bytes
   * @param from where the frame begins
   * @param to where it ends
   * @param printers what shows the messages in the packet
   * @return a line for each header and each field, indented, each with its end of line
   */
  public static String ethernetTree(byte[] buf, int from, int to, MessagePrinters printers) {
    return new PacketTree(buf, printers).ethernet(from, to).toString();
  }

  /**
   * Shows all fields of an IP packet.
   *
   * @param buf the bytes
   * @param from where the packet begins
   * @param to where the bytes end
   * @return a line for each header and each field, indented, each with its end of line
   */
  public static String ipTree(byte[] buf, int from, int to) {
    return ipTree(buf, from, to, STANDARD);
  }

  /**
   * Shows all fields of an IP packet, and messages as others would have them shown.
   *
   * @param buf the bytes
   * @param from where the packet begins
   * @param to where the bytes end
   * @param printers what shows the messages in the packet
   * @return a line for each header and each field, indented, each with its end of line
   */
  public static String ipTree(byte[] buf, int from, int to, MessagePrinters printers) {
    return new PacketTree(buf, printers).ip(from, to).toString();
  }

  static String hex(byte[] buf, int from, int to) {
    String digits = HexFormat.of().formatHex(buf, from, Math.min(to, from + SHOWN));
    return to - from > SHOWN ? digits + "…" : digits;
  }
}
