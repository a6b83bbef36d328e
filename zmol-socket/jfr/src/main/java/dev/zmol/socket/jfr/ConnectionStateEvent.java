package dev.zmol.socket.jfr;

import dev.zmol.socket.TcpState;
import dev.zmol.socket.tcp.Connection;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A TCP connection has got from one state to another. */
@Name(ConnectionStateEvent.NAME)
@Label("TCP Connection State")
@Description("A TCP connection was opened, established or closed, or is being closed")
@Category({"zmol", "TCP"})
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // The flight recorder reads the fields.
final class ConnectionStateEvent extends Event {
  static final String NAME = "dev.zmol.TcpConnectionState";

  @Label("Stack")
  private String stack;

  @Label("Connection")
  private String connection;

  @Label("From")
  private String from;

  @Label("To")
  private String to;

  @Label("Close Reason")
  private String closeReason;

  ConnectionStateEvent() {}

  /** Describes a change; called for events that are recorded only. */
  void describe(String ofStack, Connection changed, TcpState before, TcpState now) {
    stack = ofStack;
    connection = changed.toString();
    from = before.name();
    to = now.name();
    closeReason = changed.closeReason().name();
  }
}
