package dev.zmol.testkit.script;

import dev.zmol.iface.DropReason;
import dev.zmol.socket.TcpState;
import dev.zmol.socket.tcp.Connection;
import dev.zmol.socket.tcp.TcpInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;

/** What assertions can be about: the methods of {@link TcpInfo}, and some of what a connection and a stack say. */
final class Facts {
  private static final String DROPS = "drops.";

  private final ScriptedStack stack;

  Facts(ScriptedStack stack) {
    this.stack = stack;
  }

  /**
   * Looks something up.
   *
   * @param name its name
   * @param connection the connection, if there is or was one
   */
  Object of(String name, Optional<Connection> connection) {
    return switch (name) {
      case "state" -> connection.map(c -> c.info().state()).orElseGet(this::stateWithoutConnection);
      case "pending" -> stack.pending();
      case "halfOpen" -> stack.halfOpen();
      case "connectionCount" -> stack.connectionCount();
      case "drops" -> stack.stack().drops().total();
      default ->
          name.startsWith(DROPS)
              ? stack.stack().drops().of(DropReason.valueOf(name.substring(DROPS.length())))
              : ofConnection(name, connection.orElseThrow(() -> noConnection(name)));
    };
  }

  private TcpState stateWithoutConnection() {
    return stack.isListening() ? TcpState.LISTEN : TcpState.CLOSED;
  }

  private static IllegalArgumentException noConnection(String name) {
    return new IllegalArgumentException("there is no connection yet that could have a " + name);
  }

  private static Object ofConnection(String name, Connection connection) {
    return switch (name) {
      case "closeReason" -> connection.closeReason();
      case "available" -> connection.available();
      case "sendQueue" -> connection.sendQueue();
      case "sendCapacity" -> connection.sendCapacity();
      case "endOfStream" -> connection.isEndOfStream();
      default -> info(name, connection.info());
    };
  }

  private static Object info(String name, TcpInfo info) {
    for (Method method : TcpInfo.class.getDeclaredMethods()) {
      boolean fact = Modifier.isPublic(method.getModifiers()) && method.getParameterCount() == 0;
      if (fact && method.getName().equals(name)) {
        try {
          return method.invoke(info);
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(name + " cannot be read", e);
        }
      }
    }
    throw new IllegalArgumentException(
        name + " is nothing that can be asserted: neither a method of TcpInfo, nor one of state, pending, halfOpen,"
            + " connectionCount, drops, drops.REASON, closeReason, available, sendQueue, sendCapacity, endOfStream");
  }
}
