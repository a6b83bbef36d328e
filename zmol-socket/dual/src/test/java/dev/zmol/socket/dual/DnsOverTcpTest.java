package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.socket.dns.DnsOutcome;
import dev.zmol.socket.dns.DnsResult;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dns.DnsData;
import dev.zmol.wire.dns.DnsMessage;
import dev.zmol.wire.dns.DnsRecord;
import dev.zmol.wire.dns.DnsType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

@Specialize
@Covers("S9")
class DnsOverTcpTest {
  private static final DnsRecord TEXT =
      new DnsRecord(DnsServers.HOST, 60, DnsData.ofStrings(Collections.nCopies(170, "x".repeat(255))));

  private final DnsServers servers = new DnsServers().knows(1);
  private final List<TcpConnection> connections = new ArrayList<>();
  private final List<DnsServers.Query> streamed = new ArrayList<>();

  private void truncate() {
    servers.serve(
        query ->
            servers.reply(
                query, DnsServers.response(query.message().header().id(), query.question(), 0, true)));
  }

  private void listen(DnsServers.Behaviour behaviour) {
    servers.listen(
        query -> {
          streamed.add(query);
          behaviour.serve(query);
        },
        connections);
  }

  private void write(DnsMessage message) {
    DnsServers.write(connections.getLast(), message);
  }

  private DnsResult lookup() {
    return servers.lookup("www.example.org", DnsType.TXT);
  }

  @Test
  @Covers("RFC 8504 §7: transport")
  void anAnswerThatIsTooLongForUdpComesOverTcp() {
    truncate();
    listen(query -> write(DnsServers.response(query.message(), 0, TEXT)));

    assertThat(lookup().answers()).containsExactly(TEXT);
    assertThat(streamed.getFirst().question()).isEqualTo(servers.queries.getFirst().question());
    assertThat(streamed.getFirst().server()).isEqualTo(servers.queries.getFirst().server());
    servers.pair.until(() -> servers.pair.client.tcp().connectionCount() == 0);
    assertThat(servers.pair.client.tcp().connectionCount()).isZero();
  }

  @Test
  void whatIsInATruncatedAnswerDoesNotCount() {
    servers.serve(
        query ->
            servers.reply(
                query,
                DnsServers.response(
                    query.message().header().id(),
                    query.question(),
                    0,
                    true,
                    new DnsRecord(DnsServers.HOST, 60, DnsData.ofStrings(List.of("part"))))));
    listen(query -> write(DnsServers.response(query.message(), 0)));

    assertThat(lookup().outcome()).isEqualTo(DnsOutcome.NO_DATA);
  }

  @Test
  void aServerWithoutTcpIsFollowedByTheNext() {
    truncate();
    DnsLookup lookup = servers.knows(2).client.lookup(DnsServers.HOST, DnsType.TXT, _ -> {});

    assertThat(servers.finish(lookup).outcome()).isEqualTo(DnsOutcome.SERVER_FAILURE);
    assertThat(servers.queries).hasSize(2);
    assertThat(lookup.elapsedNanos()).isLessThan(1_000_000_000);
  }

  @Test
  void anAnswerOverTcpHasToBeTheRightOne() {
    truncate();
    listen(
        query -> write(DnsServers.response(query.message().header().id() ^ 1, query.question(), 0, false, TEXT)));

    assertThat(lookup().outcome()).isEqualTo(DnsOutcome.SERVER_FAILURE);
    assertThat(servers.drops(DropReason.DNS_UNEXPECTED)).isOne();
  }

  @Test
  void aMalformedAnswerOverTcpIsNone() {
    truncate();
    listen(query -> connections.getLast().send(new byte[] {0, 3, 1, 2, 3}, 0, 5));

    assertThat(lookup().outcome()).isEqualTo(DnsOutcome.SERVER_FAILURE);
    assertThat(servers.drops(DropReason.DNS_MALFORMED)).isOne();
  }

  @Test
  void anAnswerOfNoLengthOrThatEndsTooEarlyIsNone() {
    truncate();
    listen(query -> connections.getLast().send(new byte[] {0, 0}, 0, 2));
    assertThat(lookup().outcome()).isEqualTo(DnsOutcome.SERVER_FAILURE);
  }

  @Test
  void anAnswerThatEndsTooEarlyIsNone() {
    truncate();
    listen(
        query -> {
          connections.getLast().send(new byte[] {1, 0, 7}, 0, 3);
          connections.getLast().close();
        });
    assertThat(lookup().outcome()).isEqualTo(DnsOutcome.SERVER_FAILURE);
  }

  @Test
  void anAnswerThatNeverEndsIsGivenUp() {
    truncate();
    listen(query -> connections.getLast().send(new byte[] {1, 0, 7}, 0, 3));

    assertThat(lookup().outcome()).isEqualTo(DnsOutcome.TIMED_OUT);
    servers.pair.until(() -> servers.pair.client.tcp().connectionCount() == 0);
    assertThat(servers.pair.client.tcp().connectionCount()).isZero();
  }

  @Test
  void tcpCanBeAskedFor() {
    servers.client.configure(servers.client.configuration().toBuilder().tcpOnly(true).build());
    listen(query -> write(DnsServers.response(query.message(), 0, TEXT)));

    assertThat(lookup().answers()).containsExactly(TEXT);
    assertThat(servers.queries).isEmpty();
  }
}
