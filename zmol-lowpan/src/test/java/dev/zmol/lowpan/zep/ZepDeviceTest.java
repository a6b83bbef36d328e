package dev.zmol.lowpan.zep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zmol.iface.Packet;
import dev.zmol.lowpan.frame.FrameCheckSequence;
import dev.zmol.testkit.conformance.Covers;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Over the loopback of the kernel. */
@Covers("L1")
@Timeout(60)
class ZepDeviceTest {
  private static final int CHANNEL = 26;
  private static final int NUMBER = 0x1234;
  private static final byte[] FRAME = HexFormat.of().parseHex("41d801cdabffff02000000004b12027a333a80");

  private final Packet packet = new Packet(1280);
  private DatagramSocket other;
  private ZepDevice device;

  static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  @BeforeEach
  void open() throws IOException {
    other = new DatagramSocket(loopback(0));
    other.setSoTimeout(10_000);
    device = ZepDevice.open(loopback(0), loopback(other.getLocalPort()), CHANNEL, NUMBER);
  }

  @AfterEach
  void close() {
    device.close();
    other.close();
  }

  private void send(byte[] datagram) throws IOException {
    other.send(new DatagramPacket(datagram, datagram.length, device.localAddress()));
  }

  private boolean receive(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    boolean received = device.receive(packet);
    while (!received && System.nanoTime() < end) {
      device.await(TimeUnit.MILLISECONDS.toNanos(20));
      received = device.receive(packet);
    }
    return received;
  }

  private byte[] received() {
    return Arrays.copyOfRange(packet.bytes(), packet.offset(), packet.end());
  }

  private void put(byte[] frame) {
    packet.clear();
    packet.set(packet.offset(), frame.length);
    System.arraycopy(frame, 0, packet.bytes(), packet.offset(), frame.length);
  }

  private byte[] next() throws IOException {
    var datagram = new DatagramPacket(new byte[2000], 2000);
    other.receive(datagram);
    return Arrays.copyOf(datagram.getData(), datagram.getLength());
  }

  /** A datagram of version 2 as another stack writes it. */
  private static byte[] version2(byte[] frame, int channel, int mode) {
    byte[] datagram = new byte[32 + frame.length + 2];
    System.arraycopy(HexFormat.of().parseHex("45580201"), 0, datagram, 0, 4);
    datagram[4] = (byte) channel;
    datagram[7] = (byte) mode;
    datagram[31] = (byte) (frame.length + 2);
    System.arraycopy(frame, 0, datagram, 32, frame.length);
    FrameCheckSequence.append(datagram, 32, 32 + frame.length);
    return datagram;
  }

  @Test
  void writesWhatTheProtocolSays() throws IOException {
    long before = System.currentTimeMillis() / 1000;
    put(FRAME);
    assertThat(device.transmit(packet)).isTrue();
    assertThat(device.transmit(packet)).isTrue();
    byte[] first = next();
    byte[] second = next();

    String hex = HexFormat.of().formatHex(first);
    assertThat(hex).startsWith("45580201" + "1a" + "1234" + "01" + "ff");
    long seconds = Long.parseLong(hex.substring(18, 26), 16) - 2_208_988_800L;
    assertThat(seconds).isBetween(before, before + 30);
    assertThat(hex.substring(34, 64)).isEqualTo("00000000" + "00000000000000000000" + "15");
    assertThat(Arrays.copyOfRange(first, 32, 32 + FRAME.length)).isEqualTo(FRAME);
    assertThat(first).hasSize(32 + FRAME.length + 2);
    assertThat(FrameCheckSequence.isRight(first, 32, first.length)).isTrue();
    assertThat(second[20]).isEqualTo((byte) 1);
  }

  @Test
  void takesFramesOfBothVersions() throws IOException {
    send(version2(FRAME, CHANNEL, 1));
    assertThat(receive(5_000)).isTrue();
    assertThat(received()).isEqualTo(FRAME);

    byte[] version1 = new byte[16 + FRAME.length + 2];
    System.arraycopy(HexFormat.of().parseHex("4558011a000101ff"), 0, version1, 0, 8);
    version1[15] = (byte) (FRAME.length + 2);
    System.arraycopy(FRAME, 0, version1, 16, FRAME.length);
    FrameCheckSequence.append(version1, 16, 16 + FRAME.length);
    send(version1);
    assertThat(receive(5_000)).isTrue();
    assertThat(received()).isEqualTo(FRAME);
  }

  @Test
  void theQualityMayStandInPlaceOfTheCheckSequence() throws IOException {
    byte[] datagram = version2(FRAME, CHANNEL, 0);
    datagram[datagram.length - 1] = (byte) 0xeb;
    send(datagram);
    assertThat(receive(5_000)).isTrue();
    assertThat(received()).isEqualTo(FRAME);
    datagram[datagram.length - 1] = 0x6b;
    send(datagram);
    assertThat(receive(100)).isFalse();
    assertThat(device.corrupt()).isEqualTo(1);
  }

  @Test
  void whatIsNotForItIsCounted() throws IOException {
    byte[] corrupt = version2(FRAME, CHANNEL, 1);
    corrupt[35]++;
    byte[] tooShort = version2(FRAME, CHANNEL, 1);
    tooShort[31]++;
    byte[] version3 = version2(FRAME, CHANNEL, 1);
    version3[2] = 3;
    byte[] acknowledgment = HexFormat.of().parseHex("4558020200000001");
    send(version2(FRAME, CHANNEL - 1, 1));
    send(corrupt);
    send(tooShort);
    send(version3);
    send(new byte[] {1});
    send(new byte[1000]);
    send(acknowledgment);
    send(version2(FRAME, CHANNEL, 1));
    assertThat(receive(5_000)).isTrue();
    assertThat(received()).isEqualTo(FRAME);
    assertThat(device.otherChannel()).isEqualTo(1);
    assertThat(device.corrupt()).isEqualTo(1);
    assertThat(device.malformed()).isEqualTo(4);
  }

  @Test
  void strangersAreNotHeard() throws IOException {
    try (var stranger = new DatagramSocket(loopback(0))) {
      byte[] datagram = version2(FRAME, CHANNEL, 1);
      stranger.send(new DatagramPacket(datagram, datagram.length, device.localAddress()));
    }
    assertThat(receive(100)).isFalse();
  }

  @Test
  void aFrameIsNotLongerThanARadioCanSend() throws IOException {
    put(new byte[126]);
    assertThat(device.transmit(packet)).isTrue();
    put(new byte[125]);
    assertThat(device.transmit(packet)).isTrue();
    assertThat(device.tooLong()).isEqualTo(1);
    assertThat(next()).hasSize(32 + 127);
  }

  @Test
  void whereNobodyIsFramesAreLost() {
    other.close();
    put(FRAME);
    for (int k = 0; k < 10; k++) {
      assertThat(device.transmit(packet)).isTrue();
      put(FRAME);
    }
    assertThat(device.receive(new Packet(1280))).isFalse();
    device.close();
    assertThat(device.transmit(packet)).isTrue();
    assertThat(device.receive(new Packet(1280))).isFalse();
    device.await(1_000_000);
  }

  @Test
  void anotherThreadEndsTheWait() throws InterruptedException {
    Thread waker = Thread.ofPlatform().start(device::wakeup);
    long begin = System.nanoTime();
    device.await(TimeUnit.SECONDS.toNanos(30));
    assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(20));
    waker.join();
  }

  @Test
  void noDatagramBreaksIt() {
    var random = new SplittableRandom(8);
    var header = new ZepHeader();
    for (int round = 0; round < 300_000; round++) {
      byte[] datagram = version2(FRAME, CHANNEL, random.nextInt(2));
      datagram[2] = (byte) (1 + random.nextInt(2));
      for (int k = random.nextInt(6); k > 0; k--) {
        datagram[random.nextInt(datagram.length)] = (byte) random.nextInt();
      }
      int length = random.nextInt(datagram.length + 1);
      if (header.read(datagram, length, CHANNEL) == ZepHeader.Kind.FRAME) {
        assertThat(header.to()).isBetween(header.from(), length - 2);
        assertThat(header.to() - header.from()).isLessThanOrEqualTo(125);
      }
    }
  }

  @Test
  void misuseIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ZepDevice.open(loopback(0), loopback(1), 10, 0))
        .withMessage("channel is 10; it has to be from 11 to 26");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ZepDevice.open(loopback(0), loopback(1), 11, 65_536))
        .withMessageContaining("number");
    assertThatIllegalArgumentException().isThrownBy(() -> ZepHub.open(loopback(0), 1)).withMessageContaining("limit");
  }
}
