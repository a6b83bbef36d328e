package dev.zmol.tool.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zmol.tool.service.BodyDigest;
import dev.zmol.tool.service.PatternSource;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoPartsTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Report report = new Report(new PrintStream(out, true, StandardCharsets.UTF_8));

  @TempDir private Path directory;

  @Test
  void aProgramGetsItsInputAndTellsItsOutputAndExitCode() {
    Outcome outcome = Programs.run(List.of("sh", "-c", "wc -c; echo trouble >&2; exit 3"), new PatternSource(100_000));
    assertThat(outcome.output().strip()).isEqualTo("100000");
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.complaint()).isEqualTo("trouble");
  }

  @Test
  void aProgramThatReadsNothingIsNotWaitedFor() {
    assertThat(Programs.run(List.of("true"), new PatternSource(10_000_000)).succeeded()).isTrue();
  }

  @Test
  void aProgramThatIsNotThereIsAFailure() {
    Outcome outcome = Programs.run("zmol-no-such-program");
    assertThat(outcome.succeeded()).isFalse();
    assertThat(outcome.complaint()).contains("zmol-no-such-program");
    assertThat(Programs.isInstalled("zmol-no-such-program")).isFalse();
    assertThat(Programs.isInstalled("sh")).isTrue();
  }

  @Test
  void whatAProgramWritesIsDigested() {
    BodyDigest digest = new BodyDigest();
    assertThat(Programs.run(List.of("printf", "%s", "abc"), digest).succeeded()).isTrue();
    assertThat(digest.length()).isEqualTo(3);
    assertThat(digest.finish()).startsWith("ba7816bf");
  }

  @Test
  void oneFailedStepFailsTheDemonstration() {
    report.add(new Step("ipv4", "ping", true, "fine"));
    assertThat(report.succeeded()).isTrue();
    report.add(new Step("ipv4", "curl", false, "no route"));
    assertThat(report.succeeded()).isFalse();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("ok", "FAILED  curl: no route");
  }

  @Test
  void nothingTriedIsNoSuccess() {
    assertThat(report.succeeded()).isFalse();
  }

  @Test
  void everyFlavourHasTheAddressesOfItsFamilies() {
    assertThat(Flavor.IPV4.links()).noneMatch(Flavor.Link::isV6).hasSize(1);
    assertThat(Flavor.IPV6.links()).allMatch(Flavor.Link::isV6).hasSize(1);
    assertThat(Flavor.DUAL.links()).hasSize(2);
    assertThat(Flavor.IPV6.links().getFirst().url("/")).isEqualTo("http://[fd11:12::2]/");
  }

  @Test
  void aRehearsalIsReadStepByStep() throws Exception {
    String failing = """
        {"what":"ping","succeeded":true,"detail":"fine"}
        {"what":"upload","succeeded":false,"detail":"the hash differs"}
        """;
    for (Flavor flavor : Flavor.values()) {
      Path program = flavor.program(directory);
      Files.createDirectories(program.getParent());
      Files.writeString(program, "#!/bin/sh\nprintf '%s' '" + failing + "'\nexit 1\n");
      Files.createDirectories(flavor.image(directory).resolve("lib"));
      Files.write(flavor.image(directory).resolve("lib/modules"), new byte[100_000]);
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    new MemoryDemo(new DemoSettings(directory, directory, 1, true), report).run();
    assertThat(report.succeeded()).isFalse();
    assertThat(report.table()).contains("ipv4", "ipv6", "dual", "classes 0.1 MB", "the hash differs", "rehearsal");
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> new DemoSettings(directory, directory, 0, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mebibytes is 0; it has to be 1 or more");
  }
}
