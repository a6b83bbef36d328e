package dev.zmol.socket.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.util.Random;
import org.junit.jupiter.api.Test;

@Covers("S8")
class RetransmissionTest {
  private static final long SECOND = 1_000_000_000L;

  private final Retransmission retransmission = new Retransmission(new Random(3));

  @Test
  void timesDoubleUpToTheLongestEachATenthOffAtMost() {
    long now = 5;
    retransmission.begin(now, SECOND, 30 * SECOND, Retransmission.UNLIMITED, LeaseTimes.NEVER);
    long previous = retransmission.nextAt() - now;
    assertThat(previous).isBetween(SECOND * 9 / 10, SECOND * 11 / 10);
    for (int k = 0; k < 10; k++) {
      now = retransmission.nextAt();
      assertThat(retransmission.next(now)).isTrue();
      long timeout = retransmission.nextAt() - now;
      assertThat(timeout).isBetween(
          Math.min(previous * 19 / 10 - 10, 27 * SECOND), Math.min(previous * 21 / 10 + 10, 33 * SECOND));
      previous = timeout;
    }
    assertThat(retransmission.count()).isEqualTo(11);
    assertThat(retransmission.elapsed(now)).isEqualTo(now - 5);
  }

  @Test
  void theFirstTimeMayBeWaitedInFull() {
    for (int k = 0; k < 100; k++) {
      retransmission.begin(0, SECOND, 0, 0, LeaseTimes.NEVER);
      retransmission.waitInFull();
      assertThat(retransmission.nextAt()).isBetween(SECOND, SECOND * 11 / 10);
    }
  }

  @Test
  void thereIsAnEndToAttemptsAndToTime() {
    retransmission.begin(0, SECOND, 0, 2, LeaseTimes.NEVER);
    assertThat(retransmission.next(SECOND)).isTrue();
    assertThat(retransmission.next(3 * SECOND)).isFalse();
    assertThat(retransmission.nextAt()).isEqualTo(LeaseTimes.NEVER);

    retransmission.begin(0, SECOND, 0, 0, 5 * SECOND);
    long now = 0;
    while (retransmission.next(Math.max(now, retransmission.nextAt()))) {
      now = retransmission.nextAt();
    }
    assertThat(now).as("it is over to the nanosecond").isEqualTo(5 * SECOND);
  }
}
