package dev.zmol.processor.specialize;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The text of a source file, with just enough lexing to tell code from comments and literals.
 *
 * <p>Positions are indices into the text, as javac counts them.
 */
final class SourceText {
  /** What lies from a position up to another. */
  record Range(int start, int end) {}

  private static final String TEXT_BLOCK = "\"\"\"";

  private final String text;
  private final BitSet comment = new BitSet();
  private final BitSet literal = new BitSet();
  private final List<Range> comments = new ArrayList<>();
  private int escapedCode = -1;

  SourceText(String text) {
    this.text = text;
    for (int i = 0; i < text.length(); ) {
      i = lex(i);
    }
  }

  /** Notes what kind of text begins at a position, and returns where it ends. */
  private int lex(int start) {
    if (text.startsWith("//", start)) {
      int end = text.indexOf('\n', start);
      return comment(start, end < 0 ? text.length() : end);
    }
    if (text.startsWith("/*", start)) {
      int close = text.indexOf("*/", start + 2);
      return comment(start, close < 0 ? text.length() : close + 2);
    }
    if (text.startsWith(TEXT_BLOCK, start)) {
      return literal(start, TEXT_BLOCK);
    }
    char c = text.charAt(start);
    if (c == '"' || c == '\'') {
      return literal(start, String.valueOf(c));
    }
    if (c == '\\' && escapedCode < 0) {
      escapedCode = start;
    }
    return start + 1;
  }

  private int comment(int start, int end) {
    comment.set(start, end);
    comments.add(new Range(start, end));
    return end;
  }

  private int literal(int start, String quote) {
    int i = start + quote.length();
    while (i < text.length() && !text.startsWith(quote, i)) {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    int end = Math.min(text.length(), i + quote.length());
    literal.set(start, end);
    return end;
  }

  String text() {
    return text;
  }

  /** Where code is written as a Unicode escape, which this lexer does not understand; -1 if nowhere. */
  int escapedCode() {
    return escapedCode;
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

  /** The first position from here on that is not white space. */
  int skipSpaces(int position) {
    int i = position;
    while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** The position after the last one before here that is not white space. */
  int skipSpacesBack(int position) {
    int i = position;
    while (i > 0 && Character.isWhitespace(text.charAt(i - 1))) {
      i--;
    }
    return i;
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

  /** Whether a comment lies between two positions. */
  boolean hasComment(int start, int end) {
    int next = comment.nextSetBit(start);
    return next >= 0 && next < end;
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

  /** Where a word begins for the last time in a range; -1 if it does not. */
  int findLastWord(String word, int from, int to) {
    int last = -1;
    for (int i = findWord(word, from, to); i >= 0; i = findWord(word, i + 1, to)) {
      last = i;
    }
    return last;
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

  /** Whether only spaces and comments lie between the position and the end of the line, and the comments end there. */
  boolean endsLine(int position) {
    int i = position;
    while (i < text.length() && text.charAt(i) != '\n') {
      if (!isBlank(i)) {
        return false;
      }
      i++;
    }
    return i == text.length() || isCode(i);
  }

  /** The white space that the line of a position begins with. */
  String indent(int position) {
    int start = lineStart(position);
    int i = start;
    while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
      i++;
    }
    return text.substring(start, i);
  }

  /**
   * Whether all lines of a text block that a position lies in begin alike, so that it can move with what is around it.
   */
  boolean isIndented(int position, String indent) {
    int end = literal.nextClearBit(position);
    for (int line = nextLine(literal.previousClearBit(position) + 1); line < end; line = nextLine(line)) {
      if (!text.startsWith(indent, line) && !isBlankLine(line)) {
        return false;
      }
    }
    return true;
  }

  private boolean isBlankLine(int lineStart) {
    return lineStart < text.length() && text.substring(lineStart, nextLine(lineStart)).isBlank();
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
   * blank lines around it, all but one. If it shares its lines with other code, that stays.
   */
  Range wholeLines(int start, int end) {
    int from = withCommentsAbove(start);
    if (!startsLine(from) || !endsLine(end)) {
      boolean spaced = start > 0 && text.charAt(start - 1) == ' ' && end < text.length() && text.charAt(end) == ' ';
      return new Range(start, spaced ? end + 1 : end);
    }
    from = lineStart(from);
    int to = nextLine(end);
    boolean blankAbove = from > 0 && isBlankLine(lineStart(from - 1));
    boolean opensAbove = from > 0 && text.substring(lineStart(from - 1), from).stripTrailing().endsWith("{");
    int next = skipSpaces(to);
    boolean closesBelow = next < text.length() && text.charAt(next) == '}';
    while (blankAbove && closesBelow && from > 0 && isBlankLine(lineStart(from - 1))) {
      from = lineStart(from - 1);
    }
    while ((blankAbove || opensAbove) && to < text.length() && isBlankLine(to)) {
      to = nextLine(to);
    }
    return new Range(from, to);
  }
}
