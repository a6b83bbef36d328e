package dev.zmol.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Run by {@link ConformanceListenerTest} alone: its name is none that the build looks for. */
@Covers("S1")
class ConformanceSamples {
  @Test
  @Covers({"MUST-13", "a behaviour\n   in words"})
  void passes() {
    assertThat(SAMPLE).isEqualTo("sample");
  }

  @Test
  void fails() {
    assertThat(SAMPLE).isEmpty();
  }

  @RepeatedTest(2)
  void repeats() {
    assertThat(SAMPLE).hasSize(6);
  }

  @TestFactory
  @Covers("S2")
  Stream<DynamicTest> generates() throws IOException {
    Path script = Files.createTempFile("sample", ".pkt");
    script.toFile().deleteOnExit();
    Files.writeString(script, "// covers: MUST-10; RFC 5961 §3.2\n0 `something`\n  # covers: SHLD-1\n");
    return Stream.of(
        DynamicTest.dynamicTest("folder/sample (IPv4)", script.toUri(), () -> assertThat(SAMPLE).hasSize(6)),
        DynamicTest.dynamicTest("without a file", () -> assertThat(SAMPLE).hasSize(6)));
  }

  private static final String SAMPLE = "sample";
}
