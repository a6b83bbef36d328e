package dev.zmol.testkit.script;

import dev.zmol.wire.TcpFlags;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A segment as a script has it, with numbers that count from the initial sequence numbers.
 *
 * @param ecn the ECN field of its packet
 * @param flags its control bits
 * @param absolute whether the sequence number is the one on the wire
 * @param sequence its sequence number
 * @param length how much payload it has, in bytes
 * @param acknowledgment its acknowledgment number; {@link #ANY} if it does not matter
 * @param window its window field; {@link #ANY} if it does not matter
 * @param urgent its urgent pointer; {@link #ANY} if it does not matter
 * @param anyOptions whether it may have other options, too
 * @param options its options
 */
record ScriptedSegment(
    Ecn ecn,
    int flags,
    boolean absolute,
    long sequence,
    int length,
    long acknowledgment,
    long window,
    long urgent,
    boolean anyOptions,
    List<ScriptedOption> options) {
  /** A number that does not matter. */
  static final long ANY = Long.MIN_VALUE;

  /** The letters of the control bits, from the lowest on: FIN to CWR. */
  static final String LETTERS = "FSRP.UEW";

  /** What is expected where nothing is: it has no options that could say what a timestamp is called. */
  static final ScriptedSegment NOTHING =
      new ScriptedSegment(Ecn.ANY, 0, false, ANY, 0, ANY, ANY, ANY, true, List.of());

  boolean has(int bits) {
    return (flags & bits) != 0;
  }

  /** Says in which way a segment is not what this one expects; nothing if it is. */
  List<String> differences(ScriptedSegment actual) {
    List<String> found = new ArrayList<>();
    if (flags != actual.flags) {
      found.add("flags are " + letters(actual.flags) + " instead of " + letters(flags));
    }
    compare("sequence number", sequence, actual.sequence, found);
    compare("length", length, actual.length, found);
    compare("acknowledgment number", acknowledgment, actual.acknowledgment, found);
    compare("window", window, actual.window, found);
    compare("urgent pointer", urgent, actual.urgent, found);
    if (ecn != Ecn.ANY && ecn != actual.ecn) {
      found.add("ECN field is " + actual.ecn + " instead of " + ecn);
    }
    if (!hasExpectedOptions(actual)) {
      found.add("options are <" + joined(actual.options) + "> instead of <" + optionText() + ">");
    }
    return found;
  }

  private static void compare(String what, long expected, long actual, List<String> found) {
    if (expected != ANY && expected != actual) {
      found.add(what + " is " + text(actual) + " instead of " + expected);
    }
  }

  /** Whether the options are the same but for padding and order, neither of which means anything. */
  private boolean hasExpectedOptions(ScriptedSegment actual) {
    List<ScriptedOption> left = new ArrayList<>(actual.options);
    left.removeIf(ScriptedOption::isPadding);
    for (ScriptedOption option : options) {
      if (!option.isPadding() && !removeMatch(left, option)) {
        return false;
      }
    }
    return anyOptions || left.isEmpty();
  }

  private static boolean removeMatch(List<ScriptedOption> options, ScriptedOption wanted) {
    for (int k = 0; k < options.size(); k++) {
      if (wanted.matches(options.get(k))) {
        options.remove(k);
        return true;
      }
    }
    return false;
  }

  static String text(long number) {
    return number == ANY ? "*" : Long.toString(number);
  }

  static String letters(int flags) {
    var letters = new StringBuilder();
    for (int bit : new int[] {1, 0, 2, 3, 5, 6, 7, 4}) {
      if ((flags & 1 << bit) != 0) {
        letters.append(LETTERS.charAt(bit));
      }
    }
    return letters.isEmpty() ? "-" : letters.toString();
  }

  private static String joined(List<ScriptedOption> options) {
    return options.stream().map(Objects::toString).collect(Collectors.joining(","));
  }

  @Override
  public String toString() {
    String mark = absolute ? "=" : "";
    var text = new StringBuilder(ecn.prefix());
    text.append(letters(flags)).append(' ').append(mark).append(text(sequence));
    text.append(':').append(mark).append(sequence == ANY ? "*" : text(sequence + length));
    text.append('(').append(length).append(')');
    if (has(TcpFlags.ACK)) {
      text.append(" ack ").append(text(acknowledgment));
    }
    if (window != ANY) {
      text.append(" win ").append(window);
    }
    if (urgent > 0) {
      text.append(" urg ").append(urgent);
    }
    if (anyOptions || !options.isEmpty()) {
      text.append(" <").append(optionText()).append('>');
    }
    return text.toString();
  }

  private String optionText() {
    String listed = joined(options);
    return anyOptions ? listed + (listed.isEmpty() ? "..." : ",...") : listed;
  }
}
