package net;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;

/** An IPv6 address. */
@Only(Family.IPV6)
public record Ipv6Address(long high, long low) implements IpAddress {
  public static Ipv6Address parse(String text) {
    return new Ipv6Address(0, Long.parseLong(text, 1, text.length(), 10));
  }

  @Override
  public boolean isMulticast() {
    return high >>> 56 == 0xff;
  }
}
