package dev.zmol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zmol.testkit.conformance.Covers;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

@Covers("W5")
class TcpOptionTest {
  private static final List<TcpOption> SYN_OPTIONS =
      List.of(new TcpOption.MaximumSegmentSize(1460), new TcpOption.WindowScale(7), new TcpOption.SackPermitted());

  private static List<TcpOption> parse(String digits) {
    byte[] bytes = Hex.bytes(digits);
    return TcpOption.parse(bytes, 0, bytes.length);
  }

  @Test
  @Covers({"SYN options MSS + WindowScale + SackPermitted roundtrip", "MUST-68", "MUST-69"})
  void ofASynRoundTrips() {
    byte[] buf = new byte[40];
    int end = TcpOption.emit(SYN_OPTIONS, buf, 0);
    assertThat(Bytes.copyOf(buf, 0, end)).isEqualTo(Bytes.parse("020405b4 030307 0402 000000"));
    assertThat(TcpOption.parse(buf, 0, end)).isEqualTo(SYN_OPTIONS);
  }

  @Test
  @Covers({"timestamp option parse and emit roundtrip", "SACK range parse and emit roundtrip"})
  void ofAnAcknowledgmentRoundTrips() {
    List<TcpOption> options =
        List.of(
            new TcpOption.Timestamps(-1, 5),
            new TcpOption.Sack(List.of(new TcpOption.SackBlock(1, 2), new TcpOption.SackBlock(-3, 4))));
    byte[] buf = new byte[40];
    int end = TcpOption.emit(options, buf, 0);
    assertThat(end).isEqualTo(28);
    assertThat(TcpOption.parse(buf, 0, end)).isEqualTo(options);
  }

  @Test
  @Covers({
    "headerLen no options",
    "headerLen MSS only",
    "headerLen SYN with MSS + WindowScale + SackPermitted",
    "headerLen timestamp",
    "headerLen SACK range"
  })
  void takesUpWholeWordsOfTheHeader() {
    assertThat(headerLength()).isEqualTo(20);
    assertThat(headerLength(new TcpOption.MaximumSegmentSize(1460))).isEqualTo(24);
    assertThat(headerLength(SYN_OPTIONS.toArray(TcpOption[]::new))).isEqualTo(32);
    assertThat(headerLength(new TcpOption.Timestamps(1, 2))).isEqualTo(32);
    assertThat(headerLength(new TcpOption.Sack(List.of(new TcpOption.SackBlock(1, 2))))).isEqualTo(32);
  }

  private static int headerLength(TcpOption... options) {
    return TcpOption.emit(List.of(options), new byte[60], TcpWire.LENGTH);
  }

  @Test
  void thatIsUnknownIsKept() {
    assertThat(parse("22 06 aabbccdd 020405b4"))
        .containsExactly(new TcpOption.Unknown(34, Bytes.parse("aabbccdd")), new TcpOption.MaximumSegmentSize(1460));
  }

  @Test
  void thatHasAWrongLengthIsKeptAsUnknown() {
    assertThat(parse("0203ff")).containsExactly(new TcpOption.Unknown(2, Bytes.parse("ff")));
  }

  @Test
  void thatDoesNotEndInTimeEndsTheList() {
    assertThat(parse("030302 0209")).containsExactly(new TcpOption.WindowScale(2));
    assertThat(parse("030302 02")).containsExactly(new TcpOption.WindowScale(2));
    assertThat(parse("030302 0200")).containsExactly(new TcpOption.WindowScale(2));
  }

  @Test
  void paddingIsNoOption() {
    assertThat(parse("01010100 020405b4")).isEmpty();
  }

  @Test
  void knowsItsLength() {
    assertThat(SYN_OPTIONS.stream().map(TcpOption::length)).containsExactly(4, 3, 2);
    assertThat(new TcpOption.Timestamps(1, 2).length()).isEqualTo(10);
    assertThat(new TcpOption.Sack(List.of(new TcpOption.SackBlock(1, 2))).length()).isEqualTo(10);
  }

  @Test
  void moreThanFitAHeaderAreRefused() {
    var sack = new TcpOption.Sack(Collections.nCopies(4, new TcpOption.SackBlock(1, 2)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TcpOption.emit(List.of(sack, new TcpOption.Timestamps(1, 2)), new byte[60], 0))
        .withMessage("options are 44 bytes long, a header has room for 40");
  }

  @Test
  void outOfRangeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TcpOption.MaximumSegmentSize(65536))
        .withMessage("size is 65536, which is not between 0 and 65535");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TcpOption.Sack(List.of()))
        .withMessage("the number of blocks is 0, which is not between 1 and 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TcpOption.Unknown(1, Bytes.EMPTY))
        .withMessage("kind is 1, which is not between 2 and 255");
  }

  @Test
  void printsItself() {
    byte[] bytes = Hex.bytes("050a fffffff0 00000010 080a ffffffff 00000001 0402 fe04beef");
    var out = new Dissection();
    TcpOption.describe(out, bytes, 0, bytes.length);
    assertThat(out.line())
        .isEqualTo("sack=4294967280-16 timestamp=4294967295 timestampEcho=1 sackPermitted=1 option254=beef");
  }
}
