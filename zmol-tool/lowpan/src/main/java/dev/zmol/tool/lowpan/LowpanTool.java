package dev.zmol.tool.lowpan;

import dev.zmol.tool.ToolCommand;
import picocli.CommandLine;

/** Adds the command {@code lowpan} to the tool. */
public final class LowpanTool implements ToolCommand {
  /** Creates it. */
  public LowpanTool() {}

  @Override
  public CommandLine commandLine() {
    CommandLine line = new CommandLine(new LowpanCommand());
    line.addSubcommand(new NodeCommand());
    line.addSubcommand(new HubCommand());
    line.addSubcommand(new SimulateCommand());
    return line;
  }
}
