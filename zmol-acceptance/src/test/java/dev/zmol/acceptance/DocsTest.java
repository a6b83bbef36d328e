package dev.zmol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people read leads somewhere, and shows what is there. */
class DocsTest {
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]*)(?:#([^)]*))?\\)");
  private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  static List<Path> pages() throws IOException {
    Path root = Flavor.root();
    try (Stream<Path> docs = Files.walk(root.resolve("docs"));
        Stream<Path> others =
            Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "examples/README.md").map(root::resolve)) {
      return Stream.concat(others, docs.filter(page -> page.toString().endsWith(".md"))).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadToFiles(Path page) throws IOException {
    List<String> dead =
        LINK.matcher(Files.readString(page)).results()
            .filter(link -> !leadsSomewhere(page, link.group(1), link.group(2)))
            .map(MatchResult::group)
            .toList();

    assertThat(dead).isEmpty();
  }

  private static boolean leadsSomewhere(Path page, String target, String anchor) {
    Path file = target.isEmpty() ? page : page.resolveSibling(target);
    return Files.exists(file) && (anchor == null || anchors(file).contains(anchor));
  }

  /** What headings are called in links: in lower case, without punctuation, with hyphens for spaces. */
  private static List<String> anchors(Path page) {
    return HEADING.matcher(read(page)).results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
        .toList();
  }

  /** The steps of the guide are quoted from the example that is built and run. */
  @Test
  void extensionGuideQuotesTheExample() throws IOException {
    List<String> sources;
    try (Stream<Path> files = Files.walk(Flavor.root().resolve("examples/udp-lite"))) {
      sources = files.filter(file -> file.toString().endsWith(".java")).map(DocsTest::condensed).toList();
    }
    String guide = Files.readString(Flavor.root().resolve("docs/extending.md"));
    List<String> blocks =
        BLOCK.matcher(guide).results().map(MatchResult::group).map(block -> condense(block.substring(7, block.length() - 3))).toList();

    assertThat(blocks).isNotEmpty().allMatch(block -> sources.stream().anyMatch(source -> source.contains(block)));
  }

  private static String condensed(Path file) {
    return condense(read(file).replaceAll("(?s)/\\*\\*.*?\\*/", ""));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String condense(String text) {
    return text.replaceAll("\\s+", "");
  }
}
