package dev.zmol.tool.lowpan;

import dev.zmol.lowpan.zep.ZepHub;
import dev.zmol.tool.Tool;
import dev.zmol.tool.ToolException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The air between radios of ZEP. */
@Command(
    name = "hub",
    description = "Be the air between radios of ZEP: what one sends, all others get.",
    mixinStandardHelpOptions = true,
    version = Tool.VERSION)
final class HubCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:17754",
      description = "Where it is (default: ${DEFAULT-VALUE}).")
  private String listen;

  @Option(
      names = "--radios",
      paramLabel = "COUNT",
      defaultValue = "256",
      description = "How many radios it remembers (default: ${DEFAULT-VALUE}).")
  private int radios;

  HubCommand() {}

  @Override
  public Integer call() {
    try (ZepHub hub = ZepHub.open(SocketAddresses.parse(listen), radios)) {
      System.out.println("hub at " + hub.localAddress());
      hub.run();
      return 0;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--listen or --radios: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new ToolException("can't listen at " + listen + ": " + e.getMessage());
    }
  }
}
