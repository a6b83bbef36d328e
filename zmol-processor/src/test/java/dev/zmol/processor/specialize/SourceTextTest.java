package dev.zmol.processor.specialize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTextTest {
  /** Each text has one {@code here} that is code, and only that one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "here",
        "// here\nhere",
        "/* here */ here /* here */",
        "/** here */ here",
        "\"here\" here",
        "\"\\\"here\" here",
        "\"\\\\\" here \"here\"",
        "'\"' here",
        "'\\'' here",
        "\"// here\" here",
        "\"/* here\" here // */ here",
        "/* \" */ here",
        "// '\nhere",
        "\"\"\"\n here \"here\" \\\"\"\" here\n\"\"\" here",
        "\"\" here \"\"",
        "thehere hereby here"
      })
  void findsCodeAndNothingElse(String text) {
    var source = new SourceText(text);
    int first = source.findWord("here", 0, text.length());
    assertTrue(first >= 0);
    assertEquals(first, source.findLastWord("here", 0, text.length()));
  }

  @Test
  void findsNoWordWhereOnlyAPartOfItIs() {
    assertEquals(-1, new SourceText("permits").findWord("permits", 0, 4));
  }

  @Test
  void deletesCommentsAndBlankLinesWithALine() {
    String text = "a;\n\n// of b\n/* too */\nb; // still\n\nc;\n";
    SourceText.Range range = new SourceText(text).wholeLines(text.indexOf("b;"), text.indexOf("b;") + 2);
    assertEquals("a;\n\nc;\n", text.substring(0, range.start()) + text.substring(range.end()));
  }

  @Test
  void leavesTheRestOfASharedLine() {
    String text = "a; b; c;\n";
    SourceText.Range range = new SourceText(text).wholeLines(3, 5);
    assertEquals("a; c;\n", text.substring(0, range.start()) + text.substring(range.end()));
  }

  @Test
  void doesNotCutACommentThatGoesOnInTheNextLine() {
    String text = "a; /* of\n b */ b;\n";
    assertFalse(new SourceText(text).endsLine(2));
  }

  @Test
  void noticesUnicodeEscapesOutsideOfLiterals() {
    assertEquals(2, new SourceText("a \\u0061").escapedCode());
    assertEquals(-1, new SourceText("'\\u0061' // \\u0061").escapedCode());
  }
}
