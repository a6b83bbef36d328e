package dev.zmol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class DissectionTest {
  private static Dissection example() {
    return new Dissection()
        .begin("Outer")
        .decimal("number", 7)
        .begin("inner")
        .hex("mask", 0x2a, 12)
        .flag("on", true)
        .end()
        .text("name", "x")
        .end()
        .begin("Next")
        .end();
  }

  @Test
  void isShownInOneLine() {
    assertThat(example().line()).isEqualTo("Outer number=7 inner{mask=0x02a on=1} name=x | Next");
    assertThat(example()).hasToString(example().line());
  }

  @Test
  void isShownAsATree() {
    assertThat(example().tree())
        .isEqualTo(
            """
            Outer
              number: 7
              inner
                mask: 0x02a
                on: 1
              name: x
            Next
            """);
  }

  @Test
  void showsNumbersWithoutSign() {
    var out = new Dissection().decimal("d", -1).hex("h", -1, 64);
    assertThat(out.line()).isEqualTo("d=18446744073709551615 h=0xffffffffffffffff");
  }

  @Test
  void ofNothingIsEmpty() {
    assertThat(new Dissection().line()).isEmpty();
    assertThat(new Dissection().tree()).isEmpty();
  }

  @Test
  void refusesToEndWhatWasNotBegun() {
    assertThatIllegalStateException()
        .isThrownBy(() -> example().end())
        .withMessage("end() without begin(): no part is open");
  }
}
