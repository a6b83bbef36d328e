package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.socket.dual.TcpConnection;
import dev.zmol.tool.TcpStream;
import dev.zmol.tool.ToolException;
import dev.zmol.tool.service.HttpExchange;
import dev.zmol.wire.dual.IpEndpoint;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One exchange over one connection, from a thread that waits for it. */
@Specialize
final class HttpCall {
  private final Interface.Running running;
  private final IpEndpoint server;
  private final HttpExchange exchange;
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  HttpCall(Interface.Running running, IpEndpoint server, HttpExchange exchange) {
    this.running = running;
    this.server = server;
    this.exchange = exchange;
  }

  /** Returns when the response has come; that there is none is told as a failure of the tool. */
  void run(int timeoutSeconds) {
    try {
      running.runner().call(this::begin);
      done.get(timeoutSeconds, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new ToolException("no answer from " + server + " after " + timeoutSeconds + " s");
    } catch (ExecutionException | CompletionException e) {
      throw new ToolException(server + ": " + e.getCause().getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ToolException("interrupted");
    }
    exchange.failure().ifPresent(reason -> {
      throw new ToolException(server + ": " + reason);
    });
  }

  private Void begin() {
    TcpConnection connection = running.stack().tcp().connect(server);
    TcpStream stream = new TcpStream(connection);
    connection.onReady(() -> advance(connection, stream));
    return null;
  }

  private void advance(TcpConnection connection, TcpStream stream) {
    try {
      exchange.advance(stream);
    } catch (RuntimeException e) {
      done.completeExceptionally(e);
      connection.abort();
      return;
    }
    if (exchange.isDone()) {
      done.complete(null);
    } else if (!connection.isOpen()) {
      exchange.fail("no connection: " + connection.closeReason());
      done.complete(null);
    }
  }
}
