package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.tool.IndexPage;
import dev.zmol.tool.JsonObject;
import dev.zmol.tool.OutputOptions;
import dev.zmol.tool.Tool;
import dev.zmol.tool.ToolException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Throwable failure;

  ServeCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    InterfaceConfiguration configuration = link.configuration();
    Interface.Running running = link.start(configuration, this::fail);
    Runtime.getRuntime().addShutdownHook(new Thread(running::close));
    String index = IndexPage.of(ServeCommand.class.getPackageName(), link.addresses().texts());
    running.runner().execute(() -> Services.open(running.stack(), index));
    announce();
    ended.await();
    throw new ToolException("the stack has failed: " + failure);
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
