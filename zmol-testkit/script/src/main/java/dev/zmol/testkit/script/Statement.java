package dev.zmol.testkit.script;

import java.util.List;

/** A line of a script. */
sealed interface Statement {
  /** The line, counted from 1. */
  int line();

  /** When it happens. */
  Timing timing();

  /**
   * The peer sends a segment.
   *
   * @param line the line
   * @param timing when
   * @param segment what
   */
  record Inbound(int line, Timing timing, ScriptedSegment segment) implements Statement {}

  /**
   * A router, or the peer's host, sends an ICMP error.
   *
   * @param line the line
   * @param timing when
   * @param error what
   */
  record InboundError(int line, Timing timing, ScriptedError error) implements Statement {}

  /**
   * The stack has to send a segment.
   *
   * @param line the line
   * @param timing when
   * @param segment what
   */
  record Outbound(int line, Timing timing, ScriptedSegment segment) implements Statement {}

  /**
   * The application calls.
   *
   * @param line the line
   * @param timing when
   * @param call what
   */
  record Application(int line, Timing timing, Call call) implements Statement {}

  /**
   * Something has to hold.
   *
   * @param line the line
   * @param timing when
   * @param claims what
   */
  record Assertion(int line, Timing timing, List<Claim> claims) implements Statement {}

  /**
   * Time passes.
   *
   * @param line the line
   * @param timing until when
   */
  record Pause(int line, Timing timing) implements Statement {}

  /**
   * From here on sequence numbers count from those of the next connection.
   *
   * @param line the line
   * @param timing when
   */
  record Renumber(int line, Timing timing) implements Statement {}
}
