package dev.zmol.bench;

import dev.zmol.wire.Checksum;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The Internet checksum over blocks of mixed lengths: a quarter each of 0 to 7, of 20 to 64, of 576 and of 1460 bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MixedChecksumBenchmark {
  private static final int BLOCKS = 1024;

  private final int[] lengths = new int[BLOCKS];
  private final byte[] bytes = new byte[2048];

  /** Draws the lengths. */
  @Setup
  public void prepare() {
    Random random = new Random(1);
    random.nextBytes(bytes);
    for (int block = 0; block < BLOCKS; block++) {
      lengths[block] =
          switch (random.nextInt(4)) {
            case 0 -> random.nextInt(8);
            case 1 -> 20 + random.nextInt(45);
            case 2 -> 576;
            default -> 1460;
          };
    }
  }

  /** {@return the checksums of all blocks, added up} */
  @Benchmark
  @OperationsPerInvocation(BLOCKS)
  public int sum() {
    int sum = 0;
    for (int block = 0; block < BLOCKS; block++) {
      int from = block & 63;
      sum += Checksum.fold(Checksum.add(0, bytes, from, from + lengths[block]));
    }
    return sum;
  }
}
