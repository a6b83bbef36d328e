package dev.zmol.scenarios.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Runs a program to its end. */
final class Command {
  private Command() {}

  /** What a program prints, if it succeeds. */
  static List<String> lines(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      List<String> lines = process.inputReader().lines().toList();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + " failed: " + lines);
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
