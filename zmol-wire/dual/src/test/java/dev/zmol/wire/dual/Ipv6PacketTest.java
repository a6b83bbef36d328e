package dev.zmol.wire.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.IpProtocol;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

@Only(Family.IPV6)
@Covers("W4")
class Ipv6PacketTest {
  private static final String PACKET =
      "6b8abcde 0002 11 3f 20010db8000000000000000000000001 20010db8000000000000000000000002 aabb".replace(" ", "");
  private static final Ipv6Address SOURCE = Ipv6Address.parse("2001:db8::1");
  private static final Ipv6Address DESTINATION = Ipv6Address.parse("2001:db8::2");
  private static final Ipv6Header HEADER =
      new Ipv6Header(6, 0xb8, 0xabcde, 2, IpProtocol.UDP, 63, SOURCE, DESTINATION);

  @Test
  @Covers({"parse IPv6 header", "IPv6 payload extraction", "IPv6 checkLen valid"})
  void aHeaderIsParsed() {
    byte[] buf = Hex.bytes(PACKET);
    assertThat(Ipv6Packet.end(buf, 0, buf.length)).isEqualTo(42);
    assertThat(Ipv6Wire.parse(buf, 0)).isEqualTo(HEADER);
  }

  @Test
  void aHeaderIsWritten() {
    byte[] buf = Hex.bytes("00".repeat(40) + "aabb");
    assertThat(Ipv6Packet.emit(buf, 0, 0xb8, 0xabcde, 2, IpProtocol.UDP, 63, SOURCE, DESTINATION)).isEqualTo(40);
    assertThat(Hex.text(buf)).isEqualTo(PACKET);
  }

  @Test
  @Covers("IPv6 emit buffer too small")
  void aHeaderNeedsFortyBytes() {
    byte[] buf = new byte[39];
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> Ipv6Packet.emit(buf, 0, 0, 0, 0, IpProtocol.UDP, 63, SOURCE, DESTINATION));
  }

  @Test
  void aRecordIsWrittenFieldByField() {
    byte[] buf = Hex.bytes("00".repeat(40) + "aabb");
    Ipv6Wire.emit(HEADER, buf, 0);
    assertThat(Hex.text(buf)).isEqualTo(PACKET);
  }

  @Test
  @Covers("IPv6 roundtrip")
  void anyHeaderThatIsWrittenIsParsedAsItWas() {
    var random = new SplittableRandom(6);
    byte[] buf = new byte[70_000];
    for (int k = 0; k < 10_000; k++) {
      int offset = random.nextInt(8);
      var header =
          new Ipv6Header(
              6,
              random.nextInt(256),
              random.nextInt(1 << 20),
              random.nextInt(65_536),
              random.nextInt(256),
              random.nextInt(256),
              new Ipv6Address(random.nextLong(), random.nextLong()),
              new Ipv6Address(random.nextLong(), random.nextLong()));
      Ipv6Packet.emit(
          buf,
          offset,
          header.trafficClass(),
          header.flowLabel(),
          header.payloadLength(),
          header.nextHeader(),
          header.hopLimit(),
          header.source(),
          header.destination());
      assertThat(Ipv6Wire.parse(buf, offset)).isEqualTo(header);
      assertThat(Ipv6Packet.end(buf, offset, buf.length)).isEqualTo(offset + 40 + header.payloadLength());
    }
  }

  @Test
  @Covers({"parse IPv6 truncated", "IPv6 checkLen truncated payload"})
  void aPacketThatIsCutShortIsInvalid() {
    byte[] buf = Hex.bytes(PACKET);
    for (int length = 0; length < buf.length; length++) {
      assertThat(Ipv6Packet.end(buf, 0, length)).isEqualTo(-1);
    }
  }

  @Test
  @Covers("parse IPv6 bad version")
  void anotherVersionIsInvalid() {
    byte[] buf = Hex.bytes(PACKET);
    buf[0] = 0x4b;
    assertThat(Ipv6Packet.end(buf, 0, buf.length)).isEqualTo(-1);
  }

  @Test
  @Covers("IPv6 payload clamped")
  void paddingBehindThePacketIsLeftOut() {
    byte[] buf = Hex.bytes(PACKET + "000000");
    assertThat(Ipv6Packet.end(buf, 0, buf.length)).isEqualTo(42);
  }

  @Test
  void thePacketIsReadAndWrittenWithoutNamingTheFamily() {
    byte[] buf = new byte[IpPacket.headerLength(DESTINATION)];
    assertThat(IpPacket.emit(buf, 0, 0xb8, 0, IpProtocol.UDP, 63, SOURCE, DESTINATION)).isEqualTo(40);
    assertThat(IpPacket.source(buf, 0)).isEqualTo(SOURCE);
    assertThat(IpPacket.destination(buf, 0)).isEqualTo(DESTINATION);
    assertThat(IpPacket.isFrom(buf, 0, SOURCE)).isTrue();
    assertThat(IpPacket.isFrom(buf, 0, DESTINATION)).isFalse();
    assertThat(IpPacket.isTo(buf, 0, DESTINATION)).isTrue();
    assertThat(IpPacket.isTo(buf, 0, SOURCE)).isFalse();
    assertThat(IpPacket.hopLimit(buf, 0)).isEqualTo(63);
    assertThat(IpPacket.trafficClass(buf, 0)).isEqualTo(0xb8);
    assertThat(IpPacket.addressHash(buf, 0, 42)).isEqualTo(DESTINATION.hash(SOURCE.hash(42)));
  }
}
