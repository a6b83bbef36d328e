package dev.zmol.iface.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Counters;
import dev.zmol.iface.IcmpCounters;
import dev.zmol.iface.IpCounter;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dual.IcmpEcho;
import dev.zmol.wire.dual.IpAddress;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What hosts of both families count of IP and ICMP (RFC 4293). */
@Specialize
@Covers("U4")
abstract class CountersBehavior {
  private final Site site;
  private final Host host;
  private final Counters<IpCounter> counters;
  private final IcmpCounters icmp;

  CountersBehavior(Site site) {
    this.site = site;
    this.host = Host.pointToPoint(site.own());
    this.counters = host.ip.counters().of(site.peer());
    this.icmp = host.ip.counters().icmpOf(site.peer());
  }

  private long of(IpCounter counter) {
    return counters.of(counter);
  }

  private byte[] request(IpAddress destination) {
    return Frames.echoRequest(site.peer(), destination, 7, 8);
  }

  @Test
  void aRequestAndItsReplyAreCountedOnceEach() {
    byte[] request = request(site.host());

    host.receive(request, 1);

    assertThat(of(IpCounter.IN_RECEIVES)).isEqualTo(1);
    assertThat(of(IpCounter.IN_OCTETS)).isEqualTo(request.length);
    assertThat(of(IpCounter.IN_DELIVERS)).isEqualTo(1);
    assertThat(of(IpCounter.OUT_REQUESTS)).isEqualTo(1);
    assertThat(of(IpCounter.OUT_TRANSMITS)).isEqualTo(1);
    assertThat(of(IpCounter.OUT_OCTETS)).isEqualTo(request.length);
    assertThat(icmp.inMsgs()).isEqualTo(1);
    assertThat(icmp.outMsgs()).isEqualTo(1);
    assertThat(icmp.inPkts(IcmpEcho.requestType(site.host()))).isEqualTo(1);
    assertThat(icmp.outPkts(IcmpEcho.requestType(site.host()))).isZero();
    assertThat(counters.snapshot()).containsEntry(IpCounter.IN_BCAST_PKTS, 0L).hasSize(IpCounter.values().length);
  }

  @Test
  void aPacketToAGroupIsCountedAsMulticast() {
    byte[] request = request(site.allHosts());

    host.receive(request, 1);

    assertThat(of(IpCounter.IN_MCAST_PKTS)).isEqualTo(1);
    assertThat(of(IpCounter.IN_MCAST_OCTETS)).isEqualTo(request.length);
    assertThat(of(IpCounter.IN_BCAST_PKTS)).isZero();
  }

  @Test
  void aPacketForSomebodyElseIsAnAddressError() {
    host.receive(request(site.remote()), 1);

    assertThat(of(IpCounter.IN_ADDR_ERRORS)).isEqualTo(1);
    assertThat(of(IpCounter.IN_DELIVERS)).isZero();
  }

  @Test
  void aPacketThatIsCutShortIsTruncated() {
    byte[] request = request(site.host());

    host.receive(Arrays.copyOf(request, request.length - 1), 1);

    assertThat(of(IpCounter.IN_TRUNCATED_PKTS)).isEqualTo(1);
    assertThat(of(IpCounter.IN_HDR_ERRORS)).isZero();
  }

  @Test
  void aHeaderThatIsCutShortIsAnErrorOfTheHeader() {
    host.receive(Arrays.copyOf(request(site.host()), 5), 1);

    assertThat(of(IpCounter.IN_RECEIVES)).isEqualTo(1);
    assertThat(of(IpCounter.IN_HDR_ERRORS)).isEqualTo(1);
  }

  @Test
  void aPacketOfAnUnknownProtocolIsNotDelivered() {
    host.receive(Frames.packet(site.peer(), site.host(), 99, 64, new byte[8]), 1);

    assertThat(of(IpCounter.IN_UNKNOWN_PROTOS)).isEqualTo(1);
    assertThat(of(IpCounter.IN_DELIVERS)).isZero();
    assertThat(icmp.outMsgs()).isEqualTo(1);
  }

  @Test
  void aWrongChecksumIsAnErrorOfIcmp() {
    byte[] request = request(site.host());
    request[request.length - 1] ^= 1;

    host.receive(request, 1);

    assertThat(icmp.inMsgs()).isEqualTo(1);
    assertThat(icmp.inErrors()).isEqualTo(1);
    assertThat(icmp.outMsgs()).isZero();
  }

  @Test
  void whatADeviceDoesNotTakeIsNotCountedAsRequested() {
    host.device.busy = true;

    host.receive(request(site.host()), 1);

    assertThat(of(IpCounter.OUT_REQUESTS)).isZero();
    assertThat(icmp.outErrors()).isEqualTo(1);
  }

  @Test
  void aPacketWithoutARouteIsCounted() {
    Host ethernet = Host.ethernet(site.own());

    ethernet.ip.send(ethernet.ip.outgoing(), site.host(), site.remote(), 99, 0, 64, 1);

    Counters<IpCounter> its = ethernet.ip.counters().of(site.remote());
    assertThat(its.of(IpCounter.OUT_REQUESTS)).isEqualTo(1);
    assertThat(its.of(IpCounter.OUT_NO_ROUTES)).isEqualTo(1);
    assertThat(its.of(IpCounter.OUT_TRANSMITS)).isZero();
  }
}
