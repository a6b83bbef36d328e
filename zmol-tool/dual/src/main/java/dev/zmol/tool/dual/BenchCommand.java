package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.socket.dual.TcpStream;
import dev.zmol.socket.dual.TcpStreams;
import dev.zmol.tool.JsonObject;
import dev.zmol.tool.LatencySamples;
import dev.zmol.tool.OutputOptions;
import dev.zmol.tool.Tool;
import dev.zmol.tool.ToolException;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures throughput and latency against what {@code serve} offers. */
@Specialize
@Command(
    name = "bench",
    description = "Measure throughput to discard (9) and from chargen (19), and the round trips of echo (7), over TCP.",
    mixinStandardHelpOptions = true,
    version = Tool.VERSION)
final class BenchCommand implements Callable<Integer> {
  private static final int CHUNK = 1 << 18;
  private static final int MAX_MESSAGE = 1 << 16;
  private static final Duration CONNECT = Duration.ofSeconds(10);

  @Mixin private Interface link;
  @Mixin private OutputOptions output;

  @Option(names = "-t", paramLabel = "SECONDS", description = "How long each measurement takes (default: 5).")
  private double seconds = 5;

  @Option(names = "-s", paramLabel = "BYTES", description = "How long the messages of round trips are (default: 1).")
  private int size = 1;

  @Parameters(paramLabel = "ADDRESS", description = "Where zmol serve, or the like, is.")
  private String target;

  BenchCommand() {}

  @Override
  public Integer call() {
    InterfaceConfiguration configuration = link.configuration();
    IpAddress address = link.addresses().target(target);
    if (!(seconds > 0) || seconds > 3600) {
      throw link.addresses().misuse("-t is " + seconds + "; it has to be more than 0, and 3600 or less");
    }
    if (size < 1 || size > MAX_MESSAGE) {
      throw link.addresses().misuse("-s is " + size + "; it has to be from 1 to " + MAX_MESSAGE);
    }
    try (Interface.Running running = link.start(configuration)) {
      TcpStreams streams = new TcpStreams(running.runner(), running.stack().tcp());
      report("send", send(streams, new IpEndpoint(address, Services.DISCARD)));
      report("receive", receive(streams, new IpEndpoint(address, Services.CHARGEN)));
      report(echo(streams, new IpEndpoint(address, Services.ECHO)));
      return 0;
    } catch (IOException e) {
      throw new ToolException(address + ": " + e.getMessage());
    }
  }

  private long end() {
    return System.nanoTime() + (long) (seconds * 1e9);
  }

  /** Returns how many bits per second were acknowledged. */
  private double send(TcpStreams streams, IpEndpoint discard) throws IOException {
    try (TcpStream stream = streams.connect(discard, CONNECT)) {
      byte[] chunk = new byte[CHUNK];
      long begin = System.nanoTime();
      long end = end();
      long sent = 0;
      while (System.nanoTime() - end < 0) {
        stream.output().write(chunk);
        sent += chunk.length;
      }
      sent -= stream.<Integer>call(connection -> connection.sendQueue());
      return rate(sent, begin);
    }
  }

  private double receive(TcpStreams streams, IpEndpoint chargen) throws IOException {
    try (TcpStream stream = streams.connect(chargen, CONNECT)) {
      byte[] chunk = new byte[CHUNK];
      long begin = System.nanoTime();
      long end = end();
      long received = 0;
      while (System.nanoTime() - end < 0) {
        int count = stream.input().read(chunk);
        if (count < 0) {
          throw new IOException("the peer has ended the connection");
        }
        received += count;
      }
      return rate(received, begin);
    }
  }

  private static double rate(long bytes, long begin) {
    return bytes * 8e9 / (System.nanoTime() - begin);
  }

  private LatencySamples echo(TcpStreams streams, IpEndpoint service) throws IOException {
    LatencySamples samples = new LatencySamples();
    try (TcpStream stream = streams.connect(service, CONNECT)) {
      stream.noDelay(true);
      byte[] message = new byte[size];
      long end = end();
      for (long begin = System.nanoTime(); begin - end < 0; begin = System.nanoTime()) {
        stream.output().write(message);
        if (stream.input().readNBytes(size).length < size) {
          throw new IOException("the peer has ended the connection");
        }
        samples.add(System.nanoTime() - begin);
      }
    }
    return samples;
  }

  private void report(String what, double bitsPerSecond) {
    System.out.println(
        output.json()
            ? new JsonObject().put("measure", what).put("gbit_per_s", bitsPerSecond / 1e9)
            : String.format(Locale.ROOT, "%-10s %.3f Gbit/s", what, bitsPerSecond / 1e9));
  }

  private void report(LatencySamples samples) {
    System.out.println(output.json() ? samples.json("round trip") : samples.line("round trip"));
  }
}
