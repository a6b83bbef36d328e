package dev.zmol.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** An image that serves in a network namespace. */
final class Served implements AutoCloseable {
  private static final String DEVICE = "zmol0";
  static final String CABLE = "kernel0";

  private final Namespace namespace;
  private final Process process;
  private final List<String> log = new CopyOnWriteArrayList<>();

  private Served(Namespace namespace, Process process) {
    this.namespace = namespace;
    this.process = process;
  }

  /** Starts an image on a TAP device. */
  static Served start(Flavor flavor, String... more) throws IOException, InterruptedException {
    return start(flavor, "--tap", DEVICE, more);
  }

  /** Starts an image with a raw packet socket at one end of a {@code veth} pair; the kernel is at the other. */
  static Served startRaw(Flavor flavor, String... more) throws IOException, InterruptedException {
    return start(flavor, "--raw", CABLE, more);
  }

  private static Served start(Flavor flavor, String medium, String kernelsDevice, String... more)
      throws IOException, InterruptedException {
    Namespace namespace = Namespace.open();
    try {
      if (medium.equals("--raw")) {
        namespace.ip("link add " + DEVICE + " type veth peer name " + CABLE);
        namespace.ip("link set " + DEVICE + " up");
      }
      List<String> command =
          new ArrayList<>(List.of(flavor.program(), "serve", "--json", medium, DEVICE));
      for (String address : flavor.addresses()) {
        command.addAll(List.of("--address", Flavor.cidr(address)));
      }
      command.addAll(List.of(more));
      Process process =
          new ProcessBuilder(namespace.command(command.toArray(String[]::new))).redirectErrorStream(true).start();
      Served served = new Served(namespace, process);
      served.awaitReady();
      served.configureKernel(flavor, kernelsDevice);
      return served;
    } catch (IOException | InterruptedException | RuntimeException | Error failure) {
      namespace.close();
      throw failure;
    }
  }

  private void awaitReady() throws IOException {
    BufferedReader reader = process.inputReader();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      log.add(line);
      if (line.contains("\"event\":\"ready\"")) {
        Thread.ofPlatform().daemon().start(() -> reader.lines().forEach(log::add));
        return;
      }
    }
    throw new AssertionError("the image did not start: " + log);
  }

  private void configureKernel(Flavor flavor, String device) throws IOException, InterruptedException {
    for (String address : flavor.addresses()) {
      String own = address.substring(0, address.length() - 1) + "1";
      namespace.ip("address add " + Flavor.cidr(own) + " dev " + device + (Flavor.isV6(address) ? " nodad" : ""));
    }
    namespace.ip("link set " + device + " up");
  }

  Namespace namespace() {
    return namespace;
  }

  long pid() {
    return process.pid();
  }

  /**
   * Has the kernel control congestion as it does by default, and as we do: what another algorithm makes of loss, or of
   * a round trip of some microseconds, would be no measure of ours.
   */
  void useCubic(String address) throws IOException, InterruptedException {
    useCubic(address, "");
  }

  /** As {@link #useCubic(String)}, with more attributes of the route, as {@code ip route} takes them, each after a space. */
  void useCubic(String address, String attributes) throws IOException, InterruptedException {
    String network = address.substring(0, address.length() - 1);
    namespace.ip(
        Flavor.isV6(address)
            ? "-6 route replace " + network + "/64 dev " + DEVICE + " metric 256 congctl cubic" + attributes
            : "route replace " + network + "0/24 dev " + DEVICE + " scope link congctl cubic" + attributes);
  }

  /** What the image printed so far. */
  String log() {
    return String.join("\n", log);
  }

  /** Waits until the image has printed something. */
  void awaitLog(String text) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!log().contains(text) && System.nanoTime() < end) {
      Thread.sleep(10);
    }
  }

  /** Runs {@code curl}, which has no proxy, no configuration and 90 seconds. */
  Outcome curl(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(
        List.of("curl", "-q", "-g", "-sS", "--fail", "--noproxy", "*", "--max-time", "90"));
    command.addAll(List.of(arguments));
    return Outcome.of(100, namespace.command(command.toArray(String[]::new)));
  }

  @Override
  public void close() {
    process.destroy();
    boolean ended = Namespace.hasEnded(process);
    process.destroyForcibly();
    namespace.close();
    if (!ended) {
      throw new AssertionError("the image did not end when it was asked to: " + log);
    }
  }
}
