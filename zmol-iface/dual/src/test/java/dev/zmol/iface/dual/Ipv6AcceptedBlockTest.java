package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.wire.dual.Ipv6Address;
import dev.zmol.wire.dual.NdpMessage;

@Only(IPV6)
class Ipv6AcceptedBlockTest extends AcceptedBlockBehavior {
  Ipv6AcceptedBlockTest() {
    super(Site.ipv6());
  }

  @Override
  byte[] announcement() {
    Ipv6Address target = Ipv6Address.parse("2001:db8:1::7");
    byte[] message = new byte[24];
    NdpMessage.emitSolicitation(message, 0, target, NdpMessage.ABSENT);
    byte[] packet = Frames.icmp(Ipv6Address.UNSPECIFIED, target.solicitedNode(), message);
    return Frames.ethernet(target.solicitedNode().multicastMac(), Frames.PEER_MAC, packet);
  }
}
