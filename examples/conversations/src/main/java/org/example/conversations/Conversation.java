package org.example.conversations;

import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;

/**
 * Two endpoints that speak with each other; which of them comes first does not depend on who has sent a packet.
 *
 * @param protocol the number of the protocol
 * @param one an endpoint
 * @param other the other one
 */
record Conversation(int protocol, IpEndpoint one, IpEndpoint other) {
  static Conversation between(
      int protocol, IpAddress source, int sourcePort, IpAddress destination, int destinationPort) {
    IpEndpoint from = new IpEndpoint(source, sourcePort);
    IpEndpoint to = new IpEndpoint(destination, destinationPort);
    return from.toString().compareTo(to.toString()) < 0
        ? new Conversation(protocol, from, to)
        : new Conversation(protocol, to, from);
  }

  @Override
  public String toString() {
    return IpProtocol.format(protocol) + "\t" + one + "\t" + other;
  }
}
