package dev.zmol.socket.tcp;

import dev.zmol.iface.DropReason;
import dev.zmol.socket.TcpState;
import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.TcpOptions;
import dev.zmol.wire.TcpSequence;

/** What an arriving segment does to a connection (RFC 9293 §3.10.7), in the order of the RFC's checks. */
final class SegmentArrival {
  /** The age at which a timestamp has no meaning any more: 24 days (RFC 7323 §5.5). */
  private static final int TIMESTAMP_AGE_MILLIS = 2_073_600_000;

  /** How many challenge acknowledgments a connection sends in a second (RFC 5961 §7). */
  private static final int CHALLENGES_PER_SECOND = 10;

  private static final int FLAGS_OF_DATA =
      TcpFlags.ACK | TcpFlags.RST | TcpFlags.SYN | TcpFlags.FIN | TcpFlags.URG;

  private SegmentArrival() {}

  static void arrive(Connection connection, ReceivedSegment segment) {
    connection.countReceived();
    if (connection.state == TcpState.ESTABLISHED && isPredicted(connection, segment)) {
      return;
    }
    switch (connection.state) {
      case CLOSED, LISTEN -> connection.driver.drop(DropReason.TCP_NO_CONNECTION);
      case SYN_SENT -> synSent(connection, segment);
      default -> synchronizedState(connection, segment);
    }
  }

  /** Header prediction: the next data in order, or an acknowledgment and nothing else, needs few of the checks. */
  private static boolean isPredicted(Connection connection, ReceivedSegment segment) {
    ReceiveSide receiver = connection.receiver;
    if ((segment.flags() & FLAGS_OF_DATA) != TcpFlags.ACK || segment.sequence() != receiver.next) {
      return false;
    }
    if (connection.timestamps && !isTimely(receiver, segment)) {
      return false;
    }
    SendSide sender = connection.sender;
    int length = segment.length();
    int acknowledged = segment.acknowledgment() - sender.unacknowledged;
    if (length == 0 ? acknowledged <= 0 || acknowledged > sender.flight() : acknowledged != 0) {
      return false;
    }
    if (length > receiver.window() || !receiver.inOrder()) {
      return false;
    }
    noteTimestamp(connection, segment);
    connection.noteLife();
    noteUserTimeout(connection, segment);
    if (connection.ecn) {
      receiver.takeMarks(segment);
    }
    if (length == 0) {
      sender.acknowledge(segment);
    } else {
      sender.updateWindow(segment);
      receiver.append(segment.bytes(), segment.payload(), length, segment.lengthOfEach());
    }
    return true;
  }

  private static void noteUserTimeout(Connection connection, ReceivedSegment segment) {
    int seconds = segment.options().userTimeoutSeconds();
    if (seconds != TcpOptions.ABSENT) {
      connection.takeUserTimeout(seconds);
    }
  }

  private static boolean isTimely(ReceiveSide receiver, ReceivedSegment segment) {
    return segment.options().hasTimestamps()
        && TcpSequence.greaterOrEqual(segment.options().timestampValue(), receiver.recentTimestamp);
  }

  // SYN-SENT (RFC 9293 §3.10.7.3).

  private static void synSent(Connection connection, ReceivedSegment segment) {
    SendSide sender = connection.sender;
    boolean acknowledges = segment.has(TcpFlags.ACK);
    if ((acknowledges && segment.acknowledgment() != sender.initialSequence + 1) || sender.flight() == 0) {
      connection.driver.drop(DropReason.TCP_UNACCEPTABLE);
      if (acknowledges && !segment.has(TcpFlags.RST)) {
        connection.driver.output().refuse(connection, segment);
      }
      return;
    }
    if (segment.has(TcpFlags.RST)) {
      if (acknowledges) {
        connection.terminate(CloseReason.REFUSED);
      } else {
        connection.driver.drop(DropReason.TCP_UNACCEPTABLE);
      }
      return;
    }
    if (!segment.has(TcpFlags.SYN)) {
      connection.driver.drop(DropReason.TCP_UNACCEPTABLE);
      return;
    }
    Handshake.accept(connection, segment);
    if (acknowledges) {
      sender.acknowledgeSyn(segment);
      connection.noteLife();
      noteUserTimeout(connection, segment);
      establish(connection);
      connection.receiver.acknowledgeNow();
      segment.passOverSyn();
      data(connection, segment);
    } else {
      connection.changeState(TcpState.SYN_RECEIVED);
      sender.rewindSyn();
    }
  }

  private static void establish(Connection connection) {
    connection.changeState(TcpState.ESTABLISHED);
    Timeouts.idle(connection);
    if (connection.finQueued) {
      connection.changeState(TcpState.FIN_WAIT_1);
    }
  }

  // The other states (RFC 9293 §3.10.7.4).

  private static void synchronizedState(Connection connection, ReceivedSegment segment) {
    if (isAcceptable(connection, segment) && isNoReset(connection, segment)) {
      if (!segment.has(TcpFlags.ACK)) {
        connection.driver.drop(DropReason.TCP_UNACCEPTABLE);
        return;
      }
      noteTimestamp(connection, segment);
      if (acknowledge(connection, segment)) {
        connection.noteLife();
        noteUserTimeout(connection, segment);
        data(connection, segment);
      }
    }
  }

  /** The first check: sequence number and timestamp. */
  private static boolean isAcceptable(Connection connection, ReceivedSegment segment) {
    boolean reset = segment.has(TcpFlags.RST);
    if (connection.timestamps && !reset && !isTimelyOrForgotten(connection, segment)) {
      connection.driver.drop(DropReason.TCP_UNACCEPTABLE);
      if (segment.options().hasTimestamps()) {
        challenge(connection);
      }
      return false;
    }
    if (isInWindow(connection.receiver, segment)) {
      return true;
    }
    connection.driver.drop(DropReason.TCP_OUT_OF_WINDOW);
    if (!reset) {
      if (connection.state == TcpState.TIME_WAIT && isPeersFin(connection.receiver, segment)) {
        Timeouts.timeWait(connection);
      }
      answerUnacceptable(connection, segment);
    }
    return false;
  }

  /** Whether a segment repeats the FIN that was received: nobody else knows where it is (RFC 9293 §3.10.7.4). */
  private static boolean isPeersFin(ReceiveSide receiver, ReceivedSegment segment) {
    return segment.has(TcpFlags.FIN) && segment.sequence() + segment.sequenceLength() == receiver.next;
  }

  /** What takes up sequence space may be a repetition whose acknowledgment was lost; the rest is limited in rate. */
  private static void answerUnacceptable(Connection connection, ReceivedSegment segment) {
    if (segment.sequenceLength() > 0 && !segment.has(TcpFlags.SYN)) {
      connection.receiver.noteDuplicate(segment);
      connection.receiver.acknowledgeNow();
    } else {
      challenge(connection);
    }
  }

  private static boolean isTimelyOrForgotten(Connection connection, ReceivedSegment segment) {
    ReceiveSide receiver = connection.receiver;
    if (isTimely(receiver, segment)) {
      return true;
    }
    int age = connection.driver.nowMillis() - receiver.recentTimestampMillis;
    return segment.options().hasTimestamps() && Integer.compareUnsigned(age, TIMESTAMP_AGE_MILLIS) > 0;
  }

  /**
   * The four cases of RFC 9293, table 6; a segment at the left edge of a closed window counts, for its controls. So
   * does an acknowledgment right behind the window: a peer that has filled it can send none elsewhere, and as long as a
   * segment is missing, both sides would ignore each other's signs of loss.
   */
  private static boolean isInWindow(ReceiveSide receiver, ReceivedSegment segment) {
    int window = receiver.window();
    int length = segment.sequenceLength();
    int offset = segment.sequence() - receiver.next;
    if (window <= 0) {
      return offset == 0;
    }
    boolean behind = offset == window && length == 0 && !segment.has(TcpFlags.RST);
    boolean beginsInside = (offset >= 0 && offset < window) || behind;
    int last = offset + length - 1;
    return beginsInside || (length > 0 && offset < 0 && last >= 0);
  }

  /** The second to the fourth check: RST and SYN (RFC 5961 §3 and §4). */
  private static boolean isNoReset(Connection connection, ReceivedSegment segment) {
    if (segment.has(TcpFlags.RST)) {
      if (segment.sequence() == connection.receiver.next) {
        reset(connection);
      } else {
        connection.driver.drop(DropReason.TCP_UNACCEPTABLE);
        challenge(connection);
      }
      return false;
    }
    if (segment.has(TcpFlags.SYN)) {
      connection.driver.drop(DropReason.TCP_UNACCEPTABLE);
      challenge(connection);
      return false;
    }
    return true;
  }

  private static void reset(Connection connection) {
    connection.terminate(
        switch (connection.state) {
          case SYN_RECEIVED -> CloseReason.REFUSED;
          case CLOSING, LAST_ACK, TIME_WAIT -> CloseReason.FINISHED;
          default -> CloseReason.RESET;
        });
  }

  private static void challenge(Connection connection) {
    if (connection.tally().mayChallenge(connection.driver.nowMillis(), CHALLENGES_PER_SECOND)) {
      connection.driver.output().acknowledgeAtOnce(connection);
    }
  }

  /** The fifth check: the acknowledgment; tells whether the rest of the segment counts. */
  private static boolean acknowledge(Connection connection, ReceivedSegment segment) {
    SendSide sender = connection.sender;
    if (connection.state == TcpState.SYN_RECEIVED) {
      if (segment.acknowledgment() != sender.initialSequence + 1) {
        connection.driver.drop(DropReason.TCP_UNACCEPTABLE);
        connection.driver.output().refuse(connection, segment);
        return false;
      }
      sender.acknowledgeSyn(segment);
      sender.updateWindow(segment);
      establish(connection);
    }
    if (!sender.isPlausible(segment.acknowledgment())) {
      connection.driver.drop(DropReason.TCP_UNACCEPTABLE);
      challenge(connection);
      return false;
    }
    sender.acknowledge(segment);
    if (sender.isFinAcknowledged()) {
      finAcknowledged(connection);
    }
    return connection.state != TcpState.CLOSED;
  }

  private static void finAcknowledged(Connection connection) {
    switch (connection.state) {
      case FIN_WAIT_1 -> {
        connection.changeState(TcpState.FIN_WAIT_2);
        Timeouts.waitForFin(connection);
      }
      case CLOSING -> timeWait(connection);
      case LAST_ACK -> connection.terminate(CloseReason.FINISHED);
      default -> {
        // It was known before.
      }
    }
  }

  private static void timeWait(Connection connection) {
    connection.changeState(TcpState.TIME_WAIT);
    connection.sender.discard();
    Timeouts.timeWait(connection);
    connection.driver.timeWaits().add(connection);
  }

  /** The seventh and the eighth check: data and FIN. */
  private static void data(Connection connection, ReceivedSegment segment) {
    if (connection.inputClosed && connection.finQueued && isNewData(connection.receiver, segment)) {
      // Nobody will read this: the peer is to know that it is lost (RFC 9293 §3.6.1, SHLD-3).
      connection.abort(CloseReason.ABORTED);
      return;
    }
    switch (connection.state) {
      case ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2 -> {
        if (connection.ecn) {
          connection.receiver.takeMarks(segment);
        }
        connection.receiver.accept(segment);
        if (connection.receiver.finish(segment, segment.has(TcpFlags.FIN))) {
          peerFinished(connection);
        }
      }
      default -> {
        // The peer has closed: there can be no data.
      }
    }
  }

  private static boolean isNewData(ReceiveSide receiver, ReceivedSegment segment) {
    return segment.length() > 0 && !receiver.finished && segment.sequence() + segment.length() - receiver.next > 0;
  }

  private static void peerFinished(Connection connection) {
    switch (connection.state) {
      case ESTABLISHED -> connection.changeState(TcpState.CLOSE_WAIT);
      case FIN_WAIT_1 -> connection.changeState(TcpState.CLOSING);
      default -> timeWait(connection);
    }
  }

  /** Remembers the timestamp of a segment at the left edge of the window (RFC 7323 §4.3). */
  private static void noteTimestamp(Connection connection, ReceivedSegment segment) {
    ReceiveSide receiver = connection.receiver;
    if (connection.timestamps
        && TcpSequence.lessOrEqual(segment.sequence(), receiver.lastAcknowledgment)
        && isTimelyOrForgotten(connection, segment)) {
      receiver.recentTimestamp = segment.options().timestampValue();
      receiver.recentTimestampMillis = connection.driver.nowMillis();
    }
  }
}
