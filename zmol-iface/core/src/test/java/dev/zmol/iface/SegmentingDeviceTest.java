package dev.zmol.iface;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Checksum;
import dev.zmol.wire.TcpFlags;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Covers("D5")
class SegmentingDeviceTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int SIZE = 1_000;
  private static final int SEQUENCE = 0xffff_fc00;
  private static final int ALL_FLAGS = TcpFlags.ACK | TcpFlags.PSH | TcpFlags.FIN | TcpFlags.CWR;

  /** Carries as many frames as it is told to. */
  private static final class Recorder implements Device {
    private final DeviceCapabilities capabilities;
    private final List<byte[]> frames = new ArrayList<>();
    private final List<Integer> partial = new ArrayList<>();
    private int allowed = Integer.MAX_VALUE;
    private long waited;

    Recorder(DeviceCapabilities capabilities) {
      this.capabilities = capabilities;
    }

    @Override
    public DeviceCapabilities capabilities() {
      return capabilities;
    }

    @Override
    public boolean receive(Packet packet) {
      return false;
    }

    @Override
    public boolean transmit(Packet packet) {
      assertThat(packet.segmentation()).isEqualTo(Packet.SEGMENTATION_NONE);
      if (allowed == 0) {
        return false;
      }
      allowed--;
      frames.add(Frames.content(packet));
      partial.add(packet.isChecksumPartial() ? packet.checksumStart() - packet.offset() : -1);
      return true;
    }

    @Override
    public void await(long timeoutNanos) {
      waited = timeoutNanos;
    }

    @Override
    public void wakeup() {}

    @Override
    public void close() {}
  }

  private final Recorder recorder = new Recorder(DeviceCapabilities.plain(Medium.IP, 1_500));
  private final SegmentingDevice device = new SegmentingDevice(recorder);

  @ParameterizedTest
  @ValueSource(ints = {4, 6})
  void aTcpSuperSegmentBecomesSegmentsThatTogetherSayTheSame(int version) {
    Packet whole = superSegment(version, TCP, 3 * SIZE + 17);
    byte[] before = Frames.content(whole);
    assertThat(device.transmit(whole)).isTrue();

    assertThat(recorder.frames).hasSize(4);
    for (int k = 0; k < 4; k++) {
      byte[] frame = recorder.frames.get(k);
      int tcp = checkNetwork(frame, version, TCP, k);
      assertThat(BigEndian.getInt(frame, tcp + 4)).as("sequence number").isEqualTo(SEQUENCE + k * SIZE);
      int missing = (k == 0 ? 0 : TcpFlags.CWR) | (k == 3 ? 0 : TcpFlags.PSH | TcpFlags.FIN);
      assertThat(frame[tcp + 13] & 0xff).as("flags").isEqualTo(ALL_FLAGS & ~missing);
      checkPayload(frame, tcp + 32, k * SIZE, k == 3 ? 17 : SIZE);
    }
    assertThat(Frames.content(whole)).as("the caller's packet").isEqualTo(before);
    assertThat(whole.segmentSize()).isEqualTo(SIZE);
    assertThat(whole.segmentation()).isIn(Packet.SEGMENTATION_TCPV4, Packet.SEGMENTATION_TCPV6);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 6})
  void aUdpSuperDatagramBecomesDatagrams(int version) {
    assertThat(device.transmit(superSegment(version, UDP, 2 * SIZE + 1))).isTrue();

    assertThat(recorder.frames).hasSize(3);
    for (int k = 0; k < 3; k++) {
      byte[] frame = recorder.frames.get(k);
      int udp = checkNetwork(frame, version, UDP, k);
      assertThat(BigEndian.getShort(frame, udp + 4)).as("length").isEqualTo(frame.length - udp);
      checkPayload(frame, udp + 8, k * SIZE, k == 2 ? 1 : SIZE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void aDeviceThatBecomesBusyInTheMiddleLosesAndDoublesNothing(int takenAtFirst) {
    Packet whole = superSegment(4, TCP, 4 * SIZE + 5);
    byte[] before = Frames.content(whole);
    recorder.allowed = takenAtFirst;
    boolean taken = device.transmit(whole);
    assertThat(taken).as("with nothing taken it is the caller's to try again").isEqualTo(takenAtFirst > 0);
    assertThat(Frames.content(whole)).isEqualTo(before);
    for (int k = 0; k < 20 && recorder.frames.size() < 5; k++) {
      recorder.allowed = k % 2;
      if (!taken) {
        taken = device.transmit(whole);
      } else {
        device.flush();
      }
    }
    assertThat(recorder.frames).hasSize(5);
    for (int k = 0; k < 5; k++) {
      byte[] frame = recorder.frames.get(k);
      int tcp = checkNetwork(frame, 4, TCP, k);
      assertThat(BigEndian.getInt(frame, tcp + 4)).isEqualTo(SEQUENCE + k * SIZE);
      assertThat((frame[tcp + 13] & TcpFlags.FIN) != 0).isEqualTo(k == 4);
      assertThat((frame[tcp + 13] & TcpFlags.CWR) != 0).isEqualTo(k == 0);
      checkPayload(frame, tcp + 32, k * SIZE, k == 4 ? 5 : SIZE);
    }
  }

  @Test
  void whatIsLeftGoesBeforeWhatComesLater() {
    recorder.allowed = 1;
    device.transmit(superSegment(6, UDP, 2 * SIZE));
    assertThat(device.transmit(superSegment(4, TCP, 10))).as("the rest is still there").isFalse();
    device.await(50_000_000);
    assertThat(recorder.waited).as("comes back soon").isEqualTo(1_000_000);
    recorder.allowed = 9;
    assertThat(device.transmit(superSegment(4, TCP, 10))).isTrue();
    device.await(50_000_000);
    assertThat(recorder.waited).isEqualTo(50_000_000);
    assertThat(recorder.frames).hasSize(3);
    assertThat(recorder.frames.get(1)[0] >> 4).isEqualTo(6);
    assertThat(recorder.frames.get(2)[0] >> 4).isEqualTo(4);
  }

  @Test
  void anOrdinaryPacketGetsItsChecksumAndIsTheCallersAsItWas() {
    Packet packet = superSegment(4, UDP, 9);
    packet.superSegment(Packet.SEGMENTATION_NONE, 0);
    byte[] before = Frames.content(packet);
    device.transmit(packet);
    checkNetwork(recorder.frames.getFirst(), 4, UDP, 0);
    assertThat(Frames.content(packet)).isEqualTo(before);
    assertThat(packet.checksumStart()).isEqualTo(packet.offset() + 20);
  }

  @Test
  void aDeviceThatCompletesChecksumsIsLeftToIt() {
    ChecksumCapabilities checksums = ChecksumCapabilities.all(ChecksumMode.VERIFY);
    Recorder completing = new Recorder(new DeviceCapabilities(Medium.IP, 1_500, 0, checksums, 0));
    new SegmentingDevice(completing).transmit(superSegment(4, TCP, SIZE + 1));
    assertThat(completing.partial).containsExactly(20, 20);
    for (byte[] frame : completing.frames) {
      int expected = Checksum.foldSum(pseudoHeader(frame, 4, TCP));
      assertThat(BigEndian.getShort(frame, 36)).isEqualTo(expected);
    }
  }

  @Test
  void whatIsNoSuperSegmentIsDroppedAndCounted() {
    Packet withoutTransport = superSegment(4, TCP, 100);
    withoutTransport.set(withoutTransport.offset(), 30);
    Packet withChecksum = superSegment(4, TCP, 100);
    withChecksum.requestChecksum(-1, 0);
    Packet withoutSize = superSegment(6, UDP, 100);
    withoutSize.superSegment(Packet.SEGMENTATION_UDP, 0);
    Packet ofNoVersion = superSegment(4, TCP, 100);
    ofNoVersion.bytes()[ofNoVersion.offset()] = 0x25;
    for (Packet packet : List.of(withoutTransport, withChecksum, withoutSize, ofNoVersion)) {
      assertThat(device.transmit(packet)).isTrue();
    }
    assertThat(device.dropped()).isEqualTo(4);
    assertThat(recorder.frames).isEmpty();
  }

  @Test
  void theCapabilitiesAreThoseOfTheDeviceAndWhatIsAdded() {
    DeviceCapabilities capabilities = new SegmentingDevice(recorder, 16_384).capabilities();
    assertThat(capabilities.mtu()).isEqualTo(1_500);
    assertThat(capabilities.segmentation()).isEqualTo(16_384);
    assertThat(capabilities.datagramSegmentation()).isEqualTo(16_384);
    assertThat(capabilities.checksums().tcp()).isEqualTo(ChecksumMode.VERIFY);
    assertThat(capabilities.checksums().icmpv4()).isEqualTo(ChecksumMode.BOTH);
  }

  @Test
  void cuttingAllocatesNothing() {
    LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.IP, 1_500), 64);
    SegmentingDevice cutting = new SegmentingDevice(cable.left());
    Packet whole = superSegment(4, TCP, 20 * SIZE);
    Packet received = new Packet(1_500);
    long allocated = Long.MAX_VALUE;
    for (int round = 0; round < 20 && allocated != 0; round++) {
      long before = allocated();
      for (int k = 0; k < 2_000; k++) {
        cutting.transmit(whole);
        while (cable.right().receive(received)) {
          received.clear();
        }
      }
      allocated = allocated() - before;
    }
    assertThat(allocated).isZero();
  }

  private static long allocated() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }

  /** Checks the IP header and the transport checksum; returns where the transport begins. */
  private static int checkNetwork(byte[] frame, int version, int protocol, int number) {
    assertThat(frame[0] >> 4).isEqualTo(version);
    assertThat(frame.length).isLessThanOrEqualTo(1_500);
    int transport = version == 4 ? 20 : 40;
    if (version == 4) {
      assertThat(BigEndian.getShort(frame, 2)).as("total length").isEqualTo(frame.length);
      assertThat(BigEndian.getShort(frame, 4)).as("identification").isEqualTo((0xfffe + number) & 0xffff);
      assertThat(Checksum.fold(Checksum.add(0, frame, 0, 20))).as("header checksum").isZero();
    } else {
      assertThat(BigEndian.getShort(frame, 4)).as("payload length").isEqualTo(frame.length - 40);
    }
    long sum = Checksum.add(pseudoHeader(frame, version, protocol), frame, transport, frame.length);
    assertThat(Checksum.fold(sum)).as("transport checksum").isZero();
    return transport;
  }

  private static long pseudoHeader(byte[] frame, int version, int protocol) {
    int from = version == 4 ? 12 : 8;
    int transport = version == 4 ? 20 : 40;
    return Checksum.add(protocol + (frame.length - transport), frame, from, transport);
  }

  private static void checkPayload(byte[] frame, int at, int first, int length) {
    assertThat(frame.length - at).isEqualTo(length);
    for (int k = 0; k < length; k++) {
      assertThat(frame[at + k]).isEqualTo((byte) (((first + k) * 31) >> 3));
    }
  }

  /** A super-segment as a stack makes it, with 12 bytes of TCP options, every flag and an identification that wraps. */
  private static Packet superSegment(int version, int protocol, int length) {
    int network = version == 4 ? 20 : 40;
    int transport = protocol == TCP ? 32 : 8;
    Packet packet = new Packet(65_535);
    packet.set(Packet.HEADROOM, network + transport + length);
    byte[] bytes = packet.bytes();
    int ip = packet.offset();
    if (version == 4) {
      BigEndian.putInt(bytes, ip, 0x4500_0000 | packet.length());
      BigEndian.putInt(bytes, ip + 4, 0xfffe_4000);
      BigEndian.putInt(bytes, ip + 8, (64 << 24) | (protocol << 16));
      BigEndian.putInt(bytes, ip + 12, 0xc000_0201);
      BigEndian.putInt(bytes, ip + 16, 0xc000_0202);
      BigEndian.putShort(bytes, ip + 10, Checksum.fold(Checksum.add(0, bytes, ip, ip + 20)));
    } else {
      BigEndian.putInt(bytes, ip, 0x6000_0000);
      BigEndian.putInt(bytes, ip + 4, ((packet.length() - 40) << 16) | (protocol << 8) | 64);
      BigEndian.putLong(bytes, ip + 8, 0x2001_0db8_0000_0000L);
      BigEndian.putLong(bytes, ip + 16, 1);
      BigEndian.putLong(bytes, ip + 24, 0x2001_0db8_0000_0000L);
      BigEndian.putLong(bytes, ip + 32, 2);
    }
    int at = ip + network;
    BigEndian.putInt(bytes, at, (80 << 16) | 4_000);
    if (protocol == TCP) {
      BigEndian.putInt(bytes, at + 4, SEQUENCE);
      BigEndian.putInt(bytes, at + 8, 77);
      BigEndian.putInt(bytes, at + 12, 0x8000_ffff | (ALL_FLAGS << 16));
      BigEndian.putInt(bytes, at + 16, 0);
      BigEndian.putInt(bytes, at + 20, 0x0101_080a);
    } else {
      BigEndian.putInt(bytes, at + 4, (packet.length() - network) << 16);
    }
    for (int k = 0; k < length; k++) {
      bytes[at + transport + k] = (byte) ((k * 31) >> 3);
    }
    int field = protocol == TCP ? 16 : 6;
    long pseudoHeader = pseudoHeader(Frames.content(packet), version, protocol);
    BigEndian.putShort(bytes, at + field, Checksum.foldSum(pseudoHeader));
    packet.requestChecksum(at, field);
    int tcp = version == 4 ? Packet.SEGMENTATION_TCPV4 : Packet.SEGMENTATION_TCPV6;
    packet.superSegment(protocol == TCP ? tcp : Packet.SEGMENTATION_UDP, SIZE);
    return packet;
  }
}
