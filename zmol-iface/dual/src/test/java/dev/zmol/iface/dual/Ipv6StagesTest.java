package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Only;
import dev.zmol.iface.DropReason;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.IpAddress;
import org.junit.jupiter.api.Test;

@Only(IPV6)
class Ipv6StagesTest extends StagesBehavior {
  Ipv6StagesTest() {
    super(Site.ipv6());
  }

  @Override
  IpAddress otherGroup() {
    return IpAddress.parse("ff02::99");
  }

  private byte[] withSegmentsLeft() {
    byte[] routingHeader = {(byte) IpProtocol.UDP, 0, 3, 1, 0, 0, 0, 0};
    return Frames.toOwn(Frames.packet(site.peer(), site.host(), IpProtocol.IPV6_ROUTING, 64, routingHeader));
  }

  @Test
  void sourceRouteThatGoesOnIsOfferedToTheForwarder() {
    host.ip.forwarder(forwarding);

    host.receive(withSegmentsLeft(), 1);

    assertThat(forwarding.routed).containsExactly(IpProtocol.UDP);
    assertThat(host.drops.nonZero()).isEmpty();
    assertThat(host.device.sent).isEmpty();
  }

  @Test
  void sourceRouteThatTheForwarderLeavesIsAnErrorAsOnAnyHost() {
    forwarding.takes = false;
    host.ip.forwarder(forwarding);

    host.receive(withSegmentsLeft(), 1);

    assertThat(host.drops.nonZero()).containsKey(DropReason.IP_EXTENSION_HEADER);
  }
}
