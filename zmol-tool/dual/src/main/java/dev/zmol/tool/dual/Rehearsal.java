package dev.zmol.tool.dual;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.tool.EchoStatistics;
import dev.zmol.tool.IndexPage;
import dev.zmol.tool.ToolException;
import dev.zmol.tool.service.BodyDigest;
import dev.zmol.tool.service.HttpExchange;
import dev.zmol.tool.service.PatternSource;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.IpEndpoint;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;

/** A client and a server, each with a stack and a thread of its own, on the two ends of a cable in memory. */
@Specialize
final class Rehearsal implements AutoCloseable {
  private static final int MTU = 1500;
  private static final int PINGS = 1000;
  private static final long PING_TIMEOUT_NANOS = 2_000_000_000L;
  private static final int TIMEOUT_SECONDS = 120;

  /** Hears what was tried. */
  interface Listener {
    void tried(String what, boolean succeeded, String detail);
  }

  private final long bytes;
  private final Listener listener;
  private final Interface.Running client;
  private final Interface.Running server;
  private final List<IpAddress> targets = new ArrayList<>();

  Rehearsal(long bytes, Listener listener) {
    this.bytes = bytes;
    this.listener = listener;
    InterfaceConfiguration.Builder left = InterfaceConfiguration.builder().hardwareAddress(mac(1));
    InterfaceConfiguration.Builder right = InterfaceConfiguration.builder().hardwareAddress(mac(2));
    if (Comptime.IPV4) {
      add(left, right, "192.0.2.1/24", "192.0.2.2/24");
    }
    if (Comptime.IPV6) {
      add(left, right, "2001:db8::1/64", "2001:db8::2/64");
    }
    LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.ETHERNET, MTU));
    client = Interface.start(cable.left(), left.build());
    server = Interface.start(cable.right(), right.build());
    String index = IndexPage.of(Rehearsal.class.getPackageName(), List.of());
    server.runner().execute(() -> Services.open(server.stack(), index));
  }

  private static MacAddress mac(int last) {
    return MacAddress.of(0x02, 0, 0, 0, 0, last);
  }

  private void add(
      InterfaceConfiguration.Builder left, InterfaceConfiguration.Builder right, String client, String server) {
    left.address(IpCidr.parse(client));
    IpCidr target = IpCidr.parse(server);
    right.address(target);
    targets.add(target.address());
  }

  void run() {
    for (IpAddress target : targets) {
      ping(target, 56);
      ping(target, 1400);
      page(target);
      download(target);
      upload(target);
    }
  }

  private void ping(IpAddress target, int size) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    PingSession session = new PingSession(target, size, true, true, nowhere);
    client.runner().call(Executors.callable(() -> session.listen(client.stack().icmpSockets().bindIdentifier())));
    try {
      boolean answered = true;
      for (int k = 0; k < PINGS && answered; k++) {
        client.runner().call(Executors.callable(session::send));
        answered = session.awaitReplies(PING_TIMEOUT_NANOS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    EchoStatistics statistics = session.statistics();
    listener.tried(
        target + " ping, " + size + " bytes",
        statistics.answered() == PINGS,
        statistics.answered() + " of " + PINGS + " answered");
  }

  private void page(IpAddress target) {
    BodyDigest page = new BodyDigest();
    String failure = exchange(target, HttpExchange.get("rehearsal", "/", page));
    listener.tried(target + " index page", failure.isEmpty(), failure.isEmpty() ? page.length() + " bytes" : failure);
  }

  private void download(IpAddress target) {
    BodyDigest digest = new BodyDigest();
    long start = System.nanoTime();
    String failure = exchange(target, HttpExchange.get("rehearsal", "/bytes/" + bytes, digest));
    long nanos = System.nanoTime() - start;
    streamed(target + " download", failure, digest.finish().equals(PatternSource.sha256(bytes)), nanos);
  }

  private void upload(IpAddress target) {
    StringBuilder answer = new StringBuilder();
    long start = System.nanoTime();
    HttpExchange put =
        HttpExchange.put(
            "rehearsal",
            "/upload",
            new PatternSource(bytes),
            (array, offset, length) -> answer.append(new String(array, offset, length, StandardCharsets.US_ASCII)));
    String failure = exchange(target, put);
    long nanos = System.nanoTime() - start;
    streamed(target + " upload", failure, answer.indexOf(PatternSource.sha256(bytes)) >= 0, nanos);
  }

  private void streamed(String what, String failure, boolean same, long nanos) {
    String detail = String.format(Locale.ROOT, "%.2f Gbit/s, hash equal", bytes * 8.0 / nanos);
    String problem = failure.isEmpty() ? "the hash differs" : failure;
    boolean succeeded = failure.isEmpty() && same;
    listener.tried(what + ", " + (bytes >> 20) + " MiB", succeeded, succeeded ? detail : problem);
  }

  /** {@return what went wrong; empty if nothing} */
  private String exchange(IpAddress target, HttpExchange exchange) {
    try {
      new HttpCall(client, new IpEndpoint(target, Services.HTTP), exchange).run(TIMEOUT_SECONDS);
      return "";
    } catch (ToolException e) {
      return e.getMessage();
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
