package dev.zmol.wire.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.MacAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Only(Family.IPV4)
@Covers("W2")
class ArpPacketTest {
  private static final String REQUEST =
      "0001 0800 06 04 0001 020000000001 c0000201 000000000000 c0000202".replace(" ", "");
  private static final String REPLY =
      "0001 0800 06 04 0002 020000000002 c0000202 020000000001 c0000201".replace(" ", "");

  @Test
  @Covers("parse ARP request")
  void aRequestIsParsed() {
    byte[] buf = Hex.bytes(REQUEST);
    assertThat(ArpPacket.isValid(buf, 0, buf.length)).isTrue();
    assertThat(ArpWire.parse(buf, 0))
        .isEqualTo(
            new ArpHeader(
                1,
                0x0800,
                6,
                4,
                ArpPacket.REQUEST,
                MacAddress.parse("02:00:00:00:00:01"),
                Ipv4Address.parse("192.0.2.1"),
                MacAddress.ZERO,
                Ipv4Address.parse("192.0.2.2")));
  }

  @Test
  @Covers("emit ARP reply")
  void aReplyIsWritten() {
    byte[] buf = new byte[ArpWire.LENGTH];
    ArpPacket.emit(
        buf,
        0,
        ArpPacket.REPLY,
        0x0200_0000_0002L,
        Ipv4Address.parse("192.0.2.2"),
        0x0200_0000_0001L,
        Ipv4Address.parse("192.0.2.1"));
    assertThat(Hex.text(buf)).isEqualTo(REPLY);
  }

  @Test
  @Covers("ARP roundtrip")
  void whatIsParsedIsWrittenTheSameWay() {
    byte[] buf = new byte[ArpWire.LENGTH];
    ArpWire.emit(ArpWire.parse(Hex.bytes(REPLY), 0), buf, 0);
    assertThat(Hex.text(buf)).isEqualTo(REPLY);
  }

  @Test
  @Covers("parse ARP truncated")
  void aPacketThatIsCutShortIsInvalid() {
    byte[] buf = Hex.bytes(REQUEST);
    for (int length = 0; length < buf.length; length++) {
      assertThat(ArpPacket.isValid(buf, 0, length)).isFalse();
    }
  }

  @Test
  void paddingBehindThePacketIsIgnored() {
    assertThat(ArpPacket.isValid(Hex.bytes(REQUEST + "00000000"), 0, ArpWire.LENGTH + 4)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "1,hardware type",
    "2,protocol type",
    "4,hardware length",
    "5,protocol length",
    "7,operation",
    "8,a sender that is a group"
  })
  @Covers({
    "parse ARP unsupported hardware",
    "parse ARP unsupported hardware length",
    "parse ARP unsupported protocol length",
    "parse ARP unsupported operation"
  })
  void whatIsNotForIpv4OverEthernetIsInvalid(int offset, String field) {
    byte[] buf = Hex.bytes(REQUEST);
    buf[offset] = (byte) (buf[offset] + 3);
    assertThat(ArpPacket.isValid(buf, 0, buf.length)).as(field).isFalse();
  }
}
