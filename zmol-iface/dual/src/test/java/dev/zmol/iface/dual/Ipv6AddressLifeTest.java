package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Only;
import dev.zmol.iface.DropReason;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.Ipv6Address;
import dev.zmol.wire.dual.NdpMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

@Only(IPV6)
class Ipv6AddressLifeTest extends AddressLifeBehavior {
  private static final String PROBE =
      "02:00:00:00:00:01 > 33:33:ff:00:00:77 :: > ff02::1:ff00:77 ICMPv6 neighbor solicitation who has 2001:db8::77";
  private static final String ANNOUNCEMENT =
      "02:00:00:00:00:01 > 33:33:00:00:00:02 2001:db8::77 > ff02::2 ICMPv6 neighbor advertisement 2001:db8::77 is at "
          + "02:00:00:00:00:01";

  Ipv6AddressLifeTest() {
    super(Site.ipv6(), "2001:db8::77");
  }

  @Override
  List<String> expectedOnSuccess() {
    return List.of(PROBE, ANNOUNCEMENT);
  }

  @Override
  List<String> announcements() {
    return List.of(ANNOUNCEMENT);
  }

  @Override
  byte[] probe(IpAddress address) {
    return probe(0x1234_5678_9abcL);
  }

  @Override
  byte[] claim() {
    byte[] message = new byte[32];
    Ipv6Address peer = Ipv6Address.parse("fe80::2");
    NdpMessage.emitAdvertisement(
        message, 0, NdpMessage.OVERRIDE, Ipv6Address.parse("2001:db8::1"), Frames.OTHER_MAC.bits());
    byte[] packet = Frames.icmp(peer, Ipv6Address.ALL_NODES, message);
    return Frames.ethernet(Ipv6Address.ALL_NODES.multicastMac(), Frames.OTHER_MAC, packet);
  }

  private static byte[] probe(long nonce) {
    Ipv6Address target = Ipv6Address.parse("2001:db8::77");
    byte[] message = new byte[32];
    NdpMessage.emitProbe(message, 0, target, nonce);
    byte[] packet = Frames.icmp(Ipv6Address.UNSPECIFIED, target.solicitedNode(), message);
    return Frames.ethernet(target.solicitedNode().multicastMac(), Frames.PEER_MAC, packet);
  }

  @Test
  @Covers({"RFC 7527 §4.2", "RFC 8504 §6.3: duplicate proxies"})
  void ourOwnProbeThatComesBackIsNoConflict() {
    host.ip.addresses().addAfterProbe(wantedAddress(), (_, _, _) -> {});
    host.ip.poll(0);
    host.ip.poll(SECOND);
    byte[] own = host.device.sent.getFirst().clone();
    host.receive(own, SECOND);
    run(SECOND, 20 * SECOND);

    assertThat(host.drops.of(DropReason.NDP_LOOPED_BACK)).isEqualTo(1);
    assertThat(host.ip.isLocal(wanted)).isTrue();
  }
}
