package dev.zmol.wire.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.IpProtocol;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Only(Family.IPV4)
@Covers("W3")
class Ipv4PacketTest {
  private static final String PACKET = "45b80014123440003f113cb6c0000201c6336402";
  private static final String WITH_OPTIONS = "4600001a000040004011b997c0000201c633640294040000aabb";
  private static final Ipv4Address SOURCE = Ipv4Address.parse("192.0.2.1");
  private static final Ipv4Address DESTINATION = Ipv4Address.parse("198.51.100.2");
  private static final Ipv4Header HEADER =
      new Ipv4Header(4, 5, 0xb8, 20, 0x1234, false, true, false, 0, 63, IpProtocol.UDP, 0x3cb6, SOURCE, DESTINATION);

  @Test
  @Covers({"parse IPv4 header", "IPv4 deconstruct raw fields"})
  void aHeaderIsParsed() {
    byte[] buf = Hex.bytes(PACKET);
    assertThat(Ipv4Packet.end(buf, 0, buf.length)).isEqualTo(20);
    assertThat(Ipv4Packet.verify(buf, 0)).isTrue();
    assertThat(Ipv4Packet.isFragment(buf, 0)).isFalse();
    assertThat(Ipv4Wire.parse(buf, 0)).isEqualTo(HEADER);
  }

  @Test
  @Covers("IPv4 emit repr to exact bytes")
  void aHeaderIsWrittenWithItsChecksum() {
    byte[] buf = new byte[20];
    int payload =
        Ipv4Packet.emit(
            buf, 0, 0xb8, 20, 0x1234, Ipv4Packet.DONT_FRAGMENT, 63, IpProtocol.UDP, SOURCE, DESTINATION);
    assertThat(payload).isEqualTo(20);
    assertThat(Hex.text(buf)).isEqualTo(PACKET);
  }

  @Test
  void aRecordIsWrittenFieldByField() {
    byte[] buf = new byte[20];
    Ipv4Wire.emit(HEADER, buf, 0);
    assertThat(Hex.text(buf)).isEqualTo(PACKET);
  }

  @Test
  @Covers({"IPv4 roundtrip", "IPv4 emit produces valid checksum", "IPv4 construct with flags and frag offset"})
  void anyHeaderThatIsWrittenIsValidAndParsedAsItWas() {
    var random = new SplittableRandom(4);
    byte[] buf = new byte[70_000];
    for (int k = 0; k < 10_000; k++) {
      int offset = random.nextInt(8);
      var header =
          new Ipv4Header(
              4,
              5,
              random.nextInt(256),
              random.nextInt(20, 65_536),
              random.nextInt(65_536),
              false,
              random.nextBoolean(),
              random.nextBoolean(),
              random.nextInt(8192),
              random.nextInt(256),
              random.nextInt(256),
              0,
              new Ipv4Address(random.nextInt()),
              new Ipv4Address(random.nextInt()));
      emit(buf, offset, header);
      assertThat(Ipv4Packet.verify(buf, offset)).isTrue();
      assertThat(Ipv4Packet.end(buf, offset, buf.length)).isEqualTo(offset + header.totalLength());
      assertThat(Ipv4Packet.isFragment(buf, offset)).isEqualTo(header.moreFragments() || header.fragmentOffset() != 0);
      Ipv4Wire.headerChecksum(buf, offset, 0);
      assertThat(Ipv4Wire.parse(buf, offset)).isEqualTo(header);
    }
  }

  private static void emit(byte[] buf, int offset, Ipv4Header header) {
    int flags =
        (header.dontFragment() ? Ipv4Packet.DONT_FRAGMENT : 0)
            | (header.moreFragments() ? Ipv4Packet.MORE_FRAGMENTS : 0);
    Ipv4Packet.emit(
        buf,
        offset,
        header.trafficClass(),
        header.totalLength(),
        header.identification(),
        flags | header.fragmentOffset(),
        header.timeToLive(),
        header.protocol(),
        header.source(),
        header.destination());
  }

  @Test
  @Covers("IPv4 payload extraction")
  void optionsAreSkippedAndCoveredByTheChecksum() {
    byte[] buf = Hex.bytes(WITH_OPTIONS);
    assertThat(Ipv4Packet.end(buf, 0, buf.length)).isEqualTo(26);
    assertThat(Ipv4Packet.payload(buf, 0)).isEqualTo(24);
    assertThat(Ipv4Packet.verify(buf, 0)).isTrue();
    buf[20]++;
    assertThat(Ipv4Packet.verify(buf, 0)).isFalse();
  }

  @Test
  void aFlippedBitMakesTheChecksumWrong() {
    for (int bit = 0; bit < 160; bit++) {
      byte[] buf = Hex.bytes(PACKET);
      buf[bit >> 3] ^= (byte) (1 << (bit & 7));
      // The four bits of the header length decide what is summed up.
      if (bit >= 4) {
        assertThat(Ipv4Packet.verify(buf, 0)).as("bit %d", bit).isFalse();
      }
    }
  }

  @Test
  @Covers("parse IPv4 truncated")
  void aHeaderThatIsCutShortIsInvalid() {
    byte[] buf = Hex.bytes(PACKET);
    for (int length = 0; length < buf.length; length++) {
      assertThat(Ipv4Packet.end(buf, 0, length)).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0,0x55,version 5",
    "0,0x05,version 0",
    "0,0x44,header of 16 bytes",
    "0,0x40,header of no bytes",
    "0,0x46,header longer than the packet",
    "2,0x01,packet longer than the frame",
    "3,0x13,packet shorter than its header"
  })
  @Covers({
    "parse IPv4 bad version",
    "parse IPv4 bad IHL",
    "IPv4 payload rejects over-declared total length",
    "IPv4 total_len overflow"
  })
  void whatCannotBeIsInvalid(int offset, int value, String what) {
    byte[] buf = Hex.bytes(PACKET);
    buf[offset] = (byte) value;
    assertThat(Ipv4Packet.end(buf, 0, buf.length)).as(what).isEqualTo(-1);
  }

  @Test
  @Covers("IPv4 overlong buffer clamped to total_len")
  void paddingBehindThePacketIsLeftOut() {
    byte[] buf = Hex.bytes(PACKET + "0000000000");
    assertThat(Ipv4Packet.end(buf, 0, buf.length)).isEqualTo(20);
  }

  @ParameterizedTest
  @CsvSource({"0x0000,false", "0x4000,false", "0x8000,false", "0x2000,true", "0x0001,true", "0x1fff,true"})
  void anOffsetOrMoreFragmentsMakeAFragment(int field, boolean fragment) {
    byte[] buf = new byte[20];
    Ipv4Packet.emit(buf, 0, 0, 20, 1, field, 64, IpProtocol.UDP, SOURCE, DESTINATION);
    assertThat(Ipv4Packet.isFragment(buf, 0)).isEqualTo(fragment);
  }

  @Test
  void thePacketIsReadAndWrittenWithoutNamingTheFamily() {
    byte[] buf = new byte[IpPacket.headerLength(DESTINATION)];
    assertThat(IpPacket.emit(buf, 0, 0xb8, 0, IpProtocol.UDP, 63, SOURCE, DESTINATION)).isEqualTo(20);
    assertThat(IpPacket.source(buf, 0)).isEqualTo(SOURCE);
    assertThat(IpPacket.destination(buf, 0)).isEqualTo(DESTINATION);
    assertThat(IpPacket.isFrom(buf, 0, SOURCE)).isTrue();
    assertThat(IpPacket.isFrom(buf, 0, DESTINATION)).isFalse();
    assertThat(IpPacket.isTo(buf, 0, DESTINATION)).isTrue();
    assertThat(IpPacket.isTo(buf, 0, SOURCE)).isFalse();
    assertThat(IpPacket.hopLimit(buf, 0)).isEqualTo(63);
    assertThat(IpPacket.trafficClass(buf, 0)).isEqualTo(0xb8);
    assertThat(IpPacket.addressHash(buf, 0, 42)).isEqualTo(DESTINATION.hash(SOURCE.hash(42)));
    assertThat(Ipv4Wire.dontFragment(buf, 0)).isTrue();
  }

  @Test
  @Only(Family.DUAL)
  void addressesOfTwoFamiliesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IpPacket.emit(new byte[40], 0, 0, 0, IpProtocol.UDP, 64, SOURCE, Ipv6Address.LOOPBACK))
        .withMessage("192.0.2.1 and ::1 are of different families");
  }
}
