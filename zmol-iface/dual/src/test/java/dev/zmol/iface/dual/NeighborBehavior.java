package dev.zmol.iface.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Medium;
import dev.zmol.iface.NeighborState;
import dev.zmol.iface.Packet;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.EthernetFrame;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.dual.IpAddress;
import org.junit.jupiter.api.Test;

/** How hosts of both families find the MAC addresses of their neighbours. */
@Specialize
abstract class NeighborBehavior {
  private static final long SECOND = Host.SECOND;
  private final Site site;
  private final Host host;

  NeighborBehavior(Site site) {
    this.site = site;
    this.host = Host.ethernet(site.own());
  }

  private SendResult ping(int sequence, long nowNanos) {
    return host.icmp.sendEchoRequest(site.peer(), 1, sequence, new byte[8], nowNanos);
  }

  private void hearAnswer(MacAddress mac, long nowNanos) {
    host.receive(Frames.answer(site.peer(), mac, site.host()), nowNanos);
  }

  /** Whether the only frame sent goes to a station; forgets it. */
  private boolean sentOneTo(MacAddress mac) {
    assertThat(host.device.sent).hasSize(1);
    return EthernetFrame.destination(host.device.sent.remove(0), 0) == mac.bits();
  }

  @Test
  @Covers({"handle valid ARP request", "stack ARP request produces reply", "stack v6 NDP NS produces NA"})
  void questionForOurAddressIsAnswered() {
    host.receive(Frames.question(site.peer(), Frames.PEER_MAC, site.host()), 0);

    assertThat(sentOneTo(Frames.PEER_MAC)).isTrue();
  }

  @Test
  @Covers("handle other ARP request")
  void questionForAnotherAddressIsIgnored() {
    host.receive(Frames.question(site.peer(), Frames.PEER_MAC, site.gateway()), 0);

    assertThat(host.device.sent).isEmpty();
    assertThat(host.ethernetLink().neighbors()).isZero();
    assertThat(host.drops.total()).isEqualTo(1);
  }

  @Test
  @Covers({"NS learns neighbor from LLAddr option", "stack egress uses cached neighbor MAC"})
  void whoAsksForUsIsKnownFromThenOn() {
    host.receive(Frames.question(site.peer(), Frames.PEER_MAC, site.host()), 0);
    host.device.sent.clear();

    assertThat(ping(1, 1)).isEqualTo(SendResult.SENT);
    assertThat(sentOneTo(Frames.PEER_MAC)).isTrue();
  }

  @Test
  void whoAsksForUsFromAnotherSubnetIsNotRemembered() {
    host.receive(Frames.question(site.remote(), Frames.PEER_MAC, site.host()), 0);

    assertThat(host.ethernetLink().neighbors()).isZero();
  }

  @Test
  @Covers({
    "I2",
    "stack UDP does not lose packet during ARP resolution",
    "stack v6 NDP solicit emitted for unknown neighbor",
    "stack v6 neighborAvailableOrRequestV6",
    "RFC 1122 §2.3.2.2: waiting packet",
    "RFC 1122 §2.3.3: ARP",
    "RFC 1122 §2.4: no entry",
    "RFC 1122 §3.3.1.1: no gateway",
    "RFC 8504 §5.4: support"
  })
  void packetForAnUnknownNeighborWaitsAndGoesOutOnceItAnswers() {
    assertThat(ping(1, 0)).isEqualTo(SendResult.QUEUED);
    assertThat(host.sent()).singleElement().asString().contains(site.peer().toString());

    hearAnswer(Frames.PEER_MAC, 1);

    assertThat(sentOneTo(Frames.PEER_MAC)).isTrue();
    assertThat(host.ethernetLink().waitingPackets()).isZero();
  }

  @Test
  void waitingPacketsGoOutInOrder() {
    for (int k = 0; k < 5; k++) {
      ping(k, k);
    }
    host.device.sent.clear();

    hearAnswer(Frames.PEER_MAC, 10);

    assertThat(host.device.sent).hasSize(5);
    for (int k = 0; k < 5; k++) {
      byte[] frame = host.device.sent.get(k);
      assertThat(frame[14 + site.header() + 7]).isEqualTo((byte) k);
    }
  }

  @Test
  void packetsThatABusyDeviceDoesNotTakeStayInOrder() {
    ping(1, 0);
    ping(2, 0);
    host.device.busy = true;
    hearAnswer(Frames.PEER_MAC, 1);
    assertThat(ping(3, 2)).isEqualTo(SendResult.QUEUED);
    assertThat(host.link.pollAt()).isLessThanOrEqualTo(2);

    host.device.busy = false;
    host.device.sent.clear();
    host.link.poll(3);

    assertThat(host.device.sent).hasSize(3);
    for (int k = 0; k < 3; k++) {
      assertThat(host.device.sent.get(k)[14 + site.header() + 7]).isEqualTo((byte) (k + 1));
    }
  }

  @Test
  @Covers({
    "stack ARP request rate limited",
    "stack v6 rate-limited neighbor returns pending",
    "neighbor cache lookupFull rate limited",
    "neighbor cache rate limit expires",
    "stack pollAt accounts for neighbor resolution delay",
    "RFC 1122 §2.3.2.1: floods"
  })
  void requestsAreSentOncePerSecond() {
    for (int k = 0; k < 10; k++) {
      ping(k, k);
      host.link.poll(k);
    }
    assertThat(host.device.sent).hasSize(1);
    assertThat(host.link.pollAt()).isEqualTo(SECOND);

    host.link.poll(SECOND);

    assertThat(host.device.sent).hasSize(2);
  }

  private void searchInVain() {
    ping(1, 0);
    for (int k = 1; k <= 3; k++) {
      host.link.poll(k * SECOND);
    }
  }

  @Test
  void neighborThatNeverAnswersLosesItsPackets() {
    searchInVain();

    assertThat(host.device.sent).hasSize(3);
    assertThat(host.drops.of(DropReason.NEIGHBOR_UNREACHABLE)).isEqualTo(1);
    assertThat(host.ethernetLink().waitingPackets()).isZero();
    assertThat(host.link.pollAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void searchEndsEvenIfThereIsNoAddressToAskFrom() {
    Host routed =
        new Host(
            DeviceCapabilities.plain(Medium.ETHERNET, 1500),
            Host.configuration(site.own()).gateway(site.gateway()).build());
    routed.ip.removeAddress(site.host());
    Packet packet = routed.ip.outgoing();
    packet.set(packet.offset(), 8);

    routed.ip.send(packet, site.host(), site.remote(), IpProtocol.UDP, 0, 64, 0);
    for (int k = 1; k <= 3; k++) {
      routed.link.poll(k * SECOND);
    }

    assertThat(routed.ethernetLink().waitingPackets()).isZero();
    assertThat(routed.link.pollAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void searchBeginsAnewAfterAFailure() {
    searchInVain();
    host.device.sent.clear();

    assertThat(ping(2, 4 * SECOND)).isEqualTo(SendResult.UNANSWERED);
    hearAnswer(Frames.PEER_MAC, 4 * SECOND + 1);

    assertThat(host.device.sent).hasSize(2);
  }

  @Test
  @Covers({"RFC 1122 §2.3.2.2: waiting packet", "hostile: neighbor queue"})
  void queueOfOneNeighborKeepsTheLatestPackets() {
    for (int k = 0; k < 88; k++) {
      ping(k, 0);
    }
    host.device.sent.clear();
    hearAnswer(Frames.PEER_MAC, 1);

    assertThat(host.device.sent).hasSize(64);
    assertThat(host.device.sent.get(63)[14 + site.header() + 7]).isEqualTo((byte) 87);
    assertThat(host.drops.of(DropReason.NEIGHBOR_QUEUE_FULL)).isEqualTo(24);
  }

  @Test
  @Covers({"RFC 8504 §5.4: floods", "hostile: neighbor queue"})
  void queueIsBoundedOverAllNeighbors() {
    Host small =
        new Host(
            DeviceCapabilities.plain(Medium.ETHERNET, 1500),
            Host.configuration(site.own()).neighborQueueLimit(2).build());

    small.icmp.sendEchoRequest(site.peer(), 1, 1, new byte[8], 0);
    small.icmp.sendEchoRequest(site.gateway(), 1, 1, new byte[8], 0);
    SendResult third = small.icmp.sendEchoRequest(third(), 1, 1, new byte[8], 0);

    assertThat(third).isEqualTo(SendResult.DROPPED);
    assertThat(small.ethernetLink().waitingPackets()).isEqualTo(2);
    assertThat(small.drops.of(DropReason.NEIGHBOR_QUEUE_FULL)).isEqualTo(1);
  }

  private IpAddress third() {
    return IpAddress.parse(site.peer() + "3");
  }

  @Test
  @Covers("hostile: unsolicited neighbors")
  void unsolicitedAnswerAddsNothing() {
    hearAnswer(Frames.PEER_MAC, 0);

    assertThat(host.ethernetLink().neighbors()).isZero();
    assertThat(host.drops.of(DropReason.NEIGHBOR_UNKNOWN)).isEqualTo(1);
  }

  @Test
  @Covers({"I2", "neighbor cache replace entry", "v6 neighbor cache replace entry"})
  void announcementUpdatesAKnownNeighbor() {
    ping(1, 0);
    hearAnswer(Frames.PEER_MAC, 1);
    host.device.sent.clear();

    hearAnswer(Frames.OTHER_MAC, 2);
    ping(2, 3);

    assertThat(sentOneTo(Frames.OTHER_MAC)).isTrue();
  }

  @Test
  @Covers({"neighbor cache entry expires", "I2", "RFC 1122 §2.3.2.1: stale entries"})
  void neighborIsAskedAnewAfterAMinuteOfSilence() {
    ping(1, 0);
    hearAnswer(Frames.PEER_MAC, 0);
    host.device.sent.clear();

    assertThat(ping(2, 61 * SECOND)).isEqualTo(SendResult.QUEUED);
  }

  @Test
  @Covers("I2")
  void trafficFromANeighborKeepsItKnown() {
    ping(1, 0);
    hearAnswer(Frames.PEER_MAC, 0);
    host.receive(Frames.toOwn(Frames.echoRequest(site.peer(), site.host(), 1, 8)), 40 * SECOND);

    assertThat(ping(2, 61 * SECOND)).isEqualTo(SendResult.SENT);
  }

  @Test
  @Covers("stack neighbor cache refresh gated by same network")
  void trafficFromAnotherStationDoesNotKeepANeighborKnown() {
    ping(1, 0);
    hearAnswer(Frames.PEER_MAC, 0);
    byte[] request = Frames.echoRequest(site.peer(), site.host(), 1, 8);
    host.receive(Frames.ethernet(Frames.OWN_MAC, Frames.OTHER_MAC, request), 46 * SECOND);
    for (int second = 51; second <= 54; second++) {
      host.ip.poll(second * SECOND);
    }

    assertThat(ping(2, 61 * SECOND)).isEqualTo(SendResult.UNANSWERED);
  }

  @Test
  @Covers({"RFC 1122 §3.3.1.4: continuous", "RFC 1122 §3.3.1.4: traffic"})
  void neighborInUseIsProbedBeforeItExpires() {
    ping(1, 0);
    hearAnswer(Frames.PEER_MAC, 0);
    host.device.sent.clear();

    assertThat(state(14 * SECOND)).isEqualTo(NeighborState.REACHABLE);
    assertThat(state(50 * SECOND)).isEqualTo(NeighborState.STALE);
    assertThat(ping(2, 50 * SECOND)).isEqualTo(SendResult.SENT);
    assertThat(sentOneTo(Frames.PEER_MAC)).isTrue();
    assertThat(state(50 * SECOND)).isEqualTo(NeighborState.DELAY);
    host.ip.poll(50 * SECOND);
    assertThat(host.ip.pollAt()).isEqualTo(55 * SECOND);
    host.ip.poll(55 * SECOND);
    assertThat(sentOneTo(Frames.PEER_MAC)).isTrue();
    assertThat(state(55 * SECOND)).isEqualTo(NeighborState.PROBE);
    hearAnswer(Frames.PEER_MAC, 56 * SECOND);

    assertThat(state(56 * SECOND)).isEqualTo(NeighborState.REACHABLE);
    assertThat(ping(3, 70 * SECOND)).isEqualTo(SendResult.SENT);
  }

  private NeighborState state(long nowNanos) {
    return host.link.neighbors(nowNanos).stream()
        .filter(neighbor -> neighbor.address().equals(site.peer()))
        .findFirst()
        .orElseThrow()
        .state();
  }

  @Test
  @Covers({"RFC 4861 §7.3.3", "RFC 1122 §2.3.2.1: stale entries", "RFC 8504 §5.4: unreachability"})
  void neighborThatDoesNotAnswerProbesIsGivenUp() {
    ping(1, 0);
    hearAnswer(Frames.PEER_MAC, 0);
    ping(2, 50 * SECOND);
    host.device.sent.clear();

    for (int second = 55; second <= 58; second++) {
      host.ip.poll(second * SECOND);
    }

    assertThat(host.device.sent).hasSize(3);
    assertThat(state(58 * SECOND)).isEqualTo(NeighborState.FAILED);
    assertThat(host.link.unansweredSince(site.peer())).isEqualTo(58 * SECOND);
    assertThat(host.ip.pollAt()).isEqualTo(Long.MAX_VALUE);
    assertThat(ping(3, 59 * SECOND)).isEqualTo(SendResult.UNANSWERED);
  }

  @Test
  @Covers({"RFC 4861 §7.3.1", "RFC 1122 §3.3.1.4: indication", "RFC 1122 §3.3.1.4: advice"})
  void protocolAboveConfirmsThatANeighborIsThere() {
    ping(1, 0);
    hearAnswer(Frames.PEER_MAC, 0);
    ping(2, 50 * SECOND);

    host.ip.confirm(site.peer(), 51 * SECOND);

    assertThat(state(51 * SECOND)).isEqualTo(NeighborState.REACHABLE);
    assertThat(host.link.isVerifying()).isFalse();
  }

  @Test
  @Covers("RFC 4861 §7.2.3")
  void whoAsksUsIsNotKnownToHearUs() {
    host.receive(Frames.question(site.peer(), Frames.PEER_MAC, site.host()), 0);
    assertThat(state(0)).isEqualTo(NeighborState.STALE);

    ping(1, 1);
    assertThat(state(1)).isEqualTo(NeighborState.DELAY);
  }

  @Test
  @Covers("I2")
  void neighborsAreAddedAndRemovedWhileTheStackRuns() {
    ping(1, 0);
    host.device.sent.clear();
    host.ethernetLink().addNeighbor(site.peer(), Frames.OTHER_MAC);
    assertThat(ping(2, 1)).isEqualTo(SendResult.SENT);
    assertThat(sentOneTo(Frames.OTHER_MAC)).isTrue();
    assertThat(state(1)).isEqualTo(NeighborState.PERMANENT);

    assertThat(host.ethernetLink().removeNeighbor(site.peer())).isTrue();
    assertThat(host.ethernetLink().removeNeighbor(site.peer())).isFalse();
    assertThat(host.ethernetLink().neighbors()).isZero();
    assertThat(ping(3, 2)).isEqualTo(SendResult.QUEUED);
  }

  @Test
  void staticNeighborsLeaveRoomForOthers() {
    Host small =
        new Host(
            DeviceCapabilities.plain(Medium.ETHERNET, 1500),
            Host.configuration(site.own()).neighborLimit(8).build());
    for (int k = 1; k < 8; k++) {
      small.ethernetLink().addNeighbor(IpAddress.parse(site.peer().toString() + k), Frames.OTHER_MAC);
    }
    assertThatThrownBy(() -> small.ethernetLink().addNeighbor(site.gateway(), Frames.OTHER_MAC))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("8");
    assertThat(small.icmp.sendEchoRequest(site.peer(), 1, 1, new byte[8], 0)).isEqualTo(SendResult.QUEUED);
  }

  @Test
  @Covers({
    "stack egress routes via gateway for off-subnet destination",
    "interface route direct delivery vs gateway",
    "RFC 1122 §3.3.1.1: mask",
    "RFC 1122 §3.3.1.2: default",
    "interface hasNeighbor with routing"
  })
  void packetForARemoteHostGoesToTheGateway() {
    Host routed =
        new Host(
            DeviceCapabilities.plain(Medium.ETHERNET, 1500),
            Host.configuration(site.own()).gateway(site.gateway()).build());
    routed.icmp.sendEchoRequest(site.remote(), 1, 1, new byte[8], 0);
    routed.device.sent.clear();

    routed.receive(Frames.answer(site.gateway(), Frames.OTHER_MAC, site.host()), 1);

    assertThat(routed.device.sent).hasSize(1);
    assertThat(EthernetFrame.destination(routed.device.sent.get(0), 0)).isEqualTo(Frames.OTHER_MAC.bits());
  }

  @Test
  void packetForARemoteHostWithoutARouteIsCounted() {
    SendResult result = host.icmp.sendEchoRequest(site.remote(), 1, 1, new byte[8], 0);

    assertThat(result).isEqualTo(SendResult.DROPPED);
    assertThat(host.drops.of(DropReason.NO_ROUTE)).isEqualTo(1);
  }

  @Test
  @Covers({"stack broadcast destination skips ARP resolution", "stack v6 emitIpv6Frame multicast MAC derivation"})
  void packetForAGroupNeedsNoNeighbor() {
    SendResult result = host.icmp.sendEchoRequest(site.allHosts(), 1, 1, new byte[8], 0);

    assertThat(result).isEqualTo(SendResult.SENT);
    assertThat(sentOneTo(site.allHosts().multicastMac())).isTrue();
  }

  @Test
  @Covers("I2")
  void staticNeighborIsNeverAskedForNorChanged() {
    Host fixed =
        new Host(
            DeviceCapabilities.plain(Medium.ETHERNET, 1500),
            Host.configuration(site.own()).neighbor(site.peer(), Frames.OTHER_MAC).build());
    fixed.receive(Frames.question(site.peer(), Frames.PEER_MAC, site.host()), 0);
    fixed.device.sent.clear();

    fixed.icmp.sendEchoRequest(site.peer(), 1, 1, new byte[8], 1000 * SECOND);

    assertThat(fixed.device.sent).hasSize(1);
    assertThat(EthernetFrame.destination(fixed.device.sent.get(0), 0)).isEqualTo(Frames.OTHER_MAC.bits());
  }

  @Test
  @Covers({
    "ARP flush after update IP",
    "setIpv6Addrs flushes v6 neighbor cache",
    "neighbor cache flush",
    "v6 neighbor cache flush"
  })
  void neighborsAreForgottenWhenAddressesChange() {
    ping(1, 0);
    hearAnswer(Frames.PEER_MAC, 0);

    host.ip.removeAddress(site.host());
    host.ip.addAddress(site.own());

    assertThat(host.ethernetLink().neighbors()).isZero();
    assertThat(ping(2, 1)).isEqualTo(SendResult.QUEUED);
  }

  @Test
  @Covers({"RFC 8504 §5.4: floods", "hostile: neighbor floods"})
  void floodOfQuestionsDoesNotDisplaceNeighborsInUse() {
    Host small =
        new Host(
            DeviceCapabilities.plain(Medium.ETHERNET, 1500),
            Host.configuration(site.own()).neighborLimit(8).build());
    small.icmp.sendEchoRequest(site.peer(), 1, 1, new byte[8], 0);
    small.receive(Frames.answer(site.peer(), Frames.PEER_MAC, site.host()), 0);

    for (int k = 10; k < 50; k++) {
      IpAddress stranger = IpAddress.parse(site.peer().toString() + k);
      small.receive(Frames.question(stranger, Frames.OTHER_MAC, site.host()), 1);
    }

    assertThat(small.ethernetLink().neighbors()).isEqualTo(8);
    SendResult result = small.icmp.sendEchoRequest(site.peer(), 1, 2, new byte[8], 2);
    assertThat(result).isEqualTo(SendResult.SENT);
  }

  @Test
  void stationCannotClaimToBeAGroup() {
    ping(1, 0);
    hearAnswer(MacAddress.parse("03:00:00:00:00:09"), 1);

    assertThat(host.ethernetLink().waitingPackets()).isEqualTo(1);
  }
}
