package dev.zmol.tool.demo;

import dev.zmol.tool.service.BodySink;
import dev.zmol.tool.service.BodySource;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the programs of the system; none of them runs for ever. */
final class Programs {
  private static final long TIMEOUT_SECONDS = 120;

  private Programs() {}

  /** {@return whether a program is on the search path} */
  static boolean isInstalled(String program) {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    return Stream.of(path.split(File.pathSeparator, -1))
        .map(directory -> Path.of(directory, program))
        .anyMatch(Files::isExecutable);
  }

  /** Runs a program and takes what it writes as text. */
  static Outcome run(String... command) {
    return run(List.of(command));
  }

  /** Runs a program and takes what it writes as text. */
  static Outcome run(List<String> command) {
    StringBuilder output = new StringBuilder();
    return run(command, BodySource.of(new byte[0]), in -> output.append(text(in)), output);
  }

  /** Runs a program, and passes on what it writes; the outcome's output is empty. */
  static Outcome run(List<String> command, BodySink sink) {
    return run(command, BodySource.of(new byte[0]), in -> pass(in, sink), new StringBuilder());
  }

  /** Runs a program, and gives it bytes to read; what it writes is taken as text. */
  static Outcome run(List<String> command, BodySource input) {
    StringBuilder output = new StringBuilder();
    return run(command, input, in -> output.append(text(in)), output);
  }

  private interface Reader {
    void read(InputStream in) throws IOException;
  }

  private static Outcome run(List<String> command, BodySource input, Reader reader, StringBuilder output) {
    long start = System.nanoTime();
    try {
      Process process = new ProcessBuilder(command).start();
      CompletableFuture.delayedExecutor(TIMEOUT_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
      CompletableFuture<String> error =
          CompletableFuture.supplyAsync(() -> text(process.getErrorStream()), Programs::start);
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(() -> write(process.getOutputStream(), input), Programs::start);
      reader.read(process.getInputStream());
      int exitCode = process.waitFor();
      long nanos = System.nanoTime() - start;
      writer.join();
      return new Outcome(exitCode, output.toString(), error.join(), nanos);
    } catch (IOException e) {
      return new Outcome(127, "", e.getMessage(), System.nanoTime() - start);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome(130, "", "interrupted", System.nanoTime() - start);
    }
  }

  private static void start(Runnable task) {
    Thread.ofPlatform().daemon().start(task);
  }

  private static String text(InputStream in) {
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pass(InputStream in, BodySink sink) throws IOException {
    byte[] buffer = new byte[1 << 16];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      sink.accept(buffer, 0, count);
    }
  }

  /** Writes until the program has read all, or does not want more. */
  private static void write(OutputStream out, BodySource input) {
    byte[] buffer = new byte[1 << 16];
    try (out) {
      while (input.remaining() > 0) {
        out.write(buffer, 0, input.fill(buffer, 0, buffer.length));
      }
    } catch (IOException e) {
      // The program's exit code tells why it stopped reading.
    }
  }
}
