package dev.zmol.socket.dual;

import static dev.zmol.socket.dual.DhcpLan.lease;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.socket.dhcp.LeaseEnd;
import dev.zmol.socket.dhcp.LeaseTimes;
import dev.zmol.socket.tcp.TcpConfiguration;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.Bytes;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.dual.DhcpMessage;
import dev.zmol.wire.dual.DhcpMessageType;
import dev.zmol.wire.dual.DhcpOptionCode;
import dev.zmol.wire.dual.Ipv4Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Only(Family.IPV4)
@Covers("S8")
class DhcpClientTest extends DhcpClientFixture {
  // The four messages

  @Test
  @Covers({
    "bind",
    "stack DHCP discover dispatches via UDP broadcast",
    "stack DHCP ingress processes offer",
    "RFC 1122 §3.2.2.9: booting",
    "RFC 1122 §3.3.6: default",
    "RFC 1122 §3.3.6: limited"
  })
  void anAddressIsDiscoveredOfferedRequestedAndAcknowledged() {
    start();
    DhcpLan.Sent discover = lan.last();
    assertThat(discover.source()).isEqualTo(Ipv4Address.UNSPECIFIED);
    assertThat(discover.destination()).isEqualTo(Ipv4Address.BROADCAST);
    assertThat(discover.ports()).isEqualTo(68 << 16 | 67);
    assertThat(lastType()).isEqualTo(DhcpMessageType.DISCOVER);
    assertThat(discover.message().header().clientHardwareAddress()).isEqualTo(DhcpLan.MAC);
    assertThat(discover.message().header().broadcast()).isFalse();
    assertThat(asked().bytes(DhcpOptionCode.CLIENT_IDENTIFIER)).contains(Bytes.parse("01020000000007"));
    assertThat(asked().number16(DhcpOptionCode.MAXIMUM_MESSAGE_SIZE)).hasValue(1500);

    lan.answer(lease(DhcpMessageType.OFFER));
    assertThat(lastType()).isEqualTo(DhcpMessageType.REQUEST);
    assertThat(lan.last().source()).isEqualTo(Ipv4Address.UNSPECIFIED);
    assertThat(lan.last().destination()).isEqualTo(Ipv4Address.BROADCAST);
    assertThat(lan.last().message().header().transactionId())
        .isEqualTo(discover.message().header().transactionId());
    assertThat(lan.last().message().header().clientAddress()).isEqualTo(Ipv4Address.UNSPECIFIED);
    assertThat(asked().address(DhcpOptionCode.REQUESTED_ADDRESS)).contains(DhcpLan.YOURS);
    assertThat(asked().address(DhcpOptionCode.SERVER_IDENTIFIER)).contains(DhcpLan.SERVER);
    assertThat(hasAddress()).isFalse();

    lan.answer(lease(DhcpMessageType.ACK));
    assertThat(lan.client.state()).isEqualTo(DhcpState.BOUND);
    assertThat(lan.events).containsExactly("bound 192.0.2.77/24");
    assertThat(hasAddress()).isTrue();
    assertThat(lan.stack.ip().sourceFor(ELSEWHERE)).isEqualTo(DhcpLan.YOURS);
    assertThat(lan.client.lease().orElseThrow().dnsServers()).containsExactly(DhcpLan.SERVER, DhcpLan.OTHER_SERVER);
    assertThat(lan.stack.drops().total()).isZero();
  }

  @Test
  void anAnswerByBroadcastIsAsGood() {
    start(configuration().broadcast(true));
    assertThat(lan.last().message().header().broadcast()).isTrue();
    DhcpMessage offer = new DhcpMessage(lan.header(DhcpLan.YOURS), "", "", lease(DhcpMessageType.OFFER).build());
    byte[] bytes = new byte[offer.length()];
    offer.emit(bytes, 0);
    lan.answer(bytes, Ipv4Address.BROADCAST, MacAddress.BROADCAST);
    assertThat(lan.client.state()).isEqualTo(DhcpState.REQUESTING);
  }

  @Test
  @Covers("bind different ports")
  void thePortsMayBeOthers() {
    start(configuration().ports(6_800, 6_700));
    assertThat(lan.last().ports()).isEqualTo(6_800 << 16 | 6_700);
    lan.answer(lease(DhcpMessageType.OFFER));
    assertThat(lan.client.state()).isEqualTo(DhcpState.REQUESTING);
  }

  @Test
  void aPacketToAnotherAddressIsAcceptedForTheClientAlone() {
    bind();
    DhcpMessage ack = new DhcpMessage(lan.header(DhcpLan.YOURS), "", "", lease(DhcpMessageType.ACK).build());
    byte[] bytes = new byte[ack.length()];
    ack.emit(bytes, 0);
    lan.answer(bytes, Ipv4Address.parse("192.0.2.99"), DhcpLan.MAC);
    assertThat(lan.drops(DropReason.IP_NOT_FOR_US)).as("the client has an address now").isOne();
    lan.client.stop();
    start();
    long before = lan.drops(DropReason.IP_NOT_FOR_US);
    lan.answer(bytes, Ipv4Address.parse("192.0.2.99"), MacAddress.BROADCAST);
    assertThat(lan.drops(DropReason.IP_NOT_FOR_US)).as("a frame to all stations").isEqualTo(before + 1);
    lan.answer(bytes, Ipv4Address.parse("224.0.0.9"), DhcpLan.MAC);
    assertThat(lan.drops(DropReason.IP_NOT_FOR_US)).as("a group").isEqualTo(before + 2);
  }

  // Sending again

  @Test
  @Covers({"discover retransmit", "stack DHCP pollAt returns socket deadline"})
  void aDiscoverIsSentAgainAfterTimesThatDouble() {
    start();
    for (int expected : new int[] {4, 8, 16, 32, 64, 64, 64}) {
      long before = lan.last().nanos();
      assertThat(lan.client.pollAt()).isBetween(before + (expected - 1) * SECOND, before + (expected + 1) * SECOND);
      lan.await();
      assertThat(lastType()).isEqualTo(DhcpMessageType.DISCOVER);
      assertThat(lan.now - before).isBetween((expected - 1) * SECOND, (expected + 1) * SECOND);
    }
    assertThat(lan.last().message().header().seconds()).isBetween(245, 260);
  }

  @Test
  void theTimesAreNotTheSameForAllClients() {
    List<Long> times = new ArrayList<>();
    for (int seed = 0; seed < 20; seed++) {
      DhcpLan other = new DhcpLan(seed);
      other.client.start();
      other.poll();
      times.add(other.stack.pollAt() - other.now);
    }
    assertThat(times).doesNotHaveDuplicates();
  }

  @Test
  @Covers("discover dispatch rotates transaction IDs")
  void everyDiscoverIsATransactionOfItsOwn() {
    start();
    for (int k = 0; k < 4; k++) {
      lan.await();
    }
    assertThat(lan.sent.stream().map(sent -> sent.message().header().transactionId())).doesNotHaveDuplicates();
  }

  @Test
  @Covers({"request retransmit", "request timeout"})
  void aRequestIsSentFourTimesBeforeTheClientBeginsAnew() {
    start();
    lan.answer(lease(DhcpMessageType.OFFER));
    DhcpLan.Sent first = lan.last();
    for (int k = 0; k < 3; k++) {
      lan.await();
      assertThat(lastType()).isEqualTo(DhcpMessageType.REQUEST);
      assertThat(lan.last().message().header().transactionId()).isEqualTo(first.message().header().transactionId());
      assertThat(asked()).isEqualTo(first.message().options());
    }
    lan.await();
    assertThat(lastType()).isEqualTo(DhcpMessageType.DISCOVER);
    assertThat(lan.now - first.nanos()).isBetween(56 * SECOND, 64 * SECOND);
  }

  @Test
  void theFirstMessageMayWait() {
    start(configuration().startDelay(Duration.ofSeconds(10)));
    assertThat(lan.sent).isEmpty();
    lan.await();
    assertThat(lan.now).isBetween(SECOND, 11 * SECOND);
    assertThat(lastType()).isEqualTo(DhcpMessageType.DISCOVER);
  }

  // Refusal

  @Test
  @Covers("request nak")
  void aNakBeginsAnew() {
    start();
    lan.answer(lease(DhcpMessageType.OFFER));
    lan.answer(nak(DhcpLan.SERVER));
    assertThat(lastType()).isEqualTo(DhcpMessageType.DISCOVER);
    assertThat(lan.client.state()).isEqualTo(DhcpState.SELECTING);
  }

  @Test
  void aServerThatAlwaysRefusesIsAskedLessAndLess() {
    start();
    long begin = lan.now;
    for (int k = 0; k < 10; k++) {
      lan.answer(lease(DhcpMessageType.OFFER));
      lan.answer(nak(DhcpLan.SERVER));
      if (lan.client.state() == DhcpState.INIT) {
        lan.await();
      }
    }
    assertThat(lan.now - begin).isGreaterThan(120 * SECOND);
  }

  @Test
  @Covers({"renew nak"})
  void aNakToARenewalTakesTheAddressAway() {
    bind();
    lan.await();
    assertThat(lan.client.state()).isEqualTo(DhcpState.RENEWING);
    lan.answer(nak(DhcpLan.SERVER));
    assertThat(lan.events).containsExactly("bound 192.0.2.77/24", "lost 192.0.2.77/24 REFUSED");
    assertThat(hasAddress()).isFalse();
    assertThat(lan.stack.ip().sourceFor(ELSEWHERE)).isNull();
    assertThat(lastType()).isEqualTo(DhcpMessageType.DISCOVER);
  }

  // Renewal

  @Test
  @Covers("renew")
  void aLeaseIsRenewedByItsServerAfterHalfOfItsTime() {
    bind();
    long begin = lan.now;
    lan.await();
    assertThat(lan.now - begin).isBetween(1_770 * SECOND, 1_800 * SECOND);
    assertThat(lan.client.state()).isEqualTo(DhcpState.RENEWING);
    assertThat(lastType()).isEqualTo(DhcpMessageType.REQUEST);
    assertThat(lan.last().source()).isEqualTo(DhcpLan.YOURS);
    assertThat(lan.last().destination()).isEqualTo(DhcpLan.SERVER);
    assertThat(lan.last().message().header().clientAddress()).isEqualTo(DhcpLan.YOURS);
    assertThat(asked().has(DhcpOptionCode.SERVER_IDENTIFIER)).isFalse();
    assertThat(asked().has(DhcpOptionCode.REQUESTED_ADDRESS)).isFalse();

    lan.answer(lease(DhcpMessageType.ACK));
    assertThat(lan.client.state()).isEqualTo(DhcpState.BOUND);
    assertThat(lan.events).containsExactly("bound 192.0.2.77/24", "renewed 192.0.2.77/24");
    assertThat(lan.client.leaseTimes().orElseThrow().expiresAt()).isEqualTo(lan.last().nanos() + 3_600 * SECOND);
  }

  @Test
  void whatTheServerChangesIsAppliedAndTold() {
    bind();
    lan.await();
    lan.answer(lease(DhcpMessageType.ACK).address(DhcpOptionCode.ROUTER, DhcpLan.OTHER_SERVER));
    assertThat(lan.events).containsExactly("bound 192.0.2.77/24", "changed 192.0.2.77/24");
    assertThat(lan.stack.ip().routes().gatewayTo(ELSEWHERE, lan.now)).isEqualTo(DhcpLan.OTHER_SERVER);
  }

  @Test
  void theServerMaySayWhenToRenewAndToRebind() {
    bind(
        configuration(),
        lease(DhcpMessageType.ACK)
            .number32(DhcpOptionCode.RENEWAL_TIME, 100)
            .number32(DhcpOptionCode.REBINDING_TIME, 200));
    LeaseTimes times = lan.client.leaseTimes().orElseThrow();
    assertThat(times.renewAt() - lan.now).isBetween(98 * SECOND, 100 * SECOND);
    assertThat(times.rebindAt() - lan.now).isEqualTo(200 * SECOND);
  }

  @ParameterizedTest
  @CsvSource({"200,100", "100,100", "100,3600", "4000,5000", "0,100", "4294967295,4294967295"})
  @Covers("hostile: DHCP times")
  void timesThatMakeNoSenseAreReplaced(long renewal, long rebinding) {
    bind(
        configuration(),
        lease(DhcpMessageType.ACK)
            .number32(DhcpOptionCode.RENEWAL_TIME, renewal)
            .number32(DhcpOptionCode.REBINDING_TIME, rebinding));
    LeaseTimes times = lan.client.leaseTimes().orElseThrow();
    assertThat(times.renewAt() - lan.now).isBetween(1_770 * SECOND, 1_800 * SECOND);
    assertThat(times.rebindAt() - lan.now).isEqualTo(3_150 * SECOND);
  }

  @Test
  @Covers({"renew rebind retransmit", "renew rebind timeout"})
  void aSilentServerIsAskedAgainThenAllAreAndThenTheLeaseIsOver() {
    bind();
    long begin = lan.now;
    List<Long> renewals = new ArrayList<>();
    List<Long> rebindings = new ArrayList<>();
    for (DhcpLan.Sent sent = lan.await(); sent.message().type() == DhcpMessageType.REQUEST; sent = lan.await()) {
      boolean unicast = sent.destination().equals(DhcpLan.SERVER);
      (unicast ? renewals : rebindings).add((sent.nanos() - begin) / SECOND);
      assertThat(unicast || sent.destination().isBroadcast()).isTrue();
      assertThat(sent.source()).isEqualTo(DhcpLan.YOURS);
      assertThat(lan.client.state()).isEqualTo(unicast ? DhcpState.RENEWING : DhcpState.REBINDING);
      assertThat(hasAddress()).isTrue();
    }
    // Half of the time that is left each time, and a minute at least (RFC 2131 §4.4.5).
    assertThat(renewals).hasSize(6).last().matches(last -> last < 3_150);
    assertThat(rebindings).containsExactly(3_150L, 3_375L, 3_487L, 3_547L);
    assertThat(lan.now - begin).isEqualTo(3_600 * SECOND);
    assertThat(lan.events).containsExactly("bound 192.0.2.77/24", "lost 192.0.2.77/24 EXPIRED");
    assertThat(hasAddress()).isFalse();
    assertThat(lastType()).isEqualTo(DhcpMessageType.DISCOVER);
  }

  @Test
  void anyServerMayTakeTheLeaseOver() {
    bind();
    while (lan.client.state() != DhcpState.REBINDING) {
      lan.await();
    }
    lan.answer(lease(DhcpMessageType.ACK).address(DhcpOptionCode.SERVER_IDENTIFIER, DhcpLan.OTHER_SERVER));
    assertThat(lan.client.state()).isEqualTo(DhcpState.BOUND);
    assertThat(lan.client.lease().orElseThrow().server()).isEqualTo(DhcpLan.OTHER_SERVER);
    lan.await();
    assertThat(lan.last().destination()).isEqualTo(DhcpLan.OTHER_SERVER);
  }

  @Test
  @Covers("min max renew timeout")
  void theTimeBetweenRenewalsHasLimits() {
    bind(
        configuration().renewalTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(50)),
        lease(DhcpMessageType.ACK));
    long previous = lan.await().nanos();
    LeaseTimes times = lan.client.leaseTimes().orElseThrow();
    while (lan.await().nanos() < times.rebindAt()) {
      assertThat(lan.now - previous).isBetween(30 * SECOND, 50 * SECOND);
      previous = lan.now;
    }
  }

  @Test
  void aRenewalMayBeAskedForBeforeItsTime() {
    assertThat(lan.client.renew()).as("there is no lease").isFalse();
    bind();
    assertThat(lan.client.renew()).isTrue();
    lan.poll();
    assertThat(lan.last().destination()).isEqualTo(DhcpLan.SERVER);
    assertThat(lan.client.renew()).as("it was asked already").isFalse();
    lan.answer(lease(DhcpMessageType.ACK));
    assertThat(lan.events).endsWith("renewed 192.0.2.77/24");
  }

  @Test
  void aLeaseMayLastForEver() {
    bind(configuration(), lease(DhcpMessageType.ACK).number32(DhcpOptionCode.LEASE_TIME, DhcpMessage.INFINITE));
    assertThat(lan.client.pollAt()).isGreaterThan(lan.now + Duration.ofDays(100_000).toNanos() / 1_000);
    lan.pass(Duration.ofDays(3_000));
    assertThat(lan.client.state()).isEqualTo(DhcpState.BOUND);
    lan.client.renew();
    lan.await();
    assertThat(lan.client.state()).isEqualTo(DhcpState.RENEWING);
    lan.await();
    assertThat(lan.client.state()).as("a lease without end is not lost").isEqualTo(DhcpState.RENEWING);
  }

  @Test
  void theLongestLeaseIsAlmostForEver() {
    bind(configuration(), lease(DhcpMessageType.ACK).number32(DhcpOptionCode.LEASE_TIME, DhcpMessage.INFINITE - 1));
    LeaseTimes times = lan.client.leaseTimes().orElseThrow();
    assertThat(times.expiresAt() - lan.now).isEqualTo((DhcpMessage.INFINITE - 1) * SECOND);
    assertThat(times.renewAt()).isLessThan(times.rebindAt());
  }

  @Test
  void theClientMayShortenALease() {
    bind(configuration().longestLease(Duration.ofSeconds(60)), lease(DhcpMessageType.ACK));
    assertThat(lan.client.leaseTimes().orElseThrow().expiresAt() - lan.now).isEqualTo(60 * SECOND);
    assertThat(lan.client.lease().orElseThrow().seconds()).isEqualTo(60);
  }

  // A host that has been here before

  @Test
  void anAddressOfBeforeIsAskedForFirst() {
    start(configuration().previousAddress(DhcpLan.YOURS));
    assertThat(lan.client.state()).isEqualTo(DhcpState.REBOOTING);
    assertThat(lastType()).isEqualTo(DhcpMessageType.REQUEST);
    assertThat(lan.last().source()).isEqualTo(Ipv4Address.UNSPECIFIED);
    assertThat(asked().address(DhcpOptionCode.REQUESTED_ADDRESS)).contains(DhcpLan.YOURS);
    assertThat(asked().has(DhcpOptionCode.SERVER_IDENTIFIER)).isFalse();
    lan.answer(lease(DhcpMessageType.ACK));
    assertThat(lan.events).containsExactly("bound 192.0.2.77/24");
  }

  @Test
  void anAddressOfBeforeThatDoesNotFitIsForgotten() {
    start(configuration().previousAddress(Ipv4Address.parse("198.51.100.7")));
    lan.answer(nak(DhcpLan.SERVER));
    assertThat(lan.client.state()).isEqualTo(DhcpState.SELECTING);
    assertThat(lastType()).isEqualTo(DhcpMessageType.DISCOVER);
  }

  @Test
  void anAddressOfBeforeThatNobodyKnowsOfIsForgotten() {
    start(configuration().previousAddress(DhcpLan.YOURS));
    for (int k = 0; k < 3; k++) {
      lan.await();
      assertThat(lastType()).isEqualTo(DhcpMessageType.REQUEST);
    }
    lan.await();
    assertThat(lastType()).isEqualTo(DhcpMessageType.DISCOVER);
  }

  @Test
  void onAnotherLinkTheLeaseIsVerified() {
    bind();
    assertThat(lan.client.verify()).isTrue();
    lan.poll();
    assertThat(lan.last().destination()).isEqualTo(Ipv4Address.BROADCAST);
    assertThat(hasAddress()).isTrue();
    lan.answer(nak(DhcpLan.OTHER_SERVER));
    assertThat(lan.events).endsWith("lost 192.0.2.77/24 REFUSED");
    assertThat(hasAddress()).isFalse();
  }

  @Test
  void aLeaseThatNobodyObjectsToIsKept() {
    bind();
    lan.client.verify();
    lan.pass(Duration.ofSeconds(70));
    assertThat(lan.client.state()).isEqualTo(DhcpState.BOUND);
    assertThat(lan.events).containsExactly("bound 192.0.2.77/24");
    lan.await();
    assertThat(lan.client.state()).isEqualTo(DhcpState.RENEWING);
  }

  // Two messages in place of four

  @Test
  void aRapidCommitTakesTwoMessages() {
    start(configuration().rapidCommit(true));
    assertThat(asked().has(DhcpOptionCode.RAPID_COMMIT)).isTrue();
    lan.answer(lease(DhcpMessageType.ACK));
    assertThat(lan.client.state()).as("without the option it is no rapid commit").isEqualTo(DhcpState.SELECTING);
    assertThat(lan.drops(DropReason.DHCP_UNACCEPTABLE)).isOne();
    lan.answer(lease(DhcpMessageType.ACK).bytes(DhcpOptionCode.RAPID_COMMIT, Bytes.EMPTY));
    assertThat(lan.client.state()).isEqualTo(DhcpState.BOUND);
  }

  @Test
  void aRapidCommitThatWasNotAskedForIsRefused() {
    start();
    lan.answer(lease(DhcpMessageType.ACK).bytes(DhcpOptionCode.RAPID_COMMIT, Bytes.EMPTY));
    assertThat(lan.client.state()).isEqualTo(DhcpState.SELECTING);
    assertThat(lan.drops(DropReason.DHCP_UNACCEPTABLE)).isOne();
  }

  // The end

  @Test
  void aLeaseIsGivenBack() {
    bind();
    lan.client.release();
    lan.poll();
    assertThat(lastType()).isEqualTo(DhcpMessageType.RELEASE);
    assertThat(lan.last().destination()).isEqualTo(DhcpLan.SERVER);
    assertThat(lan.last().message().header().clientAddress()).isEqualTo(DhcpLan.YOURS);
    assertThat(asked().address(DhcpOptionCode.SERVER_IDENTIFIER)).contains(DhcpLan.SERVER);
    lan.pass(Duration.ofSeconds(1));
    assertThat(lan.events).endsWith("lost 192.0.2.77/24 RELEASED");
    assertThat(hasAddress()).isFalse();
    assertThat(lan.client.state()).isEqualTo(DhcpState.STOPPED);
    assertThat(lan.client.pollAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aClientThatIsStoppedCanBeStartedAgain() {
    bind();
    lan.client.stop();
    lan.client.stop();
    assertThat(lan.events).endsWith("lost 192.0.2.77/24 STOPPED");
    assertThat(lastType()).as("the server hears nothing").isEqualTo(DhcpMessageType.REQUEST);
    start();
    assertThat(lastType()).isEqualTo(DhcpMessageType.DISCOVER);
  }

  @Test
  void aListenerMayStopTheClient() {
    lan.client.addListener(
        new DhcpListener() {
          @Override
          public void onBound(DhcpLease lease) {}

          @Override
          public void onChanged(DhcpLease before, DhcpLease lease) {}

          @Override
          public void onLost(DhcpLease lease, LeaseEnd reason) {
            lan.client.stop();
          }
        });
    bind();
    lan.await();
    lan.answer(nak(DhcpLan.SERVER));
    lan.pass(Duration.ofHours(1));
    assertThat(lan.client.state()).isEqualTo(DhcpState.STOPPED);
  }

  @Test
  void anAddressIsUsedWhenNobodyElseHasIt() {
    start(DhcpConfiguration.builder());
    lan.answer(lease(DhcpMessageType.OFFER));
    lan.answer(lease(DhcpMessageType.ACK));
    assertThat(lan.client.state()).isEqualTo(DhcpState.CHECKING);
    assertThat(hasAddress()).isFalse();
    long begin = lan.now;
    lan.pass(Duration.ofSeconds(8));
    assertThat(lan.events).containsExactly("bound 192.0.2.77/24");
    assertThat(hasAddress()).isTrue();
    assertThat(lan.client.leaseTimes().orElseThrow().expiresAt()).isEqualTo(begin + 3_600 * SECOND);
  }

  @Test
  void anAddressThatSomebodyElseHasIsDeclined() {
    lan.taken = DhcpLan.YOURS;
    start(DhcpConfiguration.builder());
    lan.answer(lease(DhcpMessageType.OFFER));
    lan.answer(lease(DhcpMessageType.ACK));
    long begin = lan.await().nanos();
    assertThat(lastType()).isEqualTo(DhcpMessageType.DECLINE);
    assertThat(asked().address(DhcpOptionCode.REQUESTED_ADDRESS)).contains(DhcpLan.YOURS);
    assertThat(lan.events).isEmpty();
    assertThat(hasAddress()).isFalse();
    lan.await();
    assertThat(lastType()).isEqualTo(DhcpMessageType.DISCOVER);
    assertThat(lan.now - begin).isGreaterThanOrEqualTo(10 * SECOND);
  }

  @Test
  void aClientMayBeStoppedBeforeTheAnswerIsKnown() {
    start(DhcpConfiguration.builder());
    lan.answer(lease(DhcpMessageType.OFFER));
    lan.answer(lease(DhcpMessageType.ACK));
    lan.client.stop();
    lan.pass(Duration.ofSeconds(20));
    assertThat(hasAddress()).isFalse();
    assertThat(lan.events).isEmpty();
    assertThat(lan.client.pollAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void anAddressThatSomebodyElseGoesOnUsingIsDeclined() {
    bind();
    long begin = lan.now;
    lan.claim(DhcpLan.YOURS);
    lan.pass(Duration.ofSeconds(1));
    assertThat(lan.events).as("it is defended once").hasSize(1);
    lan.claim(DhcpLan.YOURS);
    lan.poll();
    assertThat(lastType()).isEqualTo(DhcpMessageType.DECLINE);
    assertThat(lan.last().source()).isEqualTo(Ipv4Address.UNSPECIFIED);
    assertThat(asked().address(DhcpOptionCode.REQUESTED_ADDRESS)).contains(DhcpLan.YOURS);
    assertThat(asked().address(DhcpOptionCode.SERVER_IDENTIFIER)).contains(DhcpLan.SERVER);
    assertThat(hasAddress()).isFalse();
    lan.await();
    assertThat(lastType()).isEqualTo(DhcpMessageType.DISCOVER);
    assertThat(lan.now - begin).isGreaterThanOrEqualTo(10 * SECOND);
  }

  // Misuse

  @Test
  void misuseIsToldAsSuch() {
    start();
    assertThatIllegalStateException().isThrownBy(lan.client::start).withMessageContaining("SELECTING");
    DhcpConfiguration.Builder builder = configuration();
    assertThatIllegalArgumentException().isThrownBy(() -> builder.ports(0, 67)).withMessageContaining("client port");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.hostName("a b")).withMessageContaining("a b");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.option(53, Bytes.EMPTY)).withMessageContaining("53");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.request(255)).withMessageContaining("255");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.clientIdentifier(Bytes.EMPTY));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.longestLease(Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.previousAddress(Ipv4Address.BROADCAST));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.timeouts(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .withMessageContaining("most");
  }

  @Test
  void withoutAHardwareAddressThereIsNothingToAskWith() {
    TestStack tunnel =
        new TestStack(
            LinkDevice.pair(
                    DeviceCapabilities.plain(Medium.IP, 1500))
                .left(),
            InterfaceConfiguration.builder(),
            TcpConfiguration.DEFAULT,
            1);
    DhcpClient client = new DhcpClient(tunnel.ip(), tunnel.udp());
    assertThatIllegalStateException().isThrownBy(client::start).withMessageContaining("hardware address");
  }
}
