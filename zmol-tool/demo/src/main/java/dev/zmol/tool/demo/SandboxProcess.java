package dev.zmol.tool.demo;

import dev.zmol.tool.ToolException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;

/** The process inside the sandbox, as the one outside sees it. */
final class SandboxProcess {
  private SandboxProcess() {}

  /** Runs a command to its end; if this program is ended before, so is the command. */
  static int run(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectOutput(Redirect.INHERIT).redirectError(Redirect.INHERIT).start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return process.waitFor() == 0 ? 0 : 1;
    } catch (IOException e) {
      throw new ToolException("can't run " + command.getFirst() + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }
}
