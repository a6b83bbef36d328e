package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.StackRunner;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.socket.dual.IcmpSocket;
import dev.zmol.tool.OutputOptions;
import dev.zmol.tool.Tool;
import dev.zmol.wire.dual.IpAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends echo requests and prints what comes back. */
@Specialize
@Command(
    name = "ping",
    description = "Send echo requests to a host.",
    mixinStandardHelpOptions = true,
    version = Tool.VERSION)
final class PingCommand implements Callable<Integer> {
  private static final int MAX_DATA = 65_507;
  private static final int MAX_OCTET = 255;

  @Mixin private Interface link;
  @Mixin private OutputOptions output;

  @Option(names = "-c", paramLabel = "COUNT", description = "How many requests to send (default: no end).")
  private int count = Integer.MAX_VALUE;

  @Option(names = "-i", paramLabel = "SECONDS", description = "The time between requests (default: 1).")
  private double interval = 1;

  @Option(names = "-s", paramLabel = "BYTES", description = "How much data a request carries (default: 56).")
  private int size = 56;

  @Option(
      names = {"-t", "--ttl"},
      paramLabel = "HOPS",
      description = "The hop limit, or time to live, of requests (default: 64).")
  private int hopLimit = 64;

  @Option(names = "-Q", paramLabel = "CLASS", description = "The traffic class of requests (default: 0).")
  private int trafficClass;

  @Option(names = "-W", paramLabel = "SECONDS", description = "How long to wait for the last replies (default: 2).")
  private double wait = 2;

  @Option(names = "-w", paramLabel = "SECONDS", description = "When to end in any case (default: never).")
  private double deadline = 1e9;

  @Option(names = "-q", description = "Print the statistics only.")
  private boolean quiet;

  @Parameters(paramLabel = "ADDRESS", description = "Who is asked.")
  private String target;

  PingCommand() {}

  @Override
  public Integer call() {
    InterfaceConfiguration configuration = link.configuration();
    IpAddress address = link.addresses().target(target);
    checkRanges();
    try (Interface.Running running = link.start(configuration)) {
      PingSession session = new PingSession(address, size, output.json(), quiet, System.out);
      Runtime.getRuntime().addShutdownHook(new Thread(session::finish));
      running.runner().call(Executors.callable(() -> session.listen(bind(running.stack()))));
      send(running.runner(), session);
      session.finish();
      return session.statistics().answered() > 0 ? 0 : 1;
    }
  }

  private IcmpSocket bind(ToolStack stack) {
    IcmpSocket socket = stack.icmpSockets().bindIdentifier();
    socket.hopLimit(hopLimit);
    socket.trafficClass(trafficClass);
    return socket;
  }

  private void checkRanges() {
    if (count < 1) {
      throw link.addresses().misuse("-c is " + count + "; it has to be 1 or more");
    }
    if (!(interval >= 0) || !(wait >= 0) || !(deadline >= 0)) {
      throw link.addresses().misuse("-i, -W and -w have to be 0 or more");
    }
    if (hopLimit < 1 || hopLimit > MAX_OCTET) {
      throw link.addresses().misuse("--ttl is " + hopLimit + "; it has to be from 1 to " + MAX_OCTET);
    }
    if (trafficClass < 0 || trafficClass > MAX_OCTET) {
      throw link.addresses().misuse("-Q is " + trafficClass + "; it has to be from 0 to " + MAX_OCTET);
    }
    if (size < 0 || size > MAX_DATA) {
      throw link.addresses().misuse("-s is " + size + "; it has to be from 0 to " + MAX_DATA);
    }
  }

  private void send(StackRunner runner, PingSession session) {
    try {
      long next = System.nanoTime();
      long end = next + (long) (deadline * 1e9);
      for (int k = 0; k < count && next - end <= 0; k++) {
        TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
        runner.call(Executors.callable(session::send));
        next += (long) (interval * 1e9);
      }
      session.awaitReplies(Math.min((long) (wait * 1e9), end - System.nanoTime()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
