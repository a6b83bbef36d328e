package dev.zmol.ipsec.xfrm;

import java.nio.charset.StandardCharsets;

/**
 * The words of a text, one at hand at a time.
 *
 * <p>Words are separated by blanks and backslashes; commas behind them do not count, nor quotation marks around them. A
 * number sign begins a comment. A backslash at the end of a line continues it in commands; in what is printed, it is
 * itself the end of one.
 */
final class XfrmWords {
  /** No word that means anything is longer; keys are. */
  private static final int LONGEST = 48;

  /** What messages show of a text: shorter than any key in hexadecimal digits. */
  private static final int LONGEST_SHOWN = 20;

  private final byte[] text;
  private int position;
  private int currentLine = 1;
  private boolean joinsLines;

  // The word at hand.
  private int from;
  private int to;
  private int line = 1;
  private boolean starts;
  private boolean ended;

  XfrmWords(byte[] text) {
    this.text = text;
    next();
  }

  boolean isAtEnd() {
    return ended;
  }

  /** Whether the word is the first of its line. */
  boolean startsLine() {
    return starts;
  }

  /** The line that the word is in. */
  int line() {
    return line;
  }

  XfrmException refuse(String message) {
    return new XfrmException(line, message);
  }

  /** Says whether a backslash at the end of a line continues it. */
  void joinsLines(boolean newJoinsLines) {
    joinsLines = newJoinsLines;
  }

  /** Goes on to the next word. */
  void next() {
    starts = position == 0;
    boolean continues = false;
    while (position < text.length && isSeparator(text[position])) {
      byte separator = text[position++];
      if (separator == '#') {
        skipComment();
      } else if (separator == '\n') {
        currentLine++;
        starts |= !continues || !joinsLines;
      } else if (continues && separator != '\r') {
        // As "ip -o" has it: a backslash in place of the end of a line.
        starts = true;
      }
      continues = separator == '\\' || (continues && separator == '\r');
    }
    starts |= continues;
    ended = position == text.length;
    line = currentLine;
    from = position;
    if (!ended) {
      take();
    }
  }

  private static boolean isSeparator(byte character) {
    return character == ' ' || character == '\t' || character == '\r' || character == '\n' || character == '\\'
        || character == '#';
  }

  private void skipComment() {
    while (position < text.length && text[position] != '\n') {
      position++;
    }
  }

  private void take() {
    byte quote = text[position];
    if (quote == '"' || quote == '\'') {
      from = ++position;
      while (position < text.length && text[position] != quote && text[position] != '\n') {
        position++;
      }
      if (position == text.length || text[position] == '\n') {
        throw refuse("a quotation mark is not closed");
      }
      to = position++;
      return;
    }
    while (position < text.length && !isSeparator(text[position])) {
      position++;
    }
    to = position;
    while (to > from && text[to - 1] == ',') {
      to--;
    }
  }

  /** Whether the word at hand is a given one. */
  boolean is(String word) {
    if (ended || to - from != word.length()) {
      return false;
    }
    for (int k = 0; k < word.length(); k++) {
      if (text[from + k] != word.charAt(k)) {
        return false;
      }
    }
    return true;
  }

  /** Takes the word at hand if it is a given one. */
  boolean take(String word) {
    boolean found = is(word);
    if (found) {
      next();
    }
    return found;
  }

  /** Whether the word at hand begins with a character. */
  boolean begins(char character) {
    return !ended && to > from && text[from] == character;
  }

  /** Whether the word at hand begins like a number. */
  boolean beginsWithDigit() {
    return !ended && to > from && text[from] >= '0' && text[from] <= '9';
  }

  /** Takes the word at hand, which is not a key. */
  String word(String what) {
    require(what);
    if (to - from > LONGEST) {
      throw refuse(what + " is too long");
    }
    for (int k = from; k < to; k++) {
      if (text[k] < ' ' || text[k] > '~') {
        throw refuse(what + " has a character that is none of ASCII's");
      }
    }
    String word = new String(text, from, to - from, StandardCharsets.US_ASCII);
    next();
    return word;
  }

  private void require(String what) {
    if (ended) {
      throw refuse("the text ends where " + what + " has to be");
    }
  }

  /** Quotes a word for a message, unless it could be a key. */
  static String shown(String word) {
    return word.length() > LONGEST_SHOWN ? "a word of " + word.length() + " characters" : "\"" + word + "\"";
  }

  /** Takes a number, decimal or with {@code 0x}; what is in parentheses behind it says the same once more. */
  long number(String what, long largest) {
    int at = line;
    String word = word(what);
    int parenthesis = word.indexOf('(');
    long value = parse(parenthesis < 0 ? word : word.substring(0, parenthesis));
    if (value < 0 || value > largest) {
      throw new XfrmException(at, what + " is " + shown(word) + "; it has to be a number from 0 to " + largest);
    }
    return value;
  }

  private static long parse(String digits) {
    try {
      boolean hex = digits.startsWith("0x");
      String rest = hex ? digits.substring(2) : digits;
      // A sign is none of a number here, though the JDK would take it.
      return rest.isEmpty() || Character.digit(rest.charAt(0), 16) < 0 ? -1 : Long.parseLong(rest, hex ? 16 : 10);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Takes a key in hexadecimal digits; the caller wipes it. */
  byte[] key() {
    require("a key");
    if (is("<<Keys")) {
      throw refuse("the keys are hidden; \"ip xfrm state\" shows them to root, without \"nokeys\"");
    }
    int length = to - from;
    if (length != 0 && (length < 2 || text[from] != '0' || text[from + 1] != 'x')) {
      throw refuse("a key has to begin with 0x");
    }
    if (!isHexadecimal()) {
      throw refuse("a key has to be an even number of hexadecimal digits");
    }
    byte[] key = new byte[Math.max(0, length - 2) / 2];
    for (int k = 0; k < key.length; k++) {
      key[k] = (byte) (digit(from + 2 + 2 * k) << 4 | digit(from + 3 + 2 * k));
    }
    next();
    skipParentheses();
    return key;
  }

  private boolean isHexadecimal() {
    for (int k = from + 2; k < to; k++) {
      if (digit(k) < 0) {
        return false;
      }
    }
    return (to - from) % 2 == 0;
  }

  private int digit(int at) {
    return Character.digit(text[at], 16);
  }

  /** Skips words in parentheses, which say once more what has been said. */
  void skipParentheses() {
    while (begins('(')) {
      while (!ended && text[to - 1] != ')') {
        next();
      }
      next();
    }
  }

  /** Skips the rest of the line. */
  void skipLine() {
    while (!ended && !starts) {
      next();
    }
  }

  /** Skips whole lines, beginning with the one that the word at hand is the first of. */
  void skipLines(int lines) {
    for (int k = 0; k < lines && !ended && !is("src"); k++) {
      next();
      skipLine();
    }
  }
}
