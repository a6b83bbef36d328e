// The IPv4 flavour of net.Endpoint, derived by zmol. Do not edit.
package net.ipv4;

/** A port at an address: an {@link Ipv4Address} or an {@code Ipv6Address}. */
public record Endpoint(Ipv4Address address, int port) {
  /** Returns the length of the header of a packet to this endpoint. */
  public int headerLength() {
    return 20;
  }

  /** Mixes the address and the port into a hash. */
  public long hash() {
    // The port decides as much as the address.
    return address.bits() * 31L + port;
  }

  @Override
  public String toString() {
    return address + ":" + port;
  }
}
