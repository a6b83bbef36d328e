package dev.zmol.testkit.packets;

import static dev.zmol.testkit.packets.PacketAssert.assertThatFrame;
import static dev.zmol.testkit.packets.PacketAssert.assertThatPacket;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Checksum;
import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.TcpOptionWriter;
import dev.zmol.wire.TcpSegment;
import java.util.Arrays;
import java.util.HexFormat;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

@Covers("D8")
class PacketAssertTest {
  /** A SYN from 192.0.2.1 port 1000 to 192.0.2.2 port 80, with a segment size, SACK blocks and two bytes of data. */
  private static byte[] segment() {
    byte[] bytes = new byte[20 + 20 + 4 + 20 + 2];
    BigEndian.putInt(bytes, 0, 0x45 << 24 | 0xba << 16 | bytes.length);
    BigEndian.putInt(bytes, 8, 61 << 24 | 6 << 16);
    BigEndian.putInt(bytes, 12, 0xc000_0201);
    BigEndian.putInt(bytes, 16, 0xc000_0202);
    BigEndian.putShort(bytes, 10, Checksum.fold(Checksum.add(0, bytes, 0, 20)));
    TcpSegment.emit(bytes, 20, 1000, 80, -5, 77, 44, TcpFlags.SYN | TcpFlags.ACK, 4096);
    int at = TcpOptionWriter.maximumSegmentSize(bytes, 40, 1460);
    at = TcpOptionWriter.sack(bytes, at, 2);
    at = TcpOptionWriter.sackBlock(bytes, at, 10, 20);
    at = TcpOptionWriter.sackBlock(bytes, at, 30, 40);
    bytes[at] = 'h';
    bytes[at + 1] = 'i';
    TcpSegment.fillChecksum(bytes, 20, bytes.length, Checksum.add(6 + bytes.length - 20, bytes, 12, 20));
    return bytes;
  }

  private static void fails(String message, ThrowingCallable call) {
    assertThatExceptionOfType(AssertionError.class).isThrownBy(call).withMessageContaining(message);
  }

  @Test
  void whatIsTrueOfASegmentPasses() {
    assertThatPacket(segment())
        .isIpv4()
        .isFrom("192.0.2.1")
        .isTo("192.0.2.2")
        .hasHopLimit(61)
        .hasCodePoint(46)
        .hasEcn(2)
        .hasLength(66)
        .hasValidChecksums()
        .isTcp()
        .isFromPort(1000)
        .isToPort(80)
        .hasFlags(TcpFlags.SYN | TcpFlags.ACK)
        .hasFlagsAmongOthers(TcpFlags.ACK)
        .hasSequence(-5)
        .hasAcknowledgment(77)
        .hasWindow(4096)
        .hasUrgentPointer(0)
        .hasOption(2)
        .hasOption(5)
        .hasNoOption(8)
        .hasMaximumSegmentSize(1460)
        .hasSackBlocks(10, 20, 30, 40)
        .hasPayloadLength(2)
        .hasPayload("hi");
  }

  @Test
  void whatIsNotTrueOfASegmentFails() {
    byte[] segment = segment();
    fails("version is 4; it has to be 6", () -> assertThatPacket(segment).isIpv6());
    fails("it has to be 192.0.2.9", () -> assertThatPacket(segment).isFrom("192.0.2.9"));
    fails("it has to be 192.0.2.9", () -> assertThatPacket(segment).isTo("192.0.2.9"));
    fails("hop limit is 61; it has to be 64", () -> assertThatPacket(segment).hasHopLimit(64));
    fails("code point is 46; it has to be 0", () -> assertThatPacket(segment).hasCodePoint(0));
    fails("ECN field is 2; it has to be 3", () -> assertThatPacket(segment).hasEcn(3));
    fails("length is 66; it has to be 60", () -> assertThatPacket(segment).hasLength(60));
    fails("protocol is 6; it has to be 17 for UDP", () -> assertThatPacket(segment).isUdp());
    fails("protocol is 6; it has to be 1 for ICMP", () -> assertThatPacket(segment).isIcmp());
    TcpSegmentAssert tcp = assertThatPacket(segment).isTcp();
    fails("flags is SYN,ACK; it has to be SYN", () -> tcp.hasFlags(TcpFlags.SYN));
    fails("flags is ACK; it has to be FIN,ACK", () -> tcp.hasFlagsAmongOthers(TcpFlags.FIN | TcpFlags.ACK));
    fails("source port is 1000; it has to be 1", () -> tcp.isFromPort(1));
    fails("destination port is 80; it has to be 1", () -> tcp.isToPort(1));
    fails("sequence number is -5; it has to be 1", () -> tcp.hasSequence(1));
    fails("acknowledgment number is 77; it has to be 1", () -> tcp.hasAcknowledgment(1));
    fails("window is 4096; it has to be 1", () -> tcp.hasWindow(1));
    fails("urgent pointer is 0; it has to be 1", () -> tcp.hasUrgentPointer(1));
    fails("presence of option 8 is false", () -> tcp.hasOption(8));
    fails("presence of option 2 is true", () -> tcp.hasNoOption(2));
    fails("length of the options is 24; it has to be 0", tcp::hasNoOptions);
    fails("maximum segment size is 1460", () -> tcp.hasMaximumSegmentSize(1));
    fails("window scale is -1", () -> tcp.hasWindowScale(1));
    fails("presence of timestamps is false", () -> tcp.hasTimestampEcho(1));
    fails("SACK blocks is [10, 20, 30, 40]", () -> tcp.hasSackBlocks());
    fails("length of the payload is 2", () -> tcp.hasPayloadLength(1));
    fails("payload is hi; it has to be ho", () -> tcp.hasPayload("ho"));
    fails("payload is 6869; it has to be 68", () -> tcp.hasPayload(new byte[] {'h'}));
  }

  @Test
  void aWrongChecksumIsNoticed() {
    byte[] segment = segment();
    segment[60]++;
    fails("a checksum is wrong", () -> assertThatPacket(segment).hasValidChecksums());
    segment[60]--;
    segment[8]++;
    fails("a checksum is wrong", () -> assertThatPacket(segment).hasValidChecksums());
  }

  @Test
  void whatIsNoPacketFailsInsteadOfThrowing() {
    byte[] segment = segment();
    for (int length = 0; length < segment.length; length++) {
      byte[] cut = Arrays.copyOf(segment, length);
      fails("it has to be a whole IP packet", () -> assertThatPacket(cut).isTcp());
      fails("it has to be a whole IP packet", () -> assertThatPacket(cut).isFrom("192.0.2.1"));
    }
  }

  @Test
  void framesAndPacketsOfDevicesAreTakenAsTheyAre() {
    byte[] segment = segment();
    byte[] frame = new byte[14 + segment.length + 4];
    System.arraycopy(segment, 0, frame, 14, segment.length);
    assertThatFrame(frame, Medium.ETHERNET).isTcp().hasPayload("hi");
    Packet packet = new Packet(100);
    packet.set(Packet.HEADROOM, segment.length);
    System.arraycopy(segment, 0, packet.bytes(), Packet.HEADROOM, segment.length);
    assertThatPacket(packet, Medium.IP).isTcp().hasPayload("hi");
  }

  @Test
  void datagramsAndMessagesOfIpv6AreRead() {
    // From ::1 to ::2: "x" from port 1 to port 2, and a message of type 2.
    String addresses = "00000000000000000000000000000001" + "00000000000000000000000000000002";
    byte[] datagram = HexFormat.of().parseHex("600000000009" + "1140" + addresses + "0001000200090000" + "78");
    assertThatPacket(datagram).isIpv6().isFrom("::1").isTo("::2").isUdp().isFromPort(1).isToPort(2).hasPayload("x");
    fails("source port is 1", () -> assertThatPacket(datagram).isUdp().isFromPort(9));
    fails("destination port is 2", () -> assertThatPacket(datagram).isUdp().isToPort(9));
    byte[] message = HexFormat.of().parseHex("600000000008" + "3a40" + addresses + "0200000000000500");
    assertThatPacket(message).isIcmp().hasType(2).hasCode(0).hasRest(1280).hasPayloadLength(0);
    fails("type is 2", () -> assertThatPacket(message).isIcmp().hasType(3));
    fails("code is 0", () -> assertThatPacket(message).isIcmp().hasCode(3));
    fails("rest of the header is 1280", () -> assertThatPacket(message).isIcmp().hasRest(3));
  }
}
