package dev.zmol.processor.specialize;

import java.util.ArrayList;
import java.util.List;

/** The text of a source file, with just enough lexing to tell code from comments and literals. */
final class SourceText {
  private final String text;

  /** Positions that lie in a comment. */
  private final java.util.BitSet comment = new java.util.BitSet();

  /** Positions that lie in a string, a character or a text block. */
  private final java.util.BitSet literal = new java.util.BitSet();

  private record Range(int start, int end) {}

  private final List<Range> comments = new ArrayList<>();

  SourceText(String text) {
    this.text = text;
    lex();
  }

  private void lex() {
    int n = text.length();
    int i = 0;
    while (i < n) {
      char c = text.charAt(i);
      int start = i;
      if (text.startsWith("//", i)) {
        while (i < n && text.charAt(i) != '\n') {
          i++;
        }
        comment.set(start, i);
        comments.add(new Range(start, i));
      } else if (text.startsWith("/*", i)) {
        int close = text.indexOf("*/", i + 2);
        i = close < 0 ? n : close + 2;
        comment.set(start, i);
        comments.add(new Range(start, i));
      } else if (text.startsWith("\"\"\"", i)) {
        i += 3;
        while (i < n && !text.startsWith("\"\"\"", i)) {
          i += text.charAt(i) == '\\' ? 2 : 1;
        }
        i = Math.min(n, i + 3);
        literal.set(start, i);
      } else if (c == '"' || c == '\'') {
        i++;
        while (i < n && text.charAt(i) != c) {
          i += text.charAt(i) == '\\' ? 2 : 1;
        }
        i = Math.min(n, i + 1);
        literal.set(start, i);
      } else {
        i++;
      }
    }
  }

  String text() {
    return text;
  }

  boolean isCode(int position) {
    return !comment.get(position) && !literal.get(position);
  }

  boolean isLiteral(int position) {
    return literal.get(position);
  }

  private boolean isBlank(int position) {
    return Character.isWhitespace(text.charAt(position)) || comment.get(position);
  }

  /** The first position from here on that is neither white space nor comment. */
  int skipBlank(int position) {
    int i = position;
    while (i < text.length() && isBlank(i)) {
      i++;
    }
    return i;
  }

  /** The position after the last one before here that is neither white space nor comment. */
  int skipBlankBack(int position) {
    int i = position;
    while (i > 0 && isBlank(i - 1)) {
      i--;
    }
    return i;
  }

  /** Where a word begins that is code and lies in a range; -1 if there is none. */
  int findWord(String word, int from, int to) {
    for (int i = text.indexOf(word, from); i >= 0 && i + word.length() <= to; i = text.indexOf(word, i + 1)) {
      boolean starts = i == 0 || !Character.isJavaIdentifierPart(text.charAt(i - 1));
      int end = i + word.length();
      boolean ends = end == text.length() || !Character.isJavaIdentifierPart(text.charAt(end));
      if (starts && ends && isCode(i)) {
        return i;
      }
    }
    return -1;
  }

  /** Where a character lies that is code; -1 if there is none in the range. */
  int find(char c, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) == c && isCode(i)) {
        return i;
      }
    }
    return -1;
  }

  int lineStart(int position) {
    return text.lastIndexOf('\n', position - 1) + 1;
  }

  /** The position after the line break that ends the line. */
  int nextLine(int position) {
    int end = text.indexOf('\n', position);
    return end < 0 ? text.length() : end + 1;
  }

  /** Whether only spaces lie between the start of the line and the position. */
  boolean startsLine(int position) {
    return text.substring(lineStart(position), position).isBlank();
  }

  /** Whether only spaces and comments lie between the position and the end of the line. */
  boolean endsLine(int position) {
    for (int i = position; i < text.length() && text.charAt(i) != '\n'; i++) {
      if (!isBlank(i)) {
        return false;
      }
    }
    return true;
  }

  String indent(int position) {
    int start = lineStart(position);
    int i = start;
    while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
      i++;
    }
    return text.substring(start, i);
  }

  /** The start of the comments that stand on the lines right above a position, without a blank line in between. */
  int withCommentsAbove(int position) {
    int start = position;
    for (int i = comments.size() - 1; i >= 0; i--) {
      Range range = comments.get(i);
      if (range.end() > start) {
        continue;
      }
      String between = text.substring(range.end(), start);
      if (!between.isBlank() || between.chars().filter(c -> c == '\n').count() > 1 || !startsLine(range.start())) {
        break;
      }
      start = range.start();
    }
    return start;
  }

  /**
   * The range to delete so that what stands between two positions vanishes with its lines, its comments and, of the
   * blank lines around it, all but one.
   */
  int[] wholeLines(int start, int end) {
    int from = withCommentsAbove(start);
    if (!startsLine(from) || !endsLine(end)) {
      return new int[] {start, end};
    }
    from = lineStart(from);
    int to = nextLine(end);
    boolean blankAbove = from > 0 && text.substring(lineStart(from - 1), from).isBlank();
    boolean opensAbove = from > 0 && text.substring(lineStart(from - 1), from).stripTrailing().endsWith("{");
    int next = skipSpaces(to);
    boolean closesBelow = next < text.length() && text.charAt(next) == '}';
    while (blankAbove && closesBelow && from > 0 && text.substring(lineStart(from - 1), from).isBlank()) {
      from = lineStart(from - 1);
    }
    while ((blankAbove || opensAbove) && to < text.length() && text.substring(to, nextLine(to)).isBlank()) {
      to = nextLine(to);
    }
    return new int[] {from, to};
  }

  private int skipSpaces(int position) {
    int i = position;
    while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return i;
  }
}
