package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zmol.annotations.Specialize;
import dev.zmol.testkit.conformance.Covers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Thousands of virtual threads, each with a connection of its own, none of which may be forgotten. */
@Specialize
@Timeout(120)
@Covers("S10")
class ManyStreamsTest {
  private static final int CONNECTIONS = 2_000;

  /** No more handshakes at once than a listener keeps half-open connections. */
  private final Semaphore handshakes = new Semaphore(200);

  private final StreamPair pair = new StreamPair();

  @AfterEach
  void close() {
    pair.close();
  }

  /** A virtual thread that accepts, and starts another for each connection that echoes. */
  private BlockedCall<Object> serve(TcpAcceptor acceptor) {
    return BlockedCall.start(
        () -> {
          while (true) {
            TcpStream stream = acceptor.accept();
            Thread.startVirtualThread(() -> echo(stream));
          }
        });
  }

  private static void echo(TcpStream stream) {
    try (stream) {
      stream.input().transferTo(stream.output());
    } catch (IOException e) {
      stream.abort();
    }
  }

  @Test
  void thousandsOfVirtualThreadsAreServedByOneStack() throws Exception {
    TcpAcceptor acceptor = pair.server.listen(StreamPair.PORT, CONNECTIONS);
    BlockedCall<Object> server = serve(acceptor);
    List<BlockedCall<Integer>> clients = new ArrayList<>();
    for (int k = 0; k < CONNECTIONS; k++) {
      int seed = k;
      clients.add(BlockedCall.start(() -> converse(seed)));
    }

    for (BlockedCall<Integer> client : clients) {
      assertThat(client.result()).isEqualTo(3);
    }

    acceptor.close();
    assertThatThrownBy(server::result).hasRootCauseMessage("the listener is closed");
  }

  /** Says something a few times, and counts how often the same comes back. */
  private int converse(int seed) throws IOException {
    Random random = new Random(seed);
    int right = 0;
    try (TcpStream stream = connect()) {
      for (int round = 0; round < 3; round++) {
        byte[] said = new byte[1 + random.nextInt(3_000)];
        random.nextBytes(said);
        stream.output().write(said);
        right += Arrays.equals(said, stream.input().readNBytes(said.length)) ? 1 : 0;
      }
      stream.shutdownOutput();
      assertThat(stream.input().read()).isEqualTo(-1);
    }
    return right;
  }

  private TcpStream connect() throws IOException {
    handshakes.acquireUninterruptibly();
    try {
      return pair.client.connect(StreamPair.at(StreamPair.PORT));
    } finally {
      handshakes.release();
    }
  }

  @Test
  void blockedThreadsKeepNoStackAwakeAndItsEndWakesAllOfThem() throws Exception {
    TcpAcceptor acceptor = pair.server.listen(StreamPair.PORT, CONNECTIONS);
    BlockedCall<Object> server = serve(acceptor);
    List<BlockedCall<Integer>> readers = new ArrayList<>();
    for (int k = 0; k < CONNECTIONS; k++) {
      TcpStream stream = pair.client.connect(StreamPair.at(StreamPair.PORT));
      readers.add(BlockedCall.start(() -> stream.input().read()));
    }
    readers.getLast().assertBlocked();

    pair.clientRunner.close();
    pair.serverRunner.close();

    for (BlockedCall<Integer> reader : readers) {
      assertThatThrownBy(reader::result).hasRootCauseMessage("the stack has been closed");
    }
    assertThatThrownBy(server::result).hasRootCauseMessage("the stack has been closed");
  }

  @Test
  void noWakeUpIsLostHoweverShortTheWait() throws Exception {
    StreamPair.Ends ends = pair.connect();
    BlockedCall<Object> echo =
        BlockedCall.start(
            () -> {
              echo(ends.right());
              return null;
            });

    for (int k = 0; k < 5_000; k++) {
      ends.left().output().write(k);
      assertThat(ends.left().input().read()).isEqualTo(k & 0xff);
    }

    ends.left().close();
    echo.result();
  }

  @Test
  void whoeverClosesWheneverNobodyHangs() throws Exception {
    TcpAcceptor acceptor = pair.server.listen(StreamPair.PORT, CONNECTIONS);
    BlockedCall<Object> server = serve(acceptor);
    Random random = new Random(9);
    List<BlockedCall<Object>> calls = new ArrayList<>();
    for (int k = 0; k < 300; k++) {
      TcpStream stream = pair.client.connect(StreamPair.at(StreamPair.PORT));
      calls.add(BlockedCall.start(() -> stream.input().readAllBytes()));
      calls.add(BlockedCall.start(() -> write(stream)));
      int way = random.nextInt(4);
      int pause = random.nextInt(3);
      calls.add(BlockedCall.start(() -> end(stream, way, pause)));
    }

    for (BlockedCall<Object> call : calls) {
      call.ended();
    }

    acceptor.close();
    server.ended();
  }

  private static Object write(TcpStream stream) throws IOException {
    for (int k = 0; k < 20; k++) {
      stream.output().write(new byte[1 << 12]);
    }
    return stream;
  }

  private static Object end(TcpStream stream, int way, int pauseMillis) throws InterruptedException {
    Thread.sleep(pauseMillis);
    switch (way) {
      case 0 -> stream.close();
      case 1 -> stream.abort();
      case 2 -> stream.shutdownOutput();
      default -> {
        stream.shutdownInput();
        stream.shutdownOutput();
      }
    }
    return stream;
  }
}
