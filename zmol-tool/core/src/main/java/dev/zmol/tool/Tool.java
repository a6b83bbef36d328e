package dev.zmol.tool;

import dev.zmol.iface.linux.DeviceException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Runs a command line: misuse is one line on the standard error and exit code 2, failure is one line and exit code 1.
 */
public final class Tool {
  /** What {@code --version} prints. */
  public static final String VERSION = "zmol 0.1.0";

  private Tool() {}

  /**
   * Runs a command line.
   *
   * @param line the command and its subcommands
   * @param arguments what the user typed
   * @return the exit code
   */
  public static int run(CommandLine line, String... arguments) {
    line.setParameterExceptionHandler((misuse, _) -> reportMisuse(misuse));
    line.setExecutionExceptionHandler((failure, command, _) -> reportFailure(failure, command));
    line.setUnmatchedOptionsArePositionalParams(false);
    return line.execute(arguments);
  }

  private static int reportMisuse(ParameterException misuse) {
    CommandLine command = misuse.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    String message = firstLine(misuse.getMessage());
    command.getErr().println(name + ": " + message + " (see " + name + " --help)");
    return CommandLine.ExitCode.USAGE;
  }

  private static int reportFailure(Exception failure, CommandLine command) {
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    if (failure instanceof ToolException || failure instanceof DeviceException) {
      err.println(name + ": " + firstLine(failure.getMessage()));
    } else {
      err.println(name + ": this should not happen, please report it: " + failure);
      failure.printStackTrace(err);
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static String firstLine(String message) {
    return message.strip().lines().findFirst().orElse("");
  }
}
