package dev.zmol.tool.lowpan;

import dev.zmol.tool.Tool;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What has to do with low-power networks. */
@Command(
    name = "lowpan",
    description = "Be a node of a low-power network (802.15.4, 6LoWPAN, RPL), or simulate one.",
    mixinStandardHelpOptions = true,
    version = Tool.VERSION)
final class LowpanCommand implements Runnable {
  @Spec private CommandSpec spec;

  LowpanCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "lowpan: a command is missing: node, hub or simulate");
  }
}
