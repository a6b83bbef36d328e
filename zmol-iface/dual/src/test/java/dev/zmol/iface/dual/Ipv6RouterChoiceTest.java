package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Only;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.Ipv6Address;
import dev.zmol.wire.dual.NdpMessage;
import org.junit.jupiter.api.Test;

@Only(IPV6)
class Ipv6RouterChoiceTest extends RouterChoiceBehavior {
  Ipv6RouterChoiceTest() {
    super(
        new Site(
            IpCidr.parse("2001:db8::1/64"),
            IpAddress.parse("2001:db8::2"),
            IpAddress.parse("fe80::fe"),
            IpAddress.parse("2001:db8:1::7"),
            IpAddress.parse("ff02::1"),
            40),
        "fe80::fd",
        "::/0");
  }

  @Override
  IpAddress better() {
    return IpAddress.parse("fe80::fc");
  }

  @Override
  String floodDestination(int number) {
    return "2001:db8:2::" + Integer.toHexString(number);
  }

  @Test
  @Covers("RFC 4861 §7.2.5")
  void routerThatBecomesAHostLeadsNowhere() {
    Host host = Host.ethernet(IpCidr.parse("2001:db8::1/64"));
    Ipv6Address router = Ipv6Address.parse("fe80::fe");
    Ipv6Address own = Ipv6Address.parse("2001:db8::1");
    host.ip.routes().learn(IpCidr.parse("::/0"), router, 0, 1000 * Host.SECOND);
    host.link.learn(router, Frames.PEER_MAC, true, 0);
    assertThat(host.link.neighbors(0).getFirst().router()).isTrue();

    host.receive(Frames.advertisement(router, Frames.PEER_MAC, own, NdpMessage.ROUTER | NdpMessage.SOLICITED), 1);
    assertThat(host.ip.routes().list()).hasSize(1);
    host.receive(Frames.advertisement(router, Frames.PEER_MAC, own, NdpMessage.SOLICITED), 2);
    assertThat(host.ip.routes().list()).isEmpty();
  }

  @Test
  @Covers("RFC 4861 §8.3")
  void redirectMayNameTheDestinationItselfAsANeighbor() {
    Host host = Host.ethernet(IpCidr.parse("2001:db8::1/64"));
    Ipv6Address router = Ipv6Address.parse("fe80::fe");
    Ipv6Address remote = Ipv6Address.parse("2001:db8:1::7");
    host.ip.routes().learn(IpCidr.parse("::/0"), router, 0, 1000 * Host.SECOND);
    IpAddress own = IpAddress.parse("2001:db8::1");

    host.receive(Frames.redirect(router, Frames.PEER_MAC, own, remote, remote), 0);
    host.icmp.sendEchoRequest(remote, 1, 1, new byte[8], 1);
    assertThat(host.sent().getLast()).contains("who has 2001:db8:1::7");
  }
}
