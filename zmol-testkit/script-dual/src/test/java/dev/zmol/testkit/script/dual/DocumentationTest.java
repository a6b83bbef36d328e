package dev.zmol.testkit.script.dual;

import static dev.zmol.annotations.Family.DUAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Only;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.testkit.script.PacketScript;
import dev.zmol.testkit.script.StackUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The scripts in the documentation run. */
@Only(DUAL)
@Covers("D8")
class DocumentationTest {
  private static final Pattern SCRIPT = Pattern.compile("```pkt\n(.*?)```", Pattern.DOTALL);

  @Test
  void eachScriptOfTheDocumentationPasses() throws IOException {
    String page = Files.readString(Path.of(System.getProperty("basedir", ""), "../../docs/testkit.md"));
    List<String> scripts = SCRIPT.matcher(page).results().map((MatchResult m) -> m.group(1)).toList();
    assertThat(scripts).isNotEmpty();
    for (String script : scripts) {
      for (StackUnderTest stack : ScriptStacks.all()) {
        PacketScript.parse("testkit.md", script).run(stack);
      }
    }
  }
}
