package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.tool.Tool;
import dev.zmol.tool.ToolException;
import dev.zmol.wire.dual.IpAddress;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds out the routers on the way to a host, as {@code traceroute -n} does. */
@Specialize
@Command(
    name = "traceroute",
    description = "Print the routers on the way to a host.",
    mixinStandardHelpOptions = true,
    version = Tool.VERSION)
final class TracerouteCommand implements Callable<Integer> {
  private static final int MAX_HOPS = 255;
  private static final int MAX_PROBES = 10;
  private static final int FIRST_PORT = 33_434;

  @Mixin private Interface link;

  @Option(names = "-I", description = "Send echo requests.")
  private boolean echo;

  @Option(names = "-T", description = "Send SYN segments of TCP.")
  private boolean segments;

  @Option(
      names = "-p",
      paramLabel = "PORT",
      description = "The first port of datagrams (default: 33434), or that of segments (default: 80).")
  private int port;

  @Option(names = "-f", paramLabel = "HOPS", description = "Where to begin (default: 1).")
  private int firstHop = 1;

  @Option(names = "-m", paramLabel = "HOPS", description = "How many hops there may be (default: 30).")
  private int hops = 30;

  @Option(names = "-q", paramLabel = "COUNT", description = "How many probes are sent for each hop (default: 3).")
  private int probes = 3;

  @Option(names = "-w", paramLabel = "SECONDS", description = "How long to wait for answers (default: 5).")
  private double wait = 5;

  @Parameters(paramLabel = "ADDRESS", description = "Whose way is traced.")
  private String target;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "LENGTH",
      description = "How long the packets are, in bytes (default: 60, or 80 for IPv6).")
  private int length;

  TracerouteCommand() {}

  @Override
  public Integer call() {
    InterfaceConfiguration configuration = link.configuration();
    IpAddress address = link.addresses().target(target);
    int header = address.length() == 4 ? 20 : 40;
    int whole = length == 0 ? header + 40 : length;
    check(whole, header);
    Trace trace = new Trace(address, probes);
    try (Interface.Running running = link.start(configuration)) {
      System.out.println(
          "traceroute to " + address + " (" + address + "), " + hops + " hops max, " + whole + " byte packets");
      TraceMethod method =
          running.runner().<TraceMethod>call(() -> method(trace, running.stack(), whole - header - 8));
      boolean reached = run(running, trace, method);
      running.runner().call(Executors.callable(method::close));
      return reached ? 0 : 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ToolException("interrupted");
    }
  }

  private void check(int whole, int header) {
    require(!echo || !segments, "-I and -T are mutually exclusive");
    require(port >= 0 && port <= 0xffff - MAX_HOPS * probes, "-p is " + port + "; it has to leave room for all probes");
    require(firstHop >= 1 && firstHop <= hops, "-f is " + firstHop + "; it has to be from 1 to " + hops);
    require(hops <= MAX_HOPS, "-m is " + hops + "; it has to be from 1 to " + MAX_HOPS);
    require(probes >= 1 && probes <= MAX_PROBES, "-q is " + probes + "; it has to be from 1 to " + MAX_PROBES);
    require(wait > 0 && wait < 1e6, "-w has to be more than 0");
    int least = header + 8;
    require(whole >= least && whole <= 0xffff, "LENGTH is " + whole + "; it has to be from " + least + " to 65535");
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw link.addresses().misuse(message);
    }
  }

  private TraceMethod method(Trace trace, ToolStack stack, int data) {
    if (echo) {
      return new EchoTrace(trace, stack, data);
    }
    return segments
        ? new SegmentTrace(trace, stack, port == 0 ? Services.HTTP : port)
        : new DatagramTrace(trace, stack, port == 0 ? FIRST_PORT : port, data);
  }

  /** Tries one hop after the other; returns whether the target has answered. */
  private boolean run(Interface.Running running, Trace trace, TraceMethod method) throws InterruptedException {
    for (int hop = firstHop; hop <= hops; hop++) {
      int first = (hop - firstHop) * probes;
      int limit = hop;
      trace.begin(first);
      running.runner().call(Executors.callable(() -> send(method, first, limit)));
      Trace.Answer[] answers = trace.await((long) (wait * 1e9));
      System.out.println(line(hop, answers));
      for (Trace.Answer answer : answers) {
        if (answer != null && answer.isLast()) {
          return true;
        }
      }
    }
    return false;
  }

  private void send(TraceMethod method, int first, int hopLimit) {
    try {
      for (int k = 0; k < probes; k++) {
        method.send(first + k, hopLimit);
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new ToolException(e.getMessage());
    }
  }

  /** A line of {@code traceroute -n}: an address is printed where it differs from the one before. */
  private static String line(int hop, Trace.Answer[] answers) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%2d ", hop));
    IpAddress last = null;
    for (Trace.Answer answer : answers) {
      if (answer == null) {
        line.append(" *");
        continue;
      }
      if (!answer.from().equals(last)) {
        line.append(' ').append(answer.from()).append(' ');
        last = answer.from();
      }
      line.append(String.format(Locale.ROOT, " %.3f ms%s ", answer.nanos() / 1e6, answer.mark()));
    }
    return line.toString().stripTrailing();
  }
}
