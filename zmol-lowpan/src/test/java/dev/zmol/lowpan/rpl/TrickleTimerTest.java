package dev.zmol.lowpan.rpl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.util.Random;
import org.junit.jupiter.api.Test;

@Covers("L2")
class TrickleTimerTest {
  private static final long MILLI = 1_000_000L;
  private static final long MIN = 8 * MILLI;

  private final TrickleTimer timer = new TrickleTimer(3, 4, 2, new Random(1));

  @Test
  @Covers({"trickle timer fires at t_expiration", "trickle timer pollAt returns earliest expiration"})
  void speaksUpOnceInTheSecondHalfOfAnInterval() {
    timer.start(0);
    long at = timer.pollAt();
    assertThat(at).isBetween(MIN / 2, MIN - 1);
    assertThat(timer.poll(at - 1)).isFalse();
    assertThat(timer.poll(at)).isTrue();
    assertThat(timer.poll(at)).isFalse();
    assertThat(timer.pollAt()).isEqualTo(MIN);
  }

  @Test
  @Covers("trickle timer consistency suppresses transmission")
  void keepsSilentIfEnoughOthersHaveSaidTheSame() {
    timer.start(0);
    timer.consistent();
    timer.consistent();
    assertThat(timer.poll(timer.pollAt())).isFalse();
    timer.poll(timer.pollAt());
    timer.consistent();
    assertThat(timer.poll(timer.pollAt())).isTrue();
  }

  @Test
  void neverKeepsSilentWithoutARedundancy() {
    var talkative = new TrickleTimer(3, 4, 0, new Random(1));
    talkative.start(0);
    for (int k = 0; k < 100; k++) {
      talkative.consistent();
    }
    assertThat(talkative.poll(talkative.pollAt())).isTrue();
  }

  @Test
  @Covers("trickle timer interval doubling")
  void intervalDoublesUntilItIsTheGreatest() {
    timer.start(0);
    for (long expected = MIN; expected <= 16 * MIN; expected *= 2) {
      assertThat(timer.intervalNanos()).isEqualTo(expected);
      timer.poll(timer.pollAt());
      timer.poll(timer.pollAt());
    }
    assertThat(timer.intervalNanos()).isEqualTo(16 * MIN);
  }

  @Test
  @Covers("trickle timer inconsistency resets to i_min")
  void disagreementMakesTheIntervalTheLeast() {
    timer.start(0);
    timer.poll(MIN);
    timer.inconsistent(MIN + 1);
    assertThat(timer.intervalNanos()).isEqualTo(MIN);
    assertThat(timer.pollAt()).isBetween(MIN + 1 + MIN / 2, MIN + 1 + MIN);
  }

  @Test
  void disagreementLeavesTheLeastIntervalAlone() {
    timer.start(0);
    long at = timer.pollAt();
    timer.inconsistent(1);
    assertThat(timer.pollAt()).isEqualTo(at);
  }

  @Test
  void stoppedTimerNeverComes() {
    assertThat(timer.pollAt()).isEqualTo(Long.MAX_VALUE);
    timer.start(0);
    timer.stop();
    timer.inconsistent(5);
    assertThat(timer.poll(Long.MAX_VALUE)).isFalse();
    assertThat(timer.pollAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void greatestExponentsOfTheWireAreNoTrouble() {
    var slow = new TrickleTimer(255, 255, 255, new Random(1));
    slow.start(1);
    assertThat(slow.pollAt()).isGreaterThan(1);
  }
}
