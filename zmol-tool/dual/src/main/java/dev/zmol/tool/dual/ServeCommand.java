package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.socket.dns.DnsService;
import dev.zmol.socket.dual.MulticastDns;
import dev.zmol.tool.CounterReport;
import dev.zmol.tool.IndexPage;
import dev.zmol.tool.JsonObject;
import dev.zmol.tool.OutputOptions;
import dev.zmol.tool.Tool;
import dev.zmol.tool.ToolException;
import dev.zmol.wire.dns.DnsName;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves until it is ended. */
@Specialize
@Command(
    name = "serve",
    description = "Serve echo (7), discard (9) and chargen (19) over TCP and UDP, and HTTP (80), until interrupted.",
    mixinStandardHelpOptions = true,
    version = Tool.VERSION)
final class ServeCommand implements Callable<Integer> {
  @Mixin private Interface link;
  @Mixin private OutputOptions output;

  @Option(
      names = "--mdns",
      paramLabel = "HOST",
      description = "Tell the link by multicast DNS that HOST.local is here, and has a web page.")
  private String host;

  @Option(names = "--counters", description = "Print what was counted at the end; on the way, Enter or c does.")
  private boolean counters;

  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Throwable failure;

  ServeCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    InterfaceConfiguration configuration = link.configuration();
    checkHost();
    Interface.Running running = link.start(configuration, this::fail);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(running)));
    String index = IndexPage.of(ServeCommand.class.getPackageName(), link.addresses().texts());
    running.runner().execute(() -> Services.open(running.stack(), index));
    if (host != null) {
      running.runner().execute(() -> publish(running.stack().multicastDns()));
    }
    announce();
    Thread.ofPlatform().daemon().name("zmol-keys").start(() -> listenToKeys(running));
    ended.await();
    throw new ToolException("the stack has failed: " + failure);
  }

  private void checkHost() {
    try {
      if (host != null) {
        DnsName.ofLabel(host);
      }
    } catch (IllegalArgumentException e) {
      throw link.addresses().misuse("--mdns: " + e.getMessage());
    }
  }

  private void publish(MulticastDns multicastDns) {
    multicastDns.start(host);
    multicastDns.register(new DnsService("Web page of " + host, "_http._tcp", 80, List.of("path=/")));
  }

  /** Says goodbye, and ends. */
  private void end(Interface.Running running) {
    if (counters) {
      printCounters(running);
    }
    if (running.runner().isRunning()) {
      running.runner().execute(() -> running.stack().multicastDns().stop());
    }
    running.close();
  }

  /** Prints the counters whenever there is an empty line, or one with a {@code c}, on the standard input. */
  private void listenToKeys(Interface.Running running) {
    Scanner keys = new Scanner(System.in, Charset.defaultCharset());
    while (keys.hasNextLine()) {
      String line = keys.nextLine().strip();
      if (line.isEmpty() || line.equals("c")) {
        printCounters(running);
      }
    }
  }

  private void printCounters(Interface.Running running) {
    try {
      CounterReport report = running.runner().<CounterReport>call(() -> StackCounters.of(running.stack()));
      System.out.println(output.json() ? report.json() : report.table());
      System.out.flush();
    } catch (CompletionException | RejectedExecutionException e) {
      // The stack has ended, which is told elsewhere.
    }
  }

  private void fail(Throwable thrown) {
    failure = thrown;
    ended.countDown();
  }

  private void announce() {
    String mac = link.device().hardwareAddress().toString();
    if (output.json()) {
      System.out.println(
          new JsonObject()
              .put("event", "ready")
              .put("medium", link.device().medium())
              .put("device", link.device().name())
              .put("mac", mac)
              .put("addresses", link.addresses().texts()));
    } else {
      System.out.println(
          "Serving on " + link.device().medium() + " " + link.device().name() + " (" + mac + ") as "
              + String.join(", ", link.addresses().texts()) + ": echo 7, discard 9, chargen 19, HTTP 80. Ctrl-C ends.");
    }
    System.out.flush();
  }
}
