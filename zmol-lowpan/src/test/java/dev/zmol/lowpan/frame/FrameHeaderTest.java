package dev.zmol.lowpan.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zmol.testkit.conformance.Covers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Covers("W7")
class FrameHeaderTest {
  private static final Ieee802154Address SHORT = Ieee802154Address.ofShort(0x1234);
  private static final Ieee802154Address EXTENDED = Ieee802154Address.ofExtended(0x0212_4b00_0000_0001L);
  private static final Ieee802154Address[] ADDRESSES = {Ieee802154Address.ABSENT, SHORT, EXTENDED};

  private final FrameHeader header = new FrameHeader();

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private boolean read(byte[] bytes) {
    return header.read(bytes, 0, bytes.length);
  }

  @Test
  @Covers("wire/ieee802154: parse extended addresses")
  void readsExtendedAddresses() {
    assertThat(read(hex("01cc 01 cdab ffffffffffffffff efbe 0102030405060708 aa"))).isTrue();
    assertThat(header.destinationAddress()).hasToString("ff:ff:ff:ff:ff:ff:ff:ff");
    assertThat(header.sourceAddress()).hasToString("08:07:06:05:04:03:02:01");
    assertThat(header.destinationPan()).isEqualTo(0xabcd);
    assertThat(header.sourcePan()).isEqualTo(0xbeef);
    assertThat(header.payload()).isEqualTo(23);
  }

  @Test
  @Covers("wire/ieee802154: parse short addresses")
  void readsShortAddresses() {
    assertThat(read(hex("0198 01 cdab ffff efbe adde aa"))).isTrue();
    assertThat(header.isBroadcast()).isTrue();
    assertThat(header.sourceAddress()).isEqualTo(Ieee802154Address.ofShort(0xdead));
    assertThat(header.payload()).isEqualTo(11);
    assertThat(header).hasToString("Data beef/de:ad > abcd/ff:ff seq 1");
  }

  @Test
  @Covers("wire/ieee802154: parse zolertia remote")
  void readsABroadcastOfOneNetwork() {
    assertThat(read(hex("41d8 01 cdab ffff c7d9b514004b1200 2b000000"))).isTrue();
    assertThat(header.version()).isEqualTo(FrameHeader.VERSION_2006);
    assertThat(header.isAckRequested()).isFalse();
    assertThat(header.sourceAddress()).hasToString("00:12:4b:00:14:b5:d9:c7");
    assertThat(header.sourcePan()).isEqualTo(0xabcd);
    assertThat(header.payload()).isEqualTo(15);
  }

  @Test
  @Covers("wire/ieee802154: reject frame with security")
  void knowsSecuredFrames() {
    assertThat(read(hex("49d8 01 cdab ffff c7d9b514004b1200 05 01000000 00"))).isTrue();
    assertThat(header.isSecured()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    // The rows of table 7-2: modes of destination and source, compression, which networks are written.
    "0, 0, 0, false, false", "0, 0, 1, true, false", "2, 0, 0, true, false", "2, 0, 1, false, false",
    "0, 3, 0, false, true", "0, 3, 1, false, false", "3, 3, 0, true, false", "3, 3, 1, false, false",
    "2, 2, 0, true, true", "2, 3, 0, true, true", "3, 2, 0, true, true", "2, 2, 1, true, false",
    "2, 3, 1, true, false", "3, 2, 1, true, false"
  })
  void findsTheNetworksOfTheVersionOf2015(int to, int from, int compressed, boolean toPan, boolean fromPan) {
    int control = 1 | compressed << 6 | to << 10 | 2 << 12 | from << 14;
    int addresses = (to == 3 ? 8 : to) + (from == 3 ? 8 : from);
    byte[] bytes = new byte[3 + addresses + (toPan ? 2 : 0) + (fromPan ? 2 : 0)];
    bytes[0] = (byte) control;
    bytes[1] = (byte) (control >>> 8);
    assertThat(read(bytes)).isTrue();
    assertThat(header.payload()).isEqualTo(bytes.length);
    assertThat(header.read(bytes, 0, bytes.length - 1)).isFalse();
  }

  @Test
  @Covers({
    "wire/ieee802154: short addr roundtrip", "wire/ieee802154: extended addr roundtrip with compression",
    "wire/ieee802154: bufferLen matches emit output"
  })
  void writesWhatItReads() {
    byte[] bytes = new byte[FrameHeader.MAX_LENGTH];
    for (int version = 0; version <= FrameHeader.VERSION_2015; version++) {
      for (Ieee802154Address to : ADDRESSES) {
        for (Ieee802154Address from : ADDRESSES) {
          writesWhatItReads(bytes, version, to, 0xabcd, from, 0xabcd);
          if (version != FrameHeader.VERSION_2015 || !(to.isExtended() && from.isExtended())) {
            writesWhatItReads(bytes, version, to, 0xabcd, from, 0xbeef);
          }
        }
      }
    }
  }

  private void writesWhatItReads(
      byte[] bytes, int version, Ieee802154Address to, int toPan, Ieee802154Address from, int fromPan) {
    header.set(FrameType.DATA, version, 7, toPan, to, fromPan, from);
    String expected = header.toString();
    int end = header.emit(bytes, 0);
    assertThat(end).isEqualTo(header.length());
    assertThat(header.read(bytes, 0, end)).isTrue();
    assertThat(header).hasToString(expected);
    assertThat(header.payload()).isEqualTo(end);
  }

  @Test
  void sharesOneNetworkWhereItCan() {
    byte[] bytes = new byte[FrameHeader.MAX_LENGTH];
    header.data(1, true, 0xabcd, 8, EXTENDED.bits(), 2, SHORT.bits());
    assertThat(Arrays.copyOf(bytes, header.emit(bytes, 0))).isEqualTo(hex("619c 01 cdab 01000000004b1202 3412"));
  }

  @Test
  void writesAcknowledgments() {
    byte[] bytes = new byte[FrameHeader.MAX_LENGTH];
    header.acknowledgment(0x2a);
    assertThat(Arrays.copyOf(bytes, header.emit(bytes, 0))).isEqualTo(hex("0200 2a"));
  }

  @Test
  void leavesOutTheSequenceNumberInTheVersionThatMay() {
    byte[] bytes = new byte[FrameHeader.MAX_LENGTH];
    header.set(FrameType.DATA, FrameHeader.VERSION_2015, FrameHeader.ABSENT, 1, SHORT, 1, SHORT);
    int end = header.emit(bytes, 0);
    assertThat(header.read(bytes, 0, end)).isTrue();
    assertThat(header.sequence()).isEqualTo(FrameHeader.ABSENT);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> header.set(FrameType.DATA, 1, FrameHeader.ABSENT, 1, SHORT, 1, SHORT))
        .withMessageContaining("version 1");
  }

  @Test
  void skipsInformationElements() {
    // A header element of one byte, the end of those, a payload element of two, the end of those, the payload.
    // An element of the payload where one of the header has to be, and the other way round.
    assertThat(read(hex("41aa 01 cdab 0100 0200 0280aabb 00f8 2b"))).isFalse();
    assertThat(read(hex("41aa 01 cdab 0100 0200 003f 0100ff 2b00"))).isFalse();
    byte[] right = hex("41aa 01 cdab 0100 0200 0100ff 003f 0288aabb 00f8 2b");
    assertThat(read(right)).isTrue();
    assertThat(header.payload()).isEqualTo(right.length - 1);
  }

  @Test
  void endsElementsAtTheEndOfTheFrame() {
    assertThat(read(hex("41aa 01 cdab 0100 0200 0100ff"))).isTrue();
    assertThat(read(hex("41aa 01 cdab 0100 0200 0200ff"))).isFalse();
    assertThat(read(hex("41aa 01 cdab 0100 0200 807f 41"))).isFalse();
  }

  @Test
  void refusesReservedModesVersionsAndTypes() {
    assertThat(read(hex("0194 01 cdab ffff efbe adde"))).isFalse();
    assertThat(read(hex("01b8 01 cdab ffff efbe adde"))).isFalse();
    assertThat(read(hex("0598 01 cdab ffff efbe adde"))).isFalse();
  }

  @Test
  @Covers("wire/ieee802154: parse truncated")
  void refusesWhatIsCutShort() {
    byte[] whole = hex("41d8 01 cdab ffff c7d9b514004b1200");
    for (int length = 0; length < whole.length; length++) {
      assertThat(read(Arrays.copyOf(whole, length))).as("%d bytes", length).isFalse();
    }
    assertThat(read(whole)).isTrue();
  }

  @Test
  void staysWithinItsBytesWhateverTheyAre() {
    var random = new SplittableRandom(1);
    byte[] bytes = new byte[40];
    for (int round = 0; round < 200_000; round++) {
      random.nextBytes(bytes);
      int from = random.nextInt(4);
      int to = from + random.nextInt(bytes.length - from + 1);
      if (header.read(bytes, from, to)) {
        assertThat(header.payload()).isBetween(from, to);
      }
    }
  }

  @Test
  void checksFrames() {
    byte[] check = "123456789..".getBytes(StandardCharsets.US_ASCII);
    // The check value that catalogues have for CRC-16/KERMIT.
    assertThat(FrameCheckSequence.compute(check, 0, 9)).isEqualTo(0x2189);
    assertThat(FrameCheckSequence.append(check, 0, 9)).isEqualTo(11);
    assertThat(FrameCheckSequence.isRight(check, 0, 11)).isTrue();
    check[3] ^= 4;
    assertThat(FrameCheckSequence.isRight(check, 0, 11)).isFalse();
    assertThat(FrameCheckSequence.isRight(check, 0, 1)).isFalse();
  }
}
