package dev.zmol.acceptance;

import dev.zmol.iface.Device;
import dev.zmol.iface.linux.TapDevice;
import dev.zmol.wire.MacAddress;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Two senders at one end of an {@link EmulatedPath}, the kernel's TCP and an image, and the kernel at the other end as
 * the receiver of both.
 *
 * <p>The senders share the TAP device, each with an address of its own, the image by a raw packet socket. They send at
 * the same time: the path has no bottleneck that they would compete for, and what else the machine does hits both.
 */
final class GoodputComparison implements AutoCloseable {
  private static final String SENDERS = "senders";
  private static final String RECEIVERS = "receivers";
  private static final int DELAY_MILLIS = 10;
  private static final int KIBIBYTES = 64;
  private static final int KERNEL_PORT = 5001;
  private static final int CHARGEN = 19;

  private final String network;
  private final Namespace near;
  private final Namespace far;
  private final List<Process> processes = new ArrayList<>();

  /**
   * What one of the senders reached.
   *
   * @param bytes how many bytes arrived, on all connections
   * @param nanos how long they had, in sum for all connections
   * @param longestSilence the longest time in which a connection got nothing, in milliseconds
   */
  record Goodput(long bytes, long nanos, long longestSilence) {
    static final Goodput NONE = new Goodput(0, 0, 0);

    Goodput plus(Goodput other) {
      long silence = Math.max(longestSilence, other.longestSilence);
      return new Goodput(bytes + other.bytes, nanos + other.nanos, silence);
    }

    double megabits() {
      return bytes * 8e3 / nanos;
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.2f Mbit/s (longest silence %d ms)", megabits(), longestSilence);
    }
  }

  /** What both of them reached. */
  record Result(Goodput kernel, Goodput zmol) {
    Result plus(Result other) {
      return new Result(kernel.plus(other.kernel), zmol.plus(other.zmol));
    }

    double ratio() {
      return (double) zmol.bytes / kernel.bytes;
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "kernel %s, zmol %s per connection: %.2f", kernel, zmol, ratio());
    }
  }

  private GoodputComparison(String network, Namespace near, Namespace far) {
    this.network = network;
    this.near = near;
    this.far = far;
  }

  /** Sets a path and the senders up. */
  static GoodputComparison open(boolean isV6, int lossPercent, int seed) throws IOException, InterruptedException {
    Namespace near = Namespace.open();
    try {
      return open(isV6, near, near.neighbor(), lossPercent, seed);
    } catch (IOException | InterruptedException | RuntimeException | Error failure) {
      near.close();
      throw failure;
    }
  }

  private static GoodputComparison open(boolean isV6, Namespace near, Namespace far, int lossPercent, int seed)
      throws IOException, InterruptedException {
    GoodputComparison comparison = new GoodputComparison(isV6 ? "fd11:12::" : "10.11.12.", near, far);
    try {
      comparison.startPath(lossPercent, seed);
      comparison.startKernel();
      comparison.startImage();
      return comparison;
    } catch (IOException | InterruptedException | RuntimeException | Error failure) {
      comparison.close();
      throw failure;
    }
  }

  private void startPath(int lossPercent, int seed) throws IOException, InterruptedException {
    start(
        "ready",
        java(near, EmulatedPath.class, SENDERS, RECEIVERS, "" + DELAY_MILLIS, "" + lossPercent, "" + seed));
    near.ip("link set " + RECEIVERS + " netns " + far.pid());
    configure(near, SENDERS, 1);
    configure(far, RECEIVERS, 3);
    // As the kernel controls congestion by default, and as we do; and what it learnt from one connection is no help to
    // the next. (Only a route can ask for CUBIC where the default of the machine is another.)
    boolean isV6 = Flavor.isV6(network);
    String how = isV6 ? " metric 256" : " scope link";
    near.ip((isV6 ? "-6 " : "") + "route replace " + net(0) + " dev " + SENDERS + how + " congctl cubic");
    near.run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/tcp_no_metrics_save").check();
  }

  private void configure(Namespace namespace, String device, int host) throws IOException, InterruptedException {
    namespace.ip("address add " + Flavor.cidr(network + host) + " dev " + device + (Flavor.isV6(network) ? " nodad" : ""));
    namespace.ip("link set " + device + " up");
  }

  private String net(int host) {
    return Flavor.isV6(network) ? network + "/64" : network + host + "/24";
  }

  private void startKernel() throws IOException {
    start("ready", java(near, KernelSource.class, network + 1, "" + KERNEL_PORT, "" + (KIBIBYTES << 10)));
  }

  private void startImage() throws IOException {
    List<String> command = near.command(
        Flavor.DUAL.program(),
        "serve",
        "--json",
        "--raw",
        SENDERS,
        "--buffer",
        "" + KIBIBYTES,
        "--address",
        Flavor.cidr(network + 2));
    start("\"event\":\"ready\"", command);
  }

  /** Has both send over so many connections each. */
  Result measure(int millis, int connections) throws IOException, InterruptedException {
    List<String> command = java(
        far,
        KernelSinks.class,
        "" + millis,
        "" + connections,
        "" + (KIBIBYTES << 10),
        network + 1,
        "" + KERNEL_PORT,
        network + 2,
        "" + CHARGEN);
    Goodput[] goodputs = {Goodput.NONE, Goodput.NONE};
    List<String> lines = Outcome.of(command).check().output().lines().toList();
    for (String each : lines) {
      String[] words = each.split(" ", -1);
      int sender = Integer.parseInt(words[0]);
      Goodput one = new Goodput(Long.parseLong(words[1]), millis * 1_000_000L, Long.parseLong(words[2]));
      goodputs[sender] = goodputs[sender].plus(one);
    }
    return new Result(goodputs[0], goodputs[1]);
  }

  /** Starts a program that prints something when it is ready. */
  private void start(String ready, List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    processes.add(process);
    BufferedReader reader = process.inputReader();
    StringBuilder log = new StringBuilder();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      log.append(line).append('\n');
      if (line.contains(ready)) {
        Thread.ofPlatform().daemon().start(() -> reader.lines().forEach(System.err::println));
        return;
      }
    }
    throw new AssertionError("did not start: " + String.join(" ", command) + "\n" + log);
  }

  private static List<String> java(Namespace namespace, Class<?> program, String... arguments) {
    // The class path of these tests may be in a file that only their launcher can read.
    String classes = Stream.of(program, TapDevice.class, Device.class, MacAddress.class)
        .map(each -> new File(each.getProtectionDomain().getCodeSource().getLocation().getPath()).toString())
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp", classes));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    return namespace.command(command.toArray(String[]::new));
  }

  @Override
  public void close() {
    processes.reversed().forEach(Process::destroy);
    for (Process each : processes) {
      if (!Namespace.hasEnded(each)) {
        each.destroyForcibly();
      }
    }
    far.close();
    near.close();
  }
}
