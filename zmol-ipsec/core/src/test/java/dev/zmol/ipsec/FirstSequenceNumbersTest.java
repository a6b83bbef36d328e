package dev.zmol.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

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
}
