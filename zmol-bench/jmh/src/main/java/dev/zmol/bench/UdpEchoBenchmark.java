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

/** A datagram of 64 bytes and its echo, through two whole stacks, with checksums at both ends. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class UdpEchoBenchmark {
  /** The flavour, and the family that it speaks. */
  @Param({"dual4", "dual6", "ipv4"})
  String flavor;

  private LongSupplier echo;

  /** Creates the hosts. */
  @Setup
  public void prepare() {
    echo =
        switch (flavor) {
          case "dual4" -> new dev.zmol.bench.dual.UdpEcho(dev.zmol.bench.dual.Hosts.ipv4(2), 64);
          case "dual6" -> new dev.zmol.bench.dual.UdpEcho(dev.zmol.bench.dual.Hosts.ipv6(2), 64);
          default -> new dev.zmol.bench.ipv4.UdpEcho(dev.zmol.bench.ipv4.Hosts.ipv4(2), 64);
        };
  }

  /** {@return how many echoes there have been} */
  @Benchmark
  public long roundTrip() {
    return echo.getAsLong();
  }
}
