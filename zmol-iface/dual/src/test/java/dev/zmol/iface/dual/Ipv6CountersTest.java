package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Only;
import dev.zmol.iface.IcmpCounters;
import dev.zmol.iface.IpCounter;
import dev.zmol.iface.dual.multicast.Multicast;
import dev.zmol.wire.dual.Icmpv6Type;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.Ipv6Address;
import org.junit.jupiter.api.Test;

@Only(IPV6)
class Ipv6CountersTest extends CountersBehavior {
  private static final Ipv6Address OWN = Ipv6Address.parse("2001:db8::1");
  private static final Ipv6Address PEER = Ipv6Address.parse("2001:db8::2");

  private final Host ethernet = Host.ethernet(IpCidr.parse("2001:db8::1/64"));
  private final IcmpCounters icmp = ethernet.ip.counters().icmpv6();

  Ipv6CountersTest() {
    super(Site.ipv6());
  }

  private long of(IpCounter counter) {
    return ethernet.ip.counters().ipv6().of(counter);
  }

  @Test
  void whatNeighborsAreAskedIsCounted() {
    ethernet.receive(Frames.toOwn(Frames.echoRequest(PEER, OWN, 1, 8)), 1);

    assertThat(icmp.outPkts(Icmpv6Type.NEIGHBOR_SOLICITATION)).isEqualTo(1);
    assertThat(of(IpCounter.OUT_MCAST_PKTS)).isEqualTo(1);
    assertThat(of(IpCounter.OUT_MCAST_OCTETS)).isEqualTo(72);
  }

  @Test
  void whatNeighborsAreToldIsCounted() {
    ethernet.receive(Frames.solicitation(PEER, Frames.PEER_MAC, OWN), 1);

    assertThat(icmp.inPkts(Icmpv6Type.NEIGHBOR_SOLICITATION)).isEqualTo(1);
    assertThat(icmp.outPkts(Icmpv6Type.NEIGHBOR_ADVERTISEMENT)).isEqualTo(1);
    assertThat(icmp.outMsgs()).isEqualTo(1);
    assertThat(of(IpCounter.OUT_REQUESTS)).isEqualTo(1);
    assertThat(of(IpCounter.OUT_TRANSMITS)).isEqualTo(1);
    assertThat(of(IpCounter.OUT_OCTETS)).isEqualTo(72);
    assertThat(of(IpCounter.OUT_MCAST_PKTS)).isZero();
  }

  @Test
  void whatTheDeviceDoesNotTakeIsNotCounted() {
    ethernet.device.busy = true;
    ethernet.receive(Frames.solicitation(PEER, Frames.PEER_MAC, OWN), 1);

    assertThat(icmp.outMsgs()).isZero();
    assertThat(of(IpCounter.OUT_TRANSMITS)).isZero();
  }

  @Test
  void reportsOfGroupsAreCounted() {
    Multicast multicast = new Multicast(ethernet.ip, ethernet.icmp);
    ethernet.ip.groups().join(Ipv6Address.parse("ff05::1:3"));
    multicast.poll(multicast.pollAt());

    assertThat(icmp.outPkts(Icmpv6Type.MULTICAST_LISTENER_REPORT_V2)).isEqualTo(1);
    assertThat(of(IpCounter.OUT_MCAST_PKTS)).isEqualTo(1);
  }
}
