package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.iface.dual.SourceFilter;
import dev.zmol.socket.dual.BlockingUdpSocket;
import dev.zmol.socket.dual.ReceivedDatagram;
import dev.zmol.socket.dual.UdpSocket;
import dev.zmol.socket.dual.UdpSockets;
import dev.zmol.tool.JsonObject;
import dev.zmol.tool.OutputOptions;
import dev.zmol.tool.Tool;
import dev.zmol.tool.ToolException;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Joins a group and prints what is sent to it. */
@Specialize
@Command(
    name = "join",
    description = "Join a group and print what is sent to it.",
    mixinStandardHelpOptions = true,
    version = Tool.VERSION)
final class MulticastJoinCommand implements Callable<Integer> {
  /** How long the stack has, when the program ends, to say that the group is left. */
  private static final Duration FAREWELL = Duration.ofMillis(100);

  @Mixin private Interface link;
  @Mixin private OutputOptions output;

  @Option(
      names = "--source",
      paramLabel = "ADDRESS",
      description = "Listen to this source only; may be given more than once.")
  private List<String> sources = List.of();

  @Option(
      names = "--exclude",
      paramLabel = "ADDRESS",
      description = "Do not listen to this source; may be given more than once.")
  private List<String> excluded = List.of();

  @Option(names = "-c", paramLabel = "COUNT", description = "How many datagrams to wait for (default: no end).")
  private int count = Integer.MAX_VALUE;

  @Option(names = "-W", paramLabel = "SECONDS", description = "How long to wait for each of them (default: no end).")
  private double wait;

  @Parameters(paramLabel = "GROUP:PORT", description = "The group and the port, such as [ff05::1:3]:5000.")
  private String group;

  MulticastJoinCommand() {}

  @Override
  public Integer call() {
    InterfaceConfiguration configuration = link.configuration();
    IpEndpoint endpoint = MulticastGroups.parse(group, link.addresses());
    SourceFilter filter = filter();
    check();
    try (Interface.Running running = link.start(configuration)) {
      BlockingUdpSocket socket = join(running, endpoint, filter);
      try {
        return listen(socket);
      } finally {
        leave(socket, endpoint);
      }
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw new ToolException(e.getMessage());
    }
  }

  private void check() {
    if (count < 1) {
      throw link.addresses().misuse("-c is " + count + "; it has to be 1 or more");
    }
    if (!(wait >= 0)) {
      throw link.addresses().misuse("-W has to be 0 or more");
    }
  }

  private SourceFilter filter() {
    if (!sources.isEmpty() && !excluded.isEmpty()) {
      throw link.addresses().misuse("--source and --exclude are mutually exclusive");
    }
    try {
      return sources.isEmpty() ? SourceFilter.exclude(parse(excluded)) : SourceFilter.include(parse(sources));
    } catch (IllegalArgumentException e) {
      throw link.addresses().misuse(e.getMessage());
    }
  }

  private static List<IpAddress> parse(List<String> texts) {
    return texts.stream().<IpAddress>map(Addresses::parse).toList();
  }

  private BlockingUdpSocket join(Interface.Running running, IpEndpoint endpoint, SourceFilter filter)
      throws IOException {
    UdpSockets sockets = new UdpSockets(running.runner(), running.stack().udp());
    BlockingUdpSocket socket = sockets.bind(endpoint);
    IpAddress address = endpoint.address();
    socket.call(open -> joined(open, address, filter));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> leave(socket, endpoint)));
    System.out.println(
        output.json()
            ? new JsonObject().put("event", "ready").put("group", endpoint.toString()).toString()
            : "listening to " + endpoint);
    return socket;
  }

  private static UdpSocket joined(UdpSocket socket, IpAddress group, SourceFilter filter) {
    socket.join(group, filter);
    return socket;
  }

  private int listen(BlockingUdpSocket socket) throws IOException {
    Duration timeout = Duration.ofNanos((long) (wait * 1e9));
    for (int k = 0; k < count; k++) {
      try {
        print(socket.receive(timeout));
      } catch (SocketTimeoutException e) {
        return k == 0 ? 1 : 0;
      }
    }
    return 0;
  }

  private void print(ReceivedDatagram datagram) {
    String text = new String(datagram.payload(), StandardCharsets.UTF_8);
    System.out.println(
        output.json()
            ? new JsonObject()
                .put("source", datagram.source().toString())
                .put("group", datagram.destination().toString())
                .put("ttl", datagram.hopLimit())
                .put("bytes", datagram.payload().length)
                .put("text", text)
                .toString()
            : datagram + " ttl=" + datagram.hopLimit() + ": " + text);
  }

  /** Leaves the group, and waits a little, so that routers hear of it. */
  private static void leave(BlockingUdpSocket socket, IpEndpoint endpoint) {
    try {
      if (socket.<Boolean>call(open -> open.leave(endpoint.address()))) {
        Thread.sleep(FAREWELL);
      }
    } catch (IOException e) {
      // The stack has ended already, and nobody can be told any more.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
