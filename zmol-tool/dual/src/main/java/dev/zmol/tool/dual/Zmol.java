package dev.zmol.tool.dual;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.tool.Tool;
import dev.zmol.tool.ToolCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
@Specialize
@Command(
    name = "zmol",
    description = "A TCP/IP stack of its own, on a TAP or TUN device.",
    mixinStandardHelpOptions = true,
    version = Tool.VERSION)
public final class Zmol implements Runnable {
  @Spec private CommandSpec spec;

  Zmol() {}

  /**
   * Runs the tool.
   *
   * @param arguments the command line; {@code --help} tells what there is
   */
  public static void main(String[] arguments) {
    System.exit(Tool.run(commandLine(), arguments));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Zmol());
    line.addSubcommand(new ServeCommand());
    line.addSubcommand(new PingCommand());
    line.addSubcommand(new TracerouteCommand());
    line.addSubcommand(new GetCommand());
    line.addSubcommand(MulticastCommand.commandLine());
    line.addSubcommand(new DhcpCommand());
    if (Comptime.IPV6) {
      addSlaac(line);
    }
    line.addSubcommand(new DumpCommand());
    line.addSubcommand(new ResolveCommand());
    line.addSubcommand(new ClientCommand());
    line.addSubcommand(new BenchCommand());
    line.addSubcommand(new RehearseCommand());
    ToolCommand.addTo(line);
    if (Comptime.IPV4 && Comptime.IPV6) {
      addDemo(line);
    }
    return line;
  }

  @Only(Family.IPV6)
  private static void addSlaac(CommandLine line) {
    line.addSubcommand(new SlaacCommand());
  }

  @Only(Family.DUAL)
  private static void addDemo(CommandLine line) {
    line.addSubcommand(new DemoCommand());
  }

  /** Without a command there is nothing to run. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
