package dev.zmol.socket.tcp;

import dev.zmol.socket.tcp.SendSide.Outcome;

/** Decides what a connection sends next, by its state. */
final class ConnectionOutput {
  private ConnectionOutput() {}

  static Outcome next(Connection connection) {
    return switch (connection.state) {
      case CLOSED -> closed(connection);
      case LISTEN -> Outcome.NOTHING;
      case SYN_SENT -> synchronize(connection, false);
      case SYN_RECEIVED -> synchronize(connection, true);
      case ESTABLISHED, CLOSE_WAIT, FIN_WAIT_1, CLOSING, LAST_ACK -> data(connection);
      case FIN_WAIT_2, TIME_WAIT -> acknowledgment(connection);
    };
  }

  private static Outcome closed(Connection connection) {
    if (!connection.resetQueued) {
      return Outcome.NOTHING;
    }
    if (!connection.driver.output().reset(connection, connection.sender.maximum)) {
      return Outcome.BUSY;
    }
    connection.resetQueued = false;
    return Outcome.SENT;
  }

  private static Outcome synchronize(Connection connection, boolean acknowledge) {
    SendSide sender = connection.sender;
    if (sender.next != sender.initialSequence) {
      return acknowledge ? acknowledgment(connection) : Outcome.NOTHING;
    }
    if (!connection.driver.output().synchronize(connection, acknowledge)) {
      return Outcome.BUSY;
    }
    sender.sent(1);
    return Outcome.SENT;
  }

  /** An acknowledgment rides on data where there is some. */
  private static Outcome data(Connection connection) {
    Outcome outcome = connection.sender.send();
    return outcome == Outcome.NOTHING ? acknowledgment(connection) : outcome;
  }

  private static Outcome acknowledgment(Connection connection) {
    if (!connection.receiver.acknowledgeNow) {
      return Outcome.NOTHING;
    }
    return connection.driver.output().acknowledge(connection) ? Outcome.SENT : Outcome.BUSY;
  }
}
