package dev.zmol.lowpan.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zmol.testkit.conformance.Covers;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The headers of fragments (RFC 4944 §5.3). */
@Covers("W8")
class FragmentHeadersTest {
  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  @Test
  @Covers("wire/sixlowpan_frag: first fragment parse and emit roundtrip")
  void theFirstOneHasASizeAndATag() {
    byte[] buf = bytes("00c164abcd7a");
    FirstFragmentHeader header = FirstFragmentWire.parse(buf, 1);
    assertThat(header).isEqualTo(new FirstFragmentHeader(FirstFragmentHeader.DISPATCH, 356, 0xabcd));
    byte[] out = bytes("ffffffffffff");
    FirstFragmentWire.emit(header, out, 1);
    assertThat(out).isEqualTo(bytes("ffc164abcdff"));
  }

  @Test
  @Covers("wire/sixlowpan_frag: subsequent fragment parse and emit roundtrip")
  void theOthersHaveAnOffsetToo() {
    byte[] buf = bytes("00e164abcd117a");
    SubsequentFragmentHeader header = SubsequentFragmentWire.parse(buf, 1);
    assertThat(header).isEqualTo(new SubsequentFragmentHeader(SubsequentFragmentHeader.DISPATCH, 356, 0xabcd, 17));
    byte[] out = bytes("ffffffffffffff");
    SubsequentFragmentWire.emit(header, out, 1);
    assertThat(out).isEqualTo(bytes("ffe164abcd11ff"));
  }

  @ParameterizedTest
  @CsvSource({"c0, FIRST_FRAGMENT", "c7, FIRST_FRAGMENT", "e0, SUBSEQUENT_FRAGMENT", "e7, SUBSEQUENT_FRAGMENT",
    "c8, UNKNOWN", "df, UNKNOWN", "e8, UNKNOWN", "ff, UNKNOWN"})
  @Covers("wire/sixlowpan_frag: malformed dispatch")
  void fiveBitsSayWhatItIs(String first, Dispatch dispatch) {
    assertThat(Dispatch.of(bytes(first)[0])).isEqualTo(dispatch);
  }

  @Test
  @Covers("wire/sixlowpan_frag: bufferLen consistency")
  void theirLengthsAreFixed() {
    assertThat(FirstFragmentWire.LENGTH).isEqualTo(4);
    assertThat(SubsequentFragmentWire.LENGTH).isEqualTo(5);
    byte[] buf = new byte[8];
    assertThat(FirstFragmentWire.fits(buf, 4, 8)).isTrue();
    assertThat(FirstFragmentWire.fits(buf, 5, 8)).isFalse();
    assertThat(SubsequentFragmentWire.fits(buf, 3, 8)).isTrue();
    assertThat(SubsequentFragmentWire.fits(buf, 4, 8)).isFalse();
  }

  @Test
  @Covers("wire/sixlowpan_frag: emit buffer too small")
  void nothingIsWrittenBeyondTheEnd() {
    byte[] buf = new byte[4];
    var first = new FirstFragmentHeader(FirstFragmentHeader.DISPATCH, 40, 1);
    var other = new SubsequentFragmentHeader(SubsequentFragmentHeader.DISPATCH, 40, 1, 1);
    assertThatThrownBy(() -> FirstFragmentWire.emit(first, Arrays.copyOf(buf, 3), 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> SubsequentFragmentWire.emit(other, buf, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FirstFragmentWire.emit(new FirstFragmentHeader(24, 2048, 1), buf, 0))
        .withMessageContaining("datagramSize");
  }
}
