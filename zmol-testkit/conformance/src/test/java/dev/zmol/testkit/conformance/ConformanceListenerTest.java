package dev.zmol.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class ConformanceListenerTest {
  private static final String SAMPLES = "dev.zmol.testkit.conformance.ConformanceSamples";

  @TempDir private Path directory;

  @Test
  void eachIdOfEachTestGetsALine() throws IOException {
    run();
    assertThat(report())
        .filteredOn(line -> !line.contains("folder/sample") && !line.contains("#generates"))
        .containsExactly(
            "MUST-13\t" + SAMPLES + "#passes()\tSUCCESSFUL",
            "S1\t" + SAMPLES + "#fails()\tFAILED",
            "S1\t" + SAMPLES + "#passes()\tSUCCESSFUL",
            "S1\t" + SAMPLES + "#repeats() #1\tSUCCESSFUL",
            "S1\t" + SAMPLES + "#repeats() #2\tSUCCESSFUL",
            "a behaviour in words\t" + SAMPLES + "#passes()\tSUCCESSFUL");
  }

  @Test
  void aGeneratedTestCoversWhatItsFileAndItsFactoryName() throws IOException {
    run();
    String name = SAMPLES + "#folder/sample() (IPv4)";
    assertThat(report())
        .filteredOn(line -> line.contains(name))
        .extracting(line -> line.replaceFirst("\t.*", ""))
        .containsExactly("MUST-10", "RFC 5961 §3.2", "S1", "S2", "SHLD-1");
  }

  @Test
  void aGeneratedTestWithoutAFileCoversWhatItsFactoryNames() throws IOException {
    run();
    assertThat(report()).contains("S2\t" + SAMPLES + "#generates() #2\tSUCCESSFUL");
  }

  @Test
  void linesOfOtherTestsStayAndLinesOfTheSameTestsAreReplaced() throws IOException {
    String other = "S9\t" + OtherSamples.class.getName() + "#runsElsewhere()\tFAILED";
    run();
    List<String> same = List.of("S1\t" + SAMPLES + "#passes()\tFAILED", "S1\t" + SAMPLES + "#repeats() #3\tFAILED");
    Files.writeString(file(), other + "\n" + String.join("\n", same) + "\n");

    run();

    assertThat(report()).hasSize(14).contains(other).doesNotContainAnyElementsOf(same);
  }

  @Test
  void linesOfTestsThatAreGoneGoToo() throws IOException {
    Files.writeString(
        file(),
        """
        S9\tother#test()\tSUCCESSFUL
        S1\t%s#renamed()\tSUCCESSFUL
        S2\t%s#runsElsewhere()\tSUCCESSFUL
        no line
        """
            .formatted(SAMPLES, OtherSamples.class.getName()));

    run();

    assertThat(report()).hasSize(13).noneMatch(line -> line.contains("renamed") || line.contains("Elsewhere"));
  }

  @Test
  void linesOfGeneratedTestsStayAsLongAsTheirClassDoesNotRun() throws IOException {
    String generated = "S9\t" + OtherSamples.class.getName() + "#folder/sample()\tSUCCESSFUL";
    String replaced = "S9\t" + SAMPLES + "#folder/sample()\tSUCCESSFUL";
    Files.writeString(file(), String.join("\n", generated, replaced, "S9\tgone#a/b()\tFAILED"));

    run();

    assertThat(report()).hasSize(14).contains(generated);
  }

  /** A test that is not part of the run. */
  static class OtherSamples {
    @Covers("S9")
    void runsElsewhere() {}
  }

  @Test
  void thePlatformFindsTheListenerByItself() throws IOException {
    String basedir = System.getProperty("basedir");
    System.setProperty("basedir", directory.toString());
    try {
      LauncherFactory.create().execute(samples());
    } finally {
      System.setProperty("basedir", basedir);
    }
    assertThat(Files.readAllLines(directory.resolve("target/conformance/dev.zmol.testkit.conformance.tsv"))).hasSize(13);
  }

  private void run() {
    LauncherConfig quiet = LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build();
    LauncherFactory.create(quiet).execute(samples(), new ConformanceListener(directory));
  }

  private static LauncherDiscoveryRequest samples() {
    return LauncherDiscoveryRequestBuilder.request()
        .selectors(DiscoverySelectors.selectClass(ConformanceSamples.class))
        .build();
  }

  private List<String> report() throws IOException {
    return Files.readAllLines(file());
  }

  private Path file() {
    return directory.resolve("dev.zmol.testkit.conformance.tsv");
  }
}
