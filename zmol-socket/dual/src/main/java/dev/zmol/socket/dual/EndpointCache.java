package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.ReceivedPacket;
import dev.zmol.wire.dual.IpEndpoint;

/** Recent peers, so that a datagram from one of them costs no new object. */
@Specialize
final class EndpointCache {
  private static final int SIZE = 64;

  private final IpEndpoint[] recent = new IpEndpoint[SIZE];
  private final long seed;

  EndpointCache(long seed) {
    this.seed = seed;
  }

  /** The source address of a packet, with a port. */
  IpEndpoint source(ReceivedPacket packet, int port) {
    int slot = (packet.addressHash(seed) ^ port * 31) & SIZE - 1;
    IpEndpoint known = recent[slot];
    if (known != null && known.port() == port && packet.isFrom(known.address())) {
      return known;
    }
    IpEndpoint source = new IpEndpoint(packet.source(), port);
    recent[slot] = source;
    return source;
  }
}
