package dev.zmol.acceptance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A network namespace; it goes when this is closed, or when these tests end in any other way. */
final class Namespace implements AutoCloseable {
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  private final Process holder;

  private Namespace(Process holder) {
    this.holder = holder;
  }

  static Namespace open() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("unshare"));
    command.addAll(ROOT ? List.of("--net") : List.of("--user", "--map-root-user", "--net"));
    return open(command);
  }

  /** Makes another namespace, which this one can hand interfaces to. */
  Namespace neighbor() throws IOException, InterruptedException {
    return open(command("unshare", "--net"));
  }

  private static Namespace open(List<String> unshare) throws IOException {
    List<String> command = new ArrayList<>(unshare);
    command.addAll(List.of("sh", "-c", "ip link set lo up && echo ready && exec cat"));
    Process holder = new ProcessBuilder(command).redirectErrorStream(true).start();
    String line = holder.inputReader().readLine();
    if (!"ready".equals(line)) {
      holder.destroyForcibly();
      throw new AssertionError("there has to be a network namespace for this test: " + line);
    }
    return new Namespace(holder);
  }

  /** By what {@code ip link set … netns} calls it. */
  long pid() {
    return holder.pid();
  }

  /** A command that runs in this namespace. */
  List<String> command(String... inner) {
    List<String> command = new ArrayList<>(List.of("nsenter", "--target", "" + holder.pid(), "--net"));
    if (!ROOT) {
      command.addAll(List.of("--user", "--preserve-credentials"));
    }
    command.addAll(List.of(inner));
    return command;
  }

  Outcome run(String... inner) throws IOException, InterruptedException {
    return Outcome.of(command(inner));
  }

  /** Sends echo requests with {@code ping}, or, where that is not installed, through a raw socket. */
  Outcome ping(String address, int count, int size) throws IOException, InterruptedException {
    return Outcome.of(List.of("sh", "-c", "command -v ping")).exitCode() == 0
        ? run("ping", "-n", "-q", "-c", "" + count, "-i", "0.002", "-W", "5", "-s", "" + size, address).check()
        : pingByRawSocket(address, count, size);
  }

  Outcome pingByRawSocket(String address, int count, int size) throws IOException, InterruptedException {
    String java = System.getProperty("java.home") + "/bin/java";
    String classes = Path.of("target", "test-classes").toAbsolutePath().toString();
    return run(
            java,
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classes,
            KernelPing.class.getName(),
            address,
            "" + count,
            "" + size)
        .check();
  }

  /** Runs {@code ip} with words. */
  void ip(String words) throws IOException, InterruptedException {
    run(Stream.concat(Stream.of("ip"), Stream.of(words.split(" ", -1))).toArray(String[]::new)).check();
  }

  @Override
  public void close() {
    holder.destroyForcibly();
    hasEnded(holder);
  }

  /** Waits a while for the end of a process. */
  static boolean hasEnded(Process process) {
    try {
      return process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
