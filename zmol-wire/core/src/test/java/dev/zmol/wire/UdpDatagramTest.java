package dev.zmol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

@Covers("W5")
class UdpDatagramTest {
  /** From 192.168.1.1:48896 to 192.168.1.2:53, with four bytes of payload. */
  private static final byte[] DATAGRAM = Hex.bytes("bf00 0035 000c 1f37 aa00 00ff");

  private static final long PSEUDO_HEADER_4 = Checksum.add(IpProtocol.UDP + 12, Hex.bytes("c0a80101 c0a80102"), 0, 8);
  private static final long PSEUDO_HEADER_6 =
      Checksum.add(
          IpProtocol.UDP + 12,
          Hex.bytes("fe80000000000000 0000000000000001 fe80000000000000 0000000000000002"),
          0,
          32);

  @Test
  @Covers("parse UDP datagram")
  void isReadAsAValue() {
    assertThat(UdpWire.parse(DATAGRAM, 0)).isEqualTo(new UdpHeader(0xbf00, 53, 12, 0x1f37));
  }

  @Test
  @Covers("UDP deconstruct raw fields")
  void isReadFieldByField() {
    assertThat(UdpWire.sourcePort(DATAGRAM, 0)).isEqualTo(0xbf00);
    assertThat(UdpWire.destinationPort(DATAGRAM, 0)).isEqualTo(53);
    assertThat(UdpWire.length(DATAGRAM, 0)).isEqualTo(12);
    assertThat(UdpDatagram.ports(DATAGRAM, 0)).isEqualTo(0xbf00_0035);
  }

  @Test
  @Covers("UDP roundtrip")
  void valuesRoundTrip() {
    var header = new UdpHeader(65535, 1, 65535, 0xfffe);
    byte[] buf = new byte[12];
    UdpWire.emit(header, buf, 3);
    assertThat(UdpWire.parse(buf, 3)).isEqualTo(header);
  }

  @Test
  void valuesOutOfRangeAreRefusedBeforeAnythingIsWritten() {
    byte[] buf = new byte[8];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UdpWire.emit(new UdpHeader(1, 65536, 8, 0), buf, 0))
        .withMessage("destinationPort is 65536, which is not between 0 and 65535");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UdpWire.emit(new UdpHeader(-1, 1, 8, 0), buf, 0))
        .withMessage("sourcePort is -1, which is not between 0 and 65535");
    assertThat(buf).isEqualTo(new byte[8]);
  }

  @Test
  @Covers("parse UDP truncated")
  void hasNoEndIfCutShort() {
    for (int limit = 0; limit < UdpWire.LENGTH; limit++) {
      assertThat(UdpDatagram.end(DATAGRAM, 0, limit)).isEqualTo(-1);
    }
  }

  @Test
  @Covers("UDP payload clamps trailing padding")
  void endsBeforeTrailingPadding() {
    byte[] padded = Hex.bytes("bf00 0035 000a 0000 aa00 0000 0000");
    assertThat(UdpDatagram.end(padded, 0, padded.length)).isEqualTo(10);
  }

  @Test
  @Covers("UDP payload rejects over-declared length")
  void hasNoEndIfItsLengthReachesBeyondThePacket() {
    byte[] truncated = Hex.bytes("bf00 0035 000d 0000 aa00 00ff");
    assertThat(UdpDatagram.end(truncated, 0, truncated.length)).isEqualTo(-1);
  }

  @Test
  void hasNoEndIfItsLengthIsLessThanTheHeader() {
    byte[] tooShort = Hex.bytes("bf00 0035 0007 0000 aa00 00ff");
    assertThat(UdpDatagram.end(tooShort, 0, tooShort.length)).isEqualTo(-1);
  }

  @Test
  @Covers("UDP construct with checksum")
  void isWrittenWithItsChecksum() {
    byte[] buf = Hex.bytes("ffff ffff ffff ffff aa00 00ff");
    UdpDatagram.emit(buf, 0, 48896, 53, 12);
    UdpDatagram.fillChecksum(buf, 0, 12, PSEUDO_HEADER_4);
    assertThat(UdpDatagram.verify(buf, 0, 12, PSEUDO_HEADER_4)).isTrue();
    assertThat(Bytes.copyOf(buf, 0, 6)).isEqualTo(Bytes.copyOf(DATAGRAM, 0, 6));
  }

  @Test
  @Covers("UDP v6 checksum roundtrip")
  void verifiesOverIpv6Too() {
    byte[] buf = DATAGRAM.clone();
    UdpDatagram.fillChecksum(buf, 0, 12, PSEUDO_HEADER_6);
    assertThat(UdpDatagram.verify(buf, 0, 12, PSEUDO_HEADER_6)).isTrue();
  }

  @Test
  void isRefusedWithOneBitWrong() {
    byte[] buf = DATAGRAM.clone();
    UdpDatagram.fillChecksum(buf, 0, 12, PSEUDO_HEADER_4);
    for (int bit = 0; bit < 8 * buf.length; bit++) {
      byte[] wrong = buf.clone();
      wrong[bit / 8] ^= (byte) (0x80 >>> bit % 8);
      assertThat(UdpDatagram.verify(wrong, 0, 12, PSEUDO_HEADER_4)).as("bit %d", bit).isFalse();
    }
  }

  @Test
  @Covers("UDP zero checksum becomes 0xFFFF")
  void writesAChecksumOfZeroAsAllOnes() {
    byte[] buf = new byte[10];
    UdpDatagram.emit(buf, 0, 0, 0, 10);
    // The pseudo-header and the length add up to 0xffff with this payload.
    BigEndian.putShort(buf, 8, 0xffff - 10);
    UdpDatagram.fillChecksum(buf, 0, 10, 0);
    assertThat(UdpWire.checksum(buf, 0)).isEqualTo(0xffff);
    assertThat(UdpDatagram.verify(buf, 0, 10, 0)).isTrue();
  }

  @Test
  @Covers("UDP v6 fillChecksum avoids zero")
  void neverGoesOutWithAChecksumOfZero() {
    byte[] buf = new byte[12];
    for (int word = 0; word < 0x1_0000; word++) {
      UdpDatagram.emit(buf, 0, 7, 7, 12);
      BigEndian.putShort(buf, 8, word);
      UdpDatagram.fillChecksum(buf, 0, 12, PSEUDO_HEADER_6);
      assertThat(UdpDatagram.hasChecksum(buf, 0)).as("word %d", word).isTrue();
    }
  }

  @Test
  void hasNoChecksumIfTheSenderComputedNone() {
    assertThat(UdpDatagram.hasChecksum(Hex.bytes("bf00 0035 0008 0000"), 0)).isFalse();
    assertThat(UdpDatagram.hasChecksum(Hex.bytes("bf00 0035 0008 0100"), 0)).isTrue();
  }

  @Test
  @Covers("UDP checksum verifies declared length with trailing padding")
  void verifiesItsOwnLengthAndNotThePadding() {
    byte[] buf = Hex.bytes("bf00 0035 000c 0000 aa00 00ff 1234 5678");
    UdpDatagram.fillChecksum(buf, 0, 12, PSEUDO_HEADER_4);
    assertThat(UdpDatagram.verify(buf, 0, UdpDatagram.end(buf, 0, buf.length), PSEUDO_HEADER_4)).isTrue();
  }

  @Test
  void printsItselfInOneLine() {
    var out = new Dissection();
    UdpDatagram.describe(out, DATAGRAM, 0, DATAGRAM.length);
    assertThat(out.line()).isEqualTo("Udp sourcePort=48896 destinationPort=53 length=12 checksum=0x1f37 data=4");
  }

  @Test
  void printsWhatIsMalformedAsBytes() {
    var out = new Dissection();
    UdpDatagram.describe(out, DATAGRAM, 0, 5);
    assertThat(out.line()).isEqualTo("Udp malformed=bf00003500");
  }
}
