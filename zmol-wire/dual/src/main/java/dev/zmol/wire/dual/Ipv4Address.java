package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;

/**
 * An IPv4 address.
 *
 * @param bits the address as a number
 */
@Only(Family.IPV4)
@WireFormat
public record Ipv4Address(@Bits(32) int bits) implements IpAddress {
  /**
   * Parses an address in dotted decimal notation.
   *
   * @param text the notation
   * @return the address
   */
  public static Ipv4Address parse(String text) {
    int bits = 0;
    int octets = 0;
    for (int at = 0; at <= text.length(); octets++) {
      int dot = text.indexOf('.', at) < 0 ? text.length() : text.indexOf('.', at);
      int octet = Integer.parseInt(text, at, dot, 10);
      if (octet < 0 || octet > 255) {
        throw new IllegalArgumentException("no IPv4 address: " + text);
      }
      bits = bits << 8 | octet;
      at = dot + 1;
    }
    if (octets != 4) {
      throw new IllegalArgumentException("no IPv4 address: " + text);
    }
    return new Ipv4Address(bits);
  }

  @Override
  public boolean isMulticast() {
    return bits >>> 28 == 0xe;
  }

  @Override
  public String toString() {
    return (bits >>> 24) + "." + (bits >>> 16 & 0xff) + "." + (bits >>> 8 & 0xff) + "." + (bits & 0xff);
  }
}
