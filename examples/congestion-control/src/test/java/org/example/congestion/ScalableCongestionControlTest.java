package org.example.congestion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Stack;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.socket.dual.ComposedIpStack;
import dev.zmol.socket.dual.IpStack;
import dev.zmol.socket.dual.TcpConnection;
import dev.zmol.socket.dual.TcpListener;
import dev.zmol.socket.tcp.CongestionAlgorithm;
import dev.zmol.socket.tcp.CongestionControl;
import dev.zmol.socket.tcp.TcpConfiguration;
import dev.zmol.testkit.network.LinkConditions;
import dev.zmol.testkit.network.SimulatedLink;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.IpEndpoint;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How long it takes to get data over a lossy path, in the time of a simulated network. */
class ScalableCongestionControlTest {
  private static final int BYTES = 2 << 20;

  private final byte[] chunk = new byte[8192];

  private static IpStack host(Device device, String address, CongestionControl.Factory congestion) {
    InterfaceConfiguration host =
        InterfaceConfiguration.builder().address(IpCidr.parse(address)).random(new Random(1)).build();
    TcpConfiguration tcp = TcpConfiguration.builder().congestion(congestion).buffers(1 << 20, 1 << 20).build();
    return new ComposedIpStack(device, host, tcp);
  }

  private double seconds(CongestionControl.Factory congestion) {
    SimulatedLink link = SimulatedLink.create(DeviceCapabilities.plain(Medium.IP, 1500), 0, 7);
    link.conditions(LinkConditions.PERFECT.withLatency(Duration.ofMillis(10)).withLoss(0.005));
    IpStack client = host(link.left(), "192.0.2.1/24", congestion);
    IpStack server = host(link.right(), "192.0.2.2/24", congestion);
    TcpListener listener = server.tcp().listen(80, 1);
    TcpConnection to = client.tcp().connect(IpEndpoint.parse("192.0.2.2:80"));
    int sent = 0;
    int received = 0;
    TcpConnection from = null;
    long now = 0;
    while (received < BYTES) {
      from = from == null ? listener.accept() : from;
      sent += to.send(chunk, 0, Math.min(chunk.length, BYTES - sent));
      received += from == null ? 0 : from.receive(chunk, 0, chunk.length);
      client.poll(now);
      server.poll(now);
      now = Math.min(link.nextArrivalNanos(), Math.min(next(client, now), next(server, now)));
      link.advanceTo(now);
    }
    assertEquals(BYTES, received);
    return now / 1e9;
  }

  private static long next(Stack stack, long now) {
    return Math.max(stack.pollAt(), now + 100_000);
  }

  @Test
  void isFasterThanNewRenoOverAPathThatLosesSegments() {
    assertTrue(seconds(ScalableCongestionControl::new) < seconds(CongestionAlgorithm.NEW_RENO));
  }
}
