package dev.zmol.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** How results and verdicts make the record, on made-up ones. */
class VerdictsTest {
  private final Results results = new Results();
  private final Verdicts verdicts = new Verdicts();

  private Conformance conformance() throws IOException {
    return new Conformance(results, verdicts, ConformanceTest.ROOT);
  }

  private String table() throws IOException {
    return ConformanceTable.of(results, verdicts, ConformanceTest.ROOT);
  }

  private void shown(String id) {
    results.add(id + "\tdev.zmol.socket.dual.ATest#opens()\tSUCCESSFUL");
  }

  @Test
  void oneFailureIsEnoughToSaySo() {
    shown("S1");
    results.add("S1\tdev.zmol.socket.ipv4.ATest#opens()\tFAILED");

    assertThat(results.verdict("S1").text()).isEqualTo("**failed**: `ATest.opens`");
  }

  @Test
  void theSameTestInSeveralFlavoursCountsOnce() {
    results.add("S1\tdev.zmol.socket.dual.ATest#opens() #1\tSUCCESSFUL");
    results.add("S1\tdev.zmol.socket.ipv6.ATest#opens() #2\tSUCCESSFUL");

    assertThat(results.verdict("S1").text()).isEqualTo("`ATest.opens`");
  }

  @Test
  void aRequirementOfWhichNobodySaysAnythingIsReported() throws IOException {
    assertThat(conformance().withoutVerdict()).contains("MUST-1", "RFC 5961 §7", "wire/tcp: parse TCP SYN");

    shown("MUST-1");
    shown("parse TCP SYN");
    verdicts.add("RFC 5961 §7", Verdicts.NOT_MET, "later");

    assertThat(conformance().withoutVerdict()).doesNotContain("MUST-1", "RFC 5961 §7", "wire/tcp: parse TCP SYN");
    assertThat(conformance().wrongVerdicts()).isEmpty();
  }

  @Test
  void behavioursOfOtherAreasMayStayOpen() throws IOException {
    assertThat(conformance().withoutVerdict()).noneMatch(id -> id.startsWith("rpl"));
  }

  @Test
  void requirementsOfTheSameIdAreToldApartByTheirWords() throws IOException {
    shown("MUST-20: Close connection on R2 retransmissions");
    verdicts.add("MUST-20: Negative advice to IP on R1 retransmissions", Verdicts.NOT_MET, "later");

    assertThat(conformance().withoutVerdict()).noneMatch(id -> id.startsWith("MUST-20"));
    assertThat(conformance().wrongVerdicts()).isEmpty();
    assertThat(table())
        .contains("Negative advice to IP on R1 retransmissions | 3.8.3 | **not met**: later |")
        .contains("Close connection on R2 retransmissions | 3.8.3 | met: `ATest.opens` |");
  }

  @Test
  void aTestThatNamesASharedIdShowsAllThatHaveIt() throws IOException {
    shown("MUST-20");
    verdicts.add("MUST-20: Negative advice to IP on R1 retransmissions", Verdicts.NOT_MET, "later");

    assertThat(conformance().wrongVerdicts()).singleElement().asString().endsWith("a test shows it: `ATest.opens`");
  }

  @Test
  void aVerdictThatATestContradictsIsReported() throws IOException {
    shown("MUST-1");
    verdicts.add("MUST-1", Verdicts.NOT_MET, "no time");

    assertThat(conformance().wrongVerdicts())
        .containsExactly("verdicts.tsv says that MUST-1 is not met, but a test shows it: `ATest.opens`");
  }

  @Test
  void aVerdictNeedsAReasonAndAKindAndSomethingToBeAbout() throws IOException {
    verdicts.add("MUST-1", Verdicts.NOT_MET, " ");
    verdicts.add("MUST-2", "met", "I say so");
    verdicts.add("MUST-1000", Verdicts.NOT_MET, "later");

    assertThat(conformance().wrongVerdicts())
        .containsExactly(
            "MUST-1 is not met for no reason",
            "MUST-2 is met; it has to be one of [differs, not applicable, not met, refused]",
            "MUST-1000 is in no catalogue");
  }

  @Test
  void aRefusalNamesADecisionThatThereIs() throws IOException {
    verdicts.add("MUST-1", Verdicts.REFUSED, "it is ugly");
    verdicts.add("MUST-2", Verdicts.REFUSED, "ADR 9999");
    verdicts.add("MUST-3", Verdicts.REFUSED, "ADR 0001: one source");

    assertThat(conformance().wrongVerdicts())
        .containsExactly(
            "MUST-1 is refused, but its reason names no ADR", "MUST-2 names ADR 9999, which there is not");
    assertThat(table()).contains("**refused**: [ADR 0001](adr/0001-one-dual-stack-source.md): one source |");
  }

  @Test
  void nothingHasTwoVerdicts() {
    verdicts.add("MUST-1", Verdicts.NOT_MET, "no time");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> verdicts.add("MUST-1", Verdicts.NOT_MET, "no money"))
        .withMessage("verdicts.tsv has two rows for MUST-1");
  }

  @Test
  void aSlipOfThePenIsReportedAndAPlainSectionIsNone() throws IOException {
    shown("MUST-1000");
    shown("RFC 5961 §3.2: no such requirement");
    shown("RFC 9002 §6.1");
    shown("RFC 1071");

    assertThat(conformance().unknownIds()).containsExactly("MUST-1000", "RFC 5961 §3.2: no such requirement");
  }
}
