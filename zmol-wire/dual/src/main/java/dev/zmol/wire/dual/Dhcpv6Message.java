package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import java.util.Optional;

/**
 * A DHCPv6 message between a client and a server (RFC 8415 §8).
 *
 * @param header the type and the transaction
 * @param options the options
 */
@Only(Family.IPV6)
public record Dhcpv6Message(Dhcpv6Header header, Dhcpv6Options options) {
  /** The port that servers listen to. */
  public static final int SERVER_PORT = 547;

  /** The port that clients listen to. */
  public static final int CLIENT_PORT = 546;

  /** The group of all servers and relay agents of the link (RFC 8415 §7.1). */
  public static final Ipv6Address ALL_SERVERS = new Ipv6Address(0xff02L << 48, 0x1_0002);

  /** A lifetime that means for ever (RFC 8415 §7.7). */
  public static final long INFINITE = 0xffff_ffffL;

  /**
   * Reads a message.
   *
   * @param buf the bytes
   * @param from where it begins
   * @param end where it ends
   * @return the message; empty if it is cut short, one of relay agents, or an option is malformed
   */
  public static Optional<Dhcpv6Message> parse(byte[] buf, int from, int end) {
    if (!Dhcpv6Wire.fits(buf, from, end)) {
      return Optional.empty();
    }
    Dhcpv6Header header = Dhcpv6Wire.parse(buf, from);
    return header.messageType() == Dhcpv6MessageType.RELAY_FORWARD
            || header.messageType() == Dhcpv6MessageType.RELAY_REPLY
        ? Optional.empty()
        : Dhcpv6Options.parse(buf, from + Dhcpv6Wire.LENGTH, end).map(options -> new Dhcpv6Message(header, options));
  }

  /** {@return the type, see {@link Dhcpv6MessageType}} */
  public int type() {
    return header.messageType();
  }

  /** {@return the length in bytes} */
  public int length() {
    return Dhcpv6Wire.LENGTH + options.length();
  }

  /**
   * Writes the message.
   *
   * @param buf the bytes
   * @param at where it is to begin; {@link #length} bytes are written
   * @return where it ends
   */
  public int emit(byte[] buf, int at) {
    Dhcpv6Wire.emit(header, buf, at);
    return options.emit(buf, at + Dhcpv6Wire.LENGTH);
  }
}
