package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Only;
import dev.zmol.iface.DropReason;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.Ipv4Address;
import org.junit.jupiter.api.Test;

@Only(IPV4)
class Ipv4GroupsTest extends GroupsBehavior {
  Ipv4GroupsTest() {
    super(Site.ipv4(), Ipv4Address.of(239, 1, 2, 3), Ipv4Address.of(239, 129, 2, 3));
  }

  @Test
  void onlyIgmpComesFromNobody() {
    Host host = Host.ethernet(IpCidr.parse("192.0.2.1/24"));
    Ipv4Address nobody = Ipv4Address.UNSPECIFIED;
    Ipv4Address own = Ipv4Address.of(192, 0, 2, 1);

    host.receive(Frames.toOwn(Frames.ipv4(nobody, Ipv4Address.ALL_SYSTEMS, IpProtocol.IGMP, 1, new byte[8])), 1);
    assertThat(host.drops.nonZero()).containsOnlyKeys(DropReason.IP_PROTOCOL_UNKNOWN);

    host.receive(Frames.toOwn(Frames.ipv4(nobody, own, IpProtocol.IGMP, 1, new byte[8])), 1);
    host.receive(Frames.toOwn(Frames.ipv4(nobody, Ipv4Address.ALL_SYSTEMS, IpProtocol.UDP, 1, new byte[8])), 1);
    assertThat(host.drops.of(DropReason.IP_SOURCE_INVALID)).isEqualTo(2);
  }
}
