package dev.zmol.bench;

import dev.zmol.bench.dual.Hosts;
import dev.zmol.bench.dual.TcpWork;
import java.io.PrintStream;

/** Prints how many bytes of heap an idle, established TCP connection takes, its slot in the table included. */
public final class ConnectionMemory {
  private static final int MTU = 1500;

  private ConnectionMemory() {}

  /**
   * Connects two hosts many times.
   *
   * @param arguments how many times; 20,000 if none is given
   */
  public static void main(String[] arguments) {
    int count = arguments.length == 0 ? 20_000 : Integer.parseInt(arguments[0]);
    PrintStream out = System.out;
    TcpWork none = new TcpWork(Hosts.ipv4(2), MTU, 0);
    long before = used();
    TcpWork many = new TcpWork(Hosts.ipv4(2), MTU, count);
    long after = used();
    int connections = many.connections() - none.connections();
    out.printf("%d connections, %d bytes each%n", connections, (after - before) / connections);
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 5; attempt++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
