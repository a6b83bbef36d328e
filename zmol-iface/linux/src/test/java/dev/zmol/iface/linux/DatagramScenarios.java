package dev.zmol.iface.linux;

import static dev.zmol.iface.linux.NamespaceProgram.ip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.iface.Packet;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Checksum;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** What happens in the namespace with UDP super-datagrams; each method is a test of {@link KernelDeviceTest}. */
@SuppressWarnings("unused") // called by name
final class DatagramScenarios {
  private static final int SIZE = 1_000;
  private static final int LENGTH = 4 * SIZE + 7;
  private static final int HEADERS = 28;

  private DatagramScenarios() {}

  static void theKernelCutsASuperDatagramForItsSockets() throws Exception {
    try (TunDevice device = TunDevice.open("uso0", Offload.CHECKSUM_AND_SEGMENTATION);
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress("0.0.0.0", 5_000))) {
      assertThat(device.grantedOffload()).isEqualTo(GrantedOffload.UDP_SEGMENTATION);
      assertThat(device.capabilities().datagramSegmentation()).isEqualTo(65_535);
      setUp("uso0", "10.40.0.1/24");
      assertThat(device.transmit(superDatagram((10 << 24) | (40 << 16) | 2, (10 << 24) | (40 << 16) | 1))).isTrue();
      assertThat(device.dropped()).isZero();
      socket.setSoTimeout(10_000);
      for (int k = 0; k < 5; k++) {
        DatagramPacket datagram = new DatagramPacket(new byte[2_000], 2_000);
        socket.receive(datagram);
        assertThat(datagram.getLength()).isEqualTo(k == 4 ? 7 : SIZE);
        assertThat(datagram.getData()[3]).isEqualTo((byte) (k * SIZE + 3));
      }
    }
  }

  static void aSuperDatagramPassesThroughTheKernelAsItIs() throws Exception {
    try (TunDevice from = TunDevice.open("uso1", Offload.CHECKSUM_AND_SEGMENTATION);
        TunDevice to = TunDevice.open("uso2", Offload.CHECKSUM_AND_SEGMENTATION)) {
      forward("uso1", "10.41.0.1/24", "uso2", "10.42.0.1/24");
      from.transmit(superDatagram((10 << 24) | (41 << 16) | 2, (10 << 24) | (42 << 16) | 2));
      Packet packet = new Packet(65_535);
      receiveIpv4(to, packet);
      assertThat(packet.length()).isEqualTo(HEADERS + LENGTH);
      assertThat(packet.segmentation()).isEqualTo(Packet.SEGMENTATION_UDP);
      assertThat(packet.segmentSize()).isEqualTo(SIZE);
      assertThat(packet.isChecksumVerified()).isTrue();
      assertThat(packet.bytes()[packet.offset() + HEADERS + 3 * SIZE]).isEqualTo((byte) (3 * SIZE));
    }
  }

  static void theKernelCutsASuperDatagramForADeviceThatTakesNone() throws Exception {
    try (TunDevice from = TunDevice.open("uso3", Offload.CHECKSUM_AND_SEGMENTATION);
        TunDevice to = TunDevice.open("uso4")) {
      forward("uso3", "10.43.0.1/24", "uso4", "10.44.0.1/24");
      from.transmit(superDatagram((10 << 24) | (43 << 16) | 2, (10 << 24) | (44 << 16) | 2));
      Packet packet = new Packet(65_535);
      for (int k = 0; k < 5; k++) {
        receiveIpv4(to, packet);
        byte[] bytes = packet.bytes();
        int ip = packet.offset();
        assertThat(packet.length()).isEqualTo(HEADERS + (k == 4 ? 7 : SIZE));
        assertThat(bytes[ip + HEADERS]).isEqualTo((byte) (k * SIZE));
        long pseudoHeader = Checksum.add(17L + packet.length() - 20, bytes, ip + 12, ip + 20);
        assertThat(Checksum.fold(Checksum.add(pseudoHeader, bytes, ip + 20, packet.end()))).isZero();
      }
    }
  }

  private static void forward(String first, String firstCidr, String second, String secondCidr) throws Exception {
    Files.writeString(Path.of("/proc/sys/net/ipv4/ip_forward"), "1");
    setUp(first, firstCidr);
    setUp(second, secondCidr);
  }

  private static void setUp(String name, String cidr) throws Exception {
    ip("addr add " + cidr + " dev " + name);
    ip("link set dev " + name + " up");
  }

  private static void receiveIpv4(TunDevice device, Packet packet) {
    long end = System.nanoTime() + 10_000_000_000L;
    do {
      while (!device.receive(packet)) {
        assertThat(System.nanoTime()).as("time").isLessThan(end);
        device.await(1_000_000_000);
      }
    } while (packet.bytes()[packet.offset()] != 0x45);
  }

  /** Bytes 0, 1, 2, … from port 5001 to port 5000, in datagrams of 1,000 bytes. */
  private static Packet superDatagram(int source, int destination) {
    Packet packet = new Packet(65_535);
    packet.set(Packet.HEADROOM, HEADERS + LENGTH);
    byte[] bytes = packet.bytes();
    int ip = packet.offset();
    BigEndian.putInt(bytes, ip, 0x4500_0000 | packet.length());
    BigEndian.putInt(bytes, ip + 4, 0x4000);
    BigEndian.putInt(bytes, ip + 8, (64 << 24) | (17 << 16));
    BigEndian.putInt(bytes, ip + 12, source);
    BigEndian.putInt(bytes, ip + 16, destination);
    BigEndian.putShort(bytes, ip + 10, Checksum.fold(Checksum.add(0, bytes, ip, ip + 20)));
    BigEndian.putInt(bytes, ip + 20, (5_001 << 16) | 5_000);
    BigEndian.putInt(bytes, ip + 24, (8 + LENGTH) << 16);
    BigEndian.putShort(bytes, ip + 26, Checksum.foldSum(Checksum.add(17 + 8 + LENGTH, bytes, ip + 12, ip + 20)));
    for (int k = 0; k < LENGTH; k++) {
      bytes[ip + HEADERS + k] = (byte) k;
    }
    packet.requestChecksum(ip + 20, 6);
    packet.superSegment(Packet.SEGMENTATION_UDP, SIZE);
    return packet;
  }
}
