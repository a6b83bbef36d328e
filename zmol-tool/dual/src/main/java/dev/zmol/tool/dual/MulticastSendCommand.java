package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.socket.dual.BlockingUdpSocket;
import dev.zmol.socket.dual.UdpSocket;
import dev.zmol.socket.dual.UdpSockets;
import dev.zmol.tool.Tool;
import dev.zmol.tool.ToolException;
import dev.zmol.wire.dual.IpEndpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends datagrams to a group. */
@Specialize
@Command(
    name = "send",
    description = "Send datagrams to a group.",
    mixinStandardHelpOptions = true,
    version = Tool.VERSION)
final class MulticastSendCommand implements Callable<Integer> {
  @Mixin private Interface link;

  @Option(names = "-c", paramLabel = "COUNT", description = "How many datagrams to send (default: 1).")
  private int count = 1;

  @Option(names = "-i", paramLabel = "SECONDS", description = "The time between datagrams (default: 1).")
  private double interval = 1;

  @Option(names = "--ttl", paramLabel = "HOPS", description = "How many hops they may take (default: 1).")
  private int ttl = 1;

  @Parameters(index = "0", paramLabel = "GROUP:PORT", description = "The group and the port, as in 239.1.2.3:5000.")
  private String group;

  @Parameters(index = "1", paramLabel = "TEXT", description = "What to send.")
  private String text;

  MulticastSendCommand() {}

  @Override
  public Integer call() {
    InterfaceConfiguration configuration = link.configuration();
    IpEndpoint endpoint = MulticastGroups.parse(group, link.addresses());
    if (count < 1 || !(interval >= 0) || ttl < 1 || ttl > 255) {
      throw link.addresses().misuse("-c has to be 1 or more, -i 0 or more, and --ttl from 1 to 255");
    }
    try (Interface.Running running = link.start(configuration)) {
      send(new UdpSockets(running.runner(), running.stack().udp()).bind(), endpoint);
      return 0;
    } catch (IOException | IllegalArgumentException e) {
      throw new ToolException(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private void send(BlockingUdpSocket socket, IpEndpoint endpoint) throws IOException, InterruptedException {
    socket.call(this::limited);
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    long next = System.nanoTime();
    for (int k = 0; k < count; k++) {
      TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
      socket.send(payload, endpoint);
      next += (long) (interval * 1e9);
    }
    System.out.println("sent " + count + " datagrams of " + payload.length + " bytes to " + endpoint);
  }

  private UdpSocket limited(UdpSocket socket) {
    socket.multicastHopLimit(ttl);
    return socket;
  }
}
