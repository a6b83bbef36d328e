package dev.zmol.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code @WireFormat} reports, and where. */
@Covers("G6")
class WireDiagnosticsTest {
  private static Compilation compile(String... sources) throws Exception {
    String[] complete = new String[sources.length];
    for (int i = 0; i < sources.length; i++) {
      complete[i] = "package p;\nimport dev.zmol.annotations.*;\n" + sources[i];
    }
    return Compilation.of(complete).run();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          @Bits(8) byte a | 5:15: an unsigned value of 8 bits does not fit component a of type byte, which holds 7; use int
          @Bits(16) short a | 5:17: an unsigned value of 16 bits does not fit component a of type short, which holds 15; use int
          @Bits(33) int a | 5:15: an unsigned value of 33 bits does not fit component a of type int, which holds 32; use long
          @Bits(2) boolean a | 5:18: an unsigned value of 2 bits does not fit component a of type boolean, which holds 1; use int
          @Bits(65) long a | 5:16: @Bits(65) is not between 1 and 64
          @Bits(0) int a | 5:14: @Bits(0) is not between 1 and 64
          int a | 5:5: component a needs @Bits
          @Bits(32) float a | 5:17: component a is of type float, which has no wire format
          @Bits(32) int[] a | 5:17: component a is of type int[], which has no wire format
          @Bits(32) String a | 5:18: component a is of type String, which is neither a number nor a @WireFormat record
          @Bits(4) int a, @Bits(64) long b, @Bits(4) int c | 5:32: component b straddles nine bytes, from bit 4 to bit 67; split it
          @Bits(8) int parse | 5:14: component parse clashes with the generated method parse; rename it
          @Bits(8) int fits | 5:14: component fits clashes with the generated method fits; rename it
          @Bits(8) int aB, @Bits(8) int a_b | 5:31: components aB and a_b both have the generated constant A_B_OFFSET; rename one
          """)
  void aComponentThatCannotBeIsReportedAtItsName(String component, String error) throws Exception {
    assertThat(compile("@WireFormat\nrecord AnyHeader(\n" + component + ") {}\n").errors())
        .containsExactly("AnyHeader.java:" + error);
  }

  @Test
  void aClassIsNoRecord() throws Exception {
    assertThat(compile("@WireFormat\nclass AnyHeader {}\n").errors())
        .containsExactly("AnyHeader.java:4:1: @WireFormat goes on a record, and AnyHeader is none");
  }

  @Test
  void anInterfaceIsNoRecord() throws Exception {
    assertThat(compile("@WireFormat\ninterface AnyHeader {}\n").errors())
        .containsExactly("AnyHeader.java:4:1: @WireFormat goes on a record, and AnyHeader is none");
  }

  @Test
  void aGenericRecordHasNoLayout() throws Exception {
    assertThat(compile("@WireFormat\nrecord AnyHeader<T>(@Bits(8) int a) {}\n").errors())
        .containsExactly("AnyHeader.java:4:1: @WireFormat record AnyHeader is generic; a header has one layout");
  }

  @Test
  void aRecordWithoutComponentsIsNoHeader() throws Exception {
    assertThat(compile("@WireFormat\nrecord AnyHeader() {}\n").errors())
        .containsExactly("AnyHeader.java:4:1: @WireFormat record AnyHeader has no components");
  }

  @Test
  void bitsThatAreMissingFromTheLastByteAreCounted() throws Exception {
    assertThat(compile("@WireFormat\nrecord AnyHeader(@Bits(4) int a, @Bits(7) int b) {}\n").errors())
        .containsExactly(
            "AnyHeader.java:4:1: the components of @WireFormat record AnyHeader add up to 11 bits, which is no whole"
                + " number of bytes: 5 bits are missing");
  }

  @Test
  void aRecordCannotContainItself() throws Exception {
    assertThat(compile("@WireFormat\nrecord AnyHeader(@Bits(8) int a,\n    AnyHeader inner) {}\n").errors())
        .containsExactly("AnyHeader.java:5:15: component inner makes @WireFormat record AnyHeader contain itself");
  }

  @Test
  void aRecordCannotContainItselfByWayOfAnother() throws Exception {
    assertThat(
            compile(
                    "@WireFormat\nrecord One(\n  Other other) {}\n",
                    "@WireFormat\nrecord Other(\n  One one) {}\n",
                    "@WireFormat\nrecord Outside(\n  One one) {}\n")
                .errors())
        .containsExactly(
            "One.java:5:9: component other makes @WireFormat record One contain itself",
            "Other.java:5:7: component one makes @WireFormat record Other contain itself");
  }

  @Test
  void aPrivateRecordIsOutOfReach() throws Exception {
    assertThat(compile("class Outer {\n  @WireFormat\n  private record Any(@Bits(8) int a) {}\n}\n").errors())
        .containsExactly("Outer.java:5:11: @WireFormat record Any is private: the generated class cannot see it");
  }

  @Test
  void aRecordInAPrivateClassIsOutOfReach() throws Exception {
    assertThat(
            compile(
                    """
                    class Outer {
                      private static class Hidden {
                        @WireFormat
                        record Any(@Bits(8) int a) {}
                      }
                    }
                    """)
                .errors())
        .containsExactly(
            "Outer.java:6:5: @WireFormat record Any is in a class that is private: the generated class cannot see it");
  }

  @Test
  void aPrivateComponentTypeIsOutOfReach() throws Exception {
    assertThat(
            compile(
                    """
                    class Outer {
                      @WireFormat
                      private record Hidden(@Bits(8) int a) {}
                      @WireFormat
                      record Shown(Hidden hidden) {}
                    }
                    """)
                .errors())
        .containsExactly(
            "Outer.java:5:11: @WireFormat record Hidden is private: the generated class cannot see it",
            "Outer.java:7:23: component hidden is of type Hidden, which is private: the generated class cannot see it");
  }

  @Test
  void aNestedRecordHasItsOwnWidth() throws Exception {
    assertThat(
            compile(
                    "@WireFormat\nrecord Inner(@Bits(8) int a) {}\n",
                    "@WireFormat\nrecord Outer(\n  @Bits(8) Inner i) {}\n")
                .errors())
        .containsExactly("Outer.java:5:18: component i has the width of Inner; remove @Bits");
  }

  @Test
  void whatIsWrongInANestedRecordIsReportedThereAndOnce() throws Exception {
    assertThat(
            compile(
                    "@WireFormat\nrecord Inner(\n  @Bits(8) float a) {}\n",
                    "@WireFormat\nrecord Outer(\n  Inner i, Inner j) {}\n")
                .errors())
        .containsExactly("Inner.java:5:18: component a is of type float, which has no wire format");
  }

  @Test
  void aNestedRecordThatStraddlesIsReportedWhereItIsPlaced() throws Exception {
    assertThat(
            compile(
                    "@WireFormat\nrecord Inner(@Bits(64) long a) {}\n",
                    "@WireFormat\nrecord Outer(@Bits(4) int x,\n  Inner inner, @Bits(4) int y) {}\n")
                .errors())
        .containsExactly("Outer.java:5:9: component innerA straddles nine bytes, from bit 4 to bit 67; split it");
  }

  @Test
  void accessorsOfPartsMustNotClashWithComponents() throws Exception {
    assertThat(
            compile(
                    "@WireFormat\nrecord Inner(@Bits(8) int port) {}\n",
                    "@WireFormat\nrecord Outer(Inner source,\n  @Bits(8) int sourcePort) {}\n")
                .errors())
        .containsExactly(
            "Outer.java:5:16: components source.port and sourcePort both have the generated accessor sourcePort;"
                + " rename one");
  }

  @Test
  void bitsOutsideAWireFormatMeanNothing() throws Exception {
    assertThat(compile("record Plain(\n  @Bits(8) int a) {}\n").errors())
        .containsExactly("Plain.java:4:16: @Bits means nothing here: record Plain is not @WireFormat");
  }

  @Test
  void aNameMustBeOneOfAClass() throws Exception {
    assertThat(compile("@WireFormat(name = \"No Name\")\nrecord AnyHeader(@Bits(8) int a) {}\n").errors())
        .containsExactly("AnyHeader.java:4:1: @WireFormat(name = \"No Name\") is no simple name of a class");
  }

  @Test
  void twoRecordsCannotHaveTheSameGeneratedClass() throws Exception {
    assertThat(
            compile(
                    "@WireFormat\nrecord Any(@Bits(8) int a) {}\n",
                    "@WireFormat\nrecord AnyHeader(@Bits(8) int a) {}\n")
                .errors())
        .containsExactly(
            "AnyHeader.java:4:1: there is a class p.AnyWire already, the one generated for p.Any; choose another with"
                + " @WireFormat(name = …)");
  }

  @Test
  void aClassOfTheCompilationIsNotReplaced() throws Exception {
    assertThat(compile("class AnyWire {}\n", "@WireFormat\nrecord AnyHeader(@Bits(8) int a) {}\n").errors())
        .containsExactly(
            "AnyHeader.java:4:1: there is a class p.AnyWire already, a class of the compilation; choose another with"
                + " @WireFormat(name = …)");
  }

  @Test
  void allErrorsOfARecordAreReportedAtOnce() throws Exception {
    String components = "\n  int a,\n  @Bits(65) long b,\n  @Bits(8) String c";
    assertThat(compile("@WireFormat\nrecord AnyHeader(" + components + ") {}\n").errors())
        .containsExactly(
            "AnyHeader.java:5:7: component a needs @Bits",
            "AnyHeader.java:6:18: @Bits(65) is not between 1 and 64",
            "AnyHeader.java:7:19: component c is of type String, which is neither a number nor a @WireFormat record");
  }

  @Test
  void aTypeThatDoesNotExistIsLeftToTheCompiler() throws Exception {
    assertThat(compile("@WireFormat\nrecord AnyHeader(\n  Missing a) {}\n").errors())
        .singleElement()
        .asString()
        .startsWith("AnyHeader.java:5:3: cannot find symbol");
  }
}
