package dev.zmol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A program that runs beside a test, and what it has printed so far. */
final class LoggedProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final Thread reader;
  private int read;

  private LoggedProcess(Process process) {
    this.process = process;
    reader = Thread.ofPlatform().daemon().start(this::readAll);
  }

  private void readAll() {
    try {
      process.inputReader().lines().forEach(log::add);
    } catch (UncheckedIOException _) {
      // The program was ended.
    }
  }

  static LoggedProcess start(Namespace namespace, String... command) throws IOException {
    return new LoggedProcess(
        new ProcessBuilder(namespace.command(command)).redirectErrorStream(true).start());
  }

  /** Waits for a line that holds some texts, behind the one that was waited for last. */
  String await(String... texts) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < end) {
      while (read < log.size()) {
        String line = log.get(read++);
        if (List.of(texts).stream().allMatch(line::contains)) {
          return line;
        }
      }
      if (reader.join(Duration.ofMillis(10)) && read == log.size()) {
        break;
      }
    }
    throw new AssertionError("no line with " + List.of(texts) + ":\n" + String.join("\n", log));
  }

  /** Asks the program to end, and waits until it has. */
  @Override
  public void close() {
    process.destroy();
    boolean ended = Namespace.hasEnded(process);
    process.destroyForcibly();
    assertThat(ended).as("it ends when it is asked to:\n" + String.join("\n", log)).isTrue();
  }
}
