package dev.zmol.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** What the tests of all modules have shown, against the catalogues and what is said of the rest. */
class ConformanceTest {
  static final Path ROOT = Path.of(System.getProperty("zmol.root")).normalize();

  private static Conformance conformance() throws IOException {
    return new Conformance(Results.read(ROOT), Verdicts.read(), ROOT);
  }

  @Test
  @DisabledIfSystemProperty(named = "zmol.network", matches = "none")
  void theTableInTheDocsIsWhatTheTestsHaveShown() throws IOException {
    String table = ConformanceTable.of(Results.read(ROOT), Verdicts.read(), ROOT);
    Path made = Path.of("target", "conformance.md");
    Files.writeString(made, table);
    Path docs = ROOT.resolve("docs/conformance.md");
    if (Boolean.getBoolean("golden.regenerate")) {
      Files.writeString(docs, table);
      fail("wrote docs/conformance.md anew; read the difference, then run without -Dgolden.regenerate");
    }
    assertThat(Files.readString(docs))
        .as("docs/conformance.md differs from %s; -Dgolden.regenerate=true writes it anew", made)
        .isEqualTo(table);
  }

  @Test
  @DisabledIfSystemProperty(named = "zmol.network", matches = "none")
  void everyRequirementIsShownOrHasAVerdict() throws IOException {
    assertThat(conformance().withoutVerdict())
        .as("shown by no test that ran, and not in verdicts.tsv either")
        .isEmpty();
  }

  @Test
  void noVerdictIsContradictedOrUnfounded() throws IOException {
    assertThat(conformance().wrongVerdicts()).isEmpty();
  }

  @Test
  void noTestNamesWhatNoCatalogueHas() throws IOException {
    assertThat(conformance().unknownIds()).isEmpty();
  }

  @Test
  void nothingThatTestsCoverHasFailed() throws IOException {
    Results results = Results.read(ROOT);
    assertThat(results.ids()).isNotEmpty().allMatch(id -> results.verdict(id).failed().isEmpty());
  }
}
