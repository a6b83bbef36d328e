package dev.zmol.socket.dual;

import static dev.zmol.socket.dual.DnsServers.HOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zmol.annotations.Specialize;
import dev.zmol.socket.dns.DnsOutcome;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.Bytes;
import dev.zmol.wire.dns.DnsData;
import dev.zmol.wire.dns.DnsMessage;
import dev.zmol.wire.dns.DnsName;
import dev.zmol.wire.dns.DnsRecord;
import dev.zmol.wire.dns.DnsResponseCode;
import dev.zmol.wire.dns.DnsType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the resolver tells servers by EDNS(0), and what it makes of those that do not know it (RFC 6891). */
@Specialize
@Covers({"S9", "RFC 8504 §7: EDNS"})
class DnsExtensionTest {
  private static final int BAD_VERSION = 16;

  private final DnsServers servers = new DnsServers().knows(1);

  private DnsOutcome outcome() {
    return servers.lookup(HOST.toString(), DnsServers.addressType()).outcome();
  }

  private static DnsMessage withOption(DnsMessage message, long timeToLive) {
    DnsRecord option = new DnsRecord(DnsName.ROOT, 4096, timeToLive, new DnsData.Unknown(DnsType.OPT, Bytes.EMPTY));
    return new DnsMessage(
        message.header(), message.questions(), message.answers(), message.authorities(), List.of(option));
  }

  @Test
  void serversAreToldHowLongAnAnswerMayBe() {
    servers.serve(query -> servers.answer(query, DnsServers.address(HOST, 9)));

    assertThat(outcome()).isEqualTo(DnsOutcome.ANSWERED);
    assertThat(servers.queries.getFirst().message().additionals())
        .singleElement()
        .satisfies(
            option -> {
              assertThat(option.type()).isEqualTo(DnsType.OPT);
              assertThat(option.name()).isEqualTo(DnsName.ROOT);
              assertThat(option.recordClass()).isEqualTo(DnsConfiguration.DATAGRAM_SIZE);
              assertThat(option.timeToLive()).as("version 0, no flags").isZero();
            });
  }

  @Test
  void aLongAnswerComesInADatagram() {
    List<TcpConnection> connections = new ArrayList<>();
    servers.listen(_ -> {}, connections);
    DnsData text = new DnsData.Text(Collections.nCopies(4, Bytes.of(new byte[250])));
    servers.serve(query -> servers.answer(query, new DnsRecord(HOST, 300, text)));

    assertThat(servers.lookup(HOST.toString(), DnsType.TXT).answers()).hasSize(1);
    assertThat(connections).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {DnsResponseCode.FORMAT_ERROR, DnsResponseCode.NOT_IMPLEMENTED})
  void aServerThatDoesNotKnowItIsAskedWithoutIt(int code) {
    servers.serve(
        query -> {
          if (query.message().isExtended()) {
            servers.refuse(query, code);
          } else {
            servers.answer(query, DnsServers.address(HOST, 9));
          }
        });

    assertThat(outcome()).isEqualTo(DnsOutcome.ANSWERED);
    assertThat(servers.queries).hasSize(2);
  }

  @Test
  void aServerThatKnowsItAndFailsIsNotAskedAgain() {
    servers.serve(
        query ->
            servers.reply(
                query,
                withOption(DnsServers.response(query.message(), DnsResponseCode.FORMAT_ERROR), 0)));

    assertThat(outcome()).isEqualTo(DnsOutcome.SERVER_FAILURE);
    assertThat(servers.queries).hasSize(1);
  }

  @Test
  void theCodeOfAFailureMayBeInTheRecord() {
    DnsRecord address = DnsServers.address(HOST, 9);
    servers.serve(
        query ->
            servers.reply(
                query, withOption(DnsServers.response(query.message(), 0, address), (BAD_VERSION >> 4) << 24)));

    assertThat(outcome()).isEqualTo(DnsOutcome.SERVER_FAILURE);
  }

  @Test
  void queriesGoWithoutItIfNobodyIsToBeTold() {
    servers.client.configure(servers.client.configuration().toBuilder().datagramSize(512).build());
    servers.serve(query -> servers.answer(query, DnsServers.address(HOST, 9)));

    assertThat(outcome()).isEqualTo(DnsOutcome.ANSWERED);
    assertThat(servers.queries.getFirst().message().isExtended()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {511, 9_001, -1})
  void lengthsThatMakeNoSenseAreRefused(int size) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DnsConfiguration.builder().datagramSize(size))
        .withMessage("bytes is " + size + "; it has to be from 512 to 9000");
  }
}
