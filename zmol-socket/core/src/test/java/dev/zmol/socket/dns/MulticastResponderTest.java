package dev.zmol.socket.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dns.DnsClass;
import dev.zmol.wire.dns.DnsData;
import dev.zmol.wire.dns.DnsHeader;
import dev.zmol.wire.dns.DnsMessage;
import dev.zmol.wire.dns.DnsName;
import dev.zmol.wire.dns.DnsQuestion;
import dev.zmol.wire.dns.DnsRecord;
import dev.zmol.wire.dns.DnsType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

@Covers("S9")
class MulticastResponderTest {
  private static final long MILLISECOND = 1_000_000;
  private static final DnsName HOST = DnsName.parse("host.local");
  private static final DnsName HTTP = DnsName.parse("_http._tcp.local");
  private static final DnsName PAGE = HTTP.child("My Page");
  private static final DnsData ADDRESS = new DnsData.A(0xc000_0201);
  private static final DnsData OTHER = new DnsData.A(0xc000_0202);

  /** What was sent, and when. */
  private record Sent(long atMillis, DnsMessage message, String destination) {}

  private final List<Sent> sent = new ArrayList<>();
  private final MulticastResponder<String> responder =
      new MulticastResponder<>("host", List.of(ADDRESS), new Random(6762));
  private long nowNanos = 1_000 * MILLISECOND;

  private final MulticastOutput<String> out =
      new MulticastOutput<>() {
        @Override
        public void multicast(DnsMessage message) {
          sent.add(new Sent(nowNanos / MILLISECOND, message, "all"));
        }

        @Override
        public void unicast(DnsMessage message, String destination) {
          sent.add(new Sent(nowNanos / MILLISECOND, message, destination));
        }
      };

  /** Lets time pass. */
  private void pass(int millis) {
    for (int k = 0; k < millis; k++) {
      if (nowNanos >= responder.pollAt()) {
        responder.poll(nowNanos, out);
      }
      nowNanos += MILLISECOND;
    }
  }

  /** Claims everything, and forgets what was sent for that. */
  private void settle() {
    pass(10_000);
    sent.clear();
  }

  private Claim page() {
    return responder.register(new DnsService("My Page", "_http._tcp", 80, List.of("path=/")));
  }

  private void receive(DnsMessage message, boolean legacy) {
    responder.receive(message, "asker", legacy, nowNanos, out);
  }

  private static DnsMessage query(DnsName name, int type, DnsRecord... known) {
    return new DnsMessage(
        DnsHeader.query(0, false), List.of(new DnsQuestion(name, type)), List.of(known), List.of(), List.of());
  }

  private void respond(DnsRecord... answers) {
    receive(
        new DnsMessage(DnsHeader.authoritativeResponse(0), List.of(), List.of(answers), List.of(), List.of()), false);
  }

  private static DnsRecord flushing(DnsRecord of) {
    return new DnsRecord(of.name(), of.recordClass() | DnsClass.CACHE_FLUSH, of.timeToLive(), of.data());
  }

  private static DnsRecord hostRecord(DnsName name) {
    return flushing(new DnsRecord(name, 120, ADDRESS));
  }

  private List<DnsMessage> messages() {
    return sent.stream().map(Sent::message).toList();
  }

  @Test
  void aNameIsAskedForThreeTimesAndAnnouncedTwice() {
    pass(5_000);

    List<Long> times = sent.stream().map(Sent::atMillis).toList();
    long first = times.getFirst();
    assertThat(first).isBetween(1_000L, 1_250L);
    assertThat(times).containsExactly(first, first + 250, first + 500, first + 750, first + 1_750);
    DnsMessage probe = messages().getFirst();
    assertThat(probe.questions())
        .containsExactly(new DnsQuestion(HOST, DnsType.ANY, DnsClass.INTERNET | DnsClass.UNICAST_RESPONSE));
    assertThat(probe.authorities()).containsExactly(new DnsRecord(HOST, 120, ADDRESS));
    DnsMessage announcement = messages().getLast();
    assertThat(announcement.header().response()).isTrue();
    assertThat(announcement.header().authoritative()).isTrue();
    assertThat(announcement.answers()).containsExactly(hostRecord(HOST));
    assertThat(responder.host().isEstablished()).isTrue();
  }

  @Test
  void nothingIsAnsweredBeforeTheNameIsOurs() {
    pass(400);
    sent.clear();
    receive(query(HOST, DnsType.A), false);
    pass(1);
    assertThat(sent).isEmpty();
  }

  @Test
  void theAddressIsToldAtOnce() {
    settle();
    receive(query(DnsName.parse("HOST.local"), DnsType.A), false);
    pass(2);

    assertThat(messages().getFirst().answers()).containsExactly(hostRecord(HOST));
    assertThat(sent.getFirst().destination()).isEqualTo("all");
    assertThat(messages().getFirst().questions()).isEmpty();
  }

  @Test
  void aServiceIsToldWithAllThatBelongsToIt() {
    page();
    settle();
    receive(query(HTTP, DnsType.PTR), false);
    long asked = nowNanos / MILLISECOND;
    pass(200);

    DnsMessage answer = messages().getFirst();
    assertThat(sent.getFirst().atMillis() - asked).describedAs("others may have an answer, too").isBetween(20L, 120L);
    assertThat(answer.answers()).containsExactly(new DnsRecord(HTTP, 4_500, new DnsData.Pointer(PAGE)));
    assertThat(answer.additionals())
        .containsExactlyInAnyOrder(
            flushing(new DnsRecord(PAGE, 120, new DnsData.Service(0, 0, 80, HOST))),
            flushing(new DnsRecord(PAGE, 4_500, DnsData.ofStrings(List.of("path=/")))),
            hostRecord(HOST));
  }

  @Test
  void theTypesOfServicesAreListed() {
    page();
    settle();
    receive(query(DnsName.parse("_services._dns-sd._udp.local"), DnsType.PTR), false);
    pass(200);

    assertThat(messages().getFirst().answers().getFirst().data()).isEqualTo(new DnsData.Pointer(HTTP));
  }

  @Test
  void whatIsKnownIsNotTold() {
    page();
    settle();
    DnsRecord known = new DnsRecord(HTTP, 2_250, new DnsData.Pointer(PAGE));
    receive(query(HTTP, DnsType.PTR, known), false);
    pass(200);
    assertThat(sent).isEmpty();

    receive(query(HTTP, DnsType.PTR, known.withTimeToLive(2_249)), false);
    pass(200);
    assertThat(sent).hasSize(1);
  }

  @Test
  void aTruncatedQueryIsAnsweredWhenAllIsSaidThatIsKnown() {
    page();
    settle();
    DnsMessage first = query(HTTP, DnsType.PTR);
    DnsHeader truncated =
        new DnsHeader(0, false, 0, false, true, false, false, false, false, false, 0, 1, 0, 0, 0);
    receive(new DnsMessage(truncated, first.questions(), List.of(), List.of(), List.of()), false);
    pass(300);
    assertThat(sent).isEmpty();
    DnsRecord known = new DnsRecord(HTTP, 4_500, new DnsData.Pointer(PAGE));
    receive(
        new DnsMessage(DnsHeader.query(0, false), List.of(), List.of(known), List.of(), List.of()), false);
    pass(500);
    assertThat(sent).isEmpty();
  }

  @Test
  void whatSomebodyElseHasToldIsNotToldAgain() {
    page();
    settle();
    receive(query(HTTP, DnsType.PTR), false);
    respond(new DnsRecord(HTTP, 4_500, new DnsData.Pointer(PAGE)));
    pass(200);
    assertThat(sent).isEmpty();
  }

  @Test
  void nothingIsToldTwiceWithinASecond() {
    settle();
    receive(query(HOST, DnsType.A), false);
    pass(500);
    receive(query(HOST, DnsType.A), false);
    pass(400);
    assertThat(sent).hasSize(1);
    pass(200);
    receive(query(HOST, DnsType.A), false);
    pass(10);
    assertThat(sent).hasSize(2);
  }

  @Test
  void aSimpleResolverIsAnsweredAsByAServer() {
    settle();
    DnsMessage query = DnsMessage.query(77, new DnsQuestion(HOST, DnsType.A));
    receive(query, true);

    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst().destination()).isEqualTo("asker");
    assertThat(messages().getFirst().header().id()).isEqualTo(77);
    assertThat(messages().getFirst().questions()).isEqualTo(query.questions());
    assertThat(messages().getFirst().answers()).containsExactly(new DnsRecord(HOST, 10, ADDRESS));
  }

  @Test
  void whoWantsAUnicastAnswerGetsItIfAllOthersKnowIt() {
    settle();
    var question = new DnsQuestion(HOST, DnsType.A, DnsClass.INTERNET | DnsClass.UNICAST_RESPONSE);
    var query = new DnsMessage(DnsHeader.query(0, false), List.of(question), List.of(), List.of(), List.of());
    receive(query, false);
    pass(10);
    assertThat(sent.getLast().destination()).isEqualTo("all");
    receive(query, false);
    assertThat(sent.getLast().destination()).isEqualTo("asker");
  }

  @Test
  void aTypeThatANameDoesNotHaveIsDenied() {
    settle();
    receive(query(HOST, DnsType.AAAA), false);
    pass(10);

    assertThat(messages().getFirst().answers().getFirst().data())
        .isEqualTo(new DnsData.NextSecure(HOST, List.of(DnsType.A)));
  }

  @Test
  void namesOfOthersAreNoneOfOurBusiness() {
    settle();
    receive(query(DnsName.parse("other.local"), DnsType.A), false);
    receive(query(DnsName.parse("_ipp._tcp.local"), DnsType.PTR), false);
    receive(query(DnsName.parse("host.example"), DnsType.A), false);
    pass(200);
    assertThat(sent).isEmpty();
  }

  @Test
  void aNameThatAnotherHasIsChanged() {
    Claim page = page();
    pass(400);
    respond(new DnsRecord(HOST, 120, OTHER));
    respond(new DnsRecord(PAGE, 120, new DnsData.Service(0, 0, 80, DnsName.parse("other.local"))));
    settle();

    assertThat(responder.host().name()).isEqualTo(DnsName.parse("host-2.local"));
    assertThat(page.name()).isEqualTo(HTTP.child("My Page (2)"));
    receive(query(page.name(), DnsType.SRV), false);
    pass(10);
    assertThat(messages().getFirst().answers().getFirst().data())
        .isEqualTo(new DnsData.Service(0, 0, 80, DnsName.parse("host-2.local")));
  }

  @Test
  void whoAsksAtTheSameTimeWinsIfItHasMoreToSay() {
    pass(300);
    int probes = sent.size();
    assertThat(probes).isPositive();
    DnsMessage rival =
        new DnsMessage(
            DnsHeader.query(0, false),
            List.of(new DnsQuestion(HOST, DnsType.ANY)),
            List.of(),
            List.of(new DnsRecord(HOST, 120, OTHER)),
            List.of());
    receive(rival, false);
    pass(990);
    assertThat(sent).hasSize(probes);
    pass(5_000);
    assertThat(responder.host().isEstablished()).isTrue();
    assertThat(responder.host().name()).isEqualTo(HOST);
  }

  @Test
  void whoAsksAtTheSameTimeLosesIfItHasLessToSay() {
    pass(300);
    DnsMessage rival =
        new DnsMessage(
            DnsHeader.query(0, false),
            List.of(new DnsQuestion(HOST, DnsType.ANY)),
            List.of(),
            List.of(new DnsRecord(HOST, 120, new DnsData.A(1))),
            List.of());
    receive(rival, false);
    pass(700);
    assertThat(responder.host().isEstablished()).isTrue();
  }

  @Test
  void aNameThatIsOursIsDefendedAgainstProbes() {
    settle();
    DnsMessage probe =
        new DnsMessage(
            DnsHeader.query(0, false),
            List.of(new DnsQuestion(HOST, DnsType.ANY)),
            List.of(),
            List.of(new DnsRecord(HOST, 120, OTHER)),
            List.of());
    receive(probe, false);
    pass(2);
    assertThat(messages().getFirst().answers()).containsExactly(hostRecord(HOST));
    assertThat(responder.host().name()).isEqualTo(HOST);
  }

  @Test
  void aNameThatWasOursIsAskedForAgainIfAnotherHasItToo() {
    settle();
    respond(new DnsRecord(HOST, 120, OTHER));
    pass(1);
    assertThat(responder.host().isEstablished()).isFalse();
    assertThat(messages().getFirst().questions()).hasSize(1);
    pass(2_000);
    assertThat(responder.host().isEstablished()).isTrue();
    assertThat(responder.host().name()).isEqualTo(HOST);
  }

  @Test
  void theSameSaidByAnotherIsNoConflictAndNeitherIsAGoodbye() {
    settle();
    respond(new DnsRecord(HOST, 120, ADDRESS), new DnsRecord(HOST, 0, OTHER));
    assertThat(responder.host().isEstablished()).isTrue();
  }

  @Test
  void manyConflictsAreFollowedByAPause() {
    pass(300);
    for (int k = 0; k < 15; k++) {
      respond(new DnsRecord(responder.host().name(), 120, OTHER));
    }
    sent.clear();
    pass(4_900);
    assertThat(sent).isEmpty();
    pass(2_000);
    assertThat(responder.host().name()).isEqualTo(DnsName.parse("host-16.local"));
    assertThat(responder.host().isEstablished()).isTrue();
  }

  @Test
  void goodbyeIsSaidForAServiceThatIsGone() {
    Claim page = page();
    Claim other = responder.register(new DnsService("Other", "_http._tcp", 81, List.of()));
    settle();
    responder.withdraw(page, out);

    assertThat(messages().getFirst().answers())
        .extracting(DnsRecord::name)
        .describedAs("its type is not gone")
        .containsExactlyInAnyOrder(PAGE, PAGE, HTTP);
    assertThat(messages().getFirst().answers()).allMatch(said -> said.timeToLive() == 0);
    assertThat(page.isWithdrawn()).isTrue();
    sent.clear();
    responder.withdrawAll(out);
    assertThat(other.isWithdrawn()).isTrue();
    assertThat(sent).hasSize(2);
    receive(query(HOST, DnsType.A), false);
    pass(100);
    assertThat(sent).hasSize(2);
  }

  @Test
  void newAddressesAreAnnounced() {
    settle();
    responder.addresses(List.of(OTHER), nowNanos);
    pass(10);
    assertThat(messages().getFirst().answers()).containsExactly(flushing(new DnsRecord(HOST, 120, OTHER)));
  }

  @Test
  void aServiceHasAnInstanceATypeAndAPort() {
    assertThatIllegalArgumentException().isThrownBy(() -> new DnsService("", "_http._tcp", 80, List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new DnsService("a", "http", 80, List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new DnsService("a", "_http._tcp", 0, List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DnsService("a", "_http._tcp", 1, List.of("x".repeat(256))));
  }
}
