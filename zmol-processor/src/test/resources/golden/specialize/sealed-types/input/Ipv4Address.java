package net;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;

/** An IPv4 address; see {@link Ipv6Address} for the other. */
@Only(Family.IPV4)
public record Ipv4Address(int bits) implements IpAddress {
  public static Ipv4Address parse(String text) {
    return new Ipv4Address(Integer.parseInt(text));
  }

  @Override
  public boolean isMulticast() {
    return bits >>> 28 == 0xe;
  }

  @Override
  public String toString() {
    return Integer.toUnsignedString(bits);
  }
}
