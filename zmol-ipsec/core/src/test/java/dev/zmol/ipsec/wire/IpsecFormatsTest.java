package dev.zmol.ipsec.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.Bytes;
import dev.zmol.wire.Dissection;
import org.junit.jupiter.api.Test;

@Covers({"P1", "W10"})
class IpsecFormatsTest {
  /** A header, an initialization vector of 8 bytes, a text of 8, an integrity check value of 16. */
  private static final byte[] ESP =
      Bytes.parse("12345678 0000002a 0001020304050607 aabbcc01 02030406 " + "ee".repeat(16)).toByteArray();

  /** From tunnelled ICMP: an integrity check value of 12 bytes. */
  private static final byte[] AH =
      Bytes.parse("32 04 0000 8179b705 00000001 27cfc0a5e43d69b3728ec5b0").toByteArray();

  @Test
  @Covers("ESP parse header fields")
  void espIsReadFieldByField() {
    assertThat(EspWire.spi(ESP, 0)).isEqualTo(0x12345678);
    assertThat(EspWire.sequenceNumber(ESP, 0)).isEqualTo(42);
  }

  @Test
  @Covers("ESP parse repr")
  void espIsReadAsAValue() {
    assertThat(EspWire.parse(ESP, 0)).isEqualTo(new EspHeader(0x12345678, 42));
  }

  @Test
  @Covers("ESP emit repr")
  void espIsWritten() {
    byte[] buf = new byte[8];
    EspWire.emit(new EspHeader(0x12345678, 42), buf, 0);
    assertThat(buf).isEqualTo(Bytes.copyOf(ESP, 0, 8).toByteArray());
  }

  @Test
  @Covers("ESP buffer length")
  void espHeaderHasEightBytes() {
    assertThat(EspWire.LENGTH).isEqualTo(8);
    assertThat(EspPacket.textLength(6, 4)).isEqualTo(8);
    assertThat(EspPacket.textLength(7, 4)).isEqualTo(12);
    assertThat(EspPacket.textLength(0, 16)).isEqualTo(16);
  }

  @Test
  @Covers("ESP roundtrip parse then emit")
  void espRoundTrips() {
    byte[] buf = new byte[10];
    EspWire.emit(EspWire.parse(ESP, 0), buf, 2);
    assertThat(EspWire.parse(buf, 2)).isEqualTo(EspWire.parse(ESP, 0));
  }

  @Test
  @Covers("ESP truncated packet rejected")
  void espOfALengthThatCannotBeHasNoIcv() {
    assertThat(EspPacket.icv(0, ESP.length, 8, 16, 4)).isEqualTo(24);
    for (int length = 0; length < ESP.length; length++) {
      // Four bytes less is a packet with a shorter payload.
      assertThat(EspPacket.icv(0, length, 8, 16, 4)).isEqualTo(length == ESP.length - 4 ? 20 : -1);
    }
  }

  @Test
  void espPaddingIsWrittenAndTakenOff() {
    byte[] buf = new byte[300];
    for (int alignment = 1; alignment <= 16; alignment *= 2) {
      for (int length = 0; length < 40; length++) {
        int end = EspPacket.emitTrailer(buf, 3, 3 + length, alignment, 6);
        assertThat((end - 3) % alignment).isZero();
        assertThat(EspPacket.payloadEnd(buf, 3, end)).isEqualTo(3 + length);
        assertThat(EspPacket.nextHeader(buf, end)).isEqualTo(6);
      }
    }
  }

  @Test
  @Covers("hostile: AH and ESP lengths")
  void espPaddingThatLiesHasNoPayload() {
    assertThat(EspPacket.payloadEnd(new byte[] {1, 2, 3, 4, 4, 6}, 0, 6)).isZero();
    assertThat(EspPacket.payloadEnd(new byte[] {1, 2, 3, 4, 5, 6}, 0, 6)).isEqualTo(-1);
    assertThat(EspPacket.payloadEnd(new byte[] {1, 2, 3, 4, (byte) 255, 6}, 0, 6)).isEqualTo(-1);
    assertThat(EspPacket.payloadEnd(new byte[] {1, 9, 3, 4, 4, 6}, 0, 6)).isEqualTo(-1);
    assertThat(EspPacket.payloadEnd(new byte[] {6}, 0, 1)).isEqualTo(-1);
  }

  @Test
  @Covers("AH parse header fields")
  void ahIsReadFieldByField() {
    assertThat(AhWire.nextHeader(AH, 0)).isEqualTo(50);
    assertThat(AhWire.payloadLength(AH, 0)).isEqualTo(4);
    assertThat(AhWire.spi(AH, 0)).isEqualTo(0x8179b705);
    assertThat(AhWire.sequenceNumber(AH, 0)).isEqualTo(1);
  }

  @Test
  @Covers("AH parse repr")
  void ahIsReadAsAValue() {
    assertThat(AhWire.parse(AH, 0)).isEqualTo(new AhHeader(50, 4, 0, 0x8179b705, 1));
  }

  @Test
  @Covers("AH emit repr")
  void ahIsWritten() {
    byte[] buf = new byte[12];
    AhWire.emit(new AhHeader(50, 4, 0, 0x8179b705, 1), buf, 0);
    assertThat(buf).isEqualTo(Bytes.copyOf(AH, 0, 12).toByteArray());
  }

  @Test
  @Covers("AH header length from wire")
  void ahSaysHowLongItIs() {
    assertThat(AhPacket.length(AH, 0)).isEqualTo(24);
    assertThat(AhPacket.payload(AH, 0, AH.length)).isEqualTo(24);
    assertThat(AhPacket.length(16, 4)).isEqualTo(28);
    assertThat(AhPacket.length(16, 8)).isEqualTo(32);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AhPacket.length(1020, 4))
        .withMessage("icvLength is 1020; it has to be from 0 to 1016");
  }

  @Test
  @Covers("AH truncated packet rejected")
  void ahCutShortHasNoPayload() {
    for (int length = 0; length < AH.length; length++) {
      assertThat(AhPacket.payload(AH, 0, length)).isEqualTo(-1);
    }
  }

  @Test
  @Covers({"AH parse rejects undersized payload length", "hostile: AH and ESP lengths"})
  void ahOfALengthThatCannotBeHasNoPayload() {
    byte[] buf = AH.clone();
    for (int length = 0; length < 256; length++) {
      AhWire.payloadLength(buf, 0, length);
      boolean fits = length >= 2 && length <= 4;
      assertThat(AhPacket.payload(buf, 0, AH.length)).isEqualTo(fits ? 8 + 4 * length : -1);
    }
  }

  @Test
  @Covers("AH roundtrip parse then emit")
  void ahRoundTrips() {
    byte[] buf = new byte[14];
    AhWire.emit(AhWire.parse(AH, 0), buf, 2);
    assertThat(AhWire.parse(buf, 2)).isEqualTo(AhWire.parse(AH, 0));
  }

  @Test
  void printersShowWhatIsNotEncrypted() {
    assertThat(line(IpsecPrinter.ESP, ESP)).isEqualTo("ESP spi 0x12345678 seq 42 length 40");
    assertThat(line(IpsecPrinter.AH, AH)).isEqualTo("AH spi 0x8179b705 seq 1 next ESP");
    assertThat(tree(IpsecPrinter.ESP, ESP)).isEqualTo("ESP spi=0x12345678 sequenceNumber=42 length=40");
    assertThat(tree(IpsecPrinter.AH, AH))
        .isEqualTo("AH nextHeader=ESP spi=0x8179b705 sequenceNumber=1 icv=27cfc0a5e43d69b3728ec5b0");
  }

  @Test
  void printersShowWhatIsCutShort() {
    for (int length = 0; length < 8; length++) {
      assertThat(line(IpsecPrinter.ESP, Bytes.copyOf(ESP, 0, length).toByteArray())).isEqualTo("ESP [truncated]");
      assertThat(tree(IpsecPrinter.ESP, Bytes.copyOf(ESP, 0, length).toByteArray())).isEqualTo("ESP ESP=[truncated]");
    }
    assertThat(line(IpsecPrinter.AH, new byte[11])).isEqualTo("AH [truncated]");
    assertThat(line(IpsecPrinter.AH, Bytes.copyOf(AH, 0, 16).toByteArray())).endsWith("[malformed]");
    assertThat(tree(IpsecPrinter.AH, Bytes.copyOf(AH, 0, 16).toByteArray())).endsWith("icv=[malformed]");
  }

  private static String line(IpsecPrinter printer, byte[] buf) {
    var out = new StringBuilder();
    printer.appendLine(out, buf, 0, buf.length);
    return out.toString();
  }

  private static String tree(IpsecPrinter printer, byte[] buf) {
    var out = new Dissection();
    printer.describe(out, buf, 0, buf.length);
    return out.line();
  }
}
