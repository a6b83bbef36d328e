package dev.zmol.wire.dual;

import dev.zmol.annotations.Specialize;

/**
 * A port at an address.
 *
 * @param address the address
 * @param port the port
 */
@Specialize
public record IpEndpoint(IpAddress address, int port) {
  @Override
  public String toString() {
    return switch (address) {
      case Ipv4Address v4 -> v4 + ":" + port;
      case Ipv6Address v6 -> "[" + v6 + "]:" + port;
    };
  }
}
