package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.socket.dual.Tcp;
import dev.zmol.socket.dual.TcpConnection;
import dev.zmol.socket.dual.TcpListener;
import dev.zmol.tool.TcpStream;
import dev.zmol.tool.service.ChargenService;
import dev.zmol.tool.service.DiscardService;
import dev.zmol.tool.service.EchoService;
import dev.zmol.tool.service.HttpServer;
import dev.zmol.tool.service.StreamHandler;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What {@code serve} offers. Owned by the thread of the stack, like the stack itself. */
@Specialize
final class Services {
  static final int ECHO = 7;
  static final int DISCARD = 9;
  static final int CHARGEN = 19;
  static final int HTTP = 80;

  /** How many connections there may be at a time; for one more, the one that has been idle longest is reset. */
  private static final int MAX_CONNECTIONS = 4096;

  private static final int BACKLOG = 512;
  private static final long KEEP_ALIVE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Tcp tcp;

  /** The open connections, the one that has been idle longest first. */
  private final Map<TcpConnection, StreamHandler> connections = new LinkedHashMap<>(16, 0.75f, true);

  private Services(Tcp tcp) {
    this.tcp = tcp;
  }

  /** Opens all ports of a stack. */
  static void open(ToolStack stack, String index) {
    Services services = new Services(stack.tcp());
    services.listen(ECHO, EchoService::new);
    services.listen(DISCARD, DiscardService::new);
    services.listen(CHARGEN, ChargenService::new);
    services.listen(HTTP, () -> new HttpServer(index));
    new DatagramServices(stack.udp()).open();
  }

  private void listen(int port, Supplier<StreamHandler> handlers) {
    TcpListener listener = tcp.listen(port, BACKLOG);
    listener.onReady(() -> acceptAll(listener, handlers));
  }

  private void acceptAll(TcpListener listener, Supplier<StreamHandler> handlers) {
    for (TcpConnection each = listener.accept(); each != null; each = listener.accept()) {
      if (connections.size() == MAX_CONNECTIONS) {
        evict();
      }
      serve(each, handlers.get());
    }
  }

  private void evict() {
    TcpConnection idle = connections.keySet().iterator().next();
    connections.remove(idle);
    idle.abort();
  }

  private void serve(TcpConnection connection, StreamHandler handler) {
    TcpStream stream = new TcpStream(connection);
    connections.put(connection, handler);
    connection.keepAlive(KEEP_ALIVE_NANOS);
    connection.onReady(() -> advance(connection, stream));
  }

  private void advance(TcpConnection connection, TcpStream stream) {
    StreamHandler handler = connections.get(connection);
    if (handler != null && connection.isOpen()) {
      handler.advance(stream);
    }
    if (!connection.isOpen()) {
      connections.remove(connection);
    }
  }
}
