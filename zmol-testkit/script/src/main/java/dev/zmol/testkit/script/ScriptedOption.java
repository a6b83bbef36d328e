package dev.zmol.testkit.script;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A TCP option as a script has it.
 *
 * @param kind its kind
 * @param values its numbers, {@link ScriptedSegment#ANY} for one that does not matter: a size, a shift, a timestamp and
 *     its echo, the edges of SACK blocks, or the bytes of an option that is not known here
 */
record ScriptedOption(int kind, List<Long> values) {
  static final int END = 0;
  static final int NO_OPERATION = 1;
  static final int SEGMENT_SIZE = 2;
  static final int WINDOW_SCALE = 3;
  static final int SACK_PERMITTED = 4;
  static final int SACK = 5;
  static final int TIMESTAMPS = 8;

  static ScriptedOption of(int kind, long... values) {
    return new ScriptedOption(kind, Arrays.stream(values).boxed().toList());
  }

  /** Whether it only fills up space. */
  boolean isPadding() {
    return kind == END || kind == NO_OPERATION;
  }

  /** Whether another option is what this one expects. */
  boolean matches(ScriptedOption other) {
    if (kind != other.kind || values.size() != other.values.size()) {
      return false;
    }
    for (int k = 0; k < values.size(); k++) {
      if (values.get(k) != ScriptedSegment.ANY && !values.get(k).equals(other.values.get(k))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return switch (kind) {
      case END -> "eol";
      case NO_OPERATION -> "nop";
      case SEGMENT_SIZE -> "mss " + value(0);
      case WINDOW_SCALE -> "wscale " + value(0);
      case SACK_PERMITTED -> "sackOK";
      case SACK -> "sack" + blocks();
      case TIMESTAMPS -> "TS val " + value(0) + " ecr " + value(1);
      default -> "kind " + kind + values.stream().map(b -> " " + b).collect(Collectors.joining());
    };
  }

  private String value(int index) {
    return ScriptedSegment.text(values.get(index));
  }

  private String blocks() {
    var text = new StringBuilder();
    for (int k = 0; k + 1 < values.size(); k += 2) {
      text.append(' ').append(value(k)).append(':').append(value(k + 1));
    }
    return text.toString();
  }
}
