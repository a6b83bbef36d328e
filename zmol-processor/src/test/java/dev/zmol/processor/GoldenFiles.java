package dev.zmol.processor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import com.sun.source.util.JavacTask;

/**
 * Input files and the outputs that a generator is expected to make of them.
 *
 * <p>A case is a directory {@code src/test/resources/golden/TOPIC/CASE} with a directory {@code input} and a directory
 * {@code expected}. With {@code -Dgolden.regenerate=true} the expected files are written instead of compared, and the
 * test fails all the same, so that nobody takes such a run for a passed one.
 */
public final class GoldenFiles {
  private static final boolean REGENERATE = Boolean.getBoolean("golden.regenerate");

  private final Path directory;

  private GoldenFiles(Path directory) {
    this.directory = directory;
  }

  /** The cases of a topic. */
  public static GoldenFiles topic(String topic) {
    return new GoldenFiles(Path.of(System.getProperty("basedir", "."), "src/test/resources/golden", topic));
  }

  /** The names of all cases, for a {@code @MethodSource}. */
  public List<String> cases() {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The input files of a case, by name. */
  public SortedMap<String, String> inputs(String name) {
    return read(directory.resolve(name).resolve("input"));
  }

  /** Demands that outputs, by file name, are those expected byte for byte, and that the Java files among them parse. */
  public void check(String name, Map<String, String> outputs) {
    outputs.forEach(GoldenFiles::parse);
    Path expected = directory.resolve(name).resolve("expected");
    if (REGENERATE) {
      write(expected, outputs);
      throw new AssertionError("regenerated " + expected + ": review it, then run again without golden.regenerate");
    }
    SortedMap<String, String> texts = read(expected);
    if (!texts.keySet().equals(new TreeMap<>(outputs).keySet())) {
      throw new AssertionError("expected the files " + texts.keySet() + " but got " + outputs.keySet());
    }
    texts.forEach((file, text) -> compare(expected.resolve(file), text, outputs.get(file)));
  }

  private static void compare(Path path, String expected, String actual) {
    List<String> expectedLines = expected.lines().toList();
    List<String> actualLines = actual.lines().toList();
    for (int i = 0; i < Math.max(expectedLines.size(), actualLines.size()); i++) {
      String expectedLine = i < expectedLines.size() ? expectedLines.get(i) : "(end of file)";
      String actualLine = i < actualLines.size() ? actualLines.get(i) : "(end of file)";
      if (!expectedLine.equals(actualLine)) {
        throw new AssertionError(
            "%s differs in line %d%nexpected: %s%nbut was:  %s%n(-Dgolden.regenerate=true writes the new text)"
                .formatted(path, i + 1, expectedLine, actualLine));
      }
    }
    if (!expected.equals(actual)) {
      throw new AssertionError(path + " differs in its line ends");
    }
  }

  private static void parse(String file, String text) {
    if (!file.endsWith(".java")) {
      return;
    }
    var source =
        new SimpleJavaFileObject(URI.create("mem:///" + file), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
          }
        };
    var diagnostics = new DiagnosticCollector<JavaFileObject>();
    var compiler = ToolProvider.getSystemJavaCompiler();
    var task = (JavacTask) compiler.getTask(null, null, diagnostics, null, null, List.of(source));
    try {
      task.parse().iterator().next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!diagnostics.getDiagnostics().isEmpty()) {
      throw new AssertionError(file + " does not parse: " + diagnostics.getDiagnostics());
    }
  }

  private static SortedMap<String, String> read(Path path) {
    var texts = new TreeMap<String, String>();
    if (!Files.isDirectory(path)) {
      return texts;
    }
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.put(path.relativize(file).toString().replace('\\', '/'), Files.readString(file, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }

  private static void write(Path path, Map<String, String> texts) {
    try {
      for (String stale : read(path).keySet()) {
        Files.delete(path.resolve(stale));
      }
      for (Map.Entry<String, String> text : texts.entrySet()) {
        Path file = path.resolve(text.getKey());
        Files.createDirectories(file.getParent());
        Files.writeString(file, text.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
