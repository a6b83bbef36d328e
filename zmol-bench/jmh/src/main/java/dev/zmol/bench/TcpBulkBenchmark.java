package dev.zmol.bench;

import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A TCP stream through two whole stacks and a cable in memory, with checksums at both ends and buffers of 64 KiB.
 *
 * <p>One thread does everything: 8,389 divided by the microseconds of CPU time per MiB is Gbit per CPU-second.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TcpBulkBenchmark {
  private static final long MEBIBYTE = 1 << 20;

  /** The flavour, and the family that it speaks. */
  @Param({"dual4", "dual6", "ipv4"})
  String flavor;

  /** The MTU of the cable. */
  @Param({"1500", "65535"})
  int mtu;

  /** How many connections idle beside the one that works. */
  @Param({"0"})
  int idle;

  /**
   * The longest super-segment, which is cut up in software above the cable: 0 for none, -1 for a cable that carries
   * super-segments as they are.
   */
  @Param({"0"})
  int cut;

  private LongUnaryOperator stream;
  private long surplus;

  /** Connects the hosts. */
  @Setup
  public void prepare() {
    stream =
        switch (flavor) {
          case "dual4" ->
              new dev.zmol.bench.dual.TcpWork(dev.zmol.bench.dual.Hosts.ipv4(2), mtu, idle, cut)::stream;
          case "dual6" ->
              new dev.zmol.bench.dual.TcpWork(dev.zmol.bench.dual.Hosts.ipv6(2), mtu, idle, cut)::stream;
          default -> new dev.zmol.bench.ipv4.TcpWork(dev.zmol.bench.ipv4.Hosts.ipv4(2), mtu, idle, cut)::stream;
        };
  }

  /** {@return how many bytes were received; what goes beyond a MiB counts for the next one} */
  @Benchmark
  public long mebibyte() {
    long received = stream.applyAsLong(MEBIBYTE - surplus);
    surplus += received - MEBIBYTE;
    return received;
  }
}
