package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zmol.annotations.Only;
import dev.zmol.iface.AddressState;
import dev.zmol.iface.DropReason;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.EthernetWire;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.Ipv6Address;
import dev.zmol.wire.dual.Ipv6Wire;
import dev.zmol.wire.dual.NdpDnsSearchOption;
import dev.zmol.wire.dual.NdpDnsServersOption;
import dev.zmol.wire.dual.NdpLinkLayerAddressOption;
import dev.zmol.wire.dual.NdpMtuOption;
import dev.zmol.wire.dual.NdpOption;
import dev.zmol.wire.dual.NdpPreference;
import dev.zmol.wire.dual.NdpPrefixOption;
import dev.zmol.wire.dual.NdpRouteOption;
import dev.zmol.wire.dual.RouterAdvertisementHeader;
import dev.zmol.wire.dual.RouterAdvertisementWire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Only(IPV6)
@Covers("I7")
class SlaacTest {
  private static final long SECOND = Host.SECOND;
  private static final Ipv6Address ROUTER = Ipv6Address.parse("fe80::a");
  private static final Ipv6Address PREFIX = Ipv6Address.parse("2001:db8:7::");
  private static final Ipv6Address FORMED = Ipv6Address.parse("2001:db8:7::ff:fe00:1");
  private static final Ipv6Address REMOTE = Ipv6Address.parse("2001:db8:99::1");
  private static final String OWN = "fe80::ff:fe00:1";

  private final Host host = Host.ethernet();
  private final Slaac slaac = new Slaac(host.ip, host.icmp);
  private SlaacConfiguration configuration = SlaacConfiguration.DEFAULT;
  private long now;

  private void use(SlaacConfiguration newConfiguration) {
    configuration = newConfiguration;
  }

  /** Polls as often as is asked for until a time, and returns what was sent. */
  private List<String> run(long untilNanos) {
    for (int polls = 0; now <= untilNanos; polls++) {
      assertThat(polls).as("polls").isLessThan(2000);
      host.ip.poll(now);
      slaac.poll(now);
      now = Math.max(now, Math.min(host.ip.pollAt(), slaac.pollAt()));
    }
    now = untilNanos;
    return host.sent();
  }

  private static RouterAdvertisementHeader header(int lifetime) {
    return new RouterAdvertisementHeader(134, 0, 0, 0, false, false, false, 0, 0, lifetime, 0, 0);
  }

  private static byte[] message(RouterAdvertisementHeader header, NdpOption... options) {
    byte[] message =
        new byte[RouterAdvertisementWire.LENGTH + Arrays.stream(options).mapToInt(NdpOption::size).sum()];
    RouterAdvertisementWire.emit(header, message, 0);
    NdpOption.emit(List.of(options), message, RouterAdvertisementWire.LENGTH);
    return message;
  }

  private void hear(Ipv6Address from, RouterAdvertisementHeader header, NdpOption... options) {
    byte[] packet = Frames.icmp(from, Ipv6Address.ALL_NODES, message(header, options));
    MacAddress group = Ipv6Address.ALL_NODES.multicastMac();
    host.receive(Frames.ethernet(group, Frames.PEER_MAC, packet), now);
  }

  private void hear(int lifetime, NdpOption... options) {
    hear(ROUTER, header(lifetime), options);
  }

  private static NdpPrefixOption prefix(long valid, long preferred) {
    return NdpPrefixOption.of(PREFIX, 64, true, true, valid, preferred);
  }

  private List<String> addresses() {
    return host.ip.addresses().list().stream().map(a -> a.cidr() + " " + a.state()).toList();
  }

  private void begin(NdpOption... options) {
    slaac.start(configuration);
    run(2 * SECOND);
    hear(1800, options);
    run(5 * SECOND);
  }

  @Test
  @Covers({"SLAAC disabled by default", "enableSlaac configures link-local address from MAC"})
  void nothingHappensUnlessAskedFor() {
    assertThat(run(100 * SECOND)).isEmpty();
    hear(1800, prefix(3600, 1800));
    run(110 * SECOND);
    assertThat(addresses()).containsExactly(OWN + "/64 PREFERRED");
    assertThat(slaac.pollAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  @Covers({
    "full SLAAC flow: enable -> RS -> RA -> address configured",
    "RA processing: prefix -> derived address added",
    "RA processing: default route added",
    "SLAAC-derived address uses EUI-64",
    "RFC 4862 §5.5.3",
    "RFC 8504 §5.4: routers",
    "RFC 8504 §6.3: SLAAC",
    "RFC 8504 §6.5: without",
    "RFC 8504 §8.2: gateway"
  })
  void hostAsksARouterAndMakesAnAddressOfItsPrefix() {
    slaac.start(configuration);
    assertThat(run(2 * SECOND))
        .containsExactly(
            "02:00:00:00:00:01 > 33:33:00:00:00:02 fe80::ff:fe00:1 > ff02::2 ICMPv6 router solicitation from "
                + "02:00:00:00:00:01");
    hear(1800, prefix(3600, 1800), new NdpLinkLayerAddressOption(1, 1, Frames.PEER_MAC));
    assertThat(addresses()).contains(FORMED + "/64 TENTATIVE");
    List<String> sent = run(10 * SECOND);

    assertThat(addresses()).contains(FORMED + "/64 PREFERRED");
    assertThat(slaac.routers()).containsExactly(ROUTER);
    assertThat(slaac.onLinkPrefixes()).containsExactly(new IpCidr(PREFIX, 64));
    assertThat(host.ip.sourceFor(REMOTE)).isEqualTo(FORMED);
    assertThat(sent).hasSize(2);
    assertThat(sent.get(0)).contains(":: > ff02::1:ff00:1 ICMPv6 neighbor solicitation who has " + FORMED);
    host.icmp.sendEchoRequest(REMOTE, 1, 1, new byte[8], now);
    assertThat(host.sent()).first().asString().startsWith("02:00:00:00:00:01 > 02:00:00:00:00:02 " + FORMED);
  }

  @Test
  @Covers("RS emitted to ff02::2 with hop_limit=255")
  void questionOfRoutersCannotHaveBeenForwarded() {
    slaac.start(configuration);
    for (; host.device.sent.isEmpty(); now = Math.min(host.ip.pollAt(), slaac.pollAt())) {
      host.ip.poll(now);
      slaac.poll(now);
    }

    byte[] question = host.device.sent.getFirst();
    assertThat(Ipv6Wire.hopLimit(question, EthernetWire.LENGTH)).isEqualTo(255);
  }

  @Test
  @Covers({
    "RFC 4861 §6.3.7",
    "RFC 7559 §2",
    "SLAAC pollAt returns next_rs_at when soliciting",
    "RFC 8504 §5.4: patience",
    "RS retry up to 3 times, 4s apart"
  })
  void hostAsksThreeTimesInFourSecondsEachAndThenEverMoreRarely() {
    slaac.start(configuration);
    assertThat(run(12 * SECOND)).hasSize(3);
    assertThat(slaac.pollAt()).isGreaterThan(now);
    assertThat(run(60 * SECOND)).hasSizeBetween(2, 4);
    assertThat(run(3600 * SECOND)).hasSizeBetween(4, 8);
  }

  @Test
  void answerEndsTheQuestions() {
    begin();
    assertThat(run(1000 * SECOND)).isEmpty();
  }

  @Test
  @Covers("RA without addrconf flag does not add address")
  void prefixThatIsNotAutonomousMakesNoAddress() {
    begin(NdpPrefixOption.of(PREFIX, 64, true, false, 3600, 1800));
    assertThat(addresses()).hasSize(1);
    assertThat(slaac.onLinkPrefixes()).hasSize(1);
  }

  @Test
  @Covers({"RFC 5942 §4", "RFC 8504 §5.4: prefixes", "RFC 8504 §5.4: subnet model"})
  void prefixThatIsNotOnLinkIsReachedByTheRouter() {
    begin(NdpPrefixOption.of(PREFIX, 64, false, true, 3600, 1800));
    host.icmp.sendEchoRequest(Ipv6Address.parse("2001:db8:7::5"), 1, 1, new byte[8], now);
    assertThat(host.sent()).first().asString().contains("who has " + ROUTER);
  }

  @Test
  @Covers({"prefix expiry removes SLAAC state", "RFC 4862 §5.5.4"})
  void addressIsDeprecatedAndGoesWithItsPrefix() {
    begin(prefix(100, 50));
    run(60 * SECOND);
    assertThat(addresses()).contains(FORMED + "/64 DEPRECATED");
    int changes = host.ip.addressChanges();
    run(110 * SECOND);
    assertThat(addresses()).containsExactly(OWN + "/64 PREFERRED");
    assertThat(slaac.onLinkPrefixes()).isEmpty();
    assertThat(host.ip.addressChanges()).isGreaterThan(changes);
  }

  @Test
  @Covers({"RA processing: zero valid lifetime withdraws SLAAC address", "RFC 4862 §5.5.3"})
  void withdrawnPrefixIsDeprecatedAtOnceButGoesInTwoHoursOnly() {
    begin(prefix(86_400, 43_200));
    hear(1800, prefix(0, 0));
    run(10 * SECOND);
    assertThat(addresses()).contains(FORMED + "/64 DEPRECATED");
    assertThat(slaac.onLinkPrefixes()).isEmpty();
    run(7100 * SECOND);
    assertThat(addresses()).hasSize(2);
    run(7300 * SECOND);
    assertThat(addresses()).hasSize(1);
  }

  @Test
  @Covers("RFC 4862 §5.5.3")
  void shortLifetimeDoesNotShortenARestOfLessThanTwoHours() {
    begin(prefix(3600, 1800));
    hear(1800, prefix(10, 10));
    run(1000 * SECOND);
    assertThat(addresses()).contains(FORMED + "/64 DEPRECATED");
    hear(1800, prefix(5000, 4000));
    run(4900 * SECOND);
    assertThat(addresses()).contains(FORMED + "/64 PREFERRED");
    run(6100 * SECOND);
    assertThat(addresses()).hasSize(1);
  }

  @Test
  @Covers("RFC 4862 §5.5.3")
  void lifetimesMayBeInfinite() {
    begin(prefix(NdpOption.INFINITY, NdpOption.INFINITY));
    run(1_000_000 * SECOND);
    assertThat(addresses()).contains(FORMED + "/64 PREFERRED");
  }

  @Test
  @Covers({"router lifetime expiry removes default route", "RFC 4861 §6.3.5"})
  void routerIsForgottenWhenItsTimeIsUp() {
    begin();
    run(1900 * SECOND);
    assertThat(slaac.routers()).isEmpty();
    assertThat(host.ip.routes().list()).isEmpty();
  }

  @Test
  @Covers({"RA processing: zero router lifetime withdraws default route", "RFC 4861 §6.3.4"})
  void routerThatSaysSoIsNoDefaultRouterAnyMore() {
    begin();
    hear(0);
    assertThat(slaac.routers()).isEmpty();
  }

  @Test
  @Covers("I7")
  void renumberingMovesToTheNewPrefix() {
    begin(prefix(86_400, 43_200));
    Ipv6Address other = Ipv6Address.parse("2001:db8:8::");
    hear(1800, prefix(7200, 0), NdpPrefixOption.of(other, 64, true, true, 86_400, 43_200));
    run(10 * SECOND);
    assertThat(host.ip.sourceFor(REMOTE)).isEqualTo(Ipv6Address.parse("2001:db8:8::ff:fe00:1"));
    assertThat(addresses()).contains(FORMED + "/64 DEPRECATED");
  }

  @Test
  @Covers("RFC 4862 §5.4.5")
  void addressOfTheMacAddressThatAnotherHostHasIsNotMadeAgain() {
    slaac.start(configuration);
    run(2 * SECOND);
    hear(1800, prefix(3600, 1800));
    host.receive(Frames.advertisement(FORMED, Frames.PEER_MAC, Ipv6Address.parse(OWN), 0), now);
    run(20 * SECOND);
    assertThat(addresses()).containsExactly(OWN + "/64 PREFERRED");
  }

  @Test
  @Covers({"RFC 7217 §5", "RFC 8504 §6.3: opaque"})
  void stableIdentifierDependsOnPrefixAndSecretAndIsTriedAgain() {
    use(SlaacConfiguration.DEFAULT.withStableIdentifiers(1, 2));
    slaac.start(configuration);
    run(2 * SECOND);
    hear(1800, prefix(3600, 1800));
    Ipv6Address first = formed();
    assertThat(first).isNotEqualTo(FORMED);
    host.receive(Frames.advertisement(first, Frames.PEER_MAC, Ipv6Address.parse(OWN), 0), now);
    run(20 * SECOND);
    assertThat(formed()).isNotEqualTo(first);

    Optional<MacAddress> mac = Optional.of(Frames.OWN_MAC);
    InterfaceIdentifiers one = new InterfaceIdentifiers(configuration, mac, host.ip.random());
    SlaacConfiguration otherSecret = configuration.withStableIdentifiers(1, 3);
    InterfaceIdentifiers other = new InterfaceIdentifiers(otherSecret, mac, host.ip.random());
    assertThat(one.stable(PREFIX, 0)).isEqualTo(first.low()).isNotEqualTo(other.stable(PREFIX, 0));
    assertThat(one.stable(PREFIX, 1)).isEqualTo(formed().low());
    assertThat(one.stable(REMOTE, 0)).isNotEqualTo(first.low());
  }

  private Ipv6Address formed() {
    List<InterfaceAddress> list = host.ip.addresses().list();
    return Ipv6Address.parse(list.getLast().cidr().address().toString());
  }

  @Test
  @Covers({"RFC 8981 §3.4", "RFC 8504 §6.2: several", "RFC 8504 §6.4: temporary"})
  void temporaryAddressIsPreferredAndReplacedBeforeItIsDeprecated() {
    use(new SlaacConfiguration(SlaacConfiguration.Identifiers.EUI_64, 0, 0, true, 600, 1200));
    begin(prefix(86_400, 86_400));
    assertThat(host.ip.addresses().list()).hasSize(3);
    InterfaceAddress first = host.ip.addresses().list().getLast();
    assertThat(first.temporary()).isTrue();
    assertThat(host.ip.sourceFor(REMOTE)).isEqualTo(first.cidr().address());

    run(700 * SECOND);
    InterfaceAddress second = host.ip.addresses().list().getLast();
    assertThat(second.cidr()).isNotEqualTo(first.cidr());
    assertThat(host.ip.sourceFor(REMOTE)).isEqualTo(second.cidr().address());
    run(1300 * SECOND);
    assertThat(host.ip.isLocal(first.cidr().address())).isFalse();
    assertThat(host.ip.addresses().list()).hasSizeLessThan(5);
  }

  @Test
  @Covers({"RFC 8106 §5.3.1", "RFC 4861 §4.2", "RFC 8504 §8.3: RDNSS"})
  void dnsAndFlagsAreToldAndExpire() {
    List<String> heard = new ArrayList<>();
    slaac.onChange((s, _) -> heard.add(s.managed() + " " + s.other() + " " + s.dnsServers() + s.searchDomains()));
    slaac.start(configuration);
    run(2 * SECOND);
    NdpOption servers = new NdpDnsServersOption(60, List.of(Ipv6Address.parse("2001:db8::53")));
    NdpOption search = new NdpDnsSearchOption(120, List.of("lan"));
    hear(ROUTER, new RouterAdvertisementHeader(134, 0, 0, 64, true, true, false, 0, 0, 1800, 0, 0), servers, search);
    run(5 * SECOND);
    assertThat(heard).containsExactly("true true [2001:db8::53][lan]");
    run(100 * SECOND);
    assertThat(heard).last().isEqualTo("true true [][lan]");
    run(130 * SECOND);
    assertThat(heard).last().isEqualTo("true true [][]");
    hear(1800, new NdpDnsServersOption(0, List.of(Ipv6Address.parse("2001:db8::54"))));
    assertThat(slaac.dnsServers()).isEmpty();
  }

  @Test
  @Covers({"RFC 4861 §6.3.4", "RFC 8504 §5.7.2: link MTU"})
  void mtuHopLimitAndTimersAreTaken() {
    slaac.start(configuration);
    run(2 * SECOND);
    RouterAdvertisementHeader header =
        new RouterAdvertisementHeader(134, 0, 0, 200, false, false, false, 0, 0, 1800, 2000, 500);
    hear(ROUTER, header, NdpMtuOption.of(1400), new NdpLinkLayerAddressOption(1, 1, Frames.PEER_MAC), prefix(900, 900));
    run(10 * SECOND);
    assertThat(host.ip.pathMtu(REMOTE, now)).isEqualTo(1400);
    assertThat(host.ip.pathReductions()).as("connections are told").isEqualTo(1);
    host.icmp.sendEchoRequest(REMOTE, 1, 1, new byte[8], now);
    byte[] sent = host.device.sent.removeFirst();
    assertThat(sent[14 + 7] & 0xff).isEqualTo(200);
  }

  @Test
  @Covers({"RFC 4191 §3.1", "RFC 8504 §5.9: preferences"})
  void routesAndPreferencesDecideBetweenRouters() {
    Ipv6Address second = Ipv6Address.parse("fe80::b");
    Ipv6Address third = Ipv6Address.parse("fe80::c");
    begin();
    hear(second, new RouterAdvertisementHeader(134, 0, 0, 0, false, false, false, 1, 0, 1800, 0, 0));
    hear(third, header(0), new NdpRouteOption(Ipv6Address.parse("2001:db8:99::"), 48, NdpPreference.LOW, 600));
    assertThat(host.ip.routes().gatewayTo(REMOTE, now)).isEqualTo(third);
    assertThat(host.ip.routes().gatewayTo(Ipv6Address.parse("2001:db8:98::1"), now)).isEqualTo(second);
    run(700 * SECOND);
    assertThat(host.ip.routes().gatewayTo(REMOTE, now)).isEqualTo(second);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fe80::", "ff02::", "ff0e::", "::1"})
  @Covers({"RFC 4862 §5.5.3", "hostile: router advertisements"})
  void nonsensicalPrefixesChangeNothing(String prefix) {
    begin(NdpPrefixOption.of(Ipv6Address.parse(prefix), 64, true, true, 3600, 1800));
    refused(1);
  }

  private void refused(int times) {
    assertThat(addresses()).containsExactly(OWN + "/64 PREFERRED");
    assertThat(slaac.onLinkPrefixes()).isEmpty();
    assertThat(host.drops.of(DropReason.ROUTER_ADVERTISEMENT_REFUSED)).isEqualTo(times);
  }

  @ParameterizedTest
  @CsvSource({"63,3600,1800", "65,3600,1800", "0,3600,1800", "129,3600,1800", "255,3600,1800", "64,1800,3600"})
  @Covers({"RFC 4862 §5.5.3", "hostile: router advertisements"})
  void nonsensicalLengthsAndLifetimesMakeNoAddress(int length, long valid, long preferred) {
    begin(NdpPrefixOption.of(PREFIX, length, false, true, valid, preferred));
    refused(1);
  }

  @Test
  @Covers("RFC 4862 §5.5.3")
  void prefixThatIsWithdrawnBeforeItIsKnownIsNone() {
    begin(prefix(0, 0));
    refused(0);
  }

  @Test
  @Covers({"RFC 4861 §6.1.2", "hostile: NDP hop limit"})
  void advertisementThatWasForwardedOrIsNotFromALinkLocalAddressChangesNothing() {
    slaac.start(configuration);
    run(2 * SECOND);
    hear(Ipv6Address.parse("2001:db8::1"), header(1800), prefix(3600, 1800));
    byte[] message = message(header(1800), prefix(3600, 1800));
    byte[] forwarded = Frames.icmp(ROUTER, Ipv6Address.ALL_NODES, message);
    forwarded[7] = 64;
    host.receive(Frames.toOwn(forwarded), now);
    byte[] zero = message.clone();
    zero[17] = 0;
    host.receive(Frames.toOwn(Frames.icmp(ROUTER, Ipv6Address.ALL_NODES, zero)), now);

    run(10 * SECOND);
    assertThat(host.drops.of(DropReason.NDP_MALFORMED)).isEqualTo(3);
    assertThat(slaac.routers()).isEmpty();
    refused(0);
  }

  @Test
  @Covers("hostile: router advertisements")
  void nonsensicalHeadersAndOptionsChangeNothing() {
    slaac.start(configuration);
    run(2 * SECOND);
    RouterAdvertisementHeader header =
        new RouterAdvertisementHeader(134, 0, 0, 1, false, false, false, 0, 0, 1800, 3_600_001, 1);
    hear(
        ROUTER,
        header,
        NdpMtuOption.of(1279),
        NdpMtuOption.of(9000),
        new NdpDnsServersOption(60, List.of(Ipv6Address.parse("ff02::1"))),
        new NdpRouteOption(Ipv6Address.parse("ff00::"), 8, NdpPreference.HIGH, 600),
        new NdpRouteOption(PREFIX, 64, null, 600),
        new NdpLinkLayerAddressOption(1, 1, MacAddress.BROADCAST));
    assertThat(host.ip.pathMtu(REMOTE, now)).isEqualTo(1500);
    assertThat(host.ip.routes().list()).hasSize(1);
    assertThat(slaac.dnsServers()).isEmpty();
    assertThat(host.link.neighbors(now)).isEmpty();
    refused(6);
  }

  @Test
  @Covers("hostile: advertisement floods")
  void floodOfPrefixesRoutersAndServersIsBounded() {
    slaac.start(configuration);
    run(2 * SECOND);
    for (int k = 1; k <= 2000; k++) {
      Ipv6Address prefix = new Ipv6Address(0x2001_0db8_0000_0000L + k, 0);
      hear(
          new Ipv6Address(0xfe80L << 48, k),
          header(1800),
          NdpPrefixOption.of(prefix, 64, true, true, 3600, 1800),
          new NdpDnsServersOption(60, List.of(new Ipv6Address(prefix.high(), 0x53))),
          new NdpDnsSearchOption(60, List.of("d" + k)),
          new NdpLinkLayerAddressOption(1, 1, Frames.PEER_MAC));
    }
    run(20 * SECOND);
    assertThat(host.ip.addresses().list()).hasSize(17);
    assertThat(slaac.onLinkPrefixes()).hasSize(16);
    assertThat(host.ip.routes().list()).hasSize(64);
    assertThat(slaac.dnsServers()).hasSize(8);
    assertThat(slaac.searchDomains()).hasSize(8);
    assertThat(host.ethernetLink().neighbors()).isLessThanOrEqualTo(256);
  }

  @Test
  void stoppingRemovesWhatWasLearned() {
    begin(prefix(3600, 1800), new NdpDnsServersOption(60, List.of(Ipv6Address.parse("2001:db8::53"))));
    slaac.stop();
    assertThat(addresses()).containsExactly(OWN + "/64 PREFERRED");
    assertThat(host.ip.routes().list()).isEmpty();
    assertThat(slaac.dnsServers()).isEmpty();
    List<Object> heard = new ArrayList<>();
    slaac.onChange((s, _) -> heard.addAll(List.of(s.managed(), s.dnsServers())));
    assertThat(run(1000 * SECOND)).isEmpty();
    assertThat(heard).as("told once").containsExactly(false, List.of());
    slaac.start(configuration);
    assertThat(run(1002 * SECOND)).hasSize(1);
    assertThatThrownBy(() -> slaac.start(configuration)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  @Covers("I3")
  void deprecatedAddressIsChosenOnlyIfThereIsNoOther() {
    begin(prefix(3600, 0));
    assertThat(host.ip.addresses().list().getLast().state()).isEqualTo(AddressState.DEPRECATED);
    assertThat(host.ip.sourceFor(REMOTE)).isEqualTo(FORMED);
  }
}
