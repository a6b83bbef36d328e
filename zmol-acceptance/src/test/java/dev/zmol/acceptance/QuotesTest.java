package dev.zmol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What pages quote from the code is in the code: messages, and names of classes and methods. */
@Covers("U3")
class QuotesTest {
  private static final Pattern MESSAGE = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);
  private static final Pattern NAME = Pattern.compile("`@?([A-Z]\\w+)(?:\\.(\\w+))?`");
  private static final Pattern PARENT = Pattern.compile("(?:class|interface) \\w+(?:<\\w+>)? extends (\\w+)");

  /** Sources by the names of their classes; templates stand for their flavours. */
  private static Map<String, String> sources;

  @BeforeAll
  static void read() throws IOException {
    try (Stream<Path> files = Files.walk(Flavor.root())) {
      sources =
          files
              .filter(file -> file.toString().matches(".*/zmol-[^/]+/.*src/main/java/dev/.*\\w+\\.java"))
              .filter(file -> !file.toString().matches(".*/zmol-(images|tool|bench)/.*|.*/target/.*"))
              .collect(Collectors.toMap(QuotesTest::name, QuotesTest::text, String::concat));
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void troubleshootingQuotesMessages() throws IOException {
    String page = Files.readString(Flavor.root().resolve("docs/troubleshooting.md"));
    String table = page.substring(page.indexOf("<!-- quoted -->"), page.indexOf("<!-- end of quoted -->"));
    List<String> quotes = MESSAGE.matcher(table).results().map(quote -> quote.group(1)).toList();
    String code = String.join("\n", sources.values()).replaceAll("\"\\s*\\+\\s*\"", "");

    assertThat(quotes).hasSizeGreaterThan(5).allMatch(quote -> isQuoted(quote, code));
  }

  /** Whether all pieces between what varies stand in the code, one behind the other in one message. */
  private static boolean isQuoted(String quote, String code) {
    String pieces =
        Stream.of(quote.replace("/dev/net/tun", "…").split("…", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining("[^;]{0,200}?"));
    return Pattern.compile(pieces).matcher(code).find();
  }

  @Test
  void migratingNamesWhatIsThere() throws IOException {
    List<String> unknown =
        Files.readAllLines(Flavor.root().resolve("docs/migrating.md")).stream()
            .filter(line -> line.startsWith("| "))
            .skip(2)
            .map(line -> line.replace("\\|", " ").split("\\|", -1)[3])
            .flatMap(cell -> NAME.matcher(cell).results())
            .filter(name -> !exists(name.group(1), name.group(2)))
            .map(MatchResult::group)
            .toList();

    assertThat(unknown).isEmpty();
  }

  private static boolean exists(String type, String member) {
    String source = sources.get(type);
    if (source == null) {
      // Generated from a header of the same name.
      return type.endsWith("Wire") && sources.containsKey(type.replace("Wire", "Header"));
    }
    if (member == null || Pattern.compile("\\b" + member + "\\(").matcher(source).find()) {
      return true;
    }
    Matcher parent = PARENT.matcher(source);
    return parent.find() && exists(parent.group(1), member);
  }
}
