package dev.zmol.scenarios.table;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * The run-time image of a scenario.
 *
 * @param scenario what is in it
 * @param directory where it is
 */
record Image(Scenario scenario, Path directory) {
  /** Links an image in place of the one that may be there. */
  static Image link(Scenario scenario, String modulePath, Path directory, String compression) {
    delete(directory);
    List<String> arguments =
        List.of(
            "--module-path", modulePath,
            "--add-modules", scenario.module(),
            "--add-options", "-XX:+UseSerialGC -XX:-UsePerfData",
            "--no-header-files",
            "--no-man-pages",
            "--strip-debug",
            "--compress", compression,
            "--output", directory.toString());
    ToolProvider jlink =
        ToolProvider.findFirst("jlink").orElseThrow(() -> new IllegalStateException("this JDK has no jlink"));
    var log = new StringWriter();
    PrintWriter writer = new PrintWriter(log, true);
    if (jlink.run(writer, writer, arguments.toArray(String[]::new)) != 0) {
      throw new IllegalStateException("jlink " + String.join(" ", arguments) + " failed: " + log);
    }
    return new Image(scenario, directory);
  }

  Path java() {
    return directory.resolve("bin/java");
  }

  /** The length of all files, in bytes. */
  long size() {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path directory) {
    if (Files.notExists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
