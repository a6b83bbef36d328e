package dev.zmol.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A server that runs beside a test, and ends with it. */
final class Daemon implements AutoCloseable {
  private final Process process;
  private final List<String> log = new CopyOnWriteArrayList<>();

  private Daemon(Process process) {
    this.process = process;
  }

  /** Starts a program; it has to end when its standard input does, or when it is asked to. */
  static Daemon start(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Daemon daemon = new Daemon(process);
    Thread.ofPlatform().daemon().start(daemon::read);
    return daemon;
  }

  private void read() {
    try (var reader = process.inputReader()) {
      reader.lines().forEach(log::add);
    } catch (IOException | UncheckedIOException e) {
      log.add(e.toString());
    }
  }

  long pid() {
    return process.pid();
  }

  String log() {
    return String.join("\n", log);
  }

  /** Waits until the program has said something. */
  void await(String text) {
    await(() -> log().contains(text), text);
  }

  /** Waits for something that the program brings about. */
  void await(BooleanSupplier condition, String what) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new AssertionError("waiting for '" + what + "': " + log());
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      log.add(e.toString());
    }
    process.destroy();
    boolean ended = Namespace.hasEnded(process);
    process.destroyForcibly();
    if (!ended) {
      throw new AssertionError("the server did not end when it was asked to: " + log());
    }
  }
}
