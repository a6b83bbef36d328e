package dev.zmol.testkit.script;

import static dev.zmol.testkit.script.ScriptedSegment.ANY;

import dev.zmol.wire.TcpFlags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads segments and ICMP errors as scripts write them. */
final class SegmentReader {
  private static final int LARGEST_WINDOW = 65_535;

  private final ScriptReader in;

  SegmentReader(ScriptReader in) {
    this.in = in;
  }

  /** Reads a segment; what an inbound one leaves out has a value, what an outbound one leaves out does not matter. */
  ScriptedSegment segment(boolean inbound) {
    Ecn ecn = ecn(inbound);
    int flags = flags();
    boolean absolute = in.take("=");
    long sequence = in.numberOrAny();
    in.require(":");
    in.take("=");
    long end = in.numberOrAny();
    in.require("(");
    int length = (int) in.number();
    in.require(")");
    if (sequence != ANY && end != sequence + length) {
      throw in.error(
          "the segment ends at " + end + "; with " + length + " bytes it has to end at " + (sequence + length));
    }
    long acknowledgment = in.takeWord("ack") ? in.numberOrAny() : inbound ? 0 : ANY;
    if ((flags & TcpFlags.ACK) == 0 && acknowledgment != ANY && acknowledgment != 0) {
      throw in.error("a segment without ACK acknowledges nothing; an ACK flag is written as a point");
    }
    long window = in.takeWord("win") ? in.numberOrAny() : inbound ? LARGEST_WINDOW : ANY;
    long urgent = in.takeWord("urg") ? in.numberOrAny() : inbound ? 0 : ANY;
    if (inbound && (sequence == ANY || acknowledgment == ANY || window == ANY || urgent == ANY)) {
      throw in.error("what is sent to the stack has to be said: no number can be a star");
    }
    return options(ecn, flags, absolute, sequence, length, acknowledgment, window, urgent, inbound);
  }

  private Ecn ecn(boolean inbound) {
    if (!in.take("[")) {
      return inbound ? Ecn.NOECN : Ecn.ANY;
    }
    String name = in.until("]").toUpperCase(Locale.ROOT);
    for (Ecn ecn : Ecn.values()) {
      if (ecn != Ecn.ANY && ecn.name().equals(name)) {
        return ecn;
      }
    }
    throw in.error(name + " is no ECN field; there are noecn, ect0, ect1 and ce");
  }

  private int flags() {
    String letters = in.token();
    int flags = 0;
    for (char letter : letters.equals("-") ? new char[0] : letters.toCharArray()) {
      int bit = ScriptedSegment.LETTERS.indexOf(letter);
      if (bit < 0) {
        throw in.error(letter + " is no flag; there are F, S, R, P, . for ACK, U, E, W, and - for none");
      }
      flags |= 1 << bit;
    }
    return flags;
  }

  private ScriptedSegment options(
      Ecn ecn,
      int flags,
      boolean absolute,
      long sequence,
      int length,
      long acknowledgment,
      long window,
      long urgent,
      boolean inbound) {
    List<ScriptedOption> options = new ArrayList<>();
    boolean any = false;
    if (in.take("<")) {
      do {
        if (in.take("...")) {
          any = true;
        } else {
          options.add(option());
        }
      } while (!any && in.take(","));
      in.require(">");
    }
    if (any && inbound) {
      throw in.error("what is sent to the stack has to be said: options cannot end with ...");
    }
    return new ScriptedSegment(
        ecn, flags, absolute, sequence, length, acknowledgment, window, urgent, any, List.copyOf(options));
  }

  private ScriptedOption option() {
    String name = in.word();
    return switch (name) {
      case "eol" -> ScriptedOption.of(ScriptedOption.END);
      case "nop" -> ScriptedOption.of(ScriptedOption.NO_OPERATION);
      case "mss" -> ScriptedOption.of(ScriptedOption.SEGMENT_SIZE, in.numberOrAny());
      case "wscale" -> ScriptedOption.of(ScriptedOption.WINDOW_SCALE, in.numberOrAny());
      case "sackOK" -> ScriptedOption.of(ScriptedOption.SACK_PERMITTED);
      case "sack" -> blocks();
      case "TS" -> timestamps();
      case "kind" -> other();
      default -> throw in.error(name + " is no option; there are eol, nop, mss, wscale, sackOK, sack, TS and kind");
    };
  }

  private ScriptedOption timestamps() {
    in.require("val");
    long value = in.numberOrAny();
    in.require("ecr");
    return ScriptedOption.of(ScriptedOption.TIMESTAMPS, value, in.numberOrAny());
  }

  private ScriptedOption blocks() {
    List<Long> edges = new ArrayList<>();
    while (!isOptionOver()) {
      edges.add(in.numberOrAny());
      in.require(":");
      edges.add(in.numberOrAny());
    }
    return new ScriptedOption(ScriptedOption.SACK, List.copyOf(edges));
  }

  private ScriptedOption other() {
    int kind = (int) in.number();
    List<Long> bytes = new ArrayList<>();
    while (!isOptionOver()) {
      bytes.add(in.number());
    }
    return new ScriptedOption(kind, List.copyOf(bytes));
  }

  private boolean isOptionOver() {
    in.skipBlanks();
    return in.peek() == ',' || in.peek() == '>' || in.isAtEnd();
  }

  /** Reads an ICMP error, after the word icmp. */
  ScriptedError error() {
    String name = in.word().toUpperCase(Locale.ROOT);
    for (ScriptedError.Kind kind : ScriptedError.Kind.values()) {
      if (kind.name().equals(name)) {
        int size = kind == ScriptedError.Kind.TOO_BIG ? (int) in.number() : 0;
        in.require("[");
        ScriptedSegment quoted = segment(true);
        in.require("]");
        return new ScriptedError(kind, size, quoted);
      }
    }
    throw in.error(name + " is no ICMP error of scripts");
  }
}
