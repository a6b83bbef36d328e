package dev.zmol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Covers("W2")
class MacAddressTest {
  @ParameterizedTest
  @ValueSource(strings = {"02:00:5e:10:00:fe", "02-00-5e-10-00-fe", "02:00:5E:10:00:FE"})
  void readsTheUsualNotations(String text) {
    assertThat(MacAddress.parse(text)).isEqualTo(new MacAddress(0x0200_5e10_00feL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "02", "02:00:5e:10:00", "02:00:5e:10:00:f", "02:00:5e:10:00:fe:", "02:00:5e:10:00:fe:01",
        "02:00:5e:10:00:fg", "02:00-5e:10:00:fe", "0200.5e10.00fe ", "02000:5e:10:00:fe", "-2:00:5e:10:00:fe", "02:00:5e:10:00:+e",
        "\u0660\u0661:00:5e:10:00:fe"
      })
  void refusesWhatIsNoAddress(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MacAddress.parse(text))
        .withMessageStartingWith("text is '" + text + "', which is no MAC address");
  }

  @Test
  void printsItselfInLowerCaseWithColons() {
    assertThat(new MacAddress(0x0200_5e10_00feL)).hasToString("02:00:5e:10:00:fe");
  }

  @Test
  void isMadeOfSixNumbers() {
    assertThat(MacAddress.of(0x02, 0, 0x5e, 0x10, 0, 0xfe)).isEqualTo(new MacAddress(0x0200_5e10_00feL));
  }

  @Test
  void refusesAnotherCountOfNumbers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MacAddress.of(1, 2, 3))
        .withMessage("bytes has 3 numbers, a MAC address has 6");
  }

  @Test
  void refusesNumbersThatAreNoBytes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MacAddress.of(1, 2, 3, 4, 5, 256))
        .withMessage("bytes holds 256, which is not between 0 and 255");
  }

  @Test
  void refusesMoreThan48Bits() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MacAddress(1L << 48))
        .withMessage("bits is 0x1000000000000, which has more than 48 bits");
  }

  @Test
  void knowsBroadcastAsAGroupAddress() {
    assertThat(MacAddress.BROADCAST.isBroadcast()).isTrue();
    assertThat(MacAddress.BROADCAST.isMulticast()).isTrue();
    assertThat(MacAddress.BROADCAST.isUnicast()).isFalse();
  }

  @Test
  void knowsGroupAddresses() {
    MacAddress group = MacAddress.parse("01:00:5e:00:00:01");
    assertThat(group.isMulticast()).isTrue();
    assertThat(group.isBroadcast()).isFalse();
    assertThat(group.isUnicast()).isFalse();
  }

  @Test
  void knowsTheAddressesOfSingleStations() {
    MacAddress station = MacAddress.parse("00:1b:21:00:00:01");
    assertThat(station.isUnicast()).isTrue();
    assertThat(station.isLocal()).isFalse();
    assertThat(MacAddress.parse("02:1b:21:00:00:01").isLocal()).isTrue();
  }

  @Test
  void doesNotTakeZeroForAStation() {
    assertThat(MacAddress.ZERO.isUnicast()).isFalse();
  }

  @Test
  void givesItsBytesInWireOrder() {
    assertThat(new MacAddress(0x0200_5e10_00feL).toByteArray()).isEqualTo(Hex.bytes("02 00 5e 10 00 fe"));
  }
}
