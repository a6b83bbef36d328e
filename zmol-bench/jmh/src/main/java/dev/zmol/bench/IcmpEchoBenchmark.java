package dev.zmol.bench;

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

/** A ping of 56 bytes and its reply, through two whole stacks. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class IcmpEchoBenchmark {
  /** The flavour, and the family that it speaks. */
  @Param({"dual4", "dual6", "ipv4"})
  String flavor;

  private LongSupplier echo;

  /** Creates the hosts. */
  @Setup
  public void prepare() {
    echo =
        switch (flavor) {
          case "dual4" -> new dev.zmol.bench.dual.IcmpEcho(dev.zmol.bench.dual.Hosts.ipv4(2), 56);
          case "dual6" -> new dev.zmol.bench.dual.IcmpEcho(dev.zmol.bench.dual.Hosts.ipv6(2), 56);
          default -> new dev.zmol.bench.ipv4.IcmpEcho(dev.zmol.bench.ipv4.Hosts.ipv4(2), 56);
        };
  }

  /** {@return how many replies there have been} */
  @Benchmark
  public long roundTrip() {
    return echo.getAsLong();
  }
}
