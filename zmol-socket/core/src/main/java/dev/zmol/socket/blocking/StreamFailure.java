package dev.zmol.socket.blocking;

import dev.zmol.socket.tcp.CloseReason;
import dev.zmol.socket.tcp.Connection;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.util.function.Supplier;

/** Why a connection cannot be used any more, as an exception. */
public final class StreamFailure {
  private StreamFailure() {}

  /**
   * Says what a connection throws that is closed, or that this side has closed; called by the thread of the stack.
   *
   * @param connection the connection
   * @param peer whom it is with, for the message
   * @param connecting whether it is being opened
   * @return makes the exception; may be called by any thread
   */
  public static Supplier<IOException> of(Connection connection, String peer, boolean connecting) {
    CloseReason reason = connection.closeReason();
    String network = network(connection);
    return () -> exception(reason, peer, network, connecting);
  }

  private static String network(Connection connection) {
    return switch (connection.lastError()) {
      case NONE -> "";
      default -> "; the network has said: " + connection.lastError().description();
    };
  }

  private static IOException exception(CloseReason reason, String peer, String network, boolean connecting) {
    return switch (reason) {
      case REFUSED -> new ConnectException(peer + " has refused the connection" + network);
      case UNREACHABLE -> new NoRouteToHostException(peer + " cannot be reached" + network);
      case TIMED_OUT -> timedOut(peer + " has not answered for too long" + network, connecting);
      case RESET -> new SocketException(peer + " has reset the connection");
      case ADDRESS_REMOVED -> new SocketException("the local address of the connection to " + peer + " was removed");
      case ABORTED -> new SocketException("the connection to " + peer + " was aborted");
      case NONE, FINISHED -> new SocketException("the connection to " + peer + " is closed");
    };
  }

  private static IOException timedOut(String message, boolean connecting) {
    return connecting ? new ConnectException(message) : new SocketException(message);
  }
}
