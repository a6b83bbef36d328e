package dev.zmol.socket.dual;

import static dev.zmol.socket.dual.Dhcpv6Lan.OTHER_SERVER;
import static dev.zmol.socket.dual.Dhcpv6Lan.SERVER;
import static dev.zmol.socket.dual.Dhcpv6Lan.YOURS;
import static dev.zmol.socket.dual.Dhcpv6Lan.address;
import static dev.zmol.socket.dual.Dhcpv6Lan.association;
import static dev.zmol.socket.dual.Dhcpv6Lan.identified;
import static dev.zmol.socket.dual.Dhcpv6Lan.lease;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.iface.DropReason;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.Bytes;
import dev.zmol.wire.dual.Dhcpv6Message;
import dev.zmol.wire.dual.Dhcpv6MessageType;
import dev.zmol.wire.dual.Dhcpv6OptionCode;
import dev.zmol.wire.dual.Dhcpv6Options;
import dev.zmol.wire.dual.Dhcpv6Status;
import dev.zmol.wire.dual.Ipv6Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@Only(Family.IPV6)
@Covers("S8")
class Dhcpv6ClientTest extends Dhcpv6ClientFixture {
  // The four messages

  @Test
  @Covers("RFC 8504 §6.5: DHCPv6")
  void anAddressIsSolicitedAdvertisedRequestedAndGiven() {
    start();
    Dhcpv6Lan.Sent solicit = lan.last();
    assertThat(solicit.nanos()).isBetween(SECOND, 2 * SECOND);
    assertThat(solicit.source()).isEqualTo(Ipv6Address.linkLocal(Dhcpv6Lan.MAC));
    assertThat(solicit.destination()).isEqualTo(Ipv6Address.parse("ff02::1:2"));
    assertThat(solicit.ports()).isEqualTo(546 << 16 | 547);
    assertThat(lastType()).isEqualTo(Dhcpv6MessageType.SOLICIT);
    assertThat(said().bytes(Dhcpv6OptionCode.CLIENT_IDENTIFIER)).contains(Dhcpv6Lan.CLIENT.content());
    assertThat(said().bytes(Dhcpv6OptionCode.ELAPSED_TIME)).contains(Bytes.parse("0000"));
    assertThat(said().bytes(Dhcpv6OptionCode.OPTION_REQUEST)).contains(Bytes.parse("0017 0018 0052"));

    lan.advertise(preferred(lease(), 255));
    assertThat(lastType()).isEqualTo(Dhcpv6MessageType.REQUEST);
    assertThat(said().bytes(Dhcpv6OptionCode.SERVER_IDENTIFIER)).contains(SERVER.content());
    assertThat(saidAddresses()).containsExactly(YOURS);
    assertThat(lan.last().message().header().transactionId())
        .isNotEqualTo(solicit.message().header().transactionId());

    lan.reply(lease().address(Dhcpv6OptionCode.DNS_SERVERS, ANOTHER));
    assertThat(lan.client.state()).isEqualTo(Dhcpv6State.BOUND);
    assertThat(lan.events).containsExactly("bound [2001:db8::77]");
    assertThat(hasAddress()).isTrue();
    assertThat(lan.client.lease().orElseThrow().information().dnsServers()).containsExactly(ANOTHER);
    assertThat(lan.stack.drops().total()).isZero();
  }

  @Test
  void theServerWithTheHighestPreferenceIsChosenAfterASecond() {
    start();
    long begin = lan.now;
    lan.advertise(preferred(identified(OTHER_SERVER).identityAssociation(association(0, 0, address(ANOTHER, 1, 2))), 3));
    lan.advertise(preferred(lease(), 9));
    lan.advertise(preferred(identified(OTHER_SERVER).identityAssociation(association(0, 0, address(ANOTHER, 1, 2))), 8));
    assertThat(lastType()).isEqualTo(Dhcpv6MessageType.SOLICIT);
    lan.await();
    assertThat(lan.now - begin).isBetween(SECOND, SECOND * 11 / 10);
    assertThat(lastType()).isEqualTo(Dhcpv6MessageType.REQUEST);
    assertThat(said().bytes(Dhcpv6OptionCode.SERVER_IDENTIFIER)).contains(SERVER.content());
  }

  @Test
  void afterTheFirstSolicitTheFirstServerThatAnswersIsTaken() {
    start();
    lan.await();
    lan.advertise(lease());
    assertThat(lastType()).isEqualTo(Dhcpv6MessageType.REQUEST);
  }

  @Test
  void aSolicitIsSentAgainAfterTimesThatDouble() {
    start();
    long before = lan.now;
    int transaction = lan.last().message().header().transactionId();
    long expected = SECOND;
    for (int k = 0; k < 16; k++) {
      lan.await();
      long waited = lan.now - before;
      assertThat(waited).as("wait %d", k).isBetween(expected * 9 / 10, expected * 11 / 10 + 10);
      assertThat(lan.last().message().header().transactionId()).isEqualTo(transaction);
      expected = Math.min(2 * waited, 3_600 * SECOND);
      before = lan.now;
    }
    assertThat(said().bytes(Dhcpv6OptionCode.ELAPSED_TIME)).as("it has its limit").contains(Bytes.parse("ffff"));
  }

  @Test
  void aServerMayLimitTheTimeBetweenSolicits() {
    start();
    lan.advertise(
        identified(SERVER)
            .status(Dhcpv6Status.NO_ADDRESSES_AVAILABLE)
            .number32(Dhcpv6OptionCode.SOL_MAX_RT, 60));
    assertThat(lan.drops(DropReason.DHCP_UNACCEPTABLE)).isOne();
    bindLater();
    lan.client.stop();
    start();
    long before = lan.now;
    for (int k = 0; k < 9; k++) {
      before = lan.now;
      lan.await();
    }
    assertThat(lan.now - before).isLessThanOrEqualTo(66 * SECOND);
  }

  private void bindLater() {
    lan.await();
    lan.advertise(lease());
    lan.reply(lease());
  }

  @Test
  void aLimitThatMakesNoSenseIsNone() {
    for (long limit : new long[] {0, 59, 86_401, 0xffff_ffffL}) {
      Dhcpv6Lan other = new Dhcpv6Lan();
      other.client.start();
      other.await();
      other.advertise(identified(SERVER).status(2).number32(Dhcpv6OptionCode.SOL_MAX_RT, limit));
      long before = 0;
      for (int k = 0; k < 16; k++) {
        before = other.now;
        other.await();
      }
      assertThat(other.now - before).as("limit %d", limit).isBetween(3_240 * SECOND, 3_960 * SECOND);
    }
  }

  @Test
  void aRequestIsSentTenTimesBeforeTheClientBeginsAnew() {
    start();
    lan.advertise(preferred(lease(), 255));
    for (int k = 1; k < 10; k++) {
      lan.await();
      assertThat(lastType()).isEqualTo(Dhcpv6MessageType.REQUEST);
    }
    lan.await();
    assertThat(lastType()).isEqualTo(Dhcpv6MessageType.SOLICIT);
  }

  @Test
  void aRapidCommitTakesTwoMessages() {
    start(configuration().rapidCommit(true));
    assertThat(said().has(Dhcpv6OptionCode.RAPID_COMMIT)).isTrue();
    lan.reply(lease());
    assertThat(lan.drops(DropReason.DHCP_UNACCEPTABLE)).as("without the option it is none").isOne();
    lan.reply(lease().bytes(Dhcpv6OptionCode.RAPID_COMMIT, Bytes.EMPTY));
    assertThat(lan.client.state()).isEqualTo(Dhcpv6State.BOUND);
  }

  // Renewal

  @Test
  void anAddressIsRenewedByItsServerAfterHalfOfItsPreferredLifetime() {
    bind();
    long begin = lan.now;
    lan.await();
    assertThat(lan.now - begin).isEqualTo(900 * SECOND);
    assertThat(lastType()).isEqualTo(Dhcpv6MessageType.RENEW);
    assertThat(said().bytes(Dhcpv6OptionCode.SERVER_IDENTIFIER)).contains(SERVER.content());
    assertThat(saidAddresses()).containsExactly(YOURS);
    lan.reply(lease());
    assertThat(lan.client.state()).isEqualTo(Dhcpv6State.BOUND);
    assertThat(lan.client.leaseTimes().orElseThrow().renewAt()).isEqualTo(lan.now + 900 * SECOND);
  }

  @Test
  void theServerMaySayWhenToRenew() {
    bind(identified(SERVER).identityAssociation(association(100, 200, address(YOURS, 1_800, 3_600))));
    long begin = lan.now;
    lan.await();
    assertThat(lan.now - begin).isEqualTo(100 * SECOND);
  }

  @Test
  void aSilentServerIsAskedAgainThenAllAreAndThenTheAddressGoes() {
    bind();
    long begin = lan.now;
    List<Long> renewals = new ArrayList<>();
    List<Long> rebindings = new ArrayList<>();
    while (lan.await().message().type() != Dhcpv6MessageType.SOLICIT) {
      boolean renew = lastType() == Dhcpv6MessageType.RENEW;
      (renew ? renewals : rebindings).add((lan.now - begin) / SECOND);
      assertThat(said().has(Dhcpv6OptionCode.SERVER_IDENTIFIER)).isEqualTo(renew);
      assertThat(hasAddress()).isTrue();
    }
    assertThat(renewals).hasSizeGreaterThan(4).startsWith(900L);
    assertThat(rebindings).hasSizeGreaterThan(6).startsWith(1_440L);
    assertThat(lan.now - begin).isEqualTo(3_600 * SECOND);
    assertThat(lan.events).containsExactly("bound [2001:db8::77]", "lost EXPIRED");
    assertThat(hasAddress()).isFalse();
  }

  @Test
  void anyServerMayTakeTheAddressOver() {
    bind();
    while (lan.client.state() != Dhcpv6State.REBINDING) {
      lan.await();
    }
    lan.reply(identified(OTHER_SERVER).identityAssociation(association(0, 0, address(YOURS, 1_800, 3_600))));
    assertThat(lan.client.state()).isEqualTo(Dhcpv6State.BOUND);
    lan.await();
    assertThat(said().bytes(Dhcpv6OptionCode.SERVER_IDENTIFIER)).contains(OTHER_SERVER.content());
  }

  @Test
  void aServerThatHasForgottenIsAskedForTheSameAddress() {
    bind();
    lan.await();
    lan.reply(
        identified(SERVER)
            .identityAssociation(association(0, 0, Dhcpv6Options.builder().status(Dhcpv6Status.NO_BINDING))));
    assertThat(lastType()).isEqualTo(Dhcpv6MessageType.REQUEST);
    assertThat(saidAddresses()).containsExactly(YOURS);
    assertThat(hasAddress()).isTrue();
    lan.reply(lease());
    assertThat(lan.client.state()).isEqualTo(Dhcpv6State.BOUND);
  }

  @Test
  void anAddressWithoutLifetimeGoesAtOnce() {
    bind();
    lan.await();
    lan.reply(identified(SERVER).identityAssociation(association(0, 0, address(YOURS, 0, 0))));
    assertThat(lan.events).containsExactly("bound [2001:db8::77]", "lost REFUSED");
    assertThat(hasAddress()).isFalse();
    lan.await();
    assertThat(lastType()).isEqualTo(Dhcpv6MessageType.SOLICIT);
  }

  @Test
  void oneOfSeveralAddressesMayGoBeforeTheOthers() {
    Dhcpv6Options.Builder two = address(YOURS, 1_800, 3_600).all(address(ANOTHER, 50, 100).build());
    bind(identified(SERVER).identityAssociation(association(1_000, 1_500, two)));
    assertThat(lan.client.lease().orElseThrow().addresses()).hasSize(2);
    lan.pass(Duration.ofSeconds(101));
    assertThat(lan.stack.ip().isLocal(ANOTHER)).isFalse();
    assertThat(hasAddress()).isTrue();
  }

  @Test
  void aLeaseMayLastForEver() {
    long forEver = Dhcpv6Message.INFINITE;
    bind(identified(SERVER).identityAssociation(association(forEver, forEver, address(YOURS, forEver, forEver))));
    assertThat(lan.client.pollAt()).isEqualTo(Long.MAX_VALUE);
    assertThat(lan.client.renew()).isTrue();
    lan.await();
    assertThat(lastType()).isEqualTo(Dhcpv6MessageType.RENEW);
  }

  // Another link, the end

  @Test
  void onAnotherLinkTheAddressesAreConfirmed() {
    bind();
    assertThat(lan.client.confirm()).isTrue();
    lan.poll();
    assertThat(lastType()).isEqualTo(Dhcpv6MessageType.CONFIRM);
    assertThat(said().has(Dhcpv6OptionCode.SERVER_IDENTIFIER)).isFalse();
    lan.reply(identified(OTHER_SERVER).status(Dhcpv6Status.SUCCESS));
    assertThat(lan.client.state()).isEqualTo(Dhcpv6State.BOUND);
    lan.client.confirm();
    lan.poll();
    lan.reply(identified(OTHER_SERVER).status(Dhcpv6Status.NOT_ON_LINK));
    assertThat(lan.events).endsWith("lost REFUSED");
    assertThat(hasAddress()).isFalse();
  }

  @Test
  void addressesThatNobodyObjectsToAreKept() {
    bind();
    lan.client.confirm();
    lan.pass(Duration.ofSeconds(11));
    assertThat(lan.client.state()).isEqualTo(Dhcpv6State.BOUND);
    assertThat(hasAddress()).isTrue();
  }

  @Test
  void addressesAreGivenBack() {
    bind();
    lan.client.release();
    assertThat(hasAddress()).isFalse();
    assertThat(lan.events).endsWith("lost RELEASED");
    lan.poll();
    assertThat(lastType()).isEqualTo(Dhcpv6MessageType.RELEASE);
    assertThat(saidAddresses()).containsExactly(YOURS);
    lan.await();
    assertThat(lastType()).as("it is said again").isEqualTo(Dhcpv6MessageType.RELEASE);
    lan.reply(identified(SERVER).status(Dhcpv6Status.SUCCESS));
    assertThat(lan.client.state()).isEqualTo(Dhcpv6State.STOPPED);
    assertThat(lan.client.pollAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aServerThatDoesNotConfirmTheEndIsLeftAlone() {
    bind();
    lan.client.release();
    lan.pass(Duration.ofMinutes(2));
    assertThat(lan.client.state()).isEqualTo(Dhcpv6State.STOPPED);
    assertThat(lan.sent.stream().filter(sent -> sent.message().type() == Dhcpv6MessageType.RELEASE)).hasSize(5);
  }

  @Test
  void anAddressIsUsedWhenNobodyElseHasIt() {
    start(Dhcpv6Configuration.builder());
    lan.advertise(preferred(lease(), 255));
    lan.reply(lease());
    assertThat(lan.client.lease()).isEmpty();
    assertThat(hasAddress()).isFalse();
    lan.pass(Duration.ofSeconds(3));
    assertThat(lan.events).containsExactly("bound [2001:db8::77]");
    assertThat(hasAddress()).isTrue();
  }

  @Test
  void anAddressThatSomebodyElseHasIsDeclined() {
    lan.taken = YOURS;
    start(Dhcpv6Configuration.builder());
    lan.advertise(preferred(lease(), 255));
    lan.reply(lease());
    lan.await();
    assertThat(lan.events).isEmpty();
    assertThat(lastType()).isEqualTo(Dhcpv6MessageType.DECLINE);
    assertThat(saidAddresses()).containsExactly(YOURS);
    assertThat(hasAddress()).isFalse();
    lan.reply(identified(SERVER).status(Dhcpv6Status.SUCCESS));
    lan.await();
    assertThat(lastType()).isEqualTo(Dhcpv6MessageType.SOLICIT);
  }

  // Misuse

  @Test
  void misuseIsToldAsSuch() {
    start();
    assertThatIllegalStateException().isThrownBy(lan.client::start).withMessageContaining("SOLICITING");
    Dhcpv6Configuration.Builder builder = Dhcpv6Configuration.builder();
    assertThatIllegalArgumentException().isThrownBy(() -> builder.option(3, Bytes.EMPTY)).withMessageContaining("3");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.request(0)).withMessageContaining("0");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.longestLifetime(Duration.ZERO));
    lan.client.stop();
    Dhcpv6Configuration tooMuch = builder.option(17, Bytes.of(new byte[1_200])).build();
    assertThatIllegalArgumentException().isThrownBy(() -> lan.client.start(tooMuch)).withMessageContaining("1232");
  }
}
