package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.ChecksumCapabilities;
import dev.zmol.iface.ChecksumMode;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.socket.NetworkError;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Datagrams that do not fit a packet. */
@Specialize
class UdpFragmentsTest {
  private static final int SLOTS = 64;

  private final byte[] data = new byte[65_507];
  private final byte[] received = new byte[65_536];
  private long now = 1_000_000_000;

  UdpFragmentsTest() {
    new Random(1).nextBytes(data);
  }

  private void assertReceived(UdpSocket socket, int length) {
    assertThat(socket.receive(received, 0, received.length)).isEqualTo(length);
    for (int k = 0; k < length; k++) {
      assertThat(received[k]).isEqualTo(data[k]);
    }
  }

  /** But what the other host says about its groups, which is for routers. */
  private static void assertNothingDropped(Node node) {
    assertThat(node.stack().drops().total()).isEqualTo(node.stack().drops().of(DropReason.IP_NOT_FOR_US));
  }

  @Test
  @Covers({"I5", "stack v6 two-fragment reassembly delivers to socket"})
  void datagramsOfAnyLengthGoThereAndBack() {
    for (Medium medium : List.of(Medium.ETHERNET, Medium.IP)) {
      LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(medium, 1500), SLOTS);
      Node client = Node.on(cable.left(), 1);
      Node server = Node.on(cable.right(), 2);
      UdpSocket there = server.udp().bind(7);
      UdpSocket here = client.udp().bind(4_000);
      for (IpAddress address : Node.addresses(2)) {
        for (int length : new int[] {1_473, 2_000, 9_000, 65_507}) {
          assertThat(here.send(data, 0, length, new IpEndpoint(address, 7))).isTrue();
          now = Node.exchange(client, server, now);
          assertReceived(there, length);
          assertThat(there.reply(data, 0, length)).isTrue();
          now = Node.exchange(client, server, now);
          assertReceived(here, length);
        }
      }
      assertNothingDropped(client);
      assertNothingDropped(server);
    }
  }

  /** A ring with four slots is full after four fragments: what is left follows, poll by poll. */
  @Test
  @Covers("stack v6 pollAt returns ZERO for pending UDP6 data")
  void slowDevicesGetAllFragments() {
    LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.IP, 1500), 4);
    Node client = Node.on(cable.left(), 1);
    Node server = Node.on(cable.right(), 2);
    UdpSocket there = server.udp().bind(7);
    for (IpAddress address : Node.addresses(2)) {
      assertThat(client.udp().bind().send(data, 0, 65_507, new IpEndpoint(address, 7))).isTrue();
      now = Node.exchange(client, server, now);
      assertReceived(there, 65_507);
    }
  }

  /** The device computes checksums of whole datagrams only; the stack does it for fragments. */
  @Test
  void checksumIsCompletedBeforeTheDatagramIsCut() {
    ChecksumCapabilities offload =
        new ChecksumCapabilities(
            ChecksumMode.BOTH, ChecksumMode.VERIFY, ChecksumMode.BOTH, ChecksumMode.VERIFY, ChecksumMode.VERIFY);
    LinkDevice.Pair cable = LinkDevice.pair(new DeviceCapabilities(Medium.IP, 1500, 0, offload, 0), SLOTS);
    Node client = Node.on(cable.left(), 1);
    Node server = Node.on(cable.right(), 2);
    UdpSocket there = server.udp().bind(7);
    for (IpAddress address : Node.addresses(2)) {
      assertThat(client.udp().bind().send(data, 0, 5_000, new IpEndpoint(address, 7))).isTrue();
      now = Node.exchange(client, server, now);
      assertReceived(there, 5_000);
    }
    assertThat(server.stack().drops().nonZero()).isEmpty();
  }

  @Test
  @Covers("stack reassembles out-of-order UDP fragments")
  void orderOfTheFragmentsDoesNotMatter() {
    LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.IP, 1500), SLOTS);
    LinkDevice.Pair other = LinkDevice.pair(DeviceCapabilities.plain(Medium.IP, 1500), SLOTS);
    Node client = Node.on(cable.left(), 1);
    Node server = Node.on(other.right(), 2);
    UdpSocket there = server.udp().bind(7);
    for (IpAddress address : Node.addresses(2)) {
      client.udp().bind().send(data, 0, 60_000, new IpEndpoint(address, 7));
      List<Packet> fragments = new ArrayList<>();
      Packet fragment = new Packet(1500);
      while (cable.right().receive(fragment)) {
        fragments.add(fragment);
        fragment = new Packet(1500);
      }
      Collections.shuffle(fragments, new Random(2));
      fragments.forEach(other.left()::transmit);
      server.stack().poll(now);
      assertReceived(there, 60_000);
    }
  }

  @Test
  void damagedDatagramIsDropped() {
    LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.IP, 1500), SLOTS);
    LinkDevice.Pair other = LinkDevice.pair(DeviceCapabilities.plain(Medium.IP, 1500), SLOTS);
    Node client = Node.on(cable.left(), 1);
    Node server = Node.on(other.right(), 2);
    UdpSocket there = server.udp().bind(7);
    client.udp().bind().send(data, 0, 5_000, new IpEndpoint(Node.addresses(2).getFirst(), 7));
    Packet fragment = new Packet(1500);
    while (cable.right().receive(fragment)) {
      fragment.bytes()[fragment.end() - 1] ^= 1;
      other.left().transmit(fragment);
    }
    server.stack().poll(now);
    assertThat(there.available()).isZero();
    assertThat(server.stack().drops().of(DropReason.UDP_CHECKSUM)).isOne();
  }

  /** The error quotes a datagram that nobody listens for, reassembled; its sender knows which socket sent it. */
  @Test
  void errorAboutAFragmentedDatagramReachesItsSocket() {
    LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.ETHERNET, 1500), SLOTS);
    Node client = Node.on(cable.left(), 1);
    Node server = Node.on(cable.right(), 2);
    UdpSocket socket = client.udp().bind();
    for (IpAddress address : Node.addresses(2)) {
      socket.send(data, 0, 9_000, new IpEndpoint(address, 9));
      now = Node.exchange(client, server, now);
      assertThat(socket.takeError()).isEqualTo(NetworkError.PORT_UNREACHABLE);
      assertThat(socket.errorRemote()).isEqualTo(new IpEndpoint(address, 9));
    }
  }

  /** The first fragment arrives and another one does not: the error quotes the fragment. */
  @Test
  void timeoutOfReassemblyReachesTheSocket() {
    LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.IP, 1500), SLOTS);
    LinkDevice.Pair other = LinkDevice.pair(DeviceCapabilities.plain(Medium.IP, 1500), SLOTS);
    Node client = Node.on(cable.left(), 1);
    Node server = Node.on(other.right(), 2);
    for (IpAddress address : Node.addresses(2)) {
      UdpSocket socket = client.udp().bind();
      socket.send(data, 0, 9_000, new IpEndpoint(address, 9));
      Packet packet = new Packet(1500);
      assertThat(cable.right().receive(packet)).isTrue();
      other.left().transmit(packet);
      server.stack().poll(now);
      now += 61_000_000_000L;
      server.stack().poll(now);
      assertThat(other.left().receive(packet)).isTrue();
      cable.right().transmit(packet);
      client.stack().poll(now);
      assertThat(socket.takeError()).isEqualTo(NetworkError.TIME_EXCEEDED);
      while (cable.right().receive(packet)) {
        packet.clear();
      }
    }
  }
}
