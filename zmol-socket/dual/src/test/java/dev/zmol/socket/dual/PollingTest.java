package dev.zmol.socket.dual;

import static dev.zmol.testkit.packets.PacketAssert.assertThatPacket;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.LoopbackDevice;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.IpEndpoint;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** When the ready-made stacks want to be polled, and what they do then. */
@Specialize
@Covers("I1")
class PollingTest {
  private static final long SECOND = 1_000_000_000;
  private static final IpEndpoint SERVICE = new IpEndpoint(IpAddress.parse(Comptime.IPV4 ? "10.0.0.2" : "fd00::2"), 80);

  private final LinkDevice.Pair tunnel = LinkDevice.pair(DeviceCapabilities.plain(Medium.IP, 1500));
  private final IpStack client = new ComposedIpStack(tunnel.left(), Node.configuration(1));
  private final Packet packet = new Packet(1514);

  @Test
  @Covers({"stack empty RX returns false", "stack pollAt returns null with no sockets"})
  void aStackWithNothingToDoSaysSo() {
    assertThat(client.poll(0)).isFalse();
    assertThat(client.pollAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  @Covers({
    "stack pollAt returns ZERO for pending TCP SYN-SENT",
    "stack v6 pollAt returns ZERO for pending TCP6 SYN-SENT",
    "stack poll returns true for egress-only activity"
  })
  void aNewConnectionWantsToBePolledAtOnce() {
    client.poll(SECOND);
    client.tcp().connect(SERVICE);
    assertThat(client.pollAt()).isLessThanOrEqualTo(SECOND);

    assertThat(client.poll(SECOND)).isTrue();

    assertThat(tunnel.right().receive(packet)).isTrue();
    assertThatPacket(packet, Medium.IP)
        .hasValidChecksums()
        .isTcp()
        .isToPort(SERVICE.port())
        .hasFlags(TcpFlags.SYN)
        .hasOption(2)
        .hasPayloadLength(0);
  }

  @Test
  @Covers("stack pollAt returns retransmit deadline after SYN dispatch")
  void aSynIsDueAgainAfterTheInitialTimeout() {
    client.tcp().connect(SERVICE);
    client.poll(SECOND);
    tunnel.right().receive(packet);
    packet.clear();
    assertThat(client.poll(SECOND + SECOND / 2)).isFalse();

    long now = SECOND;
    for (int polls = 0; polls < 3 && !tunnel.right().receive(packet); polls++) {
      now = client.pollAt();
      client.poll(now);
    }

    assertThatPacket(packet, Medium.IP).isTcp().hasFlags(TcpFlags.SYN);
    assertThat(now).isBetween(2 * SECOND, 2 * SECOND + SECOND / 10);
  }

  @Test
  void egressAloneLeavesWhatHasArrivedInTheDevice() {
    tunnel.right().transmit(frame());
    client.tcp().connect(SERVICE);

    assertThat(client.egress(0)).isTrue();

    assertThat(tunnel.right().receive(packet)).isTrue();
    assertThat(client.drops().total()).isZero();
    client.poll(0);
    assertThat(client.drops().total()).isOne();
  }

  /** Lets hosts say which groups they are in, which is of no interest here. */
  private static void reportGroups(EthernetStack left, EthernetStack right) {
    for (long now = -5 * SECOND; now < 0; now += SECOND) {
      left.poll(now);
      right.poll(now);
    }
    left.poll(-1);
  }

  /** A packet of no known version. */
  private static Packet frame() {
    Packet frame = new Packet(100);
    frame.set(Packet.HEADROOM, 40);
    return frame;
  }

  @Test
  @Covers({
    "stack emits ARP request for unknown neighbor on TCP egress",
    "stack TCP SYN sent after ARP resolution",
    "stack v6 TCP egress triggers NDP when neighbor unknown"
  })
  void aSynWaitsUntilTheNeighborHasAnswered() {
    LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.ETHERNET, 1500));
    EthernetStack left = new ComposedEthernetStack(cable.left(), Node.configuration(1));
    EthernetStack right = new ComposedEthernetStack(cable.right(), Node.configuration(2));
    reportGroups(left, right);
    TcpListener listener = right.tcp().listen(SERVICE.port(), 1);
    left.tcp().connect(SERVICE);
    left.poll(0);
    assertThat(cable.right().receive(packet)).as("a question").isTrue();
    right.ingress(packet, 0);
    assertThat(cable.right().receive(packet)).as("and nothing else").isFalse();
    assertThat(listener.halfOpen()).isZero();

    right.poll(0);
    left.poll(0);
    right.poll(0);

    assertThat(listener.halfOpen()).isOne();
  }

  @Test
  @Covers({"D2", "stack loopback device round-trip"})
  void aStackOnALoopbackDeviceHearsItself() {
    IpCidr own = IpCidr.parse(Comptime.IPV4 ? "127.0.0.1/8" : "::1/128");
    InterfaceConfiguration configuration =
        InterfaceConfiguration.builder().address(own).loopback(true).random(new Random(3)).build();
    IpStack stack = new ComposedIpStack(new LoopbackDevice(), configuration);
    UdpSocket server = stack.udp().bind(7);

    stack.udp().bind().send(new byte[5], 0, 5, new IpEndpoint(own.address(), 7));
    stack.poll(0);

    assertThat(server.available()).isOne();
  }
}
