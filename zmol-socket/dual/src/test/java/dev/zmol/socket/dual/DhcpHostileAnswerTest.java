package dev.zmol.socket.dual;

import static dev.zmol.socket.dual.DhcpLan.lease;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.iface.DropReason;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.Bytes;
import dev.zmol.wire.dual.DhcpMessage;
import dev.zmol.wire.dual.DhcpMessageType;
import dev.zmol.wire.dual.DhcpOptionCode;
import dev.zmol.wire.dual.DhcpOptions;
import dev.zmol.wire.dual.Ipv4Address;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile answers: nothing changes, and they are counted. */
@Only(Family.IPV4)
@Covers("S8")
class DhcpHostileAnswerTest extends DhcpClientFixture {
  private void expectNothing(DropReason reason, Runnable answer) {
    DhcpState state = lan.client.state();
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

  /** Sends an answer whose bytes have been tampered with. */
  private void tampered(int type, int offset, int value) {
    DhcpMessage message = new DhcpMessage(lan.header(DhcpLan.YOURS), "", "", lease(type).build());
    byte[] bytes = new byte[message.length()];
    message.emit(bytes, 0);
    bytes[offset] = (byte) value;
    lan.answer(bytes, DhcpLan.YOURS, DhcpLan.MAC);
  }

  @ParameterizedTest
  @CsvSource({
    "0,1,a request",
    "1,6,another kind of link",
    "4,99,another transaction",
    "33,99,another station"
  })
  @Covers("hostile: DHCP answers")
  void whatAnswersSomethingElseIsNotOurs(int offset, int value, String what) {
    start();
    expectNothing(DropReason.DHCP_NOT_OURS, () -> tampered(DhcpMessageType.OFFER, offset, value));
    lan.answer(lease(DhcpMessageType.OFFER));
    expectNothing(DropReason.DHCP_NOT_OURS, () -> tampered(DhcpMessageType.ACK, offset, value));
    expectNothing(DropReason.DHCP_NOT_OURS, () -> tampered(DhcpMessageType.NAK, offset, value));
    assertThat(what).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0,3,an operation that there is not",
    "2,17,a station address that is too long",
    "236,0,another cookie",
    "241,9,a message type of nine bytes",
    "240,99,no message type"
  })
  void whatIsMalformedIsCounted(int offset, int value, String what) {
    start();
    expectNothing(DropReason.DHCP_MALFORMED, () -> tampered(DhcpMessageType.OFFER, offset, value));
    assertThat(what).isNotEmpty();
  }

  @Test
  void messagesThatAreCutShortOrTooLongAreMalformed() {
    start();
    for (int length : new int[] {0, 1, 239, 240, 1_472}) {
      expectNothing(
          DropReason.DHCP_MALFORMED, () -> lan.answer(new byte[length], DhcpLan.YOURS, DhcpLan.MAC));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "3201c0ff", "0100ff", "340100ff", "340104ff", "34020101ff", "33020010ff", "36ff", "7905180a000001ff",
    "0606c00002010000ff"
  })
  @Covers("hostile: DHCP options")
  void optionsThatAreMalformedAreCounted(String options) {
    start();
    expectNothing(DropReason.DHCP_MALFORMED, () -> withOptions("350102" + options));
  }

  private void withOptions(String digits) {
    DhcpMessage message = new DhcpMessage(lan.header(DhcpLan.YOURS), "", "", lease(2).build());
    byte[] bytes = new byte[message.length()];
    message.emit(bytes, 0);
    Arrays.fill(bytes, 240, bytes.length, (byte) 0);
    Bytes.parse(digits).copyTo(bytes, 240);
    lan.answer(bytes, DhcpLan.YOURS, DhcpLan.MAC);
  }

  @Test
  @Covers("hostile: DHCP options")
  void overloadedFieldsThatAreMalformedAreCounted() {
    start();
    DhcpMessage message =
        new DhcpMessage(
            lan.header(DhcpLan.YOURS), "nn", "ff",
            lease(DhcpMessageType.OFFER).number8(DhcpOptionCode.OVERLOAD, 3).build());
    expectNothing(DropReason.DHCP_MALFORMED, () -> lan.answer(message));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "0.1.2.3", "127.0.0.1", "224.0.0.5", "240.0.0.1", "255.255.255.255", "192.0.2.0",
    "192.0.2.255"})
  void anAddressThatNoHostCanHaveIsRefused(String address) {
    start();
    expectNothing(
        DropReason.DHCP_UNACCEPTABLE,
        () -> lan.answer(offer(Ipv4Address.parse(address), DhcpMessageType.OFFER, options -> options)));
    lan.answer(lease(DhcpMessageType.OFFER));
    expectNothing(
        DropReason.DHCP_UNACCEPTABLE,
        () -> lan.answer(offer(Ipv4Address.parse(address), DhcpMessageType.ACK, options -> options)));
  }

  private DhcpMessage offer(Ipv4Address address, int type, UnaryOperator<DhcpOptions.Builder> change) {
    return new DhcpMessage(lan.header(address), "", "", change.apply(lease(type)).build());
  }

  @Test
  void aLeaseThatMakesNoSenseIsRefused() {
    List<UnaryOperator<DhcpOptions.Builder>> changes =
        List.of(
            options -> options.number32(DhcpOptionCode.LEASE_TIME, 0),
            options -> options.address(DhcpOptionCode.SUBNET_MASK, Ipv4Address.parse("255.0.255.0")),
            options -> options.address(DhcpOptionCode.SUBNET_MASK, Ipv4Address.UNSPECIFIED),
            options -> options.address(DhcpOptionCode.SERVER_IDENTIFIER, Ipv4Address.parse("224.0.0.1")),
            options -> options.address(DhcpOptionCode.SERVER_IDENTIFIER, Ipv4Address.BROADCAST));
    start();
    for (UnaryOperator<DhcpOptions.Builder> change : changes) {
      expectNothing(
          DropReason.DHCP_UNACCEPTABLE,
          () -> lan.answer(offer(DhcpLan.YOURS, DhcpMessageType.OFFER, change)));
    }
    DhcpOptions.Builder nothing = DhcpOptions.builder().messageType(DhcpMessageType.OFFER);
    expectNothing(DropReason.DHCP_UNACCEPTABLE, () -> lan.answer(nothing));
  }

  @Test
  @Covers({
    "request rejects ACK from mismatched server",
    "request rejects NAK from mismatched server",
    "hostile: DHCP answers"
  })
  void aServerThatWasNotAskedCannotAnswerARequest() {
    start();
    lan.answer(lease(DhcpMessageType.OFFER));
    expectNothing(
        DropReason.DHCP_NOT_OURS,
        () -> lan.answer(
            lease(DhcpMessageType.ACK).address(DhcpOptionCode.SERVER_IDENTIFIER, DhcpLan.OTHER_SERVER)));
    expectNothing(DropReason.DHCP_NOT_OURS, () -> lan.answer(nak(DhcpLan.OTHER_SERVER)));
  }

  @Test
  @Covers({"renew rejects ACK from mismatched server", "renew rejects NAK from mismatched server"})
  void aServerThatWasNotAskedCannotAnswerARenewal() {
    bind();
    lan.await();
    expectNothing(
        DropReason.DHCP_NOT_OURS,
        () -> lan.answer(
            lease(DhcpMessageType.ACK).address(DhcpOptionCode.SERVER_IDENTIFIER, DhcpLan.OTHER_SERVER)));
    expectNothing(DropReason.DHCP_NOT_OURS, () -> lan.answer(nak(DhcpLan.OTHER_SERVER)));
  }

  @Test
  void anAckOfAnotherAddressIsRefused() {
    start();
    lan.answer(lease(DhcpMessageType.OFFER));
    Ipv4Address other = Ipv4Address.parse("192.0.2.78");
    expectNothing(
        DropReason.DHCP_UNACCEPTABLE, () -> lan.answer(offer(other, DhcpMessageType.ACK, options -> options)));
    lan.answer(lease(DhcpMessageType.ACK));
    lan.await();
    expectNothing(
        DropReason.DHCP_UNACCEPTABLE, () -> lan.answer(offer(other, DhcpMessageType.ACK, options -> options)));
  }

  @Test
  void whatComesInTheWrongStateIsRefused() {
    start();
    expectNothing(DropReason.DHCP_UNACCEPTABLE, () -> lan.answer(lease(DhcpMessageType.ACK)));
    expectNothing(DropReason.DHCP_UNACCEPTABLE, () -> lan.answer(nak(DhcpLan.SERVER)));
    expectNothing(DropReason.DHCP_UNACCEPTABLE, () -> lan.answer(lease(DhcpMessageType.FORCE_RENEW)));
    lan.answer(lease(DhcpMessageType.OFFER));
    expectNothing(DropReason.DHCP_UNACCEPTABLE, () -> lan.answer(lease(DhcpMessageType.OFFER)));
    lan.answer(lease(DhcpMessageType.ACK));
    for (int type = 1; type < 12; type++) {
      int answered = type;
      expectNothing(DropReason.DHCP_UNACCEPTABLE, () -> lan.answer(lease(answered)));
    }
  }

  @Test
  void aNakWithoutServerIsRefused() {
    start();
    lan.answer(lease(DhcpMessageType.OFFER));
    expectNothing(
        DropReason.DHCP_UNACCEPTABLE,
        () -> lan.answer(DhcpOptions.builder().messageType(DhcpMessageType.NAK)));
  }
}
