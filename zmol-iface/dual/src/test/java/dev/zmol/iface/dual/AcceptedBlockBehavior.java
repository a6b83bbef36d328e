package dev.zmol.iface.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Medium;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.IpPacket;
import org.junit.jupiter.api.Test;

/** How hosts of both families stand in for the addresses of a block. */
@Specialize
abstract class AcceptedBlockBehavior {
  private final Site site;
  private final Host host;

  AcceptedBlockBehavior(Site site) {
    this.site = site;
    InterfaceConfiguration configuration =
        Host.configuration(site.own()).accept(new IpCidr(site.remote(), site.remote().length() * 6)).build();
    this.host = new Host(DeviceCapabilities.plain(Medium.ETHERNET, 1500), configuration);
  }

  @Test
  @Covers({"I3", "any_ip accepts ARP for unknown address"})
  void questionForAnAddressOfTheBlockIsAnswered() {
    host.receive(Frames.question(site.peer(), Frames.PEER_MAC, site.remote()), 0);

    assertThat(host.device.sent).hasSize(1);
    assertThat(host.ethernetLink().neighbors()).isEqualTo(1);
  }

  @Test
  @Covers("I3")
  void echoRequestToAnAddressOfTheBlockIsAnsweredFromIt() {
    host.receive(Frames.question(site.peer(), Frames.PEER_MAC, site.remote()), 0);
    host.device.sent.clear();

    host.receive(Frames.toOwn(Frames.echoRequest(site.peer(), site.remote(), 1, 8)), 1);

    assertThat(host.device.sent).hasSize(1);
    assertThat(IpPacket.isFrom(host.device.sent.get(0), 14, site.remote())).isTrue();
    assertThat(host.ip.isLocal(site.remote())).isTrue();
  }

  @Test
  void addressOutsideOfTheBlockIsNotOurs() {
    host.receive(Frames.toOwn(Frames.echoRequest(site.peer(), site.gateway(), 1, 8)), 1);

    assertThat(host.drops.nonZero()).containsOnlyKeys(DropReason.IP_NOT_FOR_US);
    assertThat(host.ip.isLocal(site.gateway())).isFalse();
  }

  @Test
  void whoAnnouncesAnAddressOfTheBlockAsHisOwnIsNotOpposed() {
    host.receive(announcement(), 0);

    assertThat(host.device.sent).isEmpty();
  }

  /** A gratuitous ARP request, or a probe for a duplicate address. */
  abstract byte[] announcement();
}
