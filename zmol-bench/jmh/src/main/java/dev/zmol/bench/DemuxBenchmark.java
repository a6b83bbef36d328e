package dev.zmol.bench;

import dev.zmol.socket.ConnectionTable;
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

/** Finds connections among many by their ports, in an order that no cache can guess. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DemuxBenchmark {
  private static final int ADDRESSES = 0x3a7f_11c9;
  private static final int LOOKUPS = 1 << 16;

  /** How many connections there are. */
  @Param({"1", "1000", "100000"})
  int connections;

  private final ConnectionTable<Entry> table = new ConnectionTable<>();
  private final int[] wanted = new int[LOOKUPS];
  private int next;

  /** Stands for a connection. */
  private record Entry(int ports) {}

  /** Fills the table. */
  @Setup
  public void prepare() {
    Random random = new Random(1);
    int[] ports = random.ints().distinct().limit(connections).toArray();
    for (int each : ports) {
      table.add(ConnectionTable.hash(ADDRESSES, each), new Entry(each));
    }
    for (int lookup = 0; lookup < LOOKUPS; lookup++) {
      wanted[lookup] = ports[random.nextInt(connections)];
    }
  }

  /** {@return the ports of the connection that was found} */
  @Benchmark
  public int find() {
    int ports = wanted[next++ & LOOKUPS - 1];
    int hash = ConnectionTable.hash(ADDRESSES, ports);
    for (int slot = table.find(hash); slot >= 0; slot = table.findNext(slot, hash)) {
      if (table.at(slot).ports() == ports) {
        return table.at(slot).ports();
      }
    }
    throw new IllegalStateException("connection with ports " + ports + " is lost");
  }
}
