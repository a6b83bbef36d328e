package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.tool.Tool;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What has to do with groups. */
@Specialize
@Command(
    name = "multicast",
    description = "Listen to a multicast group, or send to one.",
    mixinStandardHelpOptions = true,
    version = Tool.VERSION)
final class MulticastCommand implements Runnable {
  @Spec private CommandSpec spec;

  MulticastCommand() {}

  /** {@return the command with those that belong to it} */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new MulticastCommand());
    line.addSubcommand(new MulticastJoinCommand());
    line.addSubcommand(new MulticastSendCommand());
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "multicast: a command is missing: join or send");
  }
}
