package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.testkit.network.ManualClock;
import dev.zmol.testkit.network.SimulatedLink;
import dev.zmol.testkit.network.Simulation;
import dev.zmol.wire.dual.IpEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

@Specialize
@Covers("S4")
class ReadAheadDeviceTest {
  private final SimulatedLink link =
      SimulatedLink.create(DeviceCapabilities.plain(Medium.IP, 1500), 1_000_000_000, 3);
  private final Node client = Node.on(link.left(), 1);
  private final ReadAheadDevice device = new ReadAheadDevice(link.right());
  private final Node server = Node.on(device, 2);
  private final Simulation simulation =
      new Simulation(new ManualClock(1_000_000_000), link, client.stack(), server.stack());

  @Test
  void veryManyConnectionsAreServedInTheirOrder() {
    device.attach(server.tcp());
    TcpListener listener = server.tcp().listen(80, 1_000);
    List<TcpConnection> clients = new ArrayList<>();
    List<TcpConnection> servers = new ArrayList<>();
    IpEndpoint service = new IpEndpoint(Node.addresses(2).getFirst(), 80);
    while (servers.size() < ReadAheadDevice.LEAST_CONNECTIONS + 500) {
      for (int k = 0; k < 100; k++) {
        clients.add(client.tcp().connect(service));
      }
      simulation.runUntil(() -> listener.pending() == 100, Duration.ofSeconds(5));
      for (TcpConnection next = listener.accept(); next != null; next = listener.accept()) {
        servers.add(next);
      }
    }

    Transfer[] transfers = new Transfer[50];
    for (int k = 0; k < transfers.length; k++) {
      TcpConnection to = find(servers, clients.get(k * 40));
      transfers[k] = Transfer.oneWay(clients.get(k * 40), to, 20_000, k);
    }

    assertThat(simulation.runUntil(() -> List.of(transfers).stream().allMatch(Transfer::isFinished), Duration.ofMinutes(1)))
        .isTrue();
    assertThat(transfers).allMatch(Transfer::isIntact);
  }

  private static TcpConnection find(List<TcpConnection> servers, TcpConnection client) {
    return servers.stream().filter(server -> server.remote().equals(client.local())).findFirst().orElseThrow();
  }

  @Test
  void framesOfAnyContentAreReadWithinTheirBounds() {
    SplittableRandom random = new SplittableRandom(1);
    ReadAhead readAhead = new TcpDemultiplexer(7).readAhead();
    for (int k = 0; k < 100_000; k++) {
      int length = random.nextInt(64);
      Packet packet = new Packet(length);
      packet.set(packet.bytes().length - length, length);
      byte[] bytes = packet.bytes();
      for (int at = packet.offset(); at < packet.end(); at++) {
        bytes[at] = (byte) random.nextInt();
      }
      if (length > 0) {
        bytes[packet.offset()] = (byte) (random.nextBoolean() ? 0x40 + random.nextInt(16) : 0x60);
      }
      for (int at : new int[] {6, 9, 20, 23}) {
        if (at < length) {
          bytes[packet.offset() + at] = 6;
        }
      }
      readAhead.read(new Packet[] {packet}, 1, random.nextBoolean() ? Medium.IP : Medium.ETHERNET);
    }
  }
}
