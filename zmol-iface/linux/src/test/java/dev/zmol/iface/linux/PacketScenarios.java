package dev.zmol.iface.linux;

import static dev.zmol.iface.linux.NamespaceProgram.command;
import static dev.zmol.iface.linux.NamespaceProgram.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zmol.iface.ChecksumMode;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.iface.capture.FrameDirection;
import dev.zmol.iface.capture.LinkType;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.MacAddress;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/**
 * What happens in the namespace with raw packet sockets, over pairs of {@code veth}: the socket is at the end that has
 * no address, the kernel's sockets are at the other. Each method is a test of {@link PacketSocketDeviceTest}.
 */
@SuppressWarnings("unused") // called by name
final class PacketScenarios {
  private static final MacAddress OURS = MacAddress.parse("02:00:00:00:00:09");
  private static final MacAddress OTHERS = MacAddress.parse("02:00:00:00:00:0a");
  private static final int IPV4 = 0x0800;
  private static final int EXPERIMENTAL = 0x88b5;

  private PacketScenarios() {}

  static void theKernelAndASocketExchangeFrames() throws Exception {
    cable("plain", "10.30.0.1/24");
    command("ethtool -K plain1 tx off");
    neighbor("plain", "10.30.0.2", OURS);
    try (PacketSocketDevice device = PacketSocketDevice.open("plain0", OURS, Offload.NONE);
        DatagramSocket socket = new DatagramSocket()) {
      assertThat(device.name()).isEqualTo("plain0");
      assertThat(device.grantedOffload()).isEqualTo(GrantedOffload.NONE);
      assertThat(device.capabilities().medium()).isEqualTo(Medium.ETHERNET);
      assertThat(device.capabilities().mtu()).isEqualTo(1_400);
      assertThat(device.capabilities().checksums().udp()).isEqualTo(ChecksumMode.BOTH);
      echo(device, socket, "10.30.0.2");
    }
  }

  static void theKernelAndASocketShareChecksums() throws Exception {
    cable("shared", "10.31.0.1/24");
    neighbor("shared", "10.31.0.2", OURS);
    try (PacketSocketDevice device =
            PacketSocketDevice.open("shared0", OURS, Offload.CHECKSUM_AND_SEGMENTATION);
        DatagramSocket socket = new DatagramSocket()) {
      assertThat(device.grantedOffload().includes(GrantedOffload.TCP_SEGMENTATION)).isTrue();
      assertThat(device.capabilities().segmentation()).isEqualTo(65_535);
      assertThat(device.capabilities().checksums().udp()).isEqualTo(ChecksumMode.VERIFY);
      Packet packet = echo(device, socket, "10.31.0.2");
      assertThat(packet.checksumStart()).isEqualTo(packet.offset() + 14 + 20);
      assertThat(packet.checksumOffset()).isEqualTo(6);
    }
  }

  static void framesOfOtherStationsAreNotReceivedUnlessAskedFor() throws Exception {
    cable("filter", "10.32.0.1/24");
    neighbor("filter", "10.32.0.2", OURS);
    neighbor("filter", "10.32.0.3", OTHERS);
    try (PacketSocketDevice ours = PacketSocketDevice.open("filter0", OURS, Offload.NONE);
        PacketSocketDevice all = PacketSocketDevice.openPromiscuous("filter0", Offload.NONE);
        DatagramSocket socket = new DatagramSocket()) {
      send(socket, "theirs", "10.32.0.3");
      send(socket, "ours", "10.32.0.2");
      send(socket, "everybody's", "10.32.0.255");
      Packet packet = new Packet(1514);
      assertThat(nextText(ours, packet)).isEqualTo("ours");
      assertThat(nextText(ours, packet)).isEqualTo("everybody's");
      assertThat(nextText(all, packet)).isEqualTo("theirs");
      assertThat(nextText(all, packet)).isEqualTo("ours");
    }
  }

  static void ownFramesAreNotReceived() throws Exception {
    cable("own", "10.33.0.1/24");
    neighbor("own", "10.33.0.2", OURS);
    try (PacketSocketDevice device = PacketSocketDevice.openPromiscuous("own0", Offload.NONE);
        PacketSocketDevice peer = PacketSocketDevice.openPromiscuous("own1", Offload.NONE);
        DatagramSocket socket = new DatagramSocket()) {
      Packet packet = new Packet(1514);
      packet.set(Packet.HEADROOM, 60);
      BigEndian.putLong(packet.bytes(), packet.offset(), -1);
      BigEndian.putShort(packet.bytes(), packet.offset() + 12, EXPERIMENTAL);
      transmit(device, packet);
      receive(peer, packet, EXPERIMENTAL);
      send(socket, "last", "10.33.0.2");
      do {
        receive(device, packet);
        assertThat(etherType(packet)).isNotEqualTo(EXPERIMENTAL);
      } while (etherType(packet) != IPV4);
      assertThat(text(packet)).isEqualTo("last");
    }
  }

  static void framesOfAVlanAreLeftOut() throws Exception {
    cable("tagged", "10.34.0.1/24");
    try (PacketSocketDevice device = PacketSocketDevice.open("tagged0", OURS, Offload.NONE);
        PacketSocketDevice peer = PacketSocketDevice.openPromiscuous("tagged1", Offload.NONE)) {
      Packet packet = new Packet(1514);
      packet.set(Packet.HEADROOM, 64);
      BigEndian.putLong(packet.bytes(), packet.offset(), OURS.bits() << 16);
      BigEndian.putInt(packet.bytes(), packet.offset() + 12, 0x8100_0005);
      BigEndian.putShort(packet.bytes(), packet.offset() + 16, EXPERIMENTAL);
      transmit(peer, packet);
      BigEndian.putInt(packet.bytes(), packet.offset() + 12, EXPERIMENTAL << 16);
      BigEndian.putLong(packet.bytes(), packet.offset() + 20, 42);
      transmit(peer, packet);
      receive(device, packet, EXPERIMENTAL);
      assertThat(BigEndian.getLong(packet.bytes(), packet.offset() + 20)).as("of the untagged frame").isEqualTo(42);
    }
  }

  static void anInterfaceWithoutALinkLayerCarriesPackets() throws Exception {
    try (TunDevice tun = TunDevice.open("bare0", Offload.NONE)) {
      ip("addr add 10.38.0.1/24 dev bare0");
      ip("link set bare0 up");
      try (PacketSocketDevice device = PacketSocketDevice.open("bare0", OURS, Offload.NONE)) {
        assertThat(device.capabilities().medium()).isEqualTo(Medium.IP);
        Packet packet = new Packet(1500);
        for (int k = 0; k < 28; k++) {
          packet.bytes()[Packet.HEADROOM + k] = (byte) (k == 0 ? 0x45 : k == 3 ? 28 : k == 9 ? 253 : 0);
        }
        packet.set(Packet.HEADROOM, 28);
        assertThat(tun.transmit(packet)).isTrue();
        Packet received = new Packet(1500);
        nextOfProtocol(device, received);
        assertThat(received.length()).isEqualTo(28);
        transmit(device, packet);
        nextOfProtocol(tun, received);
        assertThat(received.length()).isEqualTo(28);
      }
    }
  }

  /** Receives until there is an IPv4 packet of the protocol of these tests. */
  private static void nextOfProtocol(KernelDevice device, Packet packet) {
    long end = System.nanoTime() + 10_000_000_000L;
    do {
      while (!device.receive(packet)) {
        assertThat(System.nanoTime()).as("time").isLessThan(end);
        device.await(1_000_000_000);
      }
    } while (packet.bytes()[packet.offset()] != 0x45 || (packet.bytes()[packet.offset() + 9] & 0xff) != 253);
  }

  static void aCaptureSeesBothDirectionsAndTags() throws Exception {
    cable("seen", "10.37.0.1/24");
    command("ethtool -K seen1 tx off");
    neighbor("seen", "10.37.0.2", OURS);
    try (PacketCapture capture = PacketCapture.open("seen1", true);
        PacketSocketDevice device = PacketSocketDevice.open("seen0", OURS, Offload.NONE);
        DatagramSocket socket = new DatagramSocket()) {
      assertThat(capture.linkType()).isEqualTo(LinkType.ETHERNET);
      long before = System.currentTimeMillis() * 1_000_000L;
      echo(device, socket, "10.37.0.2");
      capture(capture, IPV4, 12);
      assertThat(capture.direction()).isEqualTo(FrameDirection.OUTBOUND);
      assertThat(capture.epochNanos()).isBetween(before - 1_000_000L, before + 60_000_000_000L);
      do {
        capture(capture, IPV4, 12);
      } while (capture.direction() != FrameDirection.INBOUND);
      Packet packet = new Packet(1514);
      packet.set(Packet.HEADROOM, 64);
      BigEndian.putLong(packet.bytes(), packet.offset(), OTHERS.bits() << 16);
      BigEndian.putInt(packet.bytes(), packet.offset() + 12, 0x8100_2005);
      BigEndian.putShort(packet.bytes(), packet.offset() + 16, EXPERIMENTAL);
      transmit(device, packet);
      capture(capture, EXPERIMENTAL, 16);
      assertThat(BigEndian.getInt(capture.bytes(), capture.offset() + 12)).isEqualTo(0x8100_2005);
      assertThat(capture.length()).isEqualTo(64);
      assertThat(capture.originalLength()).isEqualTo(64);
      assertThat(capture.dropped()).isZero();
    }
  }

  /** Captures until there is a frame with a number at some place. */
  private static void capture(PacketCapture capture, int number, int at) {
    do {
      assertThat(capture.next(10_000_000_000L)).as("a frame").isTrue();
    } while (BigEndian.getShort(capture.bytes(), capture.offset() + at) != number);
  }

  static void aCaptureEndsWhenItIsStopped() throws Exception {
    ip("link set lo up");
    try (PacketCapture capture = PacketCapture.open("lo", false)) {
      assertThat(capture.next(1_000_000)).isFalse();
      Thread stopper = Thread.ofPlatform().start(capture::stop);
      long before = System.nanoTime();
      while (capture.next(60_000_000_000L)) {
        assertThat(System.nanoTime() - before).isLessThan(30_000_000_000L);
      }
      assertThat(System.nanoTime() - before).isLessThan(30_000_000_000L);
      stopper.join();
    }
    assertThatThrownBy(() -> PacketCapture.open("nowhere", true)).isInstanceOf(DeviceException.class);
  }

  static void anInterfaceThatGoesDownAndComesBackGoesOn() throws Exception {
    cable("down", "10.36.0.1/24");
    command("ethtool -K down1 tx off");
    neighbor("down", "10.36.0.2", OURS);
    try (PacketSocketDevice device = PacketSocketDevice.open("down0", OURS, Offload.NONE);
        DatagramSocket socket = new DatagramSocket()) {
      echo(device, socket, "10.36.0.2");
      ip("link set dev down0 down");
      Packet packet = new Packet(1514);
      packet.set(Packet.HEADROOM, 60);
      assertThat(device.transmit(packet)).isTrue();
      assertThat(device.dropped()).isPositive();
      while (device.receive(packet)) {
        packet.clear();
      }
      device.await(1);
      device.receive(packet);
      long before = System.nanoTime();
      device.await(20_000_000);
      assertThat(System.nanoTime() - before).as("sleeps instead of spinning").isGreaterThan(19_000_000);
      ip("link set dev down0 up");
      neighbor("down", "10.36.0.2", OURS);
      echo(device, socket, "10.36.0.2");
      ip("link del dev down0");
      assertThat(device.receive(packet)).isFalse();
      assertThat(device.transmit(packet)).isTrue();
    }
  }

  static void whatCannotBeOpenedIsReported() {
    assertThatThrownBy(() -> PacketSocketDevice.open("nowhere", OURS, Offload.NONE))
        .isInstanceOf(DeviceException.class)
        .hasMessage("there is no interface 'nowhere' (ENODEV): look for its name with 'ip link'");
    assertThatThrownBy(() -> PacketSocketDevice.openPromiscuous("lo", Offload.NONE))
        .isInstanceOf(DeviceException.class)
        .hasMessage("the interface 'lo' carries neither Ethernet frames nor IP packets alone: choose another one");
    MacAddress group = MacAddress.parse("01:00:5e:00:00:01");
    assertThatThrownBy(() -> PacketSocketDevice.open("lo", group, Offload.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("address is 01:00:5e:00:00:01; it has to be a unicast address");
  }

  private static void cable(String name, String cidr) throws IOException, InterruptedException {
    ip("link add " + name + "0 type veth peer name " + name + "1");
    ip("link set dev " + name + "0 mtu 1400 up");
    ip("link set dev " + name + "1 mtu 1400 up");
    ip("addr add " + cidr + " brd + dev " + name + "1");
  }

  private static void neighbor(String name, String host, MacAddress mac) throws IOException, InterruptedException {
    ip("neigh replace " + host + " lladdr " + mac + " dev " + name + "1");
  }

  /** Sends a datagram to a host that is not there, answers it, and returns the packet as it was received. */
  private static Packet echo(PacketSocketDevice device, DatagramSocket socket, String host) throws IOException {
    Packet received = new Packet(device.capabilities().maxFrameLength());
    long end = System.nanoTime() + 10_000_000_000L;
    do {
      assertThat(System.nanoTime()).as("time").isLessThan(end);
      // The kernel loses what it sends before it has noticed that the cable is plugged in.
      send(socket, "hello", host);
    } while (!receiveSoon(device, received));
    assertThat(text(received)).isEqualTo("hello");
    Packet answer = new Packet(received.room());
    answer.copyOf(received);
    swap(answer, 0, 6, 6);
    swap(answer, 14 + 12, 14 + 16, 4);
    swap(answer, 14 + 20, 14 + 22, 2);
    transmit(device, answer);
    socket.setSoTimeout(10_000);
    DatagramPacket datagram = new DatagramPacket(new byte[100], 100);
    socket.receive(datagram);
    assertThat(new String(datagram.getData(), 0, datagram.getLength(), StandardCharsets.US_ASCII)).isEqualTo("hello");
    return received;
  }

  private static void send(DatagramSocket socket, String text, String host) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    socket.setBroadcast(true);
    socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getByName(host), 7));
  }

  private static boolean receiveSoon(PacketSocketDevice device, Packet packet) {
    long end = System.nanoTime() + 100_000_000;
    while (System.nanoTime() < end) {
      if (device.receive(packet) && etherType(packet) == IPV4) {
        return true;
      }
      device.await(10_000_000);
    }
    return false;
  }

  /** Transmits a frame as soon as the interface, which has just been set up, has its queue. */
  private static void transmit(PacketSocketDevice device, Packet packet) {
    long end = System.nanoTime() + 10_000_000_000L;
    long dropped;
    do {
      assertThat(System.nanoTime()).as("time").isLessThan(end);
      dropped = device.dropped();
      assertThat(device.transmit(packet)).isTrue();
    } while (device.dropped() != dropped);
  }

  private static String nextText(PacketSocketDevice device, Packet packet) {
    receive(device, packet, IPV4);
    return text(packet);
  }

  private static String text(Packet packet) {
    int udp = packet.offset() + 14 + 20;
    int length = BigEndian.getShort(packet.bytes(), udp + 4) - 8;
    return new String(packet.bytes(), udp + 8, length, StandardCharsets.US_ASCII);
  }

  private static int etherType(Packet packet) {
    return BigEndian.getShort(packet.bytes(), packet.offset() + 12);
  }

  private static void receive(PacketSocketDevice device, Packet packet, int etherType) {
    do {
      receive(device, packet);
    } while (etherType(packet) != etherType);
  }

  private static void receive(PacketSocketDevice device, Packet packet) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!device.receive(packet)) {
      assertThat(System.nanoTime()).as("time").isLessThan(end);
      device.await(1_000_000_000);
    }
  }

  private static void swap(Packet packet, int first, int second, int length) {
    byte[] bytes = packet.bytes();
    for (int k = 0; k < length; k++) {
      byte old = bytes[packet.offset() + first + k];
      bytes[packet.offset() + first + k] = bytes[packet.offset() + second + k];
      bytes[packet.offset() + second + k] = old;
    }
  }
}
