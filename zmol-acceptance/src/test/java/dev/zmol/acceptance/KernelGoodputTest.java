package dev.zmol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.util.Locale;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What our sender reaches over a path that loses segments, compared with what the kernel's reaches over the same path at
 * the same time: a round trip of 20 ms, buffers of 64 KiB, CUBIC, the kernel as the receiver of both.
 */
@Covers({"S3", "S2"})
@DisabledIfSystemProperty(named = "zmol.network", matches = "none")
@Isolated
class KernelGoodputTest {
  private static final int MILLIS = 8_000;

  /** A connection that gets nothing for so long has stalled: some timeouts in a row, of 0.2 s and twice that, don't. */
  private static final int STALL_MILLIS = 3_000;

  /**
   * Where nothing is lost, the buffers set the pace, and the kernel takes twice what it is asked for: its receiver offers
   * a window of 85 KiB, of which our send buffer of 64 KiB is three quarters.
   */
  @ParameterizedTest(name = "{0}, {1} % loss")
  @CsvSource({
    "IPv4, 0, 2, 0.65",
    "IPv4, 1, 4, 0.8",
    "IPv4, 3, 8, 0.9",
    "IPv4, 10, 8, 0.8",
    "IPv6, 3, 8, 0.9"
  })
  void ourSenderReachesWhatTheKernelsDoes(String family, int lossPercent, int connections, double least)
      throws Exception {
    GoodputComparison.Result result = measure(family, lossPercent, connections, 1);
    if (result.ratio() < least) {
      // Luck weighs heavily in some seconds: then the sum of two measurements counts.
      result = result.plus(measure(family, lossPercent, connections, 2));
    }
    System.out.printf(Locale.ROOT, "%s, %d %% loss: %s%n", family, lossPercent, result);
    assertThat(result.ratio()).as(result.toString()).isGreaterThanOrEqualTo(least);
    if (lossPercent <= 3) {
      assertThat(result.zmol().longestSilence()).as("longest silence, in ms").isLessThan(STALL_MILLIS);
    }
  }

  private static GoodputComparison.Result measure(String family, int lossPercent, int connections, int seed)
      throws Exception {
    try (GoodputComparison comparison = GoodputComparison.open(family.equals("IPv6"), lossPercent, seed)) {
      return comparison.measure(MILLIS, connections);
    }
  }
}
