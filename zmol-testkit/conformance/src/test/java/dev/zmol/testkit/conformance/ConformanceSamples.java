package dev.zmol.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

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

  private static final String SAMPLE = "sample";
}
