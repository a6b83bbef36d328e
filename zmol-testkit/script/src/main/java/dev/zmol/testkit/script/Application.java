package dev.zmol.testkit.script;

import dev.zmol.socket.tcp.CloseReason;
import dev.zmol.socket.tcp.Connection;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The application of a script: its descriptors, and what its calls do with them. No call waits. */
final class Application {
  private static final int FIRST_DESCRIPTOR = 3;

  /**
   * What a call has returned.
   *
   * @param value its value
   * @param error the name of its error; empty if there was none
   */
  record Result(long value, String error) {
    static Result of(long value) {
      return new Result(value, "");
    }

    static Result failed(String error) {
      return new Result(-1, error);
    }

    @Override
    public String toString() {
      return value + (error.isEmpty() ? "" : " " + error);
    }
  }

  /** What a descriptor stands for. */
  private static final class Socket {
    private Optional<Connection> connection = Optional.empty();
    private boolean listening;
    private boolean closed;
    private long written;
    private long read;
  }

  private final ScriptedStack stack;
  private final List<Socket> sockets = new ArrayList<>();
  private Optional<Connection> latest = Optional.empty();

  Application(ScriptedStack stack) {
    this.stack = stack;
  }

  /** The connection that was opened or accepted last. */
  Optional<Connection> connection() {
    return latest;
  }

  /** Forgets the connection: the next one begins. */
  void forget() {
    latest = Optional.empty();
  }

  Result call(Call call) {
    return switch (call.name()) {
      case "socket" -> socket();
      case "bind" -> bind(socket(call));
      case "listen" -> listen(socket(call), call);
      case "accept" -> accept(socket(call));
      case "connect" -> connect(socket(call));
      case "write", "send" -> write(socket(call), size(call));
      case "read", "recv" -> read(socket(call), size(call));
      case "shutdown" -> shutdown(socket(call), argument(call, 1));
      case "close" -> close(socket(call));
      case "abort" -> abort(socket(call));
      case "setsockopt" -> option(socket(call), argument(call, 1), argument(call, 2));
      default -> throw new IllegalArgumentException(call.name() + " is no call of scripts");
    };
  }

  private static String argument(Call call, int index) {
    if (index >= call.arguments().size()) {
      throw new IllegalArgumentException(call.name() + " has " + call.arguments().size() + " arguments; it needs more");
    }
    return call.arguments().get(index);
  }

  private static int size(Call call) {
    return (int) Values.number(argument(call, 2));
  }

  private Socket socket(Call call) {
    int index = (int) Values.number(argument(call, 0)) - FIRST_DESCRIPTOR;
    if (index < 0 || index >= sockets.size()) {
      throw new IllegalArgumentException(argument(call, 0) + " is no descriptor; there are " + sockets.size());
    }
    return sockets.get(index);
  }

  private static Connection connected(Socket socket) {
    return socket.connection.orElseThrow(() -> new IllegalArgumentException("the socket has no connection"));
  }

  private Result socket() {
    sockets.add(new Socket());
    return Result.of(FIRST_DESCRIPTOR - 1L + sockets.size());
  }

  private static Result bind(Socket socket) {
    return socket.connection.isPresent() ? Result.failed("EINVAL") : Result.of(0);
  }

  private Result listen(Socket socket, Call call) {
    stack.listen((int) Values.number(argument(call, 1)));
    socket.listening = true;
    return Result.of(0);
  }

  private Result accept(Socket socket) {
    if (!socket.listening) {
      return Result.failed("EINVAL");
    }
    Optional<Connection> accepted = stack.accept();
    if (accepted.isEmpty()) {
      return Result.failed("EAGAIN");
    }
    Result result = socket();
    sockets.getLast().connection = accepted;
    latest = accepted;
    return result;
  }

  private Result connect(Socket socket) {
    if (socket.connection.isPresent()) {
      return Result.failed("EISCONN");
    }
    socket.connection = Optional.of(stack.connect());
    latest = socket.connection;
    return Result.failed("EINPROGRESS");
  }

  private static Result write(Socket socket, int size) {
    Connection connection = connected(socket);
    if (!connection.canSend()) {
      return Result.failed(error(connection, "EPIPE"));
    }
    byte[] bytes = new byte[size];
    SegmentCodec.fill(bytes, 0, socket.written, false);
    int taken = connection.send(bytes, 0, size);
    if (taken == 0 && size > 0) {
      return Result.failed("EAGAIN");
    }
    socket.written += taken;
    return Result.of(taken);
  }

  private static Result read(Socket socket, int size) {
    Connection connection = connected(socket);
    byte[] bytes = new byte[size];
    int count = connection.receive(bytes, 0, size);
    if (count < 0) {
      String error = error(connection, "");
      return error.isEmpty() ? Result.of(0) : Result.failed(error);
    }
    if (count == 0 && size > 0) {
      return Result.failed("EAGAIN");
    }
    if (!SegmentCodec.isPayload(bytes, 0, count, socket.read, true)) {
      throw new IllegalStateException("what was read from byte " + socket.read + " on is not what the peer has sent");
    }
    socket.read += count;
    return Result.of(count);
  }

  /** The error of a connection that has come to a bad end. */
  private static String error(Connection connection, String otherwise) {
    return switch (connection.closeReason()) {
      case REFUSED -> "ECONNREFUSED";
      case RESET -> "ECONNRESET";
      case TIMED_OUT -> "ETIMEDOUT";
      case UNREACHABLE -> "EHOSTUNREACH";
      case ABORTED -> "ECONNABORTED";
      default -> connection.closeReason() == CloseReason.NONE || otherwise.isEmpty() ? otherwise : "EPIPE";
    };
  }

  private static Result shutdown(Socket socket, String how) {
    Connection connection = connected(socket);
    switch (how) {
      case "SHUT_WR" -> connection.close();
      case "SHUT_RD" -> connection.closeInput();
      case "SHUT_RDWR" -> {
        connection.close();
        connection.closeInput();
      }
      default -> throw new IllegalArgumentException(how + " is neither SHUT_RD, SHUT_WR nor SHUT_RDWR");
    }
    return Result.of(0);
  }

  private Result close(Socket socket) {
    if (socket.closed) {
      return Result.failed("EBADF");
    }
    socket.closed = true;
    if (socket.listening) {
      stack.closeListener();
    }
    socket.connection.ifPresent(Connection::close);
    socket.connection.ifPresent(Connection::closeInput);
    return Result.of(0);
  }

  private static Result abort(Socket socket) {
    connected(socket).abort();
    return Result.of(0);
  }

  /** Calls the method of {@link Connection} that has the name of the option. */
  private static Result option(Socket socket, String name, String value) {
    Connection connection = connected(socket);
    boolean isSwitch = value.equals("on") || value.equals("off");
    List<Method> setters =
        Arrays.stream(Connection.class.getMethods())
            .filter(method -> method.getParameterCount() == 1 && method.getReturnType() == void.class)
            .filter(method -> method.getName().equals(name))
            // Where there are two, one is a switch, and the other takes a value.
            .sorted(Comparator.comparing(method -> method.getParameterTypes()[0] == boolean.class != isSwitch))
            .toList();
    if (setters.isEmpty()) {
      throw new IllegalArgumentException(name + " is no option of a connection");
    }
    return set(connection, setters.getFirst(), Values.of(setters.getFirst().getParameterTypes()[0], value));
  }

  private static Result set(Connection connection, Method setter, Object value) {
    try {
      setter.invoke(connection, value);
      return Result.of(0);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException) {
        return Result.failed("EINVAL");
      }
      throw new IllegalStateException(setter.getName() + " has failed", e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(setter.getName() + " cannot be called", e);
    }
  }
}
