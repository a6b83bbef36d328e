package dev.zmol.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor.Requires;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each artifact shows to the module system, compared with golden files.
 *
 * <p>{@code -Dgolden.regenerate=true} writes the files anew, and fails.
 */
class ModuleDescriptorTest {
  private static final Path GOLDEN = Path.of("src/test/resources/descriptors");

  static List<Path> jars() {
    return Artifacts.jars();
  }

  @Test
  void everyArtifactIsThere() {
    assertThat(jars()).hasSizeGreaterThanOrEqualTo(14);
  }

  @ParameterizedTest
  @MethodSource("jars")
  void describesItselfAsTheGoldenFileSays(Path jar) throws IOException {
    String name = Artifacts.module(jar).descriptor().name();
    Path golden = GOLDEN.resolve(name + ".txt");
    String actual = describe(jar);
    if (Boolean.getBoolean("golden.regenerate")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, actual);
      fail("wrote " + golden + " anew; read the difference, then run without -Dgolden.regenerate");
    }
    assertThat(actual).isEqualTo(Files.readString(golden));
  }

  /** What {@code jar --describe-module} prints, without the version and the place of the jar. */
  private static String describe(Path jar) {
    var out = new StringWriter();
    int status =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(new PrintWriter(out), new PrintWriter(out), "--describe-module", "--file", jar.toString());
    assertThat(status).as(out.toString()).isZero();
    return out.toString()
        .lines()
        .map(l -> l.replaceFirst("^(\\S+?)(@\\S+)? jar:.*$", "$1"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  @ParameterizedTest
  @MethodSource("jars")
  void needsNothingButTheBaseModuleAtRunTime(Path jar) {
    // Events for the flight recorder are the one thing that is optional.
    boolean optional = Artifacts.module(jar).descriptor().name().equals("dev.zmol.socket.jfr");
    assertThat(
            Artifacts.module(jar).descriptor().requires().stream()
                .filter(r -> !r.modifiers().contains(Requires.Modifier.STATIC))
                .map(Requires::name))
        .allMatch(n -> n.equals("java.base") || n.startsWith("dev.zmol.") || (optional && n.equals("jdk.jfr")));
  }
}
