package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.socket.dns.DnsOutcome;
import dev.zmol.socket.dns.DnsResult;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.Bytes;
import dev.zmol.wire.dns.DnsHeader;
import dev.zmol.wire.dns.DnsMessage;
import dev.zmol.wire.dns.DnsName;
import dev.zmol.wire.dns.DnsQuestion;
import dev.zmol.wire.dns.DnsResponseCode;
import dev.zmol.wire.dns.DnsType;
import dev.zmol.wire.dual.IpEndpoint;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is no answer is counted and changes nothing: the answer that comes after it is taken. */
@Specialize
@Covers("S9")
class DnsHostileAnswersTest {
  private static final DnsName HOST = DnsServers.HOST;

  private final DnsServers servers = new DnsServers().knows(1);

  /** Lets a server say something, and then the truth; returns what is made of it. */
  private DnsResult lookup(DnsServers.Behaviour lie) {
    servers.serve(
        query -> {
          lie.serve(query);
          servers.answer(query, DnsServers.address(HOST, 9));
        });
    return servers.lookup("www.example.org", DnsServers.addressType());
  }

  private void assertIgnored(DropReason reason, DnsServers.Behaviour lie) {
    long before = servers.drops(reason);
    DnsResult result = lookup(lie);

    assertThat(result.answers()).containsExactly(DnsServers.address(HOST, 9));
    assertThat(servers.drops(reason)).isEqualTo(before + 1);
    assertThat(servers.queries).hasSize(1);
    servers.queries.clear();
  }

  private static DnsMessage lie(DnsServers.Query query) {
    return DnsServers.response(query.message(), 0, DnsServers.address(HOST, 666));
  }

  private void send(DnsMessage message, IpEndpoint from, DnsServers.Query query) {
    byte[] bytes = message.toBytes().toByteArray();
    servers.send(bytes, bytes.length, from, query.client());
  }

  @Test
  @Covers({"process ignores response from unexpected server", "hostile: DNS answers"})
  void anAnswerFromAnotherHostIsIgnored() {
    assertIgnored(
        DropReason.DNS_UNEXPECTED, query -> send(lie(query), new IpEndpoint(DnsServers.server(1), 53), query));
  }

  @Test
  @Covers("hostile: DNS answers")
  void anAnswerFromAnotherPortIsIgnored() {
    assertIgnored(
        DropReason.DNS_UNEXPECTED, query -> send(lie(query), new IpEndpoint(query.server(), 54), query));
  }

  @Test
  @Covers("hostile: DNS answers")
  void anAnswerToAnotherPortIsIgnored() {
    assertIgnored(
        DropReason.UDP_PORT_UNREACHABLE,
        query -> {
          byte[] bytes = lie(query).toBytes().toByteArray();
          IpEndpoint beside = new IpEndpoint(query.client().address(), query.client().port() ^ 1);
          servers.send(bytes, bytes.length, new IpEndpoint(query.server(), 53), beside);
        });
  }

  @Test
  @Covers("hostile: DNS answers")
  void anAnswerWithAnotherIdIsIgnored() {
    assertIgnored(
        DropReason.DNS_UNEXPECTED,
        query -> {
          int id = query.message().header().id() ^ 1;
          servers.reply(
              query, DnsServers.response(id, query.question(), 0, false, DnsServers.address(HOST, 666)));
        });
  }

  @Test
  @Covers({"process NXDomain validates question before failure", "hostile: DNS answers"})
  void aNegativeAnswerToAnotherQuestionIsIgnored() {
    List<DnsQuestion> others =
        List.of(
            new DnsQuestion(DnsName.parse("www.example.com"), DnsServers.addressType()),
            new DnsQuestion(HOST, DnsType.TXT),
            new DnsQuestion(HOST, DnsServers.addressType(), 3));
    for (DnsQuestion other : others) {
      assertIgnored(
          DropReason.DNS_UNEXPECTED,
          query ->
              servers.reply(
                  query,
                  DnsServers.response(query.message().header().id(), other, DnsResponseCode.NAME_ERROR, false)));
    }
  }

  @Test
  void anAnswerWithoutOrWithTwoQuestionsIsIgnored() {
    for (int count = 0; count <= 2; count += 2) {
      int questions = count;
      assertIgnored(
          DropReason.DNS_UNEXPECTED,
          query -> {
            List<DnsQuestion> repeated = List.of(query.question(), query.question());
            servers.reply(
                query,
                new DnsMessage(
                    lie(query).header(), repeated.subList(0, questions), lie(query).answers(), List.of(), List.of()));
          });
    }
  }

  @Test
  void aQueryIsNoAnswer() {
    assertIgnored(
        DropReason.DNS_UNEXPECTED,
        query -> {
          DnsHeader header = DnsHeader.query(query.message().header().id(), true);
          servers.reply(
              query,
              new DnsMessage(header, List.of(query.question()), lie(query).answers(), List.of(), List.of()));
        });
  }

  @Test
  void theCaseOfTheQuestionDoesNotMatter() {
    servers.serve(
        query -> {
          DnsName shouted = DnsName.parse(HOST.toString().toUpperCase(Locale.ROOT));
          DnsQuestion question = new DnsQuestion(shouted, query.question().type());
          servers.reply(
              query,
              DnsServers.response(
                  query.message().header().id(), question, 0, false, DnsServers.address(shouted, 9)));
        });

    assertThat(servers.lookup("www.Example.org", DnsServers.addressType()).outcome()).isEqualTo(DnsOutcome.ANSWERED);
  }

  /** A response whose answer section is any bytes, after the question. */
  private void sendAnswers(DnsServers.Query query, int count, String digits) {
    Bytes answers = Bytes.parse(digits);
    byte[] message = new byte[1_400];
    int end = answers.copyTo(message, DnsServers.response(query.message(), 0).emit(message, 0));
    message[7] = (byte) count;
    servers.send(message, end, new IpEndpoint(query.server(), 53), query.client());
  }

  @Test
  @Covers("hostile: DNS names")
  void aNameThatLeadsInACircleIsMalformed() {
    // Behind the header of 12 bytes and the question of 21 bytes.
    assertIgnored(DropReason.DNS_MALFORMED, query -> sendAnswers(query, 1, "c021 0001 0001 0000003c 0004 c6330001"));
    assertIgnored(DropReason.DNS_MALFORMED, query -> sendAnswers(query, 1, "0161 c021 0001 0001 0000003c 0000"));
    assertIgnored(DropReason.DNS_MALFORMED, query -> sendAnswers(query, 1, "c023 c021 0001 0001 0000003c 0000"));
  }

  @Test
  @Covers("hostile: DNS names")
  void aNameThatIsTooLongIsMalformed() {
    String labels = ("3f" + "61".repeat(63)).repeat(4);
    assertIgnored(
        DropReason.DNS_MALFORMED, query -> sendAnswers(query, 1, labels + "00 0001 0001 0000003c 0004 c6330001"));
    assertIgnored(
        DropReason.DNS_MALFORMED, query -> sendAnswers(query, 1, labels + "c00c 0001 0001 0000003c 0004 c6330001"));
  }

  @Test
  @Covers("hostile: DNS counts")
  void countsThatLieAreMalformed() {
    assertIgnored(DropReason.DNS_MALFORMED, query -> sendAnswers(query, 2, "c00c 0001 0001 0000003c 0004 c6330001"));
    assertIgnored(DropReason.DNS_MALFORMED, query -> sendAnswers(query, 255, ""));
    assertIgnored(DropReason.DNS_MALFORMED, query -> sendAnswers(query, 1, "c00c 0001 0001 0000003c ffff c6330001"));
    assertIgnored(DropReason.DNS_MALFORMED, query -> sendAnswers(query, 1, "c00c 0001 0001 0000003c 0003 c63300"));
    assertIgnored(
        DropReason.DNS_MALFORMED,
        query -> servers.send(new byte[5], 5, new IpEndpoint(query.server(), 53), query.client()));
  }

  @Test
  @Covers("hostile: DNS floods")
  void aFloodOfGuessesChangesNothing() {
    DnsResult result =
        lookup(
            query -> {
              for (int k = 1; k <= 200; k++) {
                int id = query.message().header().id() + k & 0xffff;
                servers.reply(
                    query, DnsServers.response(id, query.question(), 0, false, DnsServers.address(HOST, 666)));
              }
            });

    assertThat(result.answers()).containsExactly(DnsServers.address(HOST, 9));
    assertThat(servers.drops(DropReason.DNS_UNEXPECTED)).isEqualTo(200);
  }

  @Test
  void garbageChangesNothing() {
    Random random = new Random(5452);
    DnsResult result =
        lookup(
            query -> {
              byte[] truth = lie(query).toBytes().toByteArray();
              for (int k = 0; k < 100; k++) {
                byte[] garbage = truth.clone();
                garbage[0]++;
                for (int flips = random.nextInt(8); flips >= 0; flips--) {
                  garbage[1 + random.nextInt(garbage.length - 1)] = (byte) random.nextInt();
                }
                int length = random.nextInt(garbage.length + 1);
                servers.send(garbage, length, new IpEndpoint(query.server(), 53), query.client());
              }
            });

    assertThat(result.answers()).containsExactly(DnsServers.address(HOST, 9));
    long dropped = servers.drops(DropReason.DNS_UNEXPECTED) + servers.drops(DropReason.DNS_MALFORMED);
    assertThat(dropped).isEqualTo(100);
  }
}
