package dev.zmol.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerWheelTest {
  private static final long MILLI = TimerWheel.TICK_NANOS;

  private final TimerWheel wheel = new TimerWheel();
  private final List<Long> fired = new ArrayList<>();

  private final class Probe extends WheelTimer {
    private final long deadline;

    Probe(long deadline) {
      this.deadline = deadline;
    }

    @Override
    protected void expire(long nowNanos) {
      assertThat(nowNanos).isGreaterThanOrEqualTo(deadline);
      fired.add(deadline);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 17_000_000_123L, -5_000_000_000L, 68_719_476_735_999_999L, -1})
  void timersFireInOrderAndNotBeforeTheirTime(long start) {
    SplittableRandom random = new SplittableRandom(start);
    wheel.advance(start);
    for (int k = 0; k < 2_000; k++) {
      long deadline = start + MILLI * (1L << random.nextInt(34)) + random.nextLong(100 * MILLI);
      wheel.arm(new Probe(deadline), deadline);
    }

    while (wheel.size() > 0) {
      long next = wheel.nextNanos();
      assertThat(next).isGreaterThan(start);
      wheel.advance(next);
    }

    assertThat(fired).hasSize(2_000);
    for (int k = 1; k < fired.size(); k++) {
      assertThat(fired.get(k)).isGreaterThan(fired.get(k - 1) - MILLI);
    }
  }

  @Test
  void aTimerFiresWithinATick() {
    wheel.advance(0);
    wheel.arm(new Probe(10 * MILLI + 1), 10 * MILLI + 1);

    wheel.advance(10 * MILLI);
    assertThat(fired).isEmpty();
    wheel.advance(11 * MILLI);

    assertThat(fired).hasSize(1);
  }

  @Test
  void aCancelledTimerDoesNotFire() {
    wheel.advance(0);
    Probe probe = new Probe(MILLI);
    wheel.arm(probe, MILLI);

    wheel.cancel(probe);
    wheel.advance(1_000 * MILLI);

    assertThat(fired).isEmpty();
    assertThat(probe.isArmed()).isFalse();
    assertThat(wheel.nextNanos()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aLaterDeadlineLeavesTheTimerWhereItIs() {
    wheel.advance(0);
    Probe probe = new Probe(5 * MILLI);
    wheel.arm(probe, 5 * MILLI);

    wheel.arm(probe, 500 * MILLI);

    assertThat(wheel.nextNanos()).isEqualTo(5 * MILLI);
  }

  @Test
  void anEarlierDeadlineMovesTheTimer() {
    wheel.advance(0);
    Probe probe = new Probe(5 * MILLI);
    wheel.arm(probe, 500 * MILLI);

    wheel.arm(probe, 5 * MILLI);
    wheel.advance(5 * MILLI);

    assertThat(fired).hasSize(1);
    assertThat(wheel.size()).isZero();
  }

  @Test
  void timersMayArmThemselvesAndCancelOthersWhileTheyFire() {
    wheel.advance(0);
    Probe victim = new Probe(MILLI);
    WheelTimer again =
        new WheelTimer() {
          @Override
          protected void expire(long nowNanos) {
            wheel.cancel(victim);
            fired.add(nowNanos);
            if (fired.size() < 3) {
              wheel.arm(this, nowNanos + MILLI);
            }
          }
        };
    wheel.arm(victim, MILLI);
    wheel.arm(again, MILLI);

    for (int k = 1; k < 10; k++) {
      wheel.advance(k * MILLI);
    }

    assertThat(fired).containsExactly(MILLI, 2 * MILLI, 3 * MILLI);
  }
}
