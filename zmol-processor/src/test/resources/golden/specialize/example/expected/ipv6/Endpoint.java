// The IPv6 flavour of net.Endpoint, derived by zmol. Do not edit.
package net.ipv6;

import java.util.OptionalInt;

/** A port at an address: an {@code Ipv4Address} or an {@link Ipv6Address}. */
public record Endpoint(Ipv6Address address, int port) {
  /** Returns the length of the header of a packet to this endpoint. */
  public int headerLength() {
    return 40;
  }

  /** Mixes the address and the port into a hash. */
  public long hash() {
    // The port decides as much as the address.
    return (address.high() ^ address.low()) * 31 + port;
  }

  /** Returns the zone of a link-local address. */
  public OptionalInt zone() {
    return OptionalInt.empty();
  }

  @Override
  public String toString() {
    return "[" + address + "]:" + port;
  }
}
