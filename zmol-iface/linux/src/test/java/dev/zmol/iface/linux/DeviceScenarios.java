package dev.zmol.iface.linux;

import static dev.zmol.iface.linux.NamespaceProgram.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.zmol.iface.ChecksumMode;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** What happens in the namespace; each method is a test of {@link KernelDeviceTest}. */
@SuppressWarnings("unused") // called by name
final class DeviceScenarios {
  private static final int ARP = 0x0806;
  private static final int IPV4 = 0x0800;
  private static final byte[] OUR_MAC = {2, 0, 0, 0, 0, 9};
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  private DeviceScenarios() {}

  static void theKernelAndATapDeviceExchangeFrames() throws Exception {
    try (TapDevice device = TapDevice.open("tap0");
        DatagramSocket socket = new DatagramSocket()) {
      setUp("tap0", "10.1.0.1/24");
      send(socket, "hello", "10.1.0.2");
      Packet packet = new Packet(1514);
      receiveEthernet(device, packet, ARP);
      answerArp(packet);
      assertThat(device.transmit(packet)).isTrue();
      receiveEthernet(device, packet, IPV4);
      swap(packet, 0, 6, 6);
      packet.pull(14);
      swapIpv4(packet);
      packet.push(14);
      assertThat(device.transmit(packet)).isTrue();
      assertThat(received(socket)).isEqualTo("hello");
    }
  }

  static void theKernelAndATunDeviceExchangePackets() throws Exception {
    try (TunDevice device = TunDevice.open("tun0");
        DatagramSocket socket = new DatagramSocket()) {
      assertThat(device.capabilities().medium()).isEqualTo(Medium.IP);
      setUp("tun0", "10.2.0.1/24");
      send(socket, "hello", "10.2.0.2");
      Packet packet = new Packet(1500);
      receiveIpv4(device, packet);
      assertThat(packet.length()).isEqualTo(20 + 8 + 5);
      assertThat(packet.offset()).isEqualTo(Packet.HEADROOM);
      swapIpv4(packet);
      assertThat(device.transmit(packet)).isTrue();
      assertThat(received(socket)).isEqualTo("hello");
    }
  }

  static void theMtuIsThatOfTheInterface() throws Exception {
    ip("tuntap add dev prepared mode tap");
    ip("link set dev prepared mtu 9000");
    try (TapDevice device = TapDevice.open("prepared")) {
      assertThat(device.capabilities().mtu()).isEqualTo(9000);
      assertThat(device.capabilities().maxFrameLength()).isEqualTo(9014);
    }
    ip("link del dev prepared");
  }

  static void theKernelChoosesANumber() {
    try (TapDevice first = TapDevice.open("zm%d");
        TapDevice second = TapDevice.open("zm%d")) {
      assertThat(first.name()).isEqualTo("zm0");
      assertThat(second.name()).isEqualTo("zm1");
    }
  }

  static void aNameInUseIsReported() {
    try (TapDevice first = TapDevice.open("taken")) {
      assertThatThrownBy(() -> TapDevice.open(first.name()))
          .isInstanceOf(DeviceException.class)
          .hasMessage("the TAP device 'taken' is in use (EBUSY): end the program that has it, or choose another name");
    }
  }

  static void anInterfaceOfAnotherKindIsReported() {
    try (TunDevice tun = TunDevice.open("other")) {
      assertThatThrownBy(() -> TapDevice.open(tun.name()))
          .isInstanceOf(DeviceException.class)
          .hasMessageStartingWith("there is an interface 'other' already that is no TAP device")
          .hasMessageContaining("(EINVAL): choose another name");
    }
    assertThatThrownBy(() -> TunDevice.open("lo"))
        .isInstanceOf(DeviceException.class)
        .hasMessageStartingWith("there is an interface 'lo' already that is no TUN device");
  }

  static void missingPermissionIsReported() {
    assertThatThrownBy(() -> TapDevice.open("tap0"))
        .isInstanceOf(DeviceException.class)
        .hasMessage(
            "no permission to create the TAP device 'tap0' (EPERM): run as root, or inside of 'unshare --user"
                + " --map-root-user --net', or let root prepare it with 'ip tuntap add dev tap0 mode tap user USER'");
  }

  static void missingNativeAccessIsReported() {
    for (int k = 0; k < 2; k++) {
      assertThatThrownBy(() -> TapDevice.open("tap0"))
          .isInstanceOf(DeviceException.class)
          .hasMessage("native access is denied: start java with --enable-native-access=ALL-UNNAMED");
    }
  }

  static void anInterfaceThatGoesDownLosesFramesWithoutThrowing() throws Exception {
    try (TunDevice device = TunDevice.open("fragile")) {
      Packet packet = new Packet(1500);
      packet.set(Packet.HEADROOM, 40);
      packet.bytes()[Packet.HEADROOM] = 0x45;
      setUp("fragile", "10.3.0.1/24");
      assertThat(device.transmit(packet)).isTrue();
      assertThat(device.dropped()).isZero();
      ip("link set dev fragile down");
      assertThat(device.transmit(packet)).isTrue();
      assertThat(device.dropped()).isEqualTo(1);
      ip("link del dev fragile");
      assertThat(device.receive(packet)).isFalse();
      assertThat(device.transmit(packet)).isTrue();
      device.await(1);
      long before = System.nanoTime();
      device.await(20_000_000);
      assertThat(System.nanoTime() - before).as("sleeps instead of spinning").isGreaterThan(19_000_000);
    }
  }

  static void aFrameThatTheKernelRefusesIsCounted() throws Exception {
    try (TunDevice device = TunDevice.open("strict")) {
      setUp("strict", "10.4.0.1/24");
      Packet packet = new Packet(40);
      packet.set(Packet.HEADROOM, 40);
      assertThat(device.transmit(packet)).as("neither version 4 nor 6").isTrue();
      assertThat(device.dropped()).isEqualTo(1);
    }
  }

  static void aFrameWithoutRoomIsDroppedAndCounted() throws Exception {
    try (TunDevice device = TunDevice.open("narrow");
        DatagramSocket socket = new DatagramSocket()) {
      setUp("narrow", "10.5.0.1/24");
      send(socket, "a datagram that is too long for the packet", "10.5.0.2");
      send(socket, "short", "10.5.0.2");
      Packet small = new Packet(48);
      receiveIpv4(device, small);
      assertThat(small.length()).isEqualTo(33);
      assertThat(device.dropped()).isPositive();
    }
  }

  static void awaitEndsInTime() {
    try (TapDevice device = TapDevice.open("idle")) {
      long before = System.nanoTime();
      device.await(0);
      device.await(-5);
      device.await(30_000_000);
      assertThat(System.nanoTime() - before).isBetween(29_000_000L, 10_000_000_000L);
    }
  }

  static void wakeupEndsAPresentAndTheNextAwait() throws Exception {
    try (TapDevice device = TapDevice.open("sleepy")) {
      device.wakeup();
      device.wakeup();
      device.await(HOUR);
      for (int k = 0; k < 20; k++) {
        Thread waker = Thread.startVirtualThread(device::wakeup);
        device.await(Long.MAX_VALUE);
        waker.join();
      }
      long before = System.nanoTime();
      device.await(20_000_000);
      assertThat(System.nanoTime() - before).as("no ring is left over").isGreaterThan(19_000_000);
    }
  }

  static void aFrameEndsAwait() throws Exception {
    try (TunDevice device = TunDevice.open("alert");
        DatagramSocket socket = new DatagramSocket()) {
      setUp("alert", "10.6.0.1/24");
      Packet packet = new Packet(1500);
      while (device.receive(packet)) {
        packet.clear();
      }
      Thread sender = Thread.startVirtualThread(() -> sendLater(socket));
      receiveIpv4(device, packet);
      sender.join();
    }
  }

  private static void sendLater(DatagramSocket socket) {
    try {
      Thread.sleep(20);
      send(socket, "wake", "10.6.0.2");
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static void closingTwiceIsFineAndTheInterfaceDisappears() throws Exception {
    TapDevice device = TapDevice.open("shortlived");
    assertThat(exists("shortlived")).isTrue();
    device.close();
    device.close();
    device.wakeup();
    device.await(HOUR);
    Packet packet = new Packet(60);
    packet.set(Packet.HEADROOM, 60);
    assertThat(device.receive(packet)).isFalse();
    assertThat(device.transmit(packet)).isTrue();
    assertThat(device.dropped()).isEqualTo(1);
    assertThat(exists("shortlived")).isFalse();
  }

  static void aForgottenDeviceIsClosedByTheCollector() throws Exception {
    TapDevice.open("forgotten").capabilities();
    assertThat(exists("forgotten")).isTrue();
    for (int k = 0; k < 100 && exists("forgotten"); k++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(exists("forgotten")).isFalse();
  }

  static void receivingAndTransmittingAllocatesNothing() throws Exception {
    try (TunDevice device = TunDevice.open("frugal");
        DatagramSocket socket = new DatagramSocket()) {
      setUp("frugal", "10.7.0.1/24");
      Packet packet = new Packet(1500);
      // As long as the code is interpreted, system calls allocate; when it is compiled depends on the other load.
      long allocated = Long.MAX_VALUE;
      for (int round = 0; round < 60 && allocated > 0; round++) {
        allocated = exchange(device, socket, packet, 2_000);
      }
      assertThat(allocated).as("bytes for 2,000 frames each way, in the best of all rounds").isZero();
    }
  }

  /** Has frames come and go; returns how many bytes were allocated for it. */
  private static long exchange(TunDevice device, DatagramSocket socket, Packet packet, int count) throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    DatagramPacket datagram = datagram("x", "10.7.0.2");
    long allocated = 0;
    for (int k = 0; k < count; k++) {
      socket.send(datagram);
      long before = threads.getCurrentThreadAllocatedBytes();
      while (!device.receive(packet)) {
        device.await(1_000_000);
      }
      device.transmit(packet);
      device.receive(packet);
      device.flush();
      allocated += threads.getCurrentThreadAllocatedBytes() - before;
    }
    return allocated;
  }

  /** Asks the kernel itself: the JDK does not know interfaces without an address. */
  private static boolean exists(String name) throws IOException {
    return Files.readAllLines(Path.of("/proc/self/net/dev")).stream().anyMatch(line -> line.strip().startsWith(name));
  }

  static void theKernelLeavesChecksumsToAnOffloadingDeviceAndCompletesOurs() throws Exception {
    try (TunDevice device = TunDevice.open("shared", Offload.CHECKSUM_AND_SEGMENTATION);
        DatagramSocket socket = new DatagramSocket()) {
      assertThat(device.capabilities().checksums().udp()).isEqualTo(ChecksumMode.VERIFY);
      setUp("shared", "10.9.0.1/24");
      send(socket, "hello", "10.9.0.2");
      Packet packet = new Packet(65_535);
      receiveIpv4(device, packet);
      assertThat(packet.length()).isEqualTo(20 + 8 + 5);
      assertThat(packet.isChecksumVerified()).isTrue();
      assertThat(packet.checksumStart()).isEqualTo(packet.offset() + 20);
      assertThat(packet.checksumOffset()).isEqualTo(6);
      swapIpv4(packet);
      assertThat(device.transmit(packet)).isTrue();
      assertThat(received(socket)).isEqualTo("hello");
    }
  }

  static void tcpPassesInSuperSegmentsBothWays() throws Exception {
    try (TunDevice device = TunDevice.open("bulk", Offload.CHECKSUM_AND_SEGMENTATION)) {
      assertThat(device.capabilities().segmentation()).isEqualTo(65_535);
      assertThat(device.capabilities().mtu()).isEqualTo(1500);
      setUp("bulk", "10.8.0.1/24");
      FutureTask<Integer> client = new FutureTask<>(DeviceScenarios::sendAndReceiveOverTcp);
      Thread.startVirtualThread(client);
      TinyTcp peer = new TinyTcp(device);
      peer.receiveUntil(300_000);
      assertThat(peer.longestSegment()).as("longest super-segment").isGreaterThan(10_000);
      assertThat(peer.allVerified()).isTrue();
      peer.sendSuperSegment(20_000);
      assertThat(client.get(10, TimeUnit.SECONDS)).isEqualTo(20_000);
    }
  }

  /** Sends 300,000 bytes, and returns how many right ones come back. */
  private static int sendAndReceiveOverTcp() throws IOException {
    try (Socket socket = new Socket("10.8.0.2", 7)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(new byte[300_000]);
      byte[] answer = socket.getInputStream().readNBytes(20_000);
      int right = 0;
      for (int k = 0; k < answer.length; k++) {
        right += answer[k] == (byte) k ? 1 : 0;
      }
      return right;
    }
  }

  static void offloadDoesNotOutliveTheDeviceThatAskedForIt() throws Exception {
    ip("tuntap add dev reused mode tun");
    TunDevice.open("reused", Offload.CHECKSUM_AND_SEGMENTATION).close();
    try (TunDevice device = TunDevice.open("reused");
        DatagramSocket socket = new DatagramSocket()) {
      setUp("reused", "10.10.0.1/24");
      send(socket, "hello", "10.10.0.2");
      Packet packet = new Packet(1500);
      receiveIpv4(device, packet);
      swapIpv4(packet);
      assertThat(device.transmit(packet)).isTrue();
      assertThat(received(socket)).isEqualTo("hello");
    }
    ip("link del dev reused");
  }

  private static void setUp(String name, String cidr) throws IOException, InterruptedException {
    ip("addr add " + cidr + " dev " + name);
    ip("link set dev " + name + " up");
  }

  private static void send(DatagramSocket socket, String text, String host) throws IOException {
    socket.send(datagram(text, host));
  }

  private static DatagramPacket datagram(String text, String host) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return new DatagramPacket(bytes, bytes.length, InetAddress.getByName(host), 7);
  }

  private static String received(DatagramSocket socket) throws IOException {
    socket.setSoTimeout(10_000);
    DatagramPacket datagram = new DatagramPacket(new byte[100], 100);
    socket.receive(datagram);
    return new String(datagram.getData(), 0, datagram.getLength(), StandardCharsets.US_ASCII);
  }

  private static void receiveEthernet(KernelDevice device, Packet packet, int etherType) {
    do {
      receive(device, packet);
    } while (ByteBuffer.wrap(packet.bytes()).getShort(packet.offset() + 12) != etherType);
  }

  private static void receiveIpv4(KernelDevice device, Packet packet) {
    do {
      receive(device, packet);
    } while (packet.bytes()[packet.offset()] != 0x45);
  }

  private static void receive(KernelDevice device, Packet packet) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!device.receive(packet)) {
      assertThat(System.nanoTime()).as("time").isLessThan(end);
      device.await(1_000_000_000);
    }
  }

  /** Makes an answer of an ARP request. */
  private static void answerArp(Packet packet) {
    swap(packet, 0, 6, 6);
    System.arraycopy(OUR_MAC, 0, packet.bytes(), packet.offset() + 6, 6);
    packet.bytes()[packet.offset() + 21] = 2;
    swap(packet, 22, 32, 10);
    System.arraycopy(OUR_MAC, 0, packet.bytes(), packet.offset() + 22, 6);
  }

  /** Sends a datagram back; the checksums stay right. */
  private static void swapIpv4(Packet packet) {
    swap(packet, 12, 16, 4);
    swap(packet, 20, 22, 2);
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
