package dev.zmol.testkit.script;

import static dev.zmol.testkit.script.ScriptedSegment.ANY;

import java.util.ArrayList;
import java.util.List;

/** What the numbers of scripts count from: initial sequence numbers, and the clock of the stack's timestamps. */
final class Numbering {
  private final int remoteStart;
  private int localStart;
  private int timestampStart;
  private boolean localKnown;
  private boolean timestampKnown;

  Numbering(int remoteStart) {
    this.remoteStart = remoteStart;
  }

  /** The next SYN of the stack begins a new numbering. */
  void forget() {
    localStart = 0;
    localKnown = false;
    timestampKnown = false;
  }

  int remoteStart() {
    return remoteStart;
  }

  int localStart() {
    return localStart;
  }

  /** Learns from the first SYN of the stack. */
  void learnSequence(int sequence) {
    if (!localKnown) {
      localKnown = true;
      localStart = sequence;
    }
  }

  /** Learns what the stack's first timestamp is called in the script. */
  void learnTimestamp(int value, long called) {
    if (!timestampKnown) {
      timestampKnown = true;
      timestampStart = value - (int) called;
    }
  }

  /** The options of the peer, from the script to the wire. */
  List<ScriptedOption> optionsToWire(List<ScriptedOption> options) {
    List<ScriptedOption> wire = new ArrayList<>();
    for (ScriptedOption option : options) {
      wire.add(
          switch (option.kind()) {
            case ScriptedOption.SACK -> shifted(option, localStart);
            case ScriptedOption.TIMESTAMPS ->
                ScriptedOption.of(option.kind(), option.values().get(0), option.values().get(1) + timestampStart);
            default -> option;
          });
    }
    return wire;
  }

  /** The options of the stack, from the wire to the script. */
  List<ScriptedOption> optionsToScript(List<ScriptedOption> options) {
    List<ScriptedOption> script = new ArrayList<>();
    for (ScriptedOption option : options) {
      script.add(
          switch (option.kind()) {
            case ScriptedOption.SACK -> shifted(option, -remoteStart);
            case ScriptedOption.TIMESTAMPS -> timestampsToScript(option);
            default -> option;
          });
    }
    return List.copyOf(script);
  }

  private ScriptedOption timestampsToScript(ScriptedOption option) {
    long value = (int) (option.values().get(0) - timestampStart);
    return ScriptedOption.of(option.kind(), value, option.values().get(1) & 0xffff_ffffL);
  }

  private static ScriptedOption shifted(ScriptedOption option, int by) {
    return new ScriptedOption(
        option.kind(), option.values().stream().map(v -> v == ANY ? v : (long) ((int) (long) v + by)).toList());
  }
}
