package dev.zmol.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Measures what TCP carries over a TAP device between an image and a program on the kernel's side of it: into the image
 * (its discard service) and out of it (chargen), with and without the virtio header.
 *
 * <p>A program of its own, see {@code docs/performance.md}. Arguments, all optional: the flavour, how many seconds each
 * measurement takes, how many there are of each.
 */
final class TapThroughput {
  private static final int WARM_UP_MILLIS = 3_000;
  private static final int DISCARD = 9;
  private static final int CHARGEN = 19;
  private static final double GIB = 1 << 30;
  private static final double TICKS_PER_SECOND = 100;

  private final Flavor flavor;
  private final int millis;
  private final int rounds;

  TapThroughput(Flavor flavor, int millis, int rounds) {
    this.flavor = flavor;
    this.millis = millis;
    this.rounds = rounds;
  }

  /**
   * What was measured.
   *
   * @param gigabits the best of all rounds, in Gbit/s
   * @param cpu how long the processors worked for the image, in seconds per GiB
   */
  record Result(double gigabits, double cpu) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.2f Gbit/s, %.2f s of CPU per GiB", gigabits, cpu);
    }
  }

  public static void main(String[] arguments) throws Exception {
    Flavor flavor = Flavor.valueOf(arguments.length > 0 ? arguments[0].toUpperCase(Locale.ROOT) : "DUAL");
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2;
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
    TapThroughput throughput = new TapThroughput(flavor, seconds * 1_000, rounds);
    for (String address : flavor.addresses()) {
      for (boolean isOut : new boolean[] {false, true}) {
        Result offload = throughput.measure(address, isOut);
        Result plain = throughput.measure(address, isOut, "--no-offload");
        System.out.printf(
            Locale.ROOT,
            "%s %s: with the virtio header %s; without %s; %.1f times%n",
            address,
            isOut ? "out" : "in",
            offload,
            plain,
            offload.gigabits / plain.gigabits);
      }
    }
  }

  /** Measures one direction over a server of its own. */
  Result measure(String address, boolean isOut, String... options) throws IOException, InterruptedException {
    try (Served served = Served.start(flavor, options)) {
      served.useCubic(address);
      List<String> command =
          served.namespace().command(
              System.getProperty("java.home") + "/bin/java",
              "-Xmx64m",
              "-XX:+UseSerialGC",
              "-cp",
              Flavor.root().resolve("zmol-acceptance/target/test-classes").toString(),
              KernelStream.class.getName(),
              isOut ? "sink" : "source",
              address,
              "" + (isOut ? CHARGEN : DISCARD),
              "" + WARM_UP_MILLIS,
              "" + millis,
              "" + rounds);
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (BufferedReader lines = process.inputReader()) {
        return result(lines, served.pid());
      } finally {
        process.destroyForcibly();
      }
    }
  }

  private Result result(BufferedReader lines, long pid) throws IOException {
    List<String> read = new ArrayList<>();
    read.add(lines.readLine());
    long before = ticks(pid);
    for (int k = 1; k < rounds; k++) {
      read.add(lines.readLine());
    }
    double cpu = (ticks(pid) - before) / TICKS_PER_SECOND;
    List<String> timed = read.subList(1, read.size());
    double bytes = timed.stream().mapToLong(line -> number(line, 0)).sum();
    double best = read.stream().mapToDouble(line -> number(line, 0) * 8.0 / number(line, 1)).max().orElseThrow();
    return new Result(best, cpu / (bytes / GIB));
  }

  private static long number(String line, int index) {
    if (line == null || !line.matches("\\d+ \\d+")) {
      throw new AssertionError("the kernel's side failed: " + line);
    }
    return Long.parseLong(line.split(" ", -1)[index]);
  }

  /** What the processors did for a process, in the unit of the kernel. */
  private static long ticks(long pid) throws IOException {
    String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    return IntStream.of(11, 12).mapToLong(k -> Long.parseLong(fields[k])).sum();
  }
}
