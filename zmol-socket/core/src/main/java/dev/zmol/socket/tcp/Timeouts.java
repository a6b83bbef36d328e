package dev.zmol.socket.tcp;

import dev.zmol.socket.TcpState;

/** What happens when the timers of a connection expire. */
final class Timeouts {
  /** How many keep-alive probes may stay without an answer (MUST-29: more than one). */
  static final int KEEP_ALIVE_PROBES = 9;

  static final int KEEP_ALIVE_RETRY_MILLIS = 75_000;
  /** R1 of RFC 9293 §3.8.3: after how many retransmissions without an answer the path is suspected (SHLD-9). */
  static final int SUSPECT_AFTER = 3;

  private static final int MOST_MILLIS = 60_000;

  private Timeouts() {}

  /** The wheel has called, perhaps early. */
  static void expire(Connection connection) {
    int now = connection.driver.nowMillis();
    if (connection.acknowledgmentDelayed) {
      int left = connection.acknowledgeMillis - now;
      if (left <= 0) {
        connection.acknowledgmentDelayed = false;
        connection.receiver.acknowledgeNow();
      } else {
        connection.driver.arm(connection, left);
      }
    }
    if (connection.paced) {
      connection.driver.ready(connection);
    }
    if (connection.lingerMillis() > 0 && isClosing(connection) && expireLinger(connection, now)) {
      return;
    }
    if (connection.timer() != TimerKind.NONE) {
      int left = connection.deadlineMillis - now;
      if (left <= 0) {
        fire(connection);
      } else {
        connection.driver.arm(connection, left);
      }
    }
  }

  /** This side is being closed: what was handed over is to be acknowledged in time, if the application wants that. */
  static void linger(Connection connection) {
    int millis = connection.lingerMillis();
    if (millis > 0) {
      connection.lingerUntil(connection.driver.nowMillis() + millis);
      connection.driver.arm(connection, millis);
    }
    connection.driver.ready(connection);
  }

  private static boolean isClosing(Connection connection) {
    return connection.finQueued
        && switch (connection.state) {
          case SYN_RECEIVED, FIN_WAIT_1, CLOSING, LAST_ACK -> true;
          default -> false;
        };
  }

  /** Ends a connection that has lingered long enough. */
  private static boolean expireLinger(Connection connection, int now) {
    int left = connection.lingerEndMillis() - now;
    if (left > 0) {
      connection.driver.arm(connection, left);
      return false;
    }
    connection.abort(CloseReason.ABORTED);
    return true;
  }

  private static void fire(Connection connection) {
    switch (connection.timer()) {
      case RETRANSMISSION -> retransmit(connection);
      case LOSS_PROBE, REORDERING -> connection.sender.lossTimerExpired(connection.timer());
      case WINDOW_PROBE -> probe(connection);
      case KEEP_ALIVE -> keepAlive(connection);
      case FIN_WAIT_2 -> connection.abort(CloseReason.TIMED_OUT);
      case TIME_WAIT -> connection.terminate(CloseReason.FINISHED);
      case NONE -> {
        // Nothing to wait for.
      }
    }
  }

  /** Nothing is in flight: stops the retransmission timer, and waits for what idle connections wait for. */
  static void idle(Connection connection) {
    switch (connection.timer()) {
      case TIME_WAIT, FIN_WAIT_2 -> {
        return;
      }
      case RETRANSMISSION, LOSS_PROBE, REORDERING -> {
        if (connection.sender.flight() != 0) {
          return;
        }
      }
      default -> {
        // Neither has a meaning of its own.
      }
    }
    connection.stopTimer();
    if (connection.keepAliveMillis() > 0 && connection.isEstablished()) {
      connection.startTimer(TimerKind.KEEP_ALIVE, connection.keepAliveMillis());
    }
  }

  /** In FIN-WAIT-2 a peer may send for as long as it likes, unless nobody listens to it any more. */
  static void waitForFin(Connection connection) {
    if (connection.inputClosed) {
      connection.startTimer(TimerKind.FIN_WAIT_2, connection.userTimeoutMillis());
    } else {
      idle(connection);
    }
  }

  static void timeWait(Connection connection) {
    connection.startTimer(TimerKind.TIME_WAIT, connection.timeWaitMillis());
  }

  /** The window is too small to send anything, and nothing is in flight whose acknowledgment could open it. */
  static void probeWindow(Connection connection) {
    if (connection.timer() != TimerKind.WINDOW_PROBE && !connection.timer().awaitsAcknowledgment()) {
      connection.sender.startProbing();
      connection.startTimer(TimerKind.WINDOW_PROBE, connection.sender.timeoutMillis());
    }
  }

  private static void retransmit(Connection connection) {
    SendSide sender = connection.sender;
    if (sender.stalledMillis() >= connection.userTimeoutMillis()) {
      connection.abort(CloseReason.TIMED_OUT);
      return;
    }
    connection.stopTimer();
    connection.tally().timeouts++;
    if (connection.state == TcpState.SYN_SENT || connection.state == TcpState.SYN_RECEIVED) {
      sender.repeatSyn();
    } else {
      sender.timedOut();
    }
    if (sender.timeouts() == SUSPECT_AFTER) {
      connection.stalled();
    }
  }

  private static void probe(Connection connection) {
    SendSide sender = connection.sender;
    if (sender.stalledMillis() >= connection.userTimeoutMillis()) {
      connection.abort(CloseReason.TIMED_OUT);
      return;
    }
    Tally tally = connection.tally();
    boolean sent = sender.probeWindow();
    if (sent) {
      tally.windowProbes++;
      tally.probesInVain = (byte) Math.min(tally.probesInVain + 1, 16);
    }
    long delay = (long) sender.timeoutMillis() << tally.probesInVain;
    connection.startTimer(TimerKind.WINDOW_PROBE, sent ? (int) Math.min(delay, MOST_MILLIS) : 1);
  }

  private static void keepAlive(Connection connection) {
    if (connection.keepAliveMillis() == 0) {
      connection.stopTimer();
      return;
    }
    int silent = connection.silentMillis();
    if (connection.keepAliveProbesSent() == 0 && silent < connection.keepAliveMillis()) {
      connection.startTimer(TimerKind.KEEP_ALIVE, connection.keepAliveMillis() - silent);
      return;
    }
    if (connection.keepAliveProbesSent() >= connection.keepAliveLimit()) {
      connection.abort(CloseReason.TIMED_OUT);
      return;
    }
    connection.keepAliveProbeSent();
    connection.tally().keepAliveProbes++;
    connection.driver.output().probeAlive(connection);
    connection.startTimer(TimerKind.KEEP_ALIVE, connection.keepAliveRetryMillis());
  }
}
