package dev.zmol.tool;

import java.util.ServiceLoader;
import picocli.CommandLine;

/** A command that the tool has if its module is there: what {@link ServiceLoader} finds. */
public interface ToolCommand {
  /** {@return the command with those that belong to it} */
  CommandLine commandLine();

  /**
   * Adds all commands whose modules are there.
   *
   * @param line the tool
   */
  static void addTo(CommandLine line) {
    ServiceLoader.load(ToolCommand.class).forEach(command -> line.addSubcommand(command.commandLine()));
  }
}
