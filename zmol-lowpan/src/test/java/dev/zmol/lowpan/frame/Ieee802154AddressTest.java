package dev.zmol.lowpan.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Ieee802154AddressTest {
  @Test
  void readsAndWritesTheUsualNotation() {
    assertThat(Ieee802154Address.parse("02:12:4B:00:00:00:00:01")).hasToString("02:12:4b:00:00:00:00:01");
    assertThat(Ieee802154Address.parse("ab-cd")).isEqualTo(Ieee802154Address.ofShort(0xabcd)).hasToString("ab:cd");
    assertThat(Ieee802154Address.parse("abcd")).isEqualTo(Ieee802154Address.ofShort(0xabcd));
    assertThat(Ieee802154Address.ABSENT).hasToString("-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ab", "ab:cd:ef", "02:12:4b:00:00:00:00:0g", "02:12:4b:00:00:00:00:01:", "ab::cd"})
  void refusesOtherText(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Ieee802154Address.parse(text)).withMessageContaining(text);
  }

  @Test
  void refusesOtherLengths() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Ieee802154Address(3, 0)).withMessageContaining("3");
    assertThatIllegalArgumentException().isThrownBy(() -> Ieee802154Address.ofShort(0x1_0000));
    assertThatIllegalArgumentException().isThrownBy(() -> new Ieee802154Address(0, 1));
  }

  @Test
  void knowsWhatMeansOneStation() {
    assertThat(Ieee802154Address.ofShort(0xfffd).isUnicast()).isTrue();
    assertThat(Ieee802154Address.ofShort(0xfffe).isUnicast()).isFalse();
    assertThat(Ieee802154Address.ofExtended(0x0212_4b00_0000_0001L).isUnicast()).isTrue();
    assertThat(Ieee802154Address.ofExtended(0x0312_4b00_0000_0001L).isUnicast()).isFalse();
    assertThat(Ieee802154Address.ABSENT.isUnicast()).isFalse();
  }

  @Test
  @Covers("wire/ieee802154: broadcast detection")
  void knowsTheAddressOfAll() {
    assertThat(Ieee802154Address.ofShort(0xffff).isBroadcast()).isTrue();
    assertThat(Ieee802154Address.ofShort(0xfffe).isBroadcast()).isFalse();
    assertThat(Ieee802154Address.ofExtended(0xffff).isBroadcast()).isFalse();
  }

  @Test
  @Covers("wire/ieee802154: EUI-64 conversion")
  void makesInterfaceIdentifiersOfExtendedAddressesByTurningTheUniversalBit() {
    assertThat(Ieee802154Address.parse("00:12:4b:00:14:b5:d9:c7").interfaceIdentifier())
        .isEqualTo(0x0212_4b00_14b5_d9c7L);
  }

  @Test
  void makesInterfaceIdentifiersOfShortAddresses() {
    assertThat(Ieee802154Address.ofShort(0xabcd).interfaceIdentifier()).isEqualTo(0x0000_00ff_fe00_abcdL);
    assertThat(Ieee802154Address.ABSENT.interfaceIdentifier()).isZero();
  }
}
