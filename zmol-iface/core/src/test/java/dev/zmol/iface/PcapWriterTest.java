package dev.zmol.iface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.zmol.iface.capture.CaptureReader;
import dev.zmol.iface.capture.CapturedFrame;
import dev.zmol.iface.capture.FrameDirection;
import dev.zmol.iface.capture.LinkType;
import dev.zmol.testkit.conformance.Covers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Covers("D6")
class PcapWriterTest {
  /** 2001-09-09T01:46:40.123456789Z. */
  private static final long NOW = 1_000_000_000_123_456_789L;

  private static final String ETHERNET_HEADER = "4d3cb2a1 0200 0400 00000000 00000000 00000400 01000000";

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.ETHERNET, 1500));

  @Test
  @Covers({"PcapWriter global header written once", "PcapWriter captures rx frame", "PcapWriter captures tx frame"})
  void framesOfBothDirectionsAreWrittenInOrderWithTheirTime() {
    PcapWriter writer = PcapWriter.builder(cable.left()).clock(() -> NOW).to(output);
    writer.transmit(Frames.of(3, 0xaa));
    cable.right().transmit(Frames.of(2, 0xbb));
    writer.receive(new Packet(100));
    writer.close();
    assertThat(written())
        .isEqualTo(
            hex(ETHERNET_HEADER
                + "00ca9a3b 15cd5b07 03000000 03000000 aaaaaa"
                + "00ca9a3b 15cd5b07 02000000 02000000 bbbb"));
  }

  @Test
  @Covers("PcapWriter medium propagation")
  void microsecondsAndRawIpHaveHeadersOfTheirOwn() {
    LinkDevice.Pair point = LinkDevice.pair(DeviceCapabilities.plain(Medium.IP, 1500));
    PcapWriter writer = PcapWriter.builder(point.left()).clock(() -> NOW).microseconds().snapLength(100).to(output);
    writer.transmit(Frames.of(1, 0x45));
    writer.close();
    assertThat(written())
        .isEqualTo(
            hex("d4c3b2a1 0200 0400 00000000 00000000 64000000 65000000"
                + "00ca9a3b 40e20100 01000000 01000000 45"));
  }

  @Test
  @Covers("D7")
  void otherLinkTypesAreWrittenWhenToldSo() {
    for (LinkType type : new LinkType[] {LinkType.IEEE802_15_4, LinkType.IEEE802_15_4_WITHOUT_FCS}) {
      output.reset();
      PcapWriter.builder(cable.left()).linkType(type).to(output).close();
      assertThat(output.toByteArray()[20] & 0xff).isEqualTo(type.number());
    }
  }

  @Test
  @Covers({"D7", "D9"})
  void pcapngHasTheDirectionAndTheIdOfEachFrame() throws IOException {
    PcapWriter writer = PcapWriter.builder(cable.left()).clock(() -> NOW).pcapng().to(output);
    Packet sent = Frames.of(3, 1);
    sent.id(77);
    writer.transmit(sent);
    cable.right().transmit(Frames.of(2, 2));
    writer.receive(new Packet(100));
    writer.close();
    List<CapturedFrame> frames = frames();
    assertThat(frames)
        .extracting(CapturedFrame::direction)
        .containsExactly(FrameDirection.OUTBOUND, FrameDirection.INBOUND);
    assertThat(frames.get(0).id()).hasValue(77);
    assertThat(frames.get(1).id()).isEmpty();
    assertThat(frames).extracting(CapturedFrame::epochNanos).containsOnly(NOW);
  }

  @Test
  @Covers("D7")
  void aFrameThatIsDroppedHasTheReasonAsItsComment() throws IOException {
    DropCounters drops = new DropCounters();
    PcapWriter writer = PcapWriter.builder(cable.left()).clock(() -> NOW).pcapng().to(output);
    writer.explain(drops);
    Packet packet = new Packet(100);
    for (int k = 1; k <= 3; k++) {
      cable.right().transmit(Frames.of(k, k));
    }
    drops.count(DropReason.DEVICE_BUSY);
    writer.receive(packet);
    packet.clear();
    drops.count(DropReason.UDP_CHECKSUM);
    drops.count(DropReason.NO_ROUTE);
    writer.receive(packet);
    writer.transmit(Frames.of(9, 9));
    drops.count(DropReason.NO_ROUTE);
    writer.receive(packet);
    drops.count(DropReason.IP_CHECKSUM);
    writer.close();
    assertThat(frames())
        .extracting(frame -> frame.bytes().length + " " + frame.comments())
        .containsExactly("1 [dropped: UDP_CHECKSUM]", "2 []", "9 []", "3 [dropped: IP_CHECKSUM]");
  }

  private List<CapturedFrame> frames() throws IOException {
    List<CapturedFrame> frames = new ArrayList<>();
    try (CaptureReader reader = CaptureReader.of(new ByteArrayInputStream(output.toByteArray()))) {
      for (var frame = reader.next(); frame.isPresent(); frame = reader.next()) {
        frames.add(frame.get());
      }
    }
    return frames;
  }

  @Test
  void aFrameIsCutAtTheSnapLength() {
    PcapWriter writer = PcapWriter.builder(cable.left()).clock(() -> 0).snapLength(2).to(output);
    writer.transmit(Frames.of(5, 7));
    writer.close();
    assertThat(written().substring(48)).isEqualTo(hex("00000000 00000000 02000000 05000000 0707"));
  }

  @Test
  @Covers("PcapWriter rx_only mode skips tx")
  void oneDirectionMayBeChosen() {
    PcapWriter writer =
        PcapWriter.builder(cable.left()).clock(() -> NOW).direction(Direction.RECEIVED).to(output);
    writer.transmit(Frames.of(3, 1));
    cable.right().transmit(Frames.of(1, 2));
    writer.receive(new Packet(100));
    writer.close();
    assertThat(written()).isEqualTo(hex(ETHERNET_HEADER + "00ca9a3b 15cd5b07 01000000 01000000 02"));
  }

  @Test
  @Covers("PcapWriter tx_only mode skips rx")
  void theOtherDirectionMayBeChosen() {
    PcapWriter writer =
        PcapWriter.builder(cable.left()).clock(() -> NOW).direction(Direction.TRANSMITTED).to(output);
    writer.transmit(Frames.of(3, 1));
    cable.right().transmit(Frames.of(1, 2));
    writer.receive(new Packet(100));
    writer.close();
    assertThat(written()).isEqualTo(hex(ETHERNET_HEADER + "00ca9a3b 15cd5b07 03000000 03000000 010101"));
  }

  @Test
  void aFrameThatTheDeviceDidNotTakeIsNotWritten() {
    LinkDevice.Pair narrow = LinkDevice.pair(cable.left().capabilities(), 1);
    narrow.left().transmit(Frames.of(3, 1));
    PcapWriter writer = PcapWriter.builder(narrow.left()).to(output);
    assertThat(writer.transmit(Frames.of(3, 2))).isFalse();
    writer.close();
    assertThat(written()).isEqualTo(hex(ETHERNET_HEADER));
  }

  @Test
  void aSuperSegmentLongerThanTheBufferIsWrittenWhole() {
    LinkDevice.Pair fast =
        LinkDevice.pair(new DeviceCapabilities(Medium.ETHERNET, 1500, 0, ChecksumCapabilities.SOFTWARE, 65_535));
    PcapWriter writer = PcapWriter.builder(fast.left()).clock(() -> NOW).to(output);
    writer.transmit(Frames.of(100, 1));
    writer.transmit(Frames.of(65_549, 2));
    writer.transmit(Frames.of(100, 3));
    writer.close();
    assertThat(output.size()).isEqualTo(24 + 3 * 16 + 100 + 65_549 + 100);
    assertThat(output.toByteArray()).endsWith(3, 3, 3);
  }

  @Test
  void whatWasGatheredIsWrittenWhenTheStackGoesToSleep(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("capture.pcap");
    try (PcapWriter writer = PcapWriter.open(cable.left(), file)) {
      writer.transmit(Frames.of(60, 1));
      writer.flush();
      assertThat(Files.size(file)).isZero();
      writer.await(1);
      assertThat(Files.size(file)).isEqualTo(24 + 16 + 60);
    }
  }

  @Test
  void theSystemsClockIsUsedUnlessToldOtherwise() {
    long before = System.currentTimeMillis() / 1000;
    PcapWriter writer = PcapWriter.builder(cable.left()).to(output);
    writer.transmit(Frames.of(1, 1));
    writer.close();
    int seconds = Integer.reverseBytes(HexFormat.fromHexDigits(written(), 48, 56));
    assertThat((long) seconds).isBetween(before - 1, System.currentTimeMillis() / 1000 + 1);
  }

  @Test
  void aFullDiskEndsTheCaptureButNotTheTraffic() {
    IOException full = new IOException("No space left on device");
    PcapWriter writer = PcapWriter.builder(cable.left()).to(new FailingOutput(full));
    writer.transmit(Frames.of(60, 1));
    writer.await(1);
    assertThat(writer.failure()).contains(full);
    assertThat(writer.transmit(Frames.of(60, 2))).isTrue();
    writer.close();
    writer.close();
    assertThat(writer.failure()).contains(full);
  }

  @Test
  void capturingAllocatesNothing() {
    PcapWriter writer = PcapWriter.builder(cable.left()).to(OutputStream.nullOutputStream());
    Packet frame = Frames.of(1514, 1);
    Packet received = new Packet(1514);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    exchange(writer, frame, received);
    long before = threads.getCurrentThreadAllocatedBytes();
    exchange(writer, frame, received);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(2_000);
  }

  private void exchange(PcapWriter writer, Packet frame, Packet received) {
    for (int k = 0; k < 20_000; k++) {
      writer.transmit(frame);
      cable.right().receive(received);
      cable.right().transmit(frame);
      writer.receive(received);
    }
  }

  @Test
  void theSnapLengthIsChecked() {
    assertThatThrownBy(() -> PcapWriter.builder(cable.left()).snapLength(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bytes is 0; it has to be from 1 to 262144");
  }

  private String written() {
    return HexFormat.of().formatHex(output.toByteArray());
  }

  private static String hex(String spaced) {
    return spaced.replace(" ", "");
  }

  /** Fails always. */
  private static final class FailingOutput extends OutputStream {
    private final IOException failure;

    FailingOutput(IOException failure) {
      this.failure = failure;
    }

    @Override
    public void write(int value) throws IOException {
      throw failure;
    }
  }
}
