package dev.zmol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

@Covers("W5")
class TcpSegmentTest {
  /** A SYN from port 48896 to port 80 with a maximum segment size of 1460. */
  private static final byte[] SYN =
      Hex.bytes("bf00 0050 01234567 00000000 6002 fffe 0000 0000 0204 05b4");

  private static final long PSEUDO_HEADER_4 =
      Checksum.add(IpProtocol.TCP + SYN.length, Hex.bytes("c0a80101 c0a80102"), 0, 8);
  private static final long PSEUDO_HEADER_6 =
      Checksum.add(
          IpProtocol.TCP + SYN.length,
          Hex.bytes("fe80000000000000 0000000000000001 fe80000000000000 0000000000000002"),
          0,
          32);

  private static TcpHeader header(int dataOffset, boolean ack, boolean syn) {
    return new TcpHeader(
        48896, 80, 0x0123_4567, 0, dataOffset, 0, false, false, false, ack, false, false, syn, false, 0xfffe, 0, 0);
  }

  @Test
  @Covers("parse TCP SYN")
  void isReadAsAValue() {
    assertThat(TcpWire.parse(SYN, 0)).isEqualTo(header(6, false, true));
  }

  @Test
  @Covers("MUST-1")
  void isReadInWords() {
    assertThat(TcpSegment.ports(SYN, 0)).isEqualTo(0xbf00_0050);
    assertThat(TcpSegment.sequences(SYN, 0)).isEqualTo(0x0123_4567_0000_0000L);
    int control = TcpSegment.control(SYN, 0);
    assertThat(TcpSegment.flags(control)).isEqualTo(TcpFlags.SYN);
    assertThat(TcpSegment.window(control)).isEqualTo(0xfffe);
  }

  @Test
  void endsItsHeaderWhereTheDataOffsetSays() {
    assertThat(TcpSegment.payload(SYN, 0, SYN.length)).isEqualTo(24);
  }

  @Test
  @Covers("parse TCP truncated")
  void isMalformedIfCutShort() {
    for (int end = 0; end < 24; end++) {
      assertThat(TcpSegment.payload(SYN, 0, end)).as("end %d", end).isEqualTo(-1);
    }
  }

  @Test
  @Covers("parse TCP bad data offset")
  void isMalformedWithADataOffsetBelowFive() {
    for (int dataOffset = 0; dataOffset < 5; dataOffset++) {
      byte[] segment = SYN.clone();
      TcpWire.dataOffset(segment, 0, dataOffset);
      assertThat(TcpSegment.payload(segment, 0, segment.length)).isEqualTo(-1);
    }
  }

  @Test
  @Covers("parse TCP bad data offset")
  void isMalformedWithADataOffsetBeyondItsEnd() {
    byte[] segment = SYN.clone();
    TcpWire.dataOffset(segment, 0, 7);
    assertThat(TcpSegment.payload(segment, 0, segment.length)).isEqualTo(-1);
  }

  @Test
  void isWrittenInWords() {
    byte[] buf = new byte[24];
    Arrays.fill(buf, (byte) 0xee);
    TcpSegment.emit(buf, 0, 48896, 80, 0x0123_4567, 0, 24, TcpFlags.SYN, 0xfffe);
    TcpOptionWriter.maximumSegmentSize(buf, 20, 1460);
    assertThat(buf).isEqualTo(SYN);
  }

  @Test
  void ofAValueIsTheSameAsInWords() {
    byte[] one = new byte[20];
    byte[] other = new byte[20];
    var header =
        new TcpHeader(
            65535, 0x8001, -2, -3, 15, 0, true, false, true, false, true, false, true, true, 65535, 0, 0);
    TcpWire.emit(header, one, 0);
    TcpSegment.emit(other, 0, 65535, 0x8001, -2, -3, 60, header.flags(), 65535);
    assertThat(one).isEqualTo(other);
    assertThat(TcpWire.parse(other, 0)).isEqualTo(header);
  }

  @Test
  @Covers("TCP checksum computation")
  void verifiesWithTheChecksumFilledIn() {
    byte[] buf = SYN.clone();
    TcpSegment.fillChecksum(buf, 0, buf.length, PSEUDO_HEADER_4);
    assertThat(TcpSegment.verify(buf, 0, buf.length, PSEUDO_HEADER_4)).isTrue();
    buf[5]++;
    assertThat(TcpSegment.verify(buf, 0, buf.length, PSEUDO_HEADER_4)).isFalse();
  }

  @Test
  @Covers("TCP IPv6 checksum verification")
  void verifiesOverIpv6Too() {
    byte[] buf = SYN.clone();
    TcpSegment.fillChecksum(buf, 0, buf.length, PSEUDO_HEADER_6);
    assertThat(TcpSegment.verify(buf, 0, buf.length, PSEUDO_HEADER_6)).isTrue();
    assertThat(TcpSegment.verify(buf, 0, buf.length, PSEUDO_HEADER_4)).isFalse();
  }

  @Test
  @Covers("Control from and to Flags")
  void readsEachFlagFromItsBit() {
    byte[] buf = SYN.clone();
    for (int flag = 1; flag < 0x100; flag <<= 1) {
      TcpFlags.set(buf, 0, flag);
      assertThat(TcpFlags.get(buf, 0)).isEqualTo(flag);
      assertThat(TcpWire.parse(buf, 0).flags()).isEqualTo(flag);
    }
  }

  @Test
  @Covers("Control seqLen")
  void takesUpSequenceNumbersForSynAndFin() {
    assertThat(TcpFlags.sequenceLength(TcpFlags.ACK | TcpFlags.PSH)).isZero();
    assertThat(TcpFlags.sequenceLength(TcpFlags.SYN | TcpFlags.ACK)).isEqualTo(1);
    assertThat(TcpFlags.sequenceLength(TcpFlags.FIN | TcpFlags.ACK)).isEqualTo(1);
    assertThat(TcpFlags.sequenceLength(0xff)).isEqualTo(2);
  }

  @Test
  void namesItsFlags() {
    assertThat(TcpFlags.format(TcpFlags.ACK | TcpFlags.SYN)).isEqualTo("SYN,ACK");
    assertThat(TcpFlags.format(0)).isEqualTo("-");
    assertThat(TcpFlags.format(0xff)).isEqualTo("SYN,FIN,RST,PSH,ACK,URG,ECE,CWR");
  }

  @Test
  void printsItselfWithItsOptions() {
    var out = new Dissection();
    TcpSegment.describe(out, SYN, 0, SYN.length);
    assertThat(out.line())
        .isEqualTo(
            "Tcp sourcePort=48896 destinationPort=80 sequenceNumber=19088743 acknowledgmentNumber=0 dataOffset=6"
                + " reserved=0 cwr=0 ece=0 urg=0 ack=0 psh=0 rst=0 syn=1 fin=0 window=65534 checksum=0x0000"
                + " urgentPointer=0 maximumSegmentSize=1460 data=0");
  }

  @Test
  void printsWhatIsMalformedAsBytes() {
    var out = new Dissection();
    TcpSegment.describe(out, SYN, 0, 3);
    assertThat(out.line()).isEqualTo("Tcp malformed=bf0000");
  }
}
