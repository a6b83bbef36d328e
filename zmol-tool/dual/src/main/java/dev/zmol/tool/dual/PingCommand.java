package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.StackRunner;
import dev.zmol.iface.dual.InterfaceConfiguration;
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

  @Mixin private Interface link;
  @Mixin private OutputOptions output;

  @Option(names = "-c", paramLabel = "COUNT", description = "How many requests to send (default: no end).")
  private int count = Integer.MAX_VALUE;

  @Option(names = "-i", paramLabel = "SECONDS", description = "The time between requests (default: 1).")
  private double interval = 1;

  @Option(names = "-s", paramLabel = "BYTES", description = "How much data a request carries (default: 56).")
  private int size = 56;

  @Option(names = "-W", paramLabel = "SECONDS", description = "How long to wait for the last replies (default: 2).")
  private double wait = 2;

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
      running.runner().call(Executors.callable(() -> session.listen(running.stack().icmp())));
      send(running.runner(), session);
      session.finish();
      return session.statistics().answered() > 0 ? 0 : 1;
    }
  }

  private void checkRanges() {
    if (count < 1) {
      throw link.addresses().misuse("-c is " + count + "; it has to be 1 or more");
    }
    if (!(interval >= 0) || !(wait >= 0)) {
      throw link.addresses().misuse("-i and -W have to be 0 or more");
    }
    if (size < 0 || size > MAX_DATA) {
      throw link.addresses().misuse("-s is " + size + "; it has to be from 0 to " + MAX_DATA);
    }
  }

  private void send(StackRunner runner, PingSession session) {
    try {
      long next = System.nanoTime();
      for (int k = 0; k < count; k++) {
        runner.call(Executors.callable(session::send));
        next += (long) (interval * 1e9);
        TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
      }
      session.awaitReplies((long) (wait * 1e9));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
