package dev.zmol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Covers("W5")
class TcpOptionsTest {
  private final TcpOptions options = new TcpOptions();

  private TcpOptions parse(String digits) {
    byte[] bytes = Hex.bytes(digits);
    options.parse(bytes, 0, bytes.length);
    return options;
  }

  @Test
  void areAllAbsentWhenThereAreNone() {
    parse("");
    assertThat(options.maximumSegmentSize()).isEqualTo(TcpOptions.ABSENT);
    assertThat(options.windowScale()).isEqualTo(TcpOptions.ABSENT);
    assertThat(options.sackPermitted()).isFalse();
    assertThat(options.sackBlockCount()).isZero();
    assertThat(options.hasTimestamps()).isFalse();
    assertThat(options.malformed()).isFalse();
  }

  @Test
  @Covers({"parse TCP with MSS option", "MUST-4", "MUST-64"})
  void ofASynAreAllRead() {
    parse("020405b4 0402 080a 01020304 f5f6f7f8 01 030307");
    assertThat(options.maximumSegmentSize()).isEqualTo(1460);
    assertThat(options.sackPermitted()).isTrue();
    assertThat(options.hasTimestamps()).isTrue();
    assertThat(options.timestampValue()).isEqualTo(0x0102_0304);
    assertThat(options.timestampEcho()).isEqualTo(0xf5f6_f7f8);
    assertThat(options.windowScale()).isEqualTo(7);
    assertThat(options.malformed()).isFalse();
  }

  @Test
  void alignedTimestampsAreReadAtOnce() {
    parse("0101080a 01020304 f5f6f7f8");
    assertThat(options.hasTimestamps()).isTrue();
    assertThat(options.timestampValue()).isEqualTo(0x0102_0304);
    assertThat(options.timestampEcho()).isEqualTo(0xf5f6_f7f8);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 14, 15, 255})
  @Covers("TCP window scale option is bounded")
  void windowScaleIsBounded(int shift) {
    parse("0303%02x00".formatted(shift));
    assertThat(options.windowScale()).isEqualTo(Math.min(shift, 14));
  }

  @Test
  void sackBlocksAreReadAsTheyCome() {
    parse("0101 0512 00000001 00000002 fffffff0 00000010");
    assertThat(options.sackBlockCount()).isEqualTo(2);
    assertThat(options.sackLeft(0)).isEqualTo(1);
    assertThat(options.sackRight(0)).isEqualTo(2);
    assertThat(options.sackLeft(1)).isEqualTo(-16);
    assertThat(options.sackRight(1)).isEqualTo(16);
  }

  @Test
  void moreThanFourSackBlocksAreCutOff() {
    parse("052a" + "00000001 00000002".repeat(5));
    assertThat(options.sackBlockCount()).isEqualTo(4);
  }

  @Test
  @Covers("MUST-4")
  void nothingIsReadBehindTheEndOfTheList() {
    parse("00 020405b4 000000");
    assertThat(options.maximumSegmentSize()).isEqualTo(TcpOptions.ABSENT);
    assertThat(options.malformed()).isFalse();
  }

  @Test
  @Covers("MUST-6")
  void unknownOptionsArePassedOver() {
    parse("fd04f989 2206aabbccdd 01 01 020405b4");
    assertThat(options.maximumSegmentSize()).isEqualTo(1460);
    assertThat(options.malformed()).isFalse();
  }

  /** Lengths that say nothing about where the next option begins. */
  @ParameterizedTest
  @ValueSource(strings = {"02", "0200", "0201", "0205 05b4", "fe00", "fe01", "feff", "080a 00000000 000000", "05"})
  @Covers({"malformed TCP options parsed without error", "MUST-7"})
  void anOptionThatDoesNotEndInTimeEndsTheList(String digits) {
    parse("03030a" + digits);
    assertThat(options.windowScale()).isEqualTo(10);
    assertThat(options.maximumSegmentSize()).isEqualTo(TcpOptions.ABSENT);
    assertThat(options.hasTimestamps()).isFalse();
    assertThat(options.malformed()).isTrue();
  }

  /** Lengths that a known option cannot have, though the next one can be found. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0202", "0203ff", "02050102ff", "0302", "03040102", "0403ff", "0502", "0503ff", "050c 00000001 00000002 0000",
        "0802", "0809 00000000 000000", "080b 00000000 00000000 00"
      })
  @Covers({"malformed TCP options parsed without error", "MUST-7"})
  void aKnownOptionOfAWrongLengthIsPassedOver(String digits) {
    parse(digits + "030305");
    assertThat(options.windowScale()).isEqualTo(5);
    assertThat(options.maximumSegmentSize()).isEqualTo(TcpOptions.ABSENT);
    assertThat(options.sackPermitted()).isFalse();
    assertThat(options.sackBlockCount()).isZero();
    assertThat(options.hasTimestamps()).isFalse();
    assertThat(options.malformed()).isTrue();
  }

  @Test
  void aMaximumSegmentSizeOfZeroIsReported() {
    assertThat(parse("02040000").maximumSegmentSize()).isZero();
  }

  @Test
  void theLaterOfTwoCounts() {
    assertThat(parse("020405b4 02040218").maximumSegmentSize()).isEqualTo(0x218);
  }

  @Test
  void ofTheSegmentBeforeAreForgotten() {
    parse("020405b4 0402 080a 01020304 f5f6f7f8 01 030307");
    parse("0501");
    assertThat(options.malformed()).isTrue();
    parse("01010101");
    assertThat(options.maximumSegmentSize()).isEqualTo(TcpOptions.ABSENT);
    assertThat(options.windowScale()).isEqualTo(TcpOptions.ABSENT);
    assertThat(options.sackPermitted()).isFalse();
    assertThat(options.hasTimestamps()).isFalse();
    assertThat(options.timestampValue()).isZero();
    assertThat(options.timestampEcho()).isZero();
    assertThat(options.malformed()).isFalse();
  }

  @Test
  void areWrittenInWholeWords() {
    byte[] buf = new byte[40];
    int at = TcpOptionWriter.maximumSegmentSize(buf, 0, 1460);
    at = TcpOptionWriter.sackPermittedAndTimestamps(buf, at, 0x0102_0304, 0xf5f6_f7f8);
    at = TcpOptionWriter.windowScale(buf, at, 7);
    assertThat(Bytes.copyOf(buf, 0, at))
        .isEqualTo(Bytes.parse("020405b4" + "0402080a01020304f5f6f7f8" + "01030307"));
  }

  @Test
  void areWrittenAsTheyAreRead() {
    byte[] buf = new byte[40];
    int at = TcpOptionWriter.sackPermitted(buf, 0);
    at = TcpOptionWriter.timestamps(buf, at, -1, 2);
    at = TcpOptionWriter.sack(buf, at, 2);
    at = TcpOptionWriter.sackBlock(buf, at, 100, 200);
    at = TcpOptionWriter.sackBlock(buf, at, -5, 5);
    assertThat(at)
        .isEqualTo(
            TcpOptionWriter.SACK_PERMITTED_LENGTH + TcpOptionWriter.TIMESTAMPS_LENGTH + TcpOptionWriter.sackLength(2));
    options.parse(buf, 0, at);
    assertThat(options.malformed()).isFalse();
    assertThat(options.sackPermitted()).isTrue();
    assertThat(options.timestampValue()).isEqualTo(-1);
    assertThat(options.timestampEcho()).isEqualTo(2);
    assertThat(options.sackBlockCount()).isEqualTo(2);
    assertThat(options.sackLeft(1)).isEqualTo(-5);
    assertThat(options.sackRight(1)).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({"1c040001,1", "1c047fff,32767", "1c048001,60", "1c04ffff,1966020", "1c040000,-1", "1c048000,-1"})
  @Covers("RFC 5482 §3.3")
  void userTimeoutsAreSecondsOrMinutesAndNeverZero(String option, int seconds) {
    parse(option);
    assertThat(options.userTimeoutSeconds()).isEqualTo(seconds);
    assertThat(options.malformed()).isFalse();
    parse("");
    assertThat(options.userTimeoutSeconds()).isEqualTo(TcpOptions.ABSENT);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "32767,32767", "32768,32820", "86400,86400", "1966020,1966020"})
  void userTimeoutsAreWrittenInMinutesIfTheyAreLong(int seconds, int read) {
    byte[] buf = new byte[4];
    int end = TcpOptionWriter.userTimeout(buf, 0, seconds);
    options.parse(buf, 0, end);
    assertThat(options.userTimeoutSeconds()).isEqualTo(read);
  }
}
