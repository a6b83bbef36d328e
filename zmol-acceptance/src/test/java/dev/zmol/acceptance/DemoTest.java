package dev.zmol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

@Covers("U1")
@DisabledIfSystemProperty(named = "zmol.network", matches = "none")
class DemoTest {
  @TempDir private Path output;

  private List<String> command(String... more) {
    List<String> command = new ArrayList<>(List.of(Flavor.DUAL.program(), "demo", "--output", output.toString()));
    command.addAll(List.of(more));
    return command;
  }

  @Test
  void showsEveryFlavourAndLeavesNothingBehind() throws Exception {
    Outcome outcome = Outcome.of(120, command("--mebibytes", "4"));
    assertThat(outcome.exitCode()).as(outcome.output() + outcome.error()).isZero();
    assertThat(outcome.output()).contains("TAP device", "Everything worked.").doesNotContain("FAILED");
    assertThat(output.resolve("zmol-dual.pcap")).isNotEmptyFile();
    assertNothingLeft();
  }

  @Test
  void showsTheSameInMemory() throws Exception {
    Outcome outcome = Outcome.of(120, command("--memory", "--mebibytes", "4"));
    assertThat(outcome.exitCode()).as(outcome.output() + outcome.error()).isZero();
    assertThat(outcome.output()).contains("link in memory", "Everything worked.").doesNotContain("FAILED");
    assertNothingLeft();
  }

  @Test
  void leavesNothingBehindWhenItIsInterrupted() throws Exception {
    Process demo = new ProcessBuilder(command()).redirectErrorStream(true).start();
    try (BufferedReader reader = demo.inputReader()) {
      String line = reader.readLine();
      while (line != null && !line.contains("ok")) {
        line = reader.readLine();
      }
      assertThat(line).as("a step has been done").isNotNull();
      assertThat(mentions()).isNotEmpty();
      // Who runs in the background of a shell has inherited to ignore SIGINT.
      Outcome.of(List.of("kill", "-TERM", "" + demo.pid())).check();
      assertThat(demo.waitFor(40, TimeUnit.SECONDS)).isTrue();
      assertThat(demo.exitValue()).isNotZero();
      assertNothingLeft();
    } finally {
      demo.destroyForcibly();
    }
  }

  @Test
  void saysWhichImageIsMissing() throws Exception {
    Outcome outcome = Outcome.of(command("--images", output.resolve("none").toString()));
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.error().lines()).hasSize(1).first().asString().contains("there is no image at " + output);
  }

  /** Namespace and device go with the last process in them. */
  private void assertNothingLeft() throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (!mentions().isEmpty() && System.nanoTime() < end) {
      Thread.sleep(50);
    }
    assertThat(mentions()).isEmpty();
    assertThat(Path.of("/sys/class/net/zmol0")).doesNotExist();
  }

  /** The command lines of processes that have to do with this demonstration. */
  private List<String> mentions() throws Exception {
    List<String> found = new ArrayList<>();
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        String line = commandLine(process);
        if (line.contains(output.toString())) {
          found.add(line);
        }
      }
    }
    return found;
  }

  private static String commandLine(Path process) {
    try {
      return Files.readString(process.resolve("cmdline")).replace('\0', ' ');
    } catch (IOException ended) {
      return "";
    }
  }
}
