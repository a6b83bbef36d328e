package dev.zmol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zmol.testkit.conformance.Covers;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Covers("W6")
class DomainNameListTest {
  @Test
  void namesAreWrittenAndRead() {
    List<String> names = List.of("example.org", "eng_1.example-2.net");
    Bytes content = DomainNameList.emit(names);
    assertThat(content.toString()).startsWith("076578616d706c65036f726700");
    assertThat(DomainNameList.parse(content, false)).contains(names);
    assertThat(DomainNameList.parse(Bytes.EMPTY, false)).contains(List.of());
  }

  @Test
  void aPointerLeadsToTheEndOfAnEarlierName() {
    Bytes content = Bytes.parse("03656e67 076578616d706c65 00" + "096d61726b6574696e67 c004");
    assertThat(DomainNameList.parse(content, true)).contains(List.of("eng.example", "marketing.example"));
    assertThat(DomainNameList.parse(content, false)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "c000", // a pointer to itself
    "0161c000", // to the beginning of its own name
    "0161c004 0162c000", // to a later one, which points back
    "0161", // no end
    "0561", // a label that is cut short
    "016100 c0", // a pointer that is cut short
    "01 00 00", // a character that no name has
    "012e 00", // a dot in a label
    "4161" // a label of an unknown type
  })
  void whatIsMalformedIsNoList(String digits) {
    assertThat(DomainNameList.parse(Bytes.parse(digits), true)).isEmpty();
  }

  @Test
  void neitherNamesNorListsGrowBeyondTheirLimits() {
    String label = "3f" + "61".repeat(63);
    assertThat(DomainNameList.parse(Bytes.parse(label.repeat(4) + "00"), false)).isEmpty();
    assertThat(DomainNameList.parse(Bytes.parse("016100".repeat(33)), false)).isEmpty();
    assertThat(DomainNameList.parse(Bytes.parse("016100".repeat(32)), false).orElseThrow()).hasSize(32);
  }

  @Test
  void randomBytesAreReadWithoutHarm() {
    Random random = new Random(4);
    int lists = 0;
    for (int k = 0; k < 200_000; k++) {
      byte[] content = new byte[random.nextInt(40)];
      for (int at = 0; at < content.length; at++) {
        content[at] = (byte) (random.nextInt(4) == 0 ? random.nextInt(4) << 6 : 'a' - 96 * random.nextInt(2));
      }
      lists += DomainNameList.parse(Bytes.of(content), true).isPresent() ? 1 : 0;
    }
    assertThat(lists).isGreaterThan(1_000);
  }

  @Test
  void whatIsNoNameIsRefused() {
    for (String name : List.of("", "a..b", "a.", "ä.org", "a b", "a".repeat(64))) {
      assertThatIllegalArgumentException().isThrownBy(() -> DomainNameList.emit(List.of(name)));
    }
  }
}
