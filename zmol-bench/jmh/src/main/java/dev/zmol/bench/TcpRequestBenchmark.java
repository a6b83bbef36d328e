package dev.zmol.bench;

import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A request of 64 bytes over TCP and its reply, through two whole stacks, with checksums at both ends. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TcpRequestBenchmark {
  private static final int LENGTH = 64;
  private static final int MTU = 1500;

  /** The flavour, and the family that it speaks. */
  @Param({"dual4", "dual6", "ipv4"})
  String flavor;

  /** How many connections idle beside the one that works. */
  @Param({"0"})
  int idle;

  private IntUnaryOperator exchange;

  /** Connects the hosts. */
  @Setup
  public void prepare() {
    exchange =
        switch (flavor) {
          case "dual4" ->
              new dev.zmol.bench.dual.TcpWork(dev.zmol.bench.dual.Hosts.ipv4(2), MTU, idle)::requestAndReply;
          case "dual6" ->
              new dev.zmol.bench.dual.TcpWork(dev.zmol.bench.dual.Hosts.ipv6(2), MTU, idle)::requestAndReply;
          default -> new dev.zmol.bench.ipv4.TcpWork(dev.zmol.bench.ipv4.Hosts.ipv4(2), MTU, idle)::requestAndReply;
        };
  }

  /** {@return how many steps it took} */
  @Benchmark
  public int roundTrip() {
    return exchange.applyAsInt(LENGTH);
  }
}
