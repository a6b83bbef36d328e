package dev.zmol.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ManualClockTest {
  private final ManualClock clock = new ManualClock(-5);

  @Test
  void itStandsStillUntilItIsMoved() {
    assertThat(clock.nowNanos()).isEqualTo(-5).isEqualTo(clock.getAsLong());
    assertThat(clock.advance(Duration.ofMillis(2))).isEqualTo(1_999_995);
    assertThat(clock.advanceNanos(5)).isEqualTo(2_000_000);
    assertThat(clock.nowNanos()).isEqualTo(2_000_000);
  }

  @Test
  void itNeverRunsBackwards() {
    assertThatThrownBy(() -> clock.advanceTo(-6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("newNanos is -6; it has to be -5 or later, as a clock never runs backwards");
  }
}
