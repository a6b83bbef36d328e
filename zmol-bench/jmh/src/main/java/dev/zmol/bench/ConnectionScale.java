package dev.zmol.bench;

import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.socket.dual.ComposedIpStack;
import dev.zmol.socket.dual.ReadAheadDevice;
import dev.zmol.socket.dual.TcpConnection;
import dev.zmol.socket.dual.TcpListener;
import dev.zmol.wire.dual.IpCidr;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Random;

/**
 * Prints what very many established connections cost one stack: to set up, to keep, and for each request that is echoed
 * on one of them, beside the same with ten connections.
 *
 * <p>Both stacks take turns, a thousand requests at a time, so that what else the machine does disturbs both alike. In
 * each poll ten connections, chosen at random among all, acknowledge the last reply and send the next request. What is
 * measured is the CPU time of the thread that polls, without what its peers do.
 */
public final class ConnectionScale {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int FEW = 10;
  private static final int GROUP = 10;
  private static final int BATCH = 1_000;
  private static final int SETUP = 512;
  private static final int ROUNDS = 300;
  private static final int WARM_UP = 100;
  private static final long POLL_NANOS = 10_000;
  private static final long HANDSHAKE_NANOS = 1_000_000;

  private final ManyPeers peers;
  private final ComposedIpStack stack;
  private final TcpListener listener;
  private final byte[] bytes = new byte[1_024];
  private final Random random = new Random(7);
  private final int[] order;
  private int next;
  private long nowNanos = 1_000_000_000;

  private ConnectionScale(int count) {
    peers = new ManyPeers(count);
    InterfaceConfiguration host =
        InterfaceConfiguration.builder().address(IpCidr.parse("10.0.0.2/8")).random(new Random(1)).build();
    ReadAheadDevice device = new ReadAheadDevice(peers);
    stack = new ComposedIpStack(device, host);
    device.attach(stack.tcp());
    listener = stack.tcp().listen(ManyPeers.PORT, SETUP);
    listener.onReady(this::accept);
    order = new int[count];
    Arrays.setAll(order, k -> k);
  }

  /**
   * Measures.
   *
   * @param arguments how many connections; 100,000 if none is given
   */
  public static void main(String[] arguments) {
    int count = arguments.length == 0 ? 100_000 : Integer.parseInt(arguments[0]);
    PrintStream out = System.out;
    ConnectionScale few = new ConnectionScale(FEW);
    few.connect();
    ConnectionScale many = new ConnectionScale(count);
    long before = used();
    long setup = many.connect();
    long after = used();
    out.printf("%d connections%n", many.stack.tcp().connectionCount());
    out.printf("setup: %.0f connections per CPU-second%n", count * 1e9 / setup);
    out.printf("idle: %d bytes each%n", (after - before) / count);
    out.printf("heap: %d MiB used of %d MiB%n", after >> 20, Runtime.getRuntime().maxMemory() >> 20);
    report(out, few, many);
  }

  private static void report(PrintStream out, ConnectionScale few, ConnectionScale many) {
    double[] costOfFew = new double[ROUNDS];
    double[] costOfMany = new double[ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      double one = (double) few.echo() / BATCH;
      double other = (double) many.echo() / BATCH;
      if (round >= 0) {
        costOfFew[round] = one;
        costOfMany[round] = other;
      }
    }
    double one = median(costOfFew);
    double other = median(costOfMany);
    out.printf("echo with %d connections: %.0f ns%n", FEW, one);
    out.printf("echo with %d connections: %.0f ns%n", many.peers.count(), other);
    out.printf("ratio: %.2f%n", other / one);
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 3; attempt++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  private void accept() {
    for (TcpConnection next = listener.accept(); next != null; next = listener.accept()) {
      TcpConnection connection = next;
      connection.onReady(() -> echo(connection));
    }
  }

  private void echo(TcpConnection connection) {
    int count = connection.receive(bytes, 0, bytes.length);
    if (count > 0) {
      connection.send(bytes, 0, count);
    }
  }

  /** Establishes all connections; returns how much CPU time the stack took. */
  private long connect() {
    long cpu = 0;
    for (int first = 0; first < peers.count(); first += SETUP) {
      int end = Math.min(first + SETUP, peers.count());
      for (int k = first; k < end; k++) {
        peers.connect(k);
      }
      cpu += poll(HANDSHAKE_NANOS);
      peers.readAnswers();
      for (int k = first; k < end; k++) {
        peers.acknowledge(k);
      }
      cpu += poll(HANDSHAKE_NANOS);
      peers.readAnswers();
    }
    return cpu;
  }

  /** Echoes a batch of requests; returns how much CPU time the stack took. */
  private long echo() {
    int[] group = new int[GROUP];
    int acknowledged = 0;
    for (int sent = 0; sent < BATCH; sent += GROUP) {
      for (int k = 0; k < acknowledged; k++) {
        peers.acknowledge(group[k]);
      }
      for (int k = 0; k < GROUP; k++) {
        group[k] = choose();
        peers.request(group[k]);
        peers.expectReply(group[k]);
      }
      acknowledged = GROUP;
      peers.pause();
    }
    for (int k = 0; k < GROUP; k++) {
      peers.acknowledge(group[k]);
    }
    long cpu = poll(POLL_NANOS);
    int echoed = peers.readAnswers();
    if (echoed != BATCH * ManyPeers.REQUEST) {
      throw new IllegalStateException("bytes echoed are " + echoed + "; there have to be " + BATCH * ManyPeers.REQUEST);
    }
    return cpu;
  }

  /** A connection at random, each once before one comes again. */
  private int choose() {
    int other = next + random.nextInt(order.length - next);
    int chosen = order[other];
    order[other] = order[next];
    order[next] = chosen;
    next = (next + 1) % order.length;
    return chosen;
  }

  private long poll(long stepNanos) {
    long begin = THREADS.getCurrentThreadCpuTime();
    while (!peers.isDrained() || stack.pollAt() <= nowNanos) {
      nowNanos += stepNanos;
      stack.poll(nowNanos);
    }
    return THREADS.getCurrentThreadCpuTime() - begin;
  }
}
