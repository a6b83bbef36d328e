package dev.zmol.socket.dual;

import static dev.zmol.annotations.Family.IPV4;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.testkit.network.ManualClock;
import dev.zmol.testkit.network.SimulatedLink;
import dev.zmol.testkit.network.Simulation;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.TcpSegment;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.PseudoHeader;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** SYNs that come from nowhere, go to everybody, or are answered with an ICMP error. */
@Specialize
@Covers("S1")
class SynSourcesTest {
  private static final int PORTS = 999 << 16 | 80;

  private final SimulatedLink link =
      SimulatedLink.create(DeviceCapabilities.plain(Medium.IP, 1500), 1_000_000_000, 3);
  private final TunnelStack client = new ComposedTunnelStack(link.left(), Node.configuration(1));
  private final Node server = Node.on(link.right(), 2);
  private final Simulation simulation =
      new Simulation(new ManualClock(1_000_000_000), link, client, server.stack());
  private final IpAddress victim = Node.addresses(2).getFirst();

  private void syn(IpAddress source, IpAddress destination) {
    IpLayer ip = client.ip();
    Packet packet = ip.outgoing();
    int at = packet.offset();
    packet.set(at, 20);
    TcpSegment.emit(packet.bytes(), at, PORTS >>> 16, PORTS & 0xffff, 1, 0, 20, TcpFlags.SYN, 1000);
    TcpSegment.fillChecksum(
        packet.bytes(), at, packet.end(), PseudoHeader.sum(source, destination, IpProtocol.TCP, packet.length()));
    ip.send(packet, source, destination, IpProtocol.TCP, 0, 64, simulation.clock().nowNanos());
    simulation.runFor(Duration.ofMillis(1));
  }

  @Test
  @Covers({"MUST-63", "hostile: SYN sources"})
  void aSynFromAnAddressThatNoHostHasIsDropped() {
    TcpListener listener = server.tcp().listen(80, 4);

    syn(IpAddress.parse(Comptime.IPV4 ? "224.0.0.9" : "ff02::9"), victim);
    syn(IpAddress.parse(Comptime.IPV4 ? "0.0.0.0" : "::"), victim);
    syn(IpAddress.parse(Comptime.IPV4 ? "127.0.0.1" : "::1"), victim);

    assertThat(listener.halfOpen()).isZero();
    assertThat(link.sentToLeft()).isZero();
    assertThat(server.stack().drops().of(DropReason.IP_SOURCE_INVALID)).isEqualTo(3);
  }

  @Only(IPV4)
  @Test
  @Covers({"MUST-63", "hostile: SYN sources"})
  void aSynFromABroadcastAddressIsDropped() {
    TcpListener listener = server.tcp().listen(80, 4);

    syn(IpAddress.parse("255.255.255.255"), victim);
    syn(IpAddress.parse("10.0.0.255"), victim);

    assertThat(listener.halfOpen()).isZero();
    assertThat(link.sentToLeft()).isZero();
  }

  @Test
  @Covers({"MUST-57", "hostile: SYN sources"})
  void aSynToEverybodyIsDropped() {
    TcpListener listener = server.tcp().listen(80, 4);

    syn(Node.addresses(1).getFirst(), IpAddress.parse(Comptime.IPV4 ? "224.0.0.1" : "ff02::1"));

    assertThat(listener.halfOpen()).isZero();
    assertThat(link.sentToLeft()).isZero();
    assertThat(server.stack().drops().of(DropReason.TCP_UNACCEPTABLE)).isOne();
  }

  @Test
  @Covers("RFC 5461 §4.1")
  void aHostThatSpeaksNoTcpEndsItsHalfOpenConnection() {
    TcpListener listener = server.tcp().listen(80, 4);
    int[] halfOpen = new int[1];
    link.filterToLeft(
        _ -> {
          halfOpen[0] = listener.halfOpen();
          return true;
        });

    syn(Node.addresses(1).getFirst(), victim);
    simulation.runFor(Duration.ofMillis(10));

    assertThat(halfOpen[0]).isOne();
    assertThat(listener.halfOpen()).isZero();
  }
}
