package dev.zmol.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

class ConformanceTest {
  private static final Path ROOT = Path.of(System.getProperty("zmol.root")).normalize();

  @Test
  @DisabledIfSystemProperty(named = "zmol.network", matches = "none")
  void theTableInTheDocsIsWhatTheTestsHaveShown() throws IOException {
    String table = ConformanceTable.of(Results.read(ROOT));
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
  void noTestNamesWhatNoCatalogueHas() throws IOException {
    assertThat(ConformanceTable.unknownIds(Results.read(ROOT))).isEmpty();
  }

  @Test
  void nothingThatTestsCoverHasFailed() throws IOException {
    Results results = Results.read(ROOT);
    assertThat(results.ids()).isNotEmpty().allMatch(id -> results.verdict(id).failed().isEmpty());
  }

  @Test
  void oneFailureIsEnoughToSaySo() {
    var results = new Results();
    results.add("S1\tdev.zmol.socket.dual.ATest#opens()\tSUCCESSFUL");
    results.add("S1\tdev.zmol.socket.ipv4.ATest#opens()\tFAILED");
    assertThat(results.verdict("S1").text()).isEqualTo("**failed**: `ATest.opens`");
  }

  @Test
  void theSameTestInSeveralFlavoursCountsOnce() {
    var results = new Results();
    results.add("S1\tdev.zmol.socket.dual.ATest#opens() #1\tSUCCESSFUL");
    results.add("S1\tdev.zmol.socket.ipv6.ATest#opens() #2\tSUCCESSFUL");
    assertThat(results.verdict("S1").text()).isEqualTo("`ATest.opens`");
  }
}
