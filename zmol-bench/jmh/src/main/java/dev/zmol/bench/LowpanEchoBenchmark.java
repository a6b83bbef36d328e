package dev.zmol.bench;

import dev.zmol.bench.lowpan.LowpanEcho;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A ping and its reply through two whole stacks of 6LoWPAN, each frame acknowledged. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LowpanEchoBenchmark {
  /** How many bytes of data: 93 fill a frame of 127 bytes, 300 take four fragments. */
  @Param({"93", "300"})
  int length;

  private LongSupplier echo;

  /** Creates the nodes. */
  @Setup
  public void prepare() {
    echo = new LowpanEcho(length);
  }

  /** {@return how many replies there have been} */
  @Benchmark
  public long roundTrip() {
    return echo.getAsLong();
  }
}
