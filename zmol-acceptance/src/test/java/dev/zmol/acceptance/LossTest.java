package dev.zmol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * TCP against the kernel over a TAP device that loses and reorders segments, both ways: whatever is lost, all arrives,
 * and our sender is not much slower than the kernel's.
 */
@Covers({"S1", "S3"})
@DisabledIfSystemProperty(named = "zmol.network", matches = "none")
class LossTest {
  private static final int SIZE = 20 << 20;

  /** How much slower than the kernel's sender ours may be. */
  private static final double OURS = 2;

  /**
   * How much slower the kernel's sender may be: where five in a hundred segments are lost and some reordered, it waits for
   * its retransmission timer, of 200 ms at least, some twenty times in a transfer; ours seldom does.
   */
  private static final double THEIRS = 5;

  private static final int TRIES = 4;

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "10.11.12.2, 1, 0",
    "10.11.12.2, 5, 0",
    "10.11.12.2, 1, 2",
    "10.11.12.2, 5, 2",
    "fd11:12::2, 1, 0",
    "fd11:12::2, 5, 0",
    "fd11:12::2, 1, 2",
    "fd11:12::2, 5, 2"
  })
  void twentyMebibytesArriveEachWay(String address, int lossPercent, int reorderPercent) throws Exception {
    Transfer transfer = new Transfer(directory, SIZE);
    String[] faults = {
      "--no-offload", "--loss", "" + lossPercent, "--reorder", "" + reorderPercent, "--fault-seed", "1"
    };
    try (Served served = Served.start(Flavor.DUAL, faults)) {
      served.useCubic(address);
      long in = transfer.upload(served, address);
      long out = transfer.download(served, address);
      // A transfer is short, and luck and other programs weigh heavily: then the sum of several counts.
      for (int k = 1; k < TRIES && !isFair(in, out); k++) {
        in += transfer.upload(served, address);
        out += transfer.download(served, address);
      }
      assertThat(isFair(in, out)).as("in %d ms, out %d ms", in / 1_000_000, out / 1_000_000).isTrue();
    }
  }

  private static boolean isFair(long in, long out) {
    return out <= OURS * in && in <= THEIRS * out;
  }
}
