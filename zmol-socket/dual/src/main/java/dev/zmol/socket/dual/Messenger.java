package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.IcmpError;
import dev.zmol.iface.dual.ReceivedPacket;
import dev.zmol.iface.dual.TransportProtocol;

/** A service that passes on what it hears from one part of its stack to another: it has no packets, and no deadlines. */
@Specialize
abstract class Messenger implements TransportProtocol {
  @Override
  public final boolean receive(ReceivedPacket packet, long nowNanos) {
    return false;
  }

  @Override
  public final void error(IcmpError error, long nowNanos) {
    // Nothing of this service is in any packet.
  }

  @Override
  public final boolean poll(long nowNanos) {
    return false;
  }

  @Override
  public final long pollAt() {
    return Long.MAX_VALUE;
  }
}
