package dev.zmol.net;

import dev.zmol.socket.tcp.Connection;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The options of a connection, which may be set before there is one. */
final class ConnectionSettings {
  static final Set<SocketOption<?>> SUPPORTED =
      Set.of(
          StandardSocketOptions.TCP_NODELAY,
          StandardSocketOptions.SO_KEEPALIVE,
          StandardSocketOptions.SO_LINGER,
          StandardSocketOptions.SO_RCVBUF,
          StandardSocketOptions.SO_SNDBUF,
          StandardSocketOptions.SO_REUSEADDR,
          StandardSocketOptions.IP_TOS);

  private static final Map<SocketOption<?>, Object> DEFAULTS =
      Map.of(
          StandardSocketOptions.TCP_NODELAY,
          false,
          StandardSocketOptions.SO_KEEPALIVE,
          false,
          StandardSocketOptions.SO_LINGER,
          -1,
          StandardSocketOptions.SO_RCVBUF,
          65_536,
          StandardSocketOptions.SO_SNDBUF,
          65_536,
          StandardSocketOptions.SO_REUSEADDR,
          true,
          StandardSocketOptions.IP_TOS,
          0);

  private static final int MOST_BUFFER = 1 << 24;

  private final Map<SocketOption<?>, Object> values = new ConcurrentHashMap<>();

  static void requireSupported(SocketOption<?> option) {
    if (!SUPPORTED.contains(option)) {
      throw new UnsupportedOperationException("option " + option.name() + " is not supported");
    }
  }

  <T> void set(SocketOption<T> option, T value) {
    requireSupported(option);
    if (value == null) {
      throw new IllegalArgumentException("value of " + option.name() + " is null");
    }
    boolean length = option.equals(StandardSocketOptions.SO_RCVBUF) || option.equals(StandardSocketOptions.SO_SNDBUF);
    if (length && (Integer) value <= 0) {
      throw new IllegalArgumentException(option.name() + " is " + value + "; it has to be positive");
    }
    boolean octet = option.equals(StandardSocketOptions.IP_TOS);
    if (octet && ((Integer) value < 0 || (Integer) value > 255)) {
      throw new IllegalArgumentException(option.name() + " is " + value + "; it has to be from 0 to 255");
    }
    values.put(option, value);
  }

  <T> T get(SocketOption<T> option) {
    requireSupported(option);
    Object value = values.getOrDefault(option, DEFAULTS.get(option));
    return option.type().cast(value);
  }

  /** Whether closing throws away what has not been sent (SO_LINGER with no time). */
  boolean closesByReset() {
    return get(StandardSocketOptions.SO_LINGER) == 0;
  }

  /** Applies what was set; called by the thread of the stack. */
  void apply(Connection connection) {
    values.keySet().forEach(option -> apply(connection, option));
  }

  /** Applies one option; called by the thread of the stack. */
  void apply(Connection connection, SocketOption<?> option) {
    if (option.equals(StandardSocketOptions.TCP_NODELAY)) {
      connection.noDelay(get(StandardSocketOptions.TCP_NODELAY));
    } else if (option.equals(StandardSocketOptions.SO_KEEPALIVE)) {
      connection.keepAlive(get(StandardSocketOptions.SO_KEEPALIVE));
    } else if (option.equals(StandardSocketOptions.SO_RCVBUF)) {
      connection.receiveBuffer(Math.min(get(StandardSocketOptions.SO_RCVBUF), MOST_BUFFER));
    } else if (option.equals(StandardSocketOptions.SO_SNDBUF)) {
      connection.sendBuffer(Math.min(get(StandardSocketOptions.SO_SNDBUF), MOST_BUFFER));
    } else if (option.equals(StandardSocketOptions.IP_TOS)) {
      connection.trafficClass(get(StandardSocketOptions.IP_TOS));
    }
  }
}
