package dev.zmol.bench;

import dev.zmol.bench.dual.Hosts;
import dev.zmol.bench.dual.ProtectedEcho;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A datagram and its echo through two whole stacks, in the clear or protected in transport mode. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EspEchoBenchmark {
  /** The algorithms, as {@link EspBenchmark.Algorithms} names them; or none. */
  @Param({"NONE", "AES_128_GCM", "CHACHA20_POLY1305", "AES_128_CBC_SHA256"})
  String algorithms = "";

  /** How long the datagram is, in bytes. */
  @Param("1400")
  int length;

  private ProtectedEcho echo;

  /** Creates the hosts. */
  @Setup
  public void prepare() {
    echo = new ProtectedEcho(Hosts.ipv4(2), length);
    if (!algorithms.equals("NONE")) {
      EspBenchmark.Algorithms which = EspBenchmark.Algorithms.valueOf(algorithms);
      echo.protect(Hosts.ipv4(1), which::build);
    }
    long before = echo.getAsLong();
    if (echo.getAsLong() != before + 1) {
      throw new IllegalStateException("there is no echo");
    }
  }

  /** {@return how many echoes there have been} */
  @Benchmark
  public long roundTrip() {
    return echo.getAsLong();
  }
}
