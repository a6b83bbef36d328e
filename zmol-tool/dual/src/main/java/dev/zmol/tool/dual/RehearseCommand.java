package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.tool.JsonObject;
import dev.zmol.tool.OutputOptions;
import dev.zmol.tool.Tool;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves itself on a link in memory: what the demonstration does where there can be no device. */
@Specialize
@Command(
    name = "rehearse",
    description = "Let two stacks talk to each other on a link in memory.",
    mixinStandardHelpOptions = true,
    version = Tool.VERSION)
final class RehearseCommand implements Callable<Integer> {
  @Mixin private OutputOptions output;

  @Option(names = "--mebibytes", paramLabel = "N", description = "How much is streamed each way (default: 100).")
  private int mebibytes = 100;

  private boolean failed;

  RehearseCommand() {}

  @Override
  public Integer call() {
    try (Rehearsal rehearsal = new Rehearsal((long) mebibytes << 20, this::report)) {
      rehearsal.run();
    }
    return failed ? 1 : 0;
  }

  private void report(String what, boolean succeeded, String detail) {
    failed |= !succeeded;
    System.out.println(
        output.json()
            ? new JsonObject().put("what", what).put("succeeded", succeeded).put("detail", detail)
            : (succeeded ? "ok      " : "FAILED  ") + what + ": " + detail);
  }
}
