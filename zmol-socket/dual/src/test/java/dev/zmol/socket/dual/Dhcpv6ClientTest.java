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
import dev.zmol.iface.dual.SlaacConfiguration;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.Bytes;
import dev.zmol.wire.dns.DnsName;
import dev.zmol.wire.dual.Dhcpv6IdentityAssociation;
import dev.zmol.wire.dual.Dhcpv6Message;
import dev.zmol.wire.dual.Dhcpv6MessageType;
import dev.zmol.wire.dual.Dhcpv6OptionCode;
import dev.zmol.wire.dual.Dhcpv6Options;
import dev.zmol.wire.dual.Dhcpv6Status;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import dev.zmol.wire.dual.Ipv6Address;
import dev.zmol.wire.dual.NdpDnsServersOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Only(Family.IPV6)
@Covers("S8")
class Dhcpv6ClientTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Ipv6Address ANOTHER = Ipv6Address.parse("2001:db8::78");

  private final Dhcpv6Lan lan = new Dhcpv6Lan();

  private void start(Dhcpv6Configuration.Builder configuration) {
    lan.client.start(configuration.build());
    lan.await();
  }

  private static Dhcpv6Configuration.Builder configuration() {
    return Dhcpv6Configuration.builder().conflictDetection(false);
  }

  private void start() {
    start(configuration());
  }

  private static Dhcpv6Options.Builder preferred(Dhcpv6Options.Builder options, int preference) {
    return options.number8(Dhcpv6OptionCode.PREFERENCE, preference);
  }

  /** Goes through the four messages. */
  private void bind(Dhcpv6Options.Builder reply) {
    start();
    lan.advertise(preferred(lease(), 255));
    lan.reply(reply);
    assertThat(lan.client.state()).isEqualTo(Dhcpv6State.BOUND);
  }

  private void bind() {
    bind(lease());
  }

  private int lastType() {
    return lan.last().message().type();
  }

  private Dhcpv6Options said() {
    return lan.last().message().options();
  }

  private List<Ipv6Address> saidAddresses() {
    return said().identityAssociations().getFirst().addresses().stream().map(one -> one.header().address()).toList();
  }

  private boolean hasAddress() {
    return lan.stack.ip().isLocal(YOURS);
  }

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

  // Everything but addresses

  @Test
  @Covers({"RFC 8504 §8.1: information", "RFC 8504 §8.4: both"})
  void informationIsAskedForAndRefreshed() {
    lan.client.startStateless(Dhcpv6Configuration.DEFAULT);
    lan.await();
    assertThat(lastType()).isEqualTo(Dhcpv6MessageType.INFORMATION_REQUEST);
    assertThat(said().identityAssociations()).isEmpty();
    assertThat(said().bytes(Dhcpv6OptionCode.OPTION_REQUEST)).contains(Bytes.parse("0017 0018 0020 0053"));
    lan.reply(
        identified(SERVER)
            .address(Dhcpv6OptionCode.DNS_SERVERS, ANOTHER)
            .number32(Dhcpv6OptionCode.INFORMATION_REFRESH_TIME, 700));
    assertThat(lan.events).containsExactly("informed [2001:db8::78]");
    assertThat(lan.client.information().orElseThrow().dnsServers()).containsExactly(ANOTHER);
    long begin = lan.now;
    lan.await();
    assertThat(lan.now - begin).isEqualTo(700 * SECOND);
    assertThat(lastType()).isEqualTo(Dhcpv6MessageType.INFORMATION_REQUEST);
  }

  @ParameterizedTest
  @CsvSource({"0,600", "599,600", "-1,86400"})
  void informationIsNotRefreshedTooSoon(long seconds, long expected) {
    lan.client.startStateless(Dhcpv6Configuration.DEFAULT);
    lan.await();
    Dhcpv6Options.Builder options = identified(SERVER);
    lan.reply(seconds < 0 ? options : options.number32(Dhcpv6OptionCode.INFORMATION_REFRESH_TIME, seconds));
    assertThat(lan.client.pollAt()).isEqualTo(lan.now + expected * SECOND);
  }

  @Test
  @Covers("RFC 8504 §8.1: DHCPv6")
  void aRouterSaysWhatIsToBeHad() {
    lan.client.advertised(false, false);
    assertThat(lan.client.state()).isEqualTo(Dhcpv6State.STOPPED);
    lan.client.advertised(false, true);
    assertThat(lan.client.state()).isEqualTo(Dhcpv6State.INFORMING);
    lan.client.advertised(true, true);
    assertThat(lan.client.state()).isEqualTo(Dhcpv6State.SOLICITING);
    lan.client.advertised(false, false);
    assertThat(lan.client.state()).as("nothing is stopped").isEqualTo(Dhcpv6State.SOLICITING);
  }

  @Test
  @Covers({"RFC 4861 §4.2", "RFC 8504 §8.1: DHCPv6"})
  void aRouterStartsTheClient() {
    lan.stack.slaac().start(SlaacConfiguration.DEFAULT);
    lan.pass(Duration.ofSeconds(1));
    lan.router(false, false);
    assertThat(lan.client.state()).isEqualTo(Dhcpv6State.STOPPED);
    lan.router(false, true);
    assertThat(lan.client.state()).isEqualTo(Dhcpv6State.INFORMING);
    lan.router(true, true);
    assertThat(lan.client.state()).isEqualTo(Dhcpv6State.SOLICITING);
  }

  @Test
  @Covers("RFC 4861 §4.2")
  void aRouterCannotStartAClientWhosePortIsTaken() {
    lan.stack.udp().bind(Dhcpv6Message.CLIENT_PORT);
    lan.stack.slaac().start(SlaacConfiguration.DEFAULT);
    lan.pass(Duration.ofSeconds(1));
    lan.router(true, true);
    assertThat(lan.client.state()).isEqualTo(Dhcpv6State.STOPPED);
  }

  @Test
  @Covers({"RFC 3646 §3", "RFC 8106 §5.3.1", "RFC 8504 §8.4: both"})
  void theResolverAsksTheServersThatRoutersAndServersTell() {
    lan.stack.slaac().start(SlaacConfiguration.DEFAULT);
    lan.pass(Duration.ofSeconds(1));
    lan.router(false, true, new NdpDnsServersOption(600, List.of(YOURS)));
    assertThat(dnsServers()).containsExactly(YOURS);
    lan.await();
    lan.reply(
        identified(SERVER)
            .address(Dhcpv6OptionCode.DNS_SERVERS, ANOTHER)
            .bytes(Dhcpv6OptionCode.DOMAIN_LIST, Bytes.parse("0161 036f7267 00")));
    assertThat(dnsServers()).containsExactly(YOURS, ANOTHER);
    assertThat(lan.stack.dns().settings().searchList().domains()).containsExactly(DnsName.parse("a.org"));
    lan.pass(Duration.ofSeconds(601));
    assertThat(dnsServers()).as("the router has not said so again").containsExactly(ANOTHER);
  }

  @Test
  @Covers("RFC 3646 §3")
  void theServersOfAnAddressGoWithIt() {
    bind(lease().address(Dhcpv6OptionCode.DNS_SERVERS, ANOTHER));
    assertThat(dnsServers()).containsExactly(ANOTHER);
    lan.client.stop();
    assertThat(dnsServers()).isEmpty();
  }

  private List<IpAddress> dnsServers() {
    return lan.stack.dns().settings().servers().stream().map(IpEndpoint::address).toList();
  }

  // Hostile answers: nothing changes, and they are counted

  private void expectNothing(DropReason reason, Runnable answer) {
    Dhcpv6State state = lan.client.state();
    long next = lan.client.pollAt();
    long before = lan.drops(reason);
    int sent = lan.sent.size();
    List<String> events = List.copyOf(lan.events);
    answer.run();
    assertThat(lan.drops(reason)).as(reason.toString()).isEqualTo(before + 1);
    assertThat(lan.client.state()).isEqualTo(state);
    assertThat(lan.client.pollAt()).isEqualTo(next);
    assertThat(lan.sent).hasSize(sent);
    assertThat(lan.events).isEqualTo(events);
  }

  @Test
  @Covers("hostile: DHCP answers")
  void whatAnswersSomethingElseIsNotOurs() {
    start();
    Dhcpv6Options.Builder nobody =
        Dhcpv6Options.builder().bytes(Dhcpv6OptionCode.SERVER_IDENTIFIER, SERVER.content());
    expectNothing(DropReason.DHCP_NOT_OURS, () -> lan.advertise(nobody));
    Dhcpv6Options.Builder another =
        Dhcpv6Options.builder()
            .bytes(Dhcpv6OptionCode.CLIENT_IDENTIFIER, OTHER_SERVER.content())
            .bytes(Dhcpv6OptionCode.SERVER_IDENTIFIER, SERVER.content());
    expectNothing(DropReason.DHCP_NOT_OURS, () -> lan.advertise(another));
    Dhcpv6Options.Builder fromNobody =
        Dhcpv6Options.builder().bytes(Dhcpv6OptionCode.CLIENT_IDENTIFIER, Dhcpv6Lan.CLIENT.content());
    expectNothing(DropReason.DHCP_NOT_OURS, () -> lan.advertise(fromNobody));
    byte[] transaction = {2, 1, 2, 3};
    expectNothing(DropReason.DHCP_NOT_OURS, () -> lan.answer(transaction));
    lan.advertise(preferred(lease(), 255));
    Dhcpv6IdentityAssociation given = association(0, 0, address(YOURS, 1, 2));
    expectNothing(DropReason.DHCP_NOT_OURS, () -> lan.reply(identified(OTHER_SERVER).identityAssociation(given)));
    lan.reply(lease());
    expectNothing(DropReason.DHCP_NOT_OURS, () -> lan.reply(lease()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "07", "07a1b2", "07a1b2c30001", "07a1b2c3000100040000", "0c00000000000000"})
  void whatIsMalformedIsCounted(String digits) {
    start();
    expectNothing(DropReason.DHCP_MALFORMED, () -> lan.answer(Bytes.parse(digits).toByteArray()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"::", "::1", "ff02::1", "ff0e::9", "fe80::7", "::ffff:192.0.2.1"})
  void anAddressThatNoHostCanHaveIsRefused(String text) {
    Ipv6Address address = Ipv6Address.parse(text);
    Dhcpv6IdentityAssociation given = association(0, 0, address(address, 1_800, 3_600));
    start();
    expectNothing(DropReason.DHCP_UNACCEPTABLE, () -> lan.advertise(identified(SERVER).identityAssociation(given)));
    lan.advertise(preferred(lease(), 255));
    expectNothing(DropReason.DHCP_UNACCEPTABLE, () -> lan.reply(identified(SERVER).identityAssociation(given)));
  }

  @Test
  @Covers("hostile: DHCP times")
  void timesThatMakeNoSenseAreRefused() {
    start();
    List<Dhcpv6IdentityAssociation> senseless =
        List.of(
            association(200, 100, address(YOURS, 1_800, 3_600)),
            association(0, 0, address(YOURS, 3_601, 3_600)),
            association(0, 0, address(YOURS, 0, 0)),
            association(0, 0, Dhcpv6Options.builder()),
            association(0, 0, address(YOURS, 1, 2).status(Dhcpv6Status.NO_ADDRESSES_AVAILABLE)));
    for (Dhcpv6IdentityAssociation given : senseless) {
      expectNothing(DropReason.DHCP_UNACCEPTABLE, () -> lan.advertise(identified(SERVER).identityAssociation(given)));
    }
    expectNothing(DropReason.DHCP_UNACCEPTABLE, () -> lan.advertise(identified(SERVER)));
  }

  @Test
  void noMoreThanEightAddressesAreTaken() {
    Dhcpv6Options.Builder many = Dhcpv6Options.builder();
    for (int k = 1; k <= 20; k++) {
      many.all(address(Ipv6Address.parse("2001:db8::" + k), 1_800, 3_600).build());
    }
    bind(identified(SERVER).identityAssociation(association(0, 0, many)));
    assertThat(lan.client.lease().orElseThrow().addresses()).hasSize(8);
  }

  @Test
  void whatIsNoAnswerIsRefused() {
    bind();
    for (int type : new int[] {1, 3, 4, 5, 6, 8, 9, Dhcpv6MessageType.RECONFIGURE, 11, 99}) {
      expectNothing(DropReason.DHCP_UNACCEPTABLE, () -> lan.answer(type, lease()));
    }
  }

  @Test
  void aRefusalAfterARequestBeginsAnewLaterAndLater() {
    start();
    long begin = lan.now;
    for (int k = 0; k < 8; k++) {
      lan.advertise(preferred(lease(), 255));
      lan.reply(identified(SERVER).status(Dhcpv6Status.NOT_ON_LINK));
      if (lastType() != Dhcpv6MessageType.SOLICIT) {
        lan.await();
      }
      assertThat(lastType()).isEqualTo(Dhcpv6MessageType.SOLICIT);
    }
    assertThat(lan.now - begin).isGreaterThan(120 * SECOND);
  }

  @Test
  void aFailureOfTheServerIsNotTheEnd() {
    start();
    lan.advertise(preferred(lease(), 255));
    expectNothing(
        DropReason.DHCP_UNACCEPTABLE, () -> lan.reply(identified(SERVER).status(Dhcpv6Status.UNSPECIFIED_FAILURE)));
    lan.await();
    assertThat(lastType()).isEqualTo(Dhcpv6MessageType.REQUEST);
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
