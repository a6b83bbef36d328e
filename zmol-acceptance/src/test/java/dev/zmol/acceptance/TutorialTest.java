package dev.zmol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The tutorial, followed to the letter in an empty directory: files are written, commands run, and what they print
 * holds what the page says. The libraries come from the repository that the examples are built from.
 */
@Covers({"G5", "U3"})
@ResourceLock("the repository of examples")
class TutorialTest {
  /** A file with its name above it; or a command; or what it prints. */
  private static final Pattern STEP =
      Pattern.compile(
          "`(?<file>[^`\n]+)`\n\n```\\w*\n(?<content>.*?)```|```sh\n(?<command>.*?)```"
              + "|It prints:\n\n```\n(?<output>.*?)\n```",
          Pattern.DOTALL);

  private static final Pattern INSTALL = Pattern.compile("install -DskipTests -pl (\\S+) -am");
  private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(zmol-[\\w-]+)</artifactId>");

  @TempDir private Path directory;

  @Test
  void worksToTheLetter() throws Exception {
    Path settings = directory.resolve("settings.xml");
    Files.writeString(settings, ExampleRepository.settings());
    Path project = Files.createDirectory(directory.resolve("hello"));
    String tutorial = Files.readString(Flavor.root().resolve("docs/tutorial.md"));
    List<String> printed = new ArrayList<>(List.of(""));
    int claims = 0;
    for (MatchResult step : STEP.matcher(tutorial).results().toList()) {
      if (step.group("file") != null) {
        Path file = project.resolve(step.group("file"));
        Files.createDirectories(file.getParent());
        Files.writeString(file, step.group("content"));
      } else if (step.group("command") != null) {
        printed.add(run(project, settings, step.group("command")));
      } else {
        assertThat(printed.getLast()).contains(step.group("output"));
        claims++;
      }
    }
    assertThat(claims).isEqualTo(3);
  }

  /** What the test has in its repository already has to be in the command that fills that of the reader. */
  @Test
  void installsWhatItNeeds() throws IOException {
    String tutorial = Files.readString(Flavor.root().resolve("docs/tutorial.md"));
    MatchResult install = INSTALL.matcher(tutorial).results().findFirst().orElseThrow();
    List<String> installed =
        Stream.of(install.group(1).split(",", -1)).map(module -> module.replace('/', '-')).toList();
    List<String> needed =
        ARTIFACT.matcher(tutorial).results().map(artifact -> artifact.group(1)).distinct().toList();

    // What the others need comes with them.
    assertThat(installed).containsAll(needed.stream().filter(name -> !name.equals("zmol-annotations")).toList());
  }

  private static String run(Path project, Path settings, String command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-ec", command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("ZMOL", Flavor.root().toString());
    builder
        .environment()
        .put("MAVEN_ARGS", "--settings " + settings + " -Dmaven.repo.local=" + ExampleRepository.DIRECTORY);
    Path log = project.resolveSibling("log");
    Process process =
        builder.directory(project.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
      String output = Files.readString(log);
      assertThat(process.exitValue()).as(output).isZero();
      return output;
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
