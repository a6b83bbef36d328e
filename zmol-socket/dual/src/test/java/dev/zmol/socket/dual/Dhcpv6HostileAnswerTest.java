package dev.zmol.socket.dual;

import static dev.zmol.socket.dual.Dhcpv6Lan.OTHER_SERVER;
import static dev.zmol.socket.dual.Dhcpv6Lan.SERVER;
import static dev.zmol.socket.dual.Dhcpv6Lan.YOURS;
import static dev.zmol.socket.dual.Dhcpv6Lan.address;
import static dev.zmol.socket.dual.Dhcpv6Lan.association;
import static dev.zmol.socket.dual.Dhcpv6Lan.identified;
import static dev.zmol.socket.dual.Dhcpv6Lan.lease;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.iface.DropReason;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.Bytes;
import dev.zmol.wire.dual.Dhcpv6IdentityAssociation;
import dev.zmol.wire.dual.Dhcpv6MessageType;
import dev.zmol.wire.dual.Dhcpv6OptionCode;
import dev.zmol.wire.dual.Dhcpv6Options;
import dev.zmol.wire.dual.Dhcpv6Status;
import dev.zmol.wire.dual.Ipv6Address;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile answers: nothing changes, and they are counted. */
@Only(Family.IPV6)
@Covers("S8")
class Dhcpv6HostileAnswerTest extends Dhcpv6ClientFixture {
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
}
