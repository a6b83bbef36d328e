package dev.zmol.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wire classes as they are generated, line by line. */
@Covers("G1")
class WireGoldenTest {
  private static final GoldenFiles GOLDEN = GoldenFiles.topic("wire");

  static List<String> cases() {
    return GOLDEN.cases();
  }

  /** The class that generated code describes headers with, which the processor itself does not depend on. */
  static String dissection() throws Exception {
    return Files.readString(
        Path.of(System.getProperty("basedir", "."), "../zmol-wire/core/src/main/java/dev/zmol/wire/Dissection.java"));
  }

  private static Map<String, String> generate(List<String> sources) throws Exception {
    var compilation = Compilation.of(sources.toArray(String[]::new)).run();
    assertThat(compilation.succeeded()).as(compilation::log).isTrue();
    assertThat(compilation.log()).isEmpty();
    var texts = new TreeMap<String, String>();
    for (String path : compilation.outputs()) {
      if (path.endsWith(".java")) {
        texts.put(path.substring(path.lastIndexOf('/') + 1), compilation.output(path));
      }
    }
    return texts;
  }

  private static List<String> sources(String name) throws Exception {
    var sources = new ArrayList<>(GOLDEN.inputs(name).values());
    if (!name.equals("without-dissection")) {
      sources.add(dissection());
    }
    return sources;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void generatesWhatIsExpected(String name) throws Exception {
    GOLDEN.check(name, generate(sources(name)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void generatesTheSameWhateverTheOrderOfTheSources(String name) throws Exception {
    List<String> sources = sources(name);
    Map<String, String> texts = generate(sources);
    Collections.reverse(sources);
    assertThat(generate(sources)).isEqualTo(texts);
  }
}
