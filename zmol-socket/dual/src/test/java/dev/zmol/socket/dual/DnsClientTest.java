package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.socket.dns.DnsOutcome;
import dev.zmol.socket.dns.DnsResult;
import dev.zmol.socket.dns.SearchList;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dns.DnsData;
import dev.zmol.wire.dns.DnsMessage;
import dev.zmol.wire.dns.DnsName;
import dev.zmol.wire.dns.DnsQuestion;
import dev.zmol.wire.dns.DnsRecord;
import dev.zmol.wire.dns.DnsResponseCode;
import dev.zmol.wire.dns.DnsType;
import dev.zmol.wire.dual.AddressRecords;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@Specialize
@Covers("S9")
class DnsClientTest {
  private static final DnsName HOST = DnsServers.HOST;
  private static final long SECOND = 1_000_000_000;

  private final DnsServers servers = new DnsServers().knows(1);
  private final DnsClient client = servers.client;

  private DnsResult address(String name) {
    return servers.lookup(name, DnsServers.addressType());
  }

  @Test
  @Covers({"start query encodes name", "dispatch emits query packet", "stack DNS query dispatches via UDP"})
  void aQueryAsksTheServerToAskOthers() {
    servers.serve(query -> servers.answer(query, DnsServers.address(HOST, 9)));
    address("www.example.org");

    DnsServers.Query query = servers.queries.getFirst();
    assertThat(query.server()).isEqualTo(DnsServers.server(0));
    assertThat(query.question()).isEqualTo(new DnsQuestion(HOST, DnsServers.addressType()));
    assertThat(query.message().header().recursionDesired()).isTrue();
    assertThat(query.message().header().response()).isFalse();
  }

  @Test
  @Covers({
    "process A response",
    "process AAAA response for IPv6 socket",
    "RFC 8504 §7: resolver",
    "stack DNS ingress delivers response"
  })
  void aHostHasTheAddressesThatTheServerTells() {
    servers.serve(
        query -> {
          boolean asked = query.question().type() == DnsServers.addressType();
          servers.answer(
              query,
              asked
                  ? new DnsRecord[] {DnsServers.address(HOST, 9), DnsServers.address(HOST, 8)}
                  : new DnsRecord[0]);
        });
    List<DnsLookup> done = new ArrayList<>();
    DnsLookup lookup = client.addresses("www.example.org", done::add);
    servers.finish(lookup);

    assertThat(done).containsExactly(lookup);
    assertThat(lookup.addresses()).containsExactly(DnsServers.server(9), DnsServers.server(8));
    assertThat(lookup.result().timeToLive()).isEqualTo(300);
    assertThat(lookup.server()).contains(new IpEndpoint(DnsServers.server(0), 53));
    assertThat(lookup.elapsedNanos()).isBetween(2_000_000L, 50_000_000L);
    assertThat(client.lookupCount()).isZero();
  }

  @Test
  @Covers("IPv6 DNS socket ignores A answers")
  void recordsOfOtherTypesAreNoAnswer() {
    DnsData other = Comptime.IPV4 ? new DnsData.Aaaa(1, 1) : new DnsData.A(1);
    servers.serve(query -> servers.answer(query, new DnsRecord(HOST, 300, other)));

    DnsResult result = address("www.example.org");

    assertThat(result.outcome()).isEqualTo(DnsOutcome.NO_DATA);
    assertThat(result.answers()).isEmpty();
  }

  @Test
  void recordsOfOtherNamesAndClassesAreNoAnswer() {
    servers.serve(
        query ->
            servers.answer(
                query,
                DnsServers.address(DnsName.parse("www.example.com"), 9),
                new DnsRecord(HOST, 3, 300, AddressRecords.data(DnsServers.server(9)))));

    assertThat(address("www.example.org").outcome()).isEqualTo(DnsOutcome.NO_DATA);
  }

  @Test
  @Covers({"RFC 1122 §3.1: remote multihoming", "RFC 8504 §6.6: destination", "RFC 8504 §7: AAAA"})
  @Only(Family.DUAL)
  void aHostHasAddressesOfBothFamiliesOfWhichReachableOnesComeFirst() {
    IpAddress six = IpAddress.parse("2001:db8:1::9");
    servers.serve(
        query -> {
          IpAddress address = query.question().type() == DnsType.A ? DnsServers.server(9) : six;
          servers.answer(query, new DnsRecord(HOST, 300, AddressRecords.data(address)));
        });

    DnsLookup lookup = client.addresses("www.example.org", _ -> {});
    servers.finish(lookup);

    // The client has no IPv6 address.
    assertThat(lookup.addresses()).containsExactly(DnsServers.server(9), six);
  }

  @Test
  @Only(Family.DUAL)
  void aFamilyThatIsNotAnsweredForHoldsUpTheOtherForASecondOnly() {
    servers.serve(
        query -> {
          if (query.question().type() == DnsType.A) {
            servers.answer(query, DnsServers.address(HOST, 9));
          }
        });

    DnsLookup lookup = client.addresses("www.example.org", _ -> {});

    assertThat(servers.finish(lookup).outcome()).isEqualTo(DnsOutcome.ANSWERED);
    assertThat(lookup.addresses()).containsExactly(DnsServers.server(9));
    assertThat(lookup.elapsedNanos()).isBetween(SECOND, 11 * SECOND / 10);
  }

  @Test
  @Covers("start query rotates transaction IDs and source ports")
  void idsAndPortsAreNewForEachQuery() {
    servers.serve(query -> servers.answer(query, DnsServers.address(HOST, 9)));
    for (int k = 0; k < 32; k++) {
      address("www.example.org");
    }

    Set<Integer> ids = new HashSet<>();
    Set<Integer> ports = new HashSet<>();
    servers.queries.forEach(query -> ids.add(query.message().header().id()));
    servers.queries.forEach(query -> ports.add(query.client().port()));
    assertThat(ids).hasSizeGreaterThan(30);
    assertThat(ports).hasSizeGreaterThan(30);
  }

  @Test
  @Covers({
    "dispatch retransmit with backoff",
    "dispatch all servers exhausted",
    "stack DNS pollAt returns retransmit deadline"
  })
  void aQueryIsRepeatedEachTimeAfterTwiceAsLong() {
    long start = servers.nowNanos();
    DnsResult result = address("www.example.org");

    List<Long> seconds =
        servers.queries.stream().map(query -> Math.round((query.atNanos() - start) / 1e9)).toList();
    assertThat(seconds).containsExactly(0L, 1L, 3L, 7L);
    assertThat(servers.queries.stream().map(query -> query.message().header().id()).distinct()).hasSize(1);
    assertThat(result.outcome()).isEqualTo(DnsOutcome.TIMED_OUT);
    assertThat(servers.nowNanos() - start).isBetween(10 * SECOND, 10 * SECOND + 100_000_000);
  }

  @Test
  @Covers("dispatch timeout tries next server")
  void aServerThatIsSilentIsFollowedByTheNext() {
    servers.knows(2);
    servers.serve(
        query -> {
          if (query.server().equals(DnsServers.server(1))) {
            servers.answer(query, DnsServers.address(HOST, 9));
          }
        });

    DnsResult result = address("www.example.org");

    assertThat(result.outcome()).isEqualTo(DnsOutcome.ANSWERED);
    assertThat(servers.queries).hasSize(2);
    assertThat(servers.queries.getFirst().client().port()).isNotEqualTo(servers.queries.getLast().client().port());
  }

  @Test
  void allServersAreAskedInTurn() {
    servers.knows(3);
    address("www.example.org");

    assertThat(servers.queries.stream().map(DnsServers.Query::server).limit(4))
        .containsExactly(
            DnsServers.server(0), DnsServers.server(1), DnsServers.server(2), DnsServers.server(0));
  }

  @Test
  void aServerThatFailsIsFollowedByTheNextAtOnce() {
    servers.knows(3);
    servers.serve(
        query -> {
          if (query.server().equals(DnsServers.server(2))) {
            servers.answer(query, DnsServers.address(HOST, 9));
          } else {
            int code =
                query.server().equals(DnsServers.server(0))
                    ? DnsResponseCode.SERVER_FAILURE
                    : DnsResponseCode.REFUSED;
            servers.refuse(query, code);
          }
        });
    DnsLookup lookup = client.lookup(HOST, DnsServers.addressType(), _ -> {});

    assertThat(servers.finish(lookup).outcome()).isEqualTo(DnsOutcome.ANSWERED);
    assertThat(lookup.elapsedNanos()).isLessThan(100_000_000);
  }

  @Test
  void aReferralIsNoAnswerOfAServerThatShouldAskOthers() {
    servers.serve(
        query -> {
          DnsMessage empty = DnsServers.response(query.message(), 0);
          DnsRecord authority = new DnsRecord(HOST.parent(), 1, new DnsData.NameServer(HOST));
          servers.reply(
              query,
              new DnsMessage(empty.header(), empty.questions(), List.of(), List.of(authority), List.of()));
        });

    assertThat(address("www.example.org").outcome()).isEqualTo(DnsOutcome.SERVER_FAILURE);
  }

  @Test
  void whenAllServersFailSoDoesTheLookupAtOnce() {
    servers.knows(2);
    servers.serve(query -> servers.refuse(query, DnsResponseCode.SERVER_FAILURE));
    DnsLookup lookup = client.lookup(HOST, DnsServers.addressType(), _ -> {});

    assertThat(servers.finish(lookup).outcome()).isEqualTo(DnsOutcome.SERVER_FAILURE);
    assertThat(servers.queries).hasSize(2);
    assertThat(lookup.elapsedNanos()).isLessThan(100_000_000);
  }

  @Test
  void withoutServersNothingIsAsked() {
    servers.knows(0);

    assertThat(address("www.example.org").outcome()).isEqualTo(DnsOutcome.NO_SERVER);
    assertThat(servers.queries).isEmpty();
  }

  @Test
  @Covers("process NXDomain")
  void aNameThatDoesNotExistIsKeptAsLongAsTheAuthoritySays() {
    servers.serve(
        query -> {
          DnsMessage negative = DnsServers.response(query.message(), DnsResponseCode.NAME_ERROR);
          DnsRecord authority =
              new DnsRecord(
                  HOST.parent(), 60, new DnsData.StartOfAuthority(HOST, HOST, 1, 2, 3, 4, 20));
          servers.reply(
              query,
              new DnsMessage(negative.header(), negative.questions(), List.of(), List.of(authority), List.of()));
        });

    DnsResult result = address("www.example.org");

    assertThat(result.outcome()).isEqualTo(DnsOutcome.NAME_ERROR);
    assertThat(result.timeToLive()).isEqualTo(20);
  }

  @Test
  @Covers("process CNAME then A")
  void aliasesAreFollowedInOneResponse() {
    DnsName first = DnsName.parse("lb.example.net");
    DnsName second = DnsName.parse("host.example.net");
    DnsRecord one = new DnsRecord(HOST, 30, new DnsData.CanonicalName(first));
    DnsRecord two = new DnsRecord(first, 40, new DnsData.CanonicalName(second));
    servers.serve(query -> servers.answer(query, DnsServers.address(second, 9), two, one));

    DnsResult result = address("WWW.example.ORG");

    assertThat(result.name()).isEqualTo(second);
    assertThat(result.aliases()).containsExactly(one, two);
    assertThat(result.answers()).containsExactly(DnsServers.address(second, 9));
    assertThat(result.timeToLive()).isEqualTo(30);
  }

  @Test
  void aliasesAreFollowedFromQueryToQuery() {
    DnsName target = DnsName.parse("host.example.net");
    servers.serve(
        query ->
            servers.answer(
                query,
                query.question().name().equals(HOST)
                    ? new DnsRecord(HOST, 30, new DnsData.CanonicalName(target))
                    : DnsServers.address(target, 9)));

    assertThat(address("www.example.org").answers()).containsExactly(DnsServers.address(target, 9));
    assertThat(servers.queries).hasSize(2);
  }

  @Test
  void aliasesThatLeadInACircleAreNotFollowed() {
    DnsName other = DnsName.parse("other.example.org");
    DnsRecord there = new DnsRecord(HOST, 1, new DnsData.CanonicalName(other));
    DnsRecord back = new DnsRecord(other, 1, new DnsData.CanonicalName(HOST));
    servers.serve(query -> servers.answer(query, there, back));
    assertThat(address("www.example.org").outcome()).isEqualTo(DnsOutcome.ALIAS_LOOP);

    servers.serve(query -> servers.answer(query, new DnsRecord(HOST, 1, new DnsData.CanonicalName(HOST))));
    assertThat(address("www.example.org").outcome()).isEqualTo(DnsOutcome.ALIAS_LOOP);

    servers.serve(query -> servers.answer(query, query.question().name().equals(HOST) ? there : back));
    assertThat(address("www.example.org").outcome()).isEqualTo(DnsOutcome.ALIAS_LOOP);
  }

  @Test
  void onlySoManyAliasesAreFollowed() {
    int[] count = {0};
    servers.serve(
        query -> {
          DnsName next = DnsName.parse("a" + count[0]++ + ".example.org");
          servers.answer(query, new DnsRecord(query.question().name(), 1, new DnsData.CanonicalName(next)));
        });

    assertThat(address("www.example.org").outcome()).isEqualTo(DnsOutcome.ALIAS_LOOP);
    assertThat(servers.queries).hasSize(17);
  }

  @Test
  void anAliasIsAnAnswerForWhoAsksForIt() {
    DnsRecord alias = new DnsRecord(HOST, 30, new DnsData.CanonicalName(DnsName.parse("lb.example.net")));
    servers.serve(query -> servers.answer(query, alias));

    assertThat(servers.lookup("www.example.org", DnsType.CNAME).answers()).containsExactly(alias);
  }

  @Test
  @Covers("RFC 8504 §7: reverse")
  void recordsOfEveryTypeCanBeLookedUp() {
    DnsData service = new DnsData.Service(1, 2, 5060, HOST);
    servers.serve(query -> servers.answer(query, new DnsRecord(query.question().name(), 1, service)));
    assertThat(servers.lookup("_sip._udp.example.org", DnsType.SRV).answers().getFirst().data()).isEqualTo(service);

    DnsData pointer = new DnsData.Pointer(HOST);
    servers.serve(query -> servers.answer(query, new DnsRecord(query.question().name(), 1, pointer)));
    DnsLookup lookup = client.names(DnsServers.server(3), _ -> {});
    assertThat(servers.finish(lookup).answers().getFirst().data()).isEqualTo(pointer);
    assertThat(servers.queries.getLast().question().name())
        .isEqualTo(AddressRecords.reverseName(DnsServers.server(3)));
  }

  @Test
  void aNameIsLookedForInTheSearchList() {
    SearchList list = new SearchList(List.of(DnsName.parse("a.org"), DnsName.parse("b.org")), 1);
    client.configure(client.configuration().toBuilder().search(list).build());
    DnsName found = DnsName.parse("www.b.org");
    servers.serve(
        query -> {
          if (query.question().name().equals(found)) {
            servers.answer(query, DnsServers.address(found, 9));
          } else {
            servers.refuse(query, DnsResponseCode.NAME_ERROR);
          }
        });

    assertThat(address("www").name()).isEqualTo(found);
    assertThat(asked()).containsExactly("www.a.org.", "www.b.org.");
    servers.queries.clear();
    assertThat(address("x.y").outcome()).isEqualTo(DnsOutcome.NAME_ERROR);
    assertThat(asked()).containsExactly("x.y.", "x.y.a.org.", "x.y.b.org.");
    servers.queries.clear();
    assertThat(address("www.").outcome()).isEqualTo(DnsOutcome.NAME_ERROR);
    assertThat(asked()).containsExactly("www.");
  }

  private List<String> asked() {
    return servers.queries.stream().map(query -> query.question().name().toString()).toList();
  }

  @Test
  void aServerThatFailsEndsTheSearch() {
    SearchList list = new SearchList(List.of(DnsName.parse("a.org"), DnsName.parse("b.org")), 1);
    client.configure(client.configuration().toBuilder().search(list).build());
    servers.serve(query -> servers.refuse(query, DnsResponseCode.SERVER_FAILURE));

    assertThat(address("www").outcome()).isEqualTo(DnsOutcome.SERVER_FAILURE);
    assertThat(asked()).containsExactly("www.a.org.");
  }

  @Test
  void anAddressNeedsNoServer() {
    IpAddress address = DnsServers.server(7);
    DnsLookup lookup = client.addresses(address.toString(), _ -> {});
    servers.finish(lookup);

    assertThat(lookup.addresses()).containsExactly(address);
    assertThat(servers.queries).isEmpty();
    assertThat(client.addresses("fade.cafe", _ -> {}).isDone()).isFalse();
  }

  @Test
  @Covers("cancel query frees slot")
  void aLookupThatIsCancelledMakesRoomForAnother() {
    client.configure(client.configuration().toBuilder().lookupLimit(1).build());
    List<DnsLookup> done = new ArrayList<>();
    DnsLookup lookup = client.addresses("www.example.org", done::add);
    servers.pair.pass(Duration.ofMillis(100));

    lookup.cancel();
    servers.pair.pass(Duration.ofSeconds(20));

    assertThat(lookup.result().outcome()).isEqualTo(DnsOutcome.CANCELLED);
    assertThat(done).isEmpty();
    assertThat(servers.queries).hasSize(Comptime.DUAL ? 2 : 1);
    assertThat(client.lookupCount()).isZero();
    assertThat(client.addresses("www.example.org", done::add).isDone()).isFalse();
  }

  @Test
  @Covers("start query no free slot")
  void onlySoManyLookupsGoOnAtOnce() {
    for (int k = 0; k < 64; k++) {
      client.addresses("www.example.org", _ -> {});
    }
    assertThatIllegalStateException()
        .isThrownBy(() -> client.addresses("www.example.org", _ -> {}))
        .withMessage("64 lookups are going on; the configuration allows 64");
    servers.serve(query -> servers.refuse(query, DnsResponseCode.NAME_ERROR));
    servers.pair.pass(Duration.ofSeconds(5));
    assertThat(client.lookupCount()).isZero();
  }

  @Test
  void whatIsNoNameIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> client.addresses("", _ -> {}));
    assertThatIllegalArgumentException().isThrownBy(() -> client.lookup("a..b", DnsType.A, _ -> {}));
    assertThatIllegalArgumentException().isThrownBy(() -> client.lookup("a.b", 0, _ -> {}));
    assertThat(client.lookupCount()).isZero();
  }

  @Test
  void whatIsLearnedIsUsedWhereNothingIsSet() {
    client.configure(DnsConfiguration.DEFAULT);
    client.learn("DHCP", List.of(DnsServers.server(4)), List.of("example.org"));
    client.learn("a router", List.of(DnsServers.server(4), DnsServers.server(5)), List.of());
    assertThat(client.settings().servers()).hasSize(2);
    servers.serve(query -> servers.answer(query, DnsServers.address(HOST, 9)));
    assertThat(address("www").outcome()).isEqualTo(DnsOutcome.ANSWERED);
    assertThat(servers.queries.getFirst().server()).isEqualTo(DnsServers.server(4));

    client.learn("a router", List.of(DnsServers.server(5)), List.of());
    client.learn("DHCP", List.of(), List.of());
    assertThat(client.settings().servers()).containsExactly(new IpEndpoint(DnsServers.server(5), 53));
    client.servers(List.of(DnsServers.server(6)));
    assertThat(client.settings().servers()).containsExactly(new IpEndpoint(DnsServers.server(6), 53));
  }

  @Test
  void whatCannotBeIsNotLearned() {
    client.configure(DnsConfiguration.DEFAULT);
    List<IpAddress> many = new ArrayList<>(List.of(TestStack.group()));
    List<String> domains = new ArrayList<>(List.of("a..b", "x".repeat(64)));
    for (int k = 0; k < 100; k++) {
      many.add(DnsServers.server(k));
      domains.add("d" + k + ".org");
    }
    client.learn("whoever", many, domains);
    assertThat(client.settings().servers()).hasSize(DnsConfiguration.MAX_SERVERS);
    assertThat(client.settings().searchList().domains())
        .hasSize(SearchList.MAX_DOMAINS)
        .startsWith(DnsName.parse("d0.org"));
  }

  @Test
  void serversCanBeReplaced() {
    client.servers(List.of(DnsServers.server(4), DnsServers.server(5)));
    servers.serve(query -> servers.answer(query, DnsServers.address(HOST, 9)));
    address("www.example.org");

    assertThat(servers.queries.getFirst().server()).isEqualTo(DnsServers.server(4));
    assertThat(client.configuration().servers()).hasSize(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.servers(List.of(TestStack.group())))
        .withMessageContaining("has to be a unicast address");
  }
}
