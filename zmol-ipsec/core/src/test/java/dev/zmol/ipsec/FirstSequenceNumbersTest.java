package dev.zmol.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The window before as many packets have come as it is wide. */
class FirstSequenceNumbersTest {
  @ParameterizedTest
  @ValueSource(ints = {32, 64})
  void nothingIsInferredBelowTheFirstNumber(int size) {
    ReplayWindow window = new ReplayWindow(size, true, 5);

    assertThat(window.infer(3)).isEqualTo(3);
    assertThat(window.infer(-16)).isEqualTo(0xffff_fff0L);
  }

  @Test
  void withoutWindowTheNearestNumberIsInferred() {
    ReplayWindow window = new ReplayWindow(0, true, 0x2_0000_0005L);

    assertThat(window.infer(3)).isEqualTo(0x2_0000_0003L);
    assertThat(window.infer(9)).isEqualTo(0x2_0000_0009L);
    assertThat(window.infer(-1)).isEqualTo(0x1_ffff_ffffL);
  }
}
