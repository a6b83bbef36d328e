package dev.zmol.scenarios.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every program that is measured answers, and has its row in both tables; what it costs is measured on request. */
@Covers("U2")
class ScenarioTest {
  @ParameterizedTest
  @EnumSource
  void answersWhatItIsAsked(Scenario scenario) {
    String modules =
        System.getProperty("jdk.module.path", "") + File.pathSeparator + System.getProperty("java.class.path");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-p",
            modules,
            "-m",
            scenario.module() + "/" + scenario.mainClass());

    Conversation conversation = Conversation.with(scenario, command, 10, false);

    assertThat(conversation.answered()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void hasItsRows(Scenario scenario) throws IOException {
    List<String> page = Files.readAllLines(Path.of("../../../docs/images.md"));

    assertThat(page.stream().filter(line -> line.startsWith("| " + scenario.letter() + " | "))).hasSize(2);
    assertThat(page).anyMatch(line -> line.startsWith("| " + scenario.letter() + " | " + scenario.title() + " |"));
  }
}
