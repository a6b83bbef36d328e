package dev.zmol.testkit.script;

/** Reads the text of a script from front to back: blanks and comments, words, numbers and marks. */
final class ScriptReader {
  private final String name;
  private final String text;
  private int at;

  ScriptReader(String name, String text) {
    this.name = name;
    this.text = text;
  }

  ScriptException error(String problem) {
    return new ScriptException(name, line(), problem);
  }

  /** The present line, counted from 1. */
  int line() {
    return 1 + (int) text.substring(0, Math.min(at, text.length())).chars().filter(c -> c == '\n').count();
  }

  boolean isAtEnd() {
    return at >= text.length();
  }

  /** The next character, or 0 at the end. */
  char peek() {
    return isAtEnd() ? 0 : text.charAt(at);
  }

  /** Passes over blanks, ends of lines and comments. */
  void skip() {
    while (!isAtEnd()) {
      if (Character.isWhitespace(peek())) {
        at++;
      } else if (peek() == '#' || text.startsWith("//", at)) {
        at = indexOrEnd("\n", at);
      } else if (text.startsWith("/*", at)) {
        at = Math.min(indexOrEnd("*/", at + 2) + 2, text.length());
      } else {
        return;
      }
    }
  }

  /** Passes over blanks in a line. */
  void skipBlanks() {
    while (peek() == ' ' || peek() == '\t') {
      at++;
    }
  }

  private int indexOrEnd(String what, int from) {
    int index = text.indexOf(what, from);
    return index < 0 ? text.length() : index;
  }

  /** Takes a mark if it comes next, after blanks. */
  boolean take(String mark) {
    skipBlanks();
    if (!text.startsWith(mark, at)) {
      return false;
    }
    at += mark.length();
    return true;
  }

  /** Takes a word if it comes next, after blanks, and ends there. */
  boolean takeWord(String word) {
    int before = at;
    if (take(word) && !Character.isLetterOrDigit(peek()) && peek() != '_') {
      return true;
    }
    at = before;
    return false;
  }

  void require(String mark) {
    if (!take(mark)) {
      throw error("there has to be " + mark + " instead of " + rest());
    }
  }

  /** Takes letters, digits, underscores and points. */
  String word() {
    skipBlanks();
    int from = at;
    while (Character.isLetterOrDigit(peek()) || peek() == '_' || peek() == '.') {
      at++;
    }
    if (at == from) {
      throw error("there has to be a name instead of " + rest());
    }
    return text.substring(from, at);
  }

  /** Takes everything up to a blank. */
  String token() {
    skipBlanks();
    int from = at;
    while (!isAtEnd() && !Character.isWhitespace(peek())) {
      at++;
    }
    return text.substring(from, at);
  }

  /** Takes everything up to a mark, and the mark. */
  String until(String mark) {
    int end = text.indexOf(mark, at);
    if (end < 0) {
      throw error("there has to be " + mark);
    }
    String taken = text.substring(at, end);
    at = end + mark.length();
    return taken.strip();
  }

  /** Takes the rest of the line, without a comment. */
  String restOfLine() {
    int end = indexOrEnd("\n", at);
    String taken = text.substring(at, end).replaceFirst("(//|#).*$", "");
    at = end;
    return taken.strip();
  }

  /** Takes a whole number, negative ones too. */
  long number() {
    skipBlanks();
    int from = at;
    if (peek() == '-') {
      at++;
    }
    while (Character.isDigit(peek())) {
      at++;
    }
    try {
      return Long.parseLong(text.substring(from, at));
    } catch (NumberFormatException e) {
      at = from;
      throw error("there has to be a number instead of " + rest());
    }
  }

  /** Takes a number, or a star for one that does not matter. */
  long numberOrAny() {
    return take("*") ? ScriptedSegment.ANY : number();
  }

  /** Takes seconds, in nanoseconds. */
  long seconds() {
    int from = at;
    while (Character.isDigit(peek()) || (peek() == '.' && !text.startsWith("...", at))) {
      at++;
    }
    try {
      return Math.round(Double.parseDouble(text.substring(from, at)) * 1e9);
    } catch (NumberFormatException e) {
      at = from;
      throw error("there has to be a time in seconds instead of " + rest());
    }
  }

  private String rest() {
    String line = text.substring(at, indexOrEnd("\n", at)).strip();
    return line.isEmpty() ? "the end of the line" : "\"" + line + "\"";
  }
}
