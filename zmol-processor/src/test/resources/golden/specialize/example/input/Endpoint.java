package net;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import java.util.OptionalInt;

/** A port at an address: an {@link Ipv4Address} or an {@link Ipv6Address}. */
@Specialize
public record Endpoint(IpAddress address, int port) {
  /** Returns the length of the header of a packet to this endpoint. */
  public int headerLength() {
    return address instanceof Ipv6Address ? 40 : 20;
  }

  /** Mixes the address and the port into a hash. */
  public long hash() {
    // The port decides as much as the address.
    if (address instanceof Ipv4Address v4) {
      return v4.bits() * 31L + port;
    } else if (address instanceof Ipv6Address v6) {
      return (v6.high() ^ v6.low()) * 31 + port;
    }
    throw new AssertionError(address);
  }

  /** Returns the zone of a link-local address. */
  @Only(Family.IPV6)
  public OptionalInt zone() {
    return OptionalInt.empty();
  }

  @Override
  public String toString() {
    return switch (address) {
      case Ipv4Address v4 -> v4 + ":" + port;
      case Ipv6Address v6 -> "[" + v6 + "]:" + port;
    };
  }
}
