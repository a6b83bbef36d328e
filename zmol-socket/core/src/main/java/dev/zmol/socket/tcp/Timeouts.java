package dev.zmol.socket.tcp;

import dev.zmol.socket.TcpState;

/** What happens when the timers of a connection expire. */
final class Timeouts {
  /** How many keep-alive probes may stay without an answer (MUST-29: more than one). */
  private static final int KEEP_ALIVE_PROBES = 9;

  private static final int KEEP_ALIVE_RETRY_MILLIS = 75_000;
  private static final int MOST_MILLIS = 60_000;

  private Timeouts() {}

  /** The wheel has called, perhaps early. */
  static void expire(Connection connection) {
    int now = connection.driver.nowMillis();
    ReceiveSide receiver = connection.receiver;
    if (receiver.delayed) {
      int left = receiver.acknowledgeMillis - now;
      if (left <= 0) {
        receiver.delayed = false;
        receiver.acknowledgeNow();
      } else {
        connection.driver.arm(connection, left);
      }
    }
    if (connection.paced) {
      connection.driver.ready(connection);
    }
    if (connection.timer != TimerKind.NONE) {
      int left = connection.deadlineMillis - now;
      if (left <= 0) {
        fire(connection);
      } else {
        connection.driver.arm(connection, left);
      }
    }
  }

  private static void fire(Connection connection) {
    switch (connection.timer) {
      case RETRANSMISSION -> retransmit(connection);
      case LOSS_PROBE, REORDERING -> connection.sender.lossTimerExpired(connection.timer);
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
    switch (connection.timer) {
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
    connection.timer = TimerKind.NONE;
    if (connection.keepAliveMillis > 0 && connection.isEstablished()) {
      connection.startTimer(TimerKind.KEEP_ALIVE, connection.keepAliveMillis);
    }
  }

  /** In FIN-WAIT-2 a peer may send for as long as it likes, unless nobody listens to it any more. */
  static void waitForFin(Connection connection) {
    if (connection.inputClosed) {
      connection.startTimer(TimerKind.FIN_WAIT_2, connection.userTimeoutMillis);
    } else {
      idle(connection);
    }
  }

  static void timeWait(Connection connection) {
    long nanos = connection.driver.configuration().timeWaitNanos();
    connection.startTimer(TimerKind.TIME_WAIT, (int) (nanos / 1_000_000));
  }

  /** The window is too small to send anything, and nothing is in flight whose acknowledgment could open it. */
  static void probeWindow(Connection connection) {
    if (connection.timer != TimerKind.WINDOW_PROBE && !connection.timer.awaitsAcknowledgment()) {
      connection.sender.startProbing();
      connection.startTimer(TimerKind.WINDOW_PROBE, connection.sender.timeoutMillis());
    }
  }

  private static void retransmit(Connection connection) {
    SendSide sender = connection.sender;
    if (sender.stalledMillis() >= connection.userTimeoutMillis) {
      connection.abort(CloseReason.TIMED_OUT);
      return;
    }
    connection.timer = TimerKind.NONE;
    if (connection.state == TcpState.SYN_SENT || connection.state == TcpState.SYN_RECEIVED) {
      sender.repeatSyn();
    } else {
      sender.timedOut();
    }
  }

  private static void probe(Connection connection) {
    SendSide sender = connection.sender;
    if (sender.stalledMillis() >= connection.userTimeoutMillis) {
      connection.abort(CloseReason.TIMED_OUT);
      return;
    }
    boolean sent = sender.probeWindow();
    if (sent) {
      connection.probes = (byte) Math.min(connection.probes + 1, 16);
    }
    long delay = (long) sender.timeoutMillis() << connection.probes;
    connection.startTimer(TimerKind.WINDOW_PROBE, sent ? (int) Math.min(delay, MOST_MILLIS) : 1);
  }

  private static void keepAlive(Connection connection) {
    int silent = connection.driver.nowMillis() - connection.lastReceivedMillis;
    if (connection.keepAliveProbes == 0 && silent < connection.keepAliveMillis) {
      connection.startTimer(TimerKind.KEEP_ALIVE, connection.keepAliveMillis - silent);
      return;
    }
    if (connection.keepAliveProbes >= KEEP_ALIVE_PROBES) {
      connection.abort(CloseReason.TIMED_OUT);
      return;
    }
    connection.keepAliveProbes++;
    connection.driver.output().probeAlive(connection);
    connection.startTimer(TimerKind.KEEP_ALIVE, Math.min(KEEP_ALIVE_RETRY_MILLIS, connection.keepAliveMillis));
  }
}
