package dev.zmol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Covers("W1")
class ChecksumTest {
  private static final int LONGEST = 2100;

  private final byte[] random = randomBytes(LONGEST + 16);

  private static byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    new Random(1071).nextBytes(bytes);
    return bytes;
  }

  /** The definition, byte by byte. */
  private static int naive(byte[] buf, int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i++) {
      sum += (i - from) % 2 == 0 ? (buf[i] & 0xff) << 8 : buf[i] & 0xff;
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return ~sum & 0xffff;
  }

  private static int checksum(byte[] buf) {
    return Checksum.fold(Checksum.add(0, buf, 0, buf.length));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
  void equalsTheDefinitionForEveryLengthAtEveryAlignment(int offset) {
    for (int length = 0; length <= LONGEST; length++) {
      assertThat(Checksum.fold(Checksum.add(0, random, offset, offset + length)))
          .as("length %d", length)
          .isEqualTo(naive(random, offset, offset + length));
    }
  }

  @Test
  void equalsTheDefinitionForTheLongestPacket() {
    byte[] packet = randomBytes(65535);
    assertThat(checksum(packet)).isEqualTo(naive(packet, 0, packet.length));
  }

  @Test
  void losesNoCarryInABlockOfOnesOfTheLongestLength() {
    byte[] ones = new byte[65535];
    Arrays.fill(ones, (byte) 0xff);
    assertThat(checksum(ones)).isEqualTo(naive(ones, 0, ones.length));
  }

  @Test
  @Covers("checksum of all zeros")
  void ofZerosIsAllOnes() {
    assertThat(checksum(new byte[20])).isEqualTo(0xffff);
  }

  @Test
  void ofNothingIsAllOnes() {
    assertThat(checksum(new byte[0])).isEqualTo(0xffff);
  }

  @Test
  @Covers("checksum of 0xFF bytes")
  void ofOnesIsZero() {
    assertThat(checksum(Hex.bytes("ffff ffff ffff ffff"))).isZero();
  }

  @Test
  @Covers("RFC 1071 §3")
  void ofTheExampleInRfc1071IsTheComplementOfItsSum() {
    byte[] example = Hex.bytes("0001 f203 f4f5 f6f7");
    assertThat(Checksum.foldSum(Checksum.add(0, example, 0, 8))).isEqualTo(0xddf2);
    assertThat(checksum(example)).isEqualTo(~0xddf2 & 0xffff);
  }

  @Test
  @Covers("checksum odd length")
  void padsAnOddLengthWithAZeroByte() {
    assertThat(checksum(Hex.bytes("01 02 03"))).isEqualTo(checksum(Hex.bytes("01 02 03 00")));
  }

  @Test
  @Covers("IPv4 header checksum known value")
  void ofAnIpv4HeaderWithItsChecksumIsZero() {
    byte[] header = Hex.bytes("4500 003c 1c46 4000 4006 b1e6 ac10 0a63 ac10 0a0c");
    assertThat(checksum(header)).isZero();
    header[10] = 0;
    header[11] = 0;
    assertThat(checksum(header)).isEqualTo(0xb1e6);
  }

  @Test
  @Covers("IPv6 pseudo-header checksum")
  void takesTheWordsOfAPseudoHeaderAsNumbers() {
    byte[] pseudoHeader =
        Hex.bytes("20010db8 00000000 00000000 00000001 20010db8 00000000 00000000 00000002 0000000a 00000011");
    long sum = Checksum.add(0, pseudoHeader, 0, 32) + 10 + IpProtocol.UDP;
    assertThat(Checksum.fold(sum)).isEqualTo(naive(pseudoHeader, 0, 40));
  }

  @Test
  @Covers("checksum accumulate non-contiguous")
  void isTheSameHoweverABlockIsCutIntoPieces() {
    var cuts = new Random(7);
    for (int round = 0; round < 2000; round++) {
      int length = cuts.nextInt(LONGEST);
      long sum = 0;
      for (int at = 0; at < length; ) {
        int end = at + 1 + cuts.nextInt(length - at);
        sum = at % 2 == 0 ? Checksum.add(sum, random, at, end) : Checksum.addOdd(sum, random, at, end);
        at = end;
      }
      assertThat(Checksum.fold(sum)).as("round %d of seed 7", round).isEqualTo(naive(random, 0, length));
    }
  }

  @Test
  void doesNotDependOnTheOrderOfThePieces() {
    long forwards = Checksum.addOdd(Checksum.add(0, random, 0, 333), random, 333, 999);
    long backwards = Checksum.add(Checksum.addOdd(0, random, 333, 999), random, 0, 333);
    assertThat(Checksum.fold(forwards)).isEqualTo(Checksum.fold(backwards)).isEqualTo(naive(random, 0, 999));
  }

  @Test
  void copiesWhatItAdds() {
    byte[] copy = new byte[1600];
    long sum = Checksum.copyAndAdd(0, random, 3, copy, 5, 701);
    sum = Checksum.copyAndAddOdd(sum, random, 3 + 701, copy, 5 + 701, 400);
    assertThat(Checksum.fold(sum)).isEqualTo(naive(random, 3, 3 + 1101));
    assertThat(Bytes.copyOf(copy, 5, 5 + 1101)).isEqualTo(Bytes.copyOf(random, 3, 3 + 1101));
    assertThat(Bytes.copyOf(copy, 0, 5)).isEqualTo(Bytes.of(new byte[5]));
    assertThat(copy[5 + 1101]).isZero();
  }

  @Test
  void foldsSumsOfAnySize() {
    assertThat(Checksum.foldSum(0)).isZero();
    assertThat(Checksum.foldSum(0xffff)).isEqualTo(0xffff);
    assertThat(Checksum.foldSum(0x1_0000)).isEqualTo(1);
    assertThat(Checksum.foldSum(0xffff_ffffL)).isEqualTo(0xffff);
    assertThat(Checksum.foldSum(-1L)).isEqualTo(0xffff);
    assertThat(Checksum.foldSum(0xffff_ffff_ffff_0001L)).isEqualTo(1);
  }

  @Test
  void followsAChangeOfOneWord() {
    var changes = new Random(16);
    byte[] packet = random.clone();
    int checksum = checksum(packet);
    for (int round = 0; round < 10_000; round++) {
      int at = 2 * changes.nextInt(packet.length / 2);
      int before = BigEndian.getShort(packet, at);
      int after = round % 3 == 0 ? 0 : changes.nextInt(0x1_0000);
      BigEndian.putShort(packet, at, after);
      checksum = Checksum.update16(checksum, before, after);
      assertThat(checksum).as("round %d of seed 16", round).isEqualTo(checksum(packet));
    }
  }

  @Test
  void followsAChangeOfTwoWords() {
    var changes = new Random(32);
    byte[] packet = random.clone();
    int checksum = checksum(packet);
    for (int round = 0; round < 10_000; round++) {
      int at = 2 * changes.nextInt(packet.length / 2 - 1);
      int before = BigEndian.getInt(packet, at);
      int after = changes.nextInt();
      BigEndian.putInt(packet, at, after);
      checksum = Checksum.update32(checksum, before, after);
      assertThat(checksum).as("round %d of seed 32", round).isEqualTo(checksum(packet));
    }
  }

  /** The example of RFC 1624, section 4, on which equation 2 of RFC 1141 goes wrong. */
  @Test
  @Covers("RFC 1624 §4")
  void followsAChangeThatOlderFormulasGetWrong() {
    assertThat(Checksum.update16(0xdd2f, 0x5555, 0x3285)).isZero();
  }
}
