package dev.zmol.tool.demo;

import dev.zmol.tool.ToolException;
import dev.zmol.tool.demo.Flavor.Link;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** An image that serves on the TAP device, as a process of its own. */
final class ServerProcess implements AutoCloseable {
  private static final long START_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final int PROBE_MILLIS = 2;
  private static final long PAUSE_NANOS = 1_000_000;
  private static final int ECHO_PORT = 7;

  private final Process process;
  private final Path log;
  private final long started;

  private ServerProcess(Process process, Path log, long started) {
    this.process = process;
    this.log = log;
    this.started = started;
  }

  /** Starts the image; {@code pcap} is where its frames are captured, if they are. */
  static ServerProcess start(DemoSettings settings, Flavor flavor, Optional<Path> pcap) throws IOException {
    List<String> command = new ArrayList<>(List.of(flavor.program(settings.images()).toString(), "serve"));
    command.addAll(List.of("--tap", KernelSide.DEVICE, "--mac", KernelSide.MAC));
    for (Link link : flavor.links()) {
      command.addAll(List.of("--address", link.cidr()));
    }
    pcap.ifPresent(file -> command.addAll(List.of("--pcap", file.toString())));
    Path log = settings.output().resolve("serve-" + flavor.label() + ".log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    long started = System.nanoTime();
    return new ServerProcess(builder.start(), log, started);
  }

  /**
   * Sends datagrams to the echo port until one comes back.
   *
   * @return how long after the start of the process that was, in nanoseconds
   */
  long awaitReply(Link link) throws IOException {
    byte[] probe = {'z', 'm', 'o', 'l'};
    InetSocketAddress server = new InetSocketAddress(InetAddress.getByName(link.address()), ECHO_PORT);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(PROBE_MILLIS);
      while (System.nanoTime() - started < START_LIMIT_NANOS && process.isAlive()) {
        if (isAnswered(socket, new DatagramPacket(probe, probe.length, server))) {
          return System.nanoTime() - started;
        }
      }
    }
    throw new ToolException("the image does not answer: " + lastLine());
  }

  /** Errors count as no answer: there is no route as long as nobody has attached to the device. */
  private static boolean isAnswered(DatagramSocket socket, DatagramPacket probe) {
    try {
      socket.send(probe);
      socket.receive(new DatagramPacket(new byte[16], 16));
      return true;
    } catch (IOException notYet) {
      LockSupport.parkNanos(PAUSE_NANOS);
      return false;
    }
  }

  private String lastLine() {
    try {
      return Files.readString(log).strip().lines().reduce("it printed nothing", (_, last) -> last);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the process, first by asking. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
