package dev.zmol.socket.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

@Covers("S2")
class SendTimeoutTest {
  private static final class Timeout extends SendTimeout {
    private final int least;

    Timeout(int least) {
      super(0);
      this.least = least;
    }

    @Override
    int leastTimeoutMicros() {
      return least;
    }

    @Override
    boolean isComplete() {
      throw new AssertionError("no timeout depends on buffers");
    }

    @Override
    BufferMemory memory() {
      throw new AssertionError("no timeout depends on buffers");
    }

    @Override
    int limit() {
      throw new AssertionError("no timeout depends on buffers");
    }
  }

  private final Timeout timer = new Timeout(200_000);

  @Test
  @Covers({"rtt estimator first sample", "RFC 6298 §2.1", "RFC 6298 §2.2"})
  void theFirstSampleSetsMeanAndVariation() {
    assertThat(timer.timeoutMicros()).isEqualTo(1_000_000);

    timer.sampleRoundTrip(300_000, 1);

    assertThat(timer.smoothedMicros()).isEqualTo(300_000);
    assertThat(timer.variationMicros()).isEqualTo(150_000);
    assertThat(timer.timeoutMicros()).isEqualTo(900_000);
  }

  @Test
  @Covers({"rtt estimator subsequent sample", "RFC 6298 §2.3", "RFC 6298 §2.3: gains"})
  void furtherSamplesAreSmoothed() {
    timer.sampleRoundTrip(300_000, 1);
    timer.sampleRoundTrip(500_000, 1);

    assertThat(timer.variationMicros()).isEqualTo(150_000 + (200_000 - 150_000) / 4);
    assertThat(timer.smoothedMicros()).isEqualTo(325_000);
  }

  @Test
  @Covers({"RFC 7323 §4.2: smoothing"})
  void manySamplesPerRoundTripCountForLessEach() {
    timer.sampleRoundTrip(300_000, 1);
    timer.sampleRoundTrip(500_000, 10);

    assertThat(timer.variationMicros()).isEqualTo(150_000 + (200_000 - 150_000) / 40);
    assertThat(timer.smoothedMicros()).isEqualTo(300_000 + 200_000 / 80);
  }

  @Test
  @Covers({"rtt estimator backoff", "RFC 6298 §2.5", "RFC 6298 §5.5"})
  void theTimeoutDoublesUpToAMinuteAndASampleEndsThat() {
    timer.sampleRoundTrip(300_000, 1);
    timer.doubleTimeout();
    assertThat(timer.timeoutMicros()).isEqualTo(1_800_000);
    for (int k = 0; k < 40; k++) {
      timer.doubleTimeout();
    }
    assertThat(timer.timeoutMicros()).isEqualTo(60_000_000);

    timer.sampleRoundTrip(300_000, 1);

    assertThat(timer.timeoutMicros()).isLessThan(1_000_000);
  }

  @Test
  @Covers("RFC 6298 §4")
  void aRoundTripThatNeverVariesLeavesAMarginOfOneTick() {
    Timeout quick = new Timeout(1_000);
    for (int k = 0; k < 200; k++) {
      quick.sampleRoundTrip(50_000, 1);
    }

    assertThat(quick.variationMicros()).isLessThan(10);
    assertThat(quick.timeoutMicros()).isEqualTo(51_000);
  }

  @Test
  void theTimeoutStaysAboveTheLeastAndSamplesCannotOverflow() {
    for (int k = 0; k < 50; k++) {
      timer.sampleRoundTrip(1, 1);
    }
    assertThat(timer.timeoutMicros()).isEqualTo(200_000);

    timer.sampleRoundTrip(Long.MAX_VALUE, 1);
    timer.sampleRoundTrip(Long.MIN_VALUE, 1);

    assertThat(timer.timeoutMicros()).isBetween(200_000, 60_000_000);
  }

  @Test
  @Covers("RFC 6298 §5.7")
  void aLostSynMakesTheTimeoutOfDataThreeSeconds() {
    timer.doubleTimeout();
    timer.afterLostSyn();

    assertThat(timer.timeoutMicros()).isEqualTo(3_000_000);
  }
}
