package dev.zmol.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a program did. */
record Outcome(int exitCode, String output, String error) {
  /** Runs a program to its end; it is an error if that takes too long. */
  static Outcome of(List<String> command) throws IOException, InterruptedException {
    return of(60, command);
  }

  static Outcome of(int seconds, List<String> command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("zmol-", ".out");
    Path error = Files.createTempFile("zmol-", ".err");
    Process process =
        new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(error.toFile()).start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        throw new AssertionError("still running after " + seconds + " s: " + String.join(" ", command));
      }
      return new Outcome(process.exitValue(), text(output), text(error));
    } finally {
      process.destroyForcibly();
      Files.delete(output);
      Files.delete(error);
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }

  /** Demands success. */
  Outcome check() {
    if (exitCode != 0) {
      throw new AssertionError("exit code " + exitCode + "\n" + output + error);
    }
    return this;
  }
}
