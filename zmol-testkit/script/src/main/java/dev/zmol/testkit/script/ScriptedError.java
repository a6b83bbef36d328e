package dev.zmol.testkit.script;

import java.util.Locale;

/**
 * An ICMP error as a script has it.
 *
 * @param kind what it says
 * @param size for {@link Kind#TOO_BIG}: the most TCP payload of a segment without options that would have fitted
 * @param quoted the segment of ours that it quotes
 */
record ScriptedError(Kind kind, int size, ScriptedSegment quoted) {
  /** What an error says, with types and codes of ICMP (RFC 792) and of ICMPv6 (RFC 4443). */
  enum Kind {
    HOST_UNREACHABLE(3, 1, 1, 3),
    PORT_UNREACHABLE(3, 3, 1, 4),
    PROTOCOL_UNREACHABLE(3, 2, 4, 1),
    PROHIBITED(3, 13, 1, 1),
    TOO_BIG(3, 4, 2, 0),
    TIME_EXCEEDED(11, 0, 3, 0),
    PARAMETER_PROBLEM(12, 0, 4, 0);

    final int type4;
    final int code4;
    final int type6;
    final int code6;

    Kind(int type4, int code4, int type6, int code6) {
      this.type4 = type4;
      this.code4 = code4;
      this.type6 = type6;
      this.code6 = code6;
    }
  }

  @Override
  public String toString() {
    String name = kind.name().toLowerCase(Locale.ROOT);
    return "icmp " + name + (kind == Kind.TOO_BIG ? " " + size : "") + " [" + quoted + "]";
  }
}
