package dev.zmol.bench;

import dev.zmol.wire.Checksum;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The Internet checksum over blocks of one length; every length has been summed before, as in a real stack. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChecksumBenchmark {
  /** How many bytes are summed. */
  @Param({"20", "64", "576", "1460", "65535"})
  int length;

  private byte[] source;
  private byte[] target;
  private int seen;

  /** Sums blocks of all lengths first, so that the compiler knows of the short ones. */
  @Setup
  public void prepare() {
    source = new byte[65_536];
    target = new byte[65_536];
    new Random(1).nextBytes(source);
    for (int round = 0; round < 20; round++) {
      for (int each = 0; each < 1500; each++) {
        seen += Checksum.fold(Checksum.add(0, source, round, round + each));
      }
    }
  }

  /** {@return the checksum of a block} */
  @Benchmark
  public int sum() {
    return Checksum.fold(Checksum.add(0, source, 1, 1 + length)) + seen;
  }

  /** {@return the checksum of a block that is copied at the same time} */
  @Benchmark
  public int copyAndSum() {
    return Checksum.fold(Checksum.copyAndAdd(0, source, 1, target, 0, length));
  }
}
