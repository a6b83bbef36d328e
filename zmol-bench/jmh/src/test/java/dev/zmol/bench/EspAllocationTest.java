package dev.zmol.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a packet costs in memory is what the JDK's algorithms take: nothing is added to that. */
class EspAllocationTest {
  private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int MEASURED = 2_000;
  private static final int ATTEMPTS = 20;

  /** Escape analysis differs from one caller to the other, and from run to run; a copy of the packet would be more. */
  private static final int MARGIN = 256;

  @ParameterizedTest
  @EnumSource
  void nothingIsAllocatedBesidesWhatTheAlgorithmsAllocate(EspBenchmark.Algorithms algorithms) throws Exception {
    EspBenchmark benchmark = new EspBenchmark();
    benchmark.algorithms = algorithms.name();
    benchmark.length = 1460;
    benchmark.prepare();

    assertThat(allocated(benchmark::seal)).isLessThan(allocated(benchmark::bareSeal) + MARGIN);
    assertThat(allocated(benchmark::open)).isLessThan(allocated(benchmark::bareOpen) + MARGIN);
  }

  /** The bytes per packet, once it is warm: the least of some attempts. */
  private static long allocated(Callable<?> packet) throws Exception {
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long before = THREAD.getCurrentThreadAllocatedBytes();
      for (int count = 0; count < MEASURED; count++) {
        packet.call();
      }
      least = Math.min(least, (THREAD.getCurrentThreadAllocatedBytes() - before) / MEASURED);
    }
    return least;
  }
}
