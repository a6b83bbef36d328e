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
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What {@code serve} offers. Owned by the thread of the stack, like the stack itself. */
@Specialize
final class Services {
  static final int ECHO = 7;
  static final int DISCARD = 9;
  static final int CHARGEN = 19;
  static final int HTTP = 80;

  /** How many connections there may be at a time; those above are reset. */
  private static final int MAX_CONNECTIONS = 4096;

  private static final int BACKLOG = 512;
  private static final long KEEP_ALIVE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Tcp tcp;

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
      if (tcp.connectionCount() > MAX_CONNECTIONS) {
        each.abort();
      } else {
        serve(each, handlers.get());
      }
    }
  }

  private static void serve(TcpConnection connection, StreamHandler handler) {
    TcpStream stream = new TcpStream(connection);
    connection.keepAlive(KEEP_ALIVE_NANOS);
    connection.onReady(() -> handler.advance(stream));
  }
}
