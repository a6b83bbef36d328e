package dev.zmol.socket.dual;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zmol.annotations.Specialize;
import dev.zmol.socket.TcpState;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Specialize
@Timeout(60)
@Covers("S10")
class TcpStreamsTest {
  private final StreamPair pair = new StreamPair();

  @AfterEach
  void close() {
    pair.close();
  }

  @Test
  void whatOneEndWritesTheOtherReads() throws IOException {
    StreamPair.Ends ends = pair.connect();

    ends.left().output().write("question".getBytes(US_ASCII));
    assertThat(new String(ends.right().input().readNBytes(8), US_ASCII)).isEqualTo("question");
    ends.right().output().write('!');

    assertThat(ends.left().input().read()).isEqualTo('!');
    assertThat(ends.left().remote()).isEqualTo(StreamPair.at(StreamPair.PORT)).isEqualTo(ends.right().local());
    assertThat(ends.left().local()).isEqualTo(ends.right().remote());
  }

  @Test
  void aWriterWaitsForAReaderAndNothingIsLost() throws Exception {
    StreamPair.Ends ends = pair.connect();
    byte[] sent = new byte[3 << 20];
    new Random(1).nextBytes(sent);
    BlockedCall<Object> writer =
        BlockedCall.start(
            () -> {
              new ByteArrayInputStream(sent).transferTo(ends.left().output());
              ends.left().shutdownOutput();
              return null;
            });
    writer.assertBlocked();

    byte[] received = ends.right().input().readAllBytes();

    writer.result();
    assertThat(received).isEqualTo(sent);
  }

  @Test
  void bothEndsWriteMoreThanTheBuffersHoldWhileBothRead() throws Exception {
    StreamPair.Ends ends = pair.connect();
    byte[] sent = new byte[2 << 20];
    new Random(2).nextBytes(sent);
    BlockedCall<Object> left = BlockedCall.start(() -> writeAndEnd(ends.left(), sent));
    BlockedCall<Object> right = BlockedCall.start(() -> writeAndEnd(ends.right(), sent));
    BlockedCall<byte[]> leftReader = BlockedCall.start(() -> ends.left().input().readAllBytes());

    assertThat(ends.right().input().readAllBytes()).isEqualTo(sent);
    assertThat(leftReader.result()).isEqualTo(sent);
    left.result();
    right.result();
  }

  private static Object writeAndEnd(TcpStream stream, byte[] bytes) throws IOException {
    stream.output().write(bytes);
    stream.shutdownOutput();
    return null;
  }

  @Test
  void aHalfClosedConnectionStillCarriesTheOtherDirection() throws IOException {
    StreamPair.Ends ends = pair.connect();

    ends.left().output().write("all".getBytes(US_ASCII));
    ends.left().shutdownOutput();
    assertThat(ends.right().input().readAllBytes()).hasSize(3);
    assertThat(ends.right().input().read()).isEqualTo(-1);
    ends.right().output().write("answer".getBytes(US_ASCII));
    ends.right().close();

    assertThat(ends.left().input().readAllBytes()).hasSize(6);
    assertThatThrownBy(() -> ends.left().output().write(1))
        .isInstanceOf(SocketException.class)
        .hasMessage("the output of the stream is shut down");
  }

  @Test
  void shutDownInputEndsABlockedRead() throws Exception {
    StreamPair.Ends ends = pair.connect();
    BlockedCall<Integer> reader = BlockedCall.start(() -> ends.left().input().read());
    reader.assertBlocked();

    ends.left().shutdownInput();

    assertThat(reader.result()).isEqualTo(-1);
    ends.left().output().write(7);
    assertThat(ends.right().input().read()).isEqualTo(7);
  }

  @Test
  void closingEndsBlockedReadsAndWritesOfThisEnd() throws Exception {
    StreamPair.Ends ends = pair.connect();
    BlockedCall<Integer> reader = BlockedCall.start(() -> ends.left().input().read());
    BlockedCall<Integer> secondReader = BlockedCall.start(() -> ends.left().input().read());
    BlockedCall<Object> writer = BlockedCall.start(() -> writeAndEnd(ends.left(), new byte[4 << 20]));
    reader.assertBlocked();
    writer.assertBlocked();

    ends.left().close();

    for (BlockedCall<?> call : new BlockedCall<?>[] {reader, secondReader, writer}) {
      assertThatThrownBy(call::result).hasCauseInstanceOf(SocketException.class).hasMessageContaining("is closed");
    }
    assertThat(ends.left().isClosed()).isTrue();
  }

  @Test
  void whatWasWrittenBeforeClosingStillArrives() throws IOException {
    StreamPair.Ends ends = pair.connect();
    byte[] sent = new byte[200_000];
    new Random(3).nextBytes(sent);

    ends.left().output().write(sent);
    ends.left().output().close();

    assertThat(ends.right().input().readAllBytes()).isEqualTo(sent);
  }

  @Test
  void anAbortResetsThePeer() throws Exception {
    StreamPair.Ends ends = pair.connect();
    BlockedCall<Integer> reader = BlockedCall.start(() -> ends.right().input().read());
    reader.assertBlocked();

    ends.left().abort();

    assertThatThrownBy(reader::result).hasRootCauseInstanceOf(SocketException.class).hasMessageContaining("has reset");
    assertThatThrownBy(() -> ends.right().output().write(1)).isInstanceOf(SocketException.class);
  }

  @Test
  @Covers("RFC 9293 §3.6.1")
  void closingWithUnreadDataTellsThePeerThatTheyAreLost() throws Exception {
    StreamPair.Ends ends = pair.connect();
    ends.left().output().write(new byte[10]);
    assertThat(ends.right().input().read()).isZero();

    ends.right().close();

    assertThatThrownBy(() -> ends.left().input().readAllBytes()).hasMessageContaining("has reset");
  }

  @Test
  void anInterruptEndsAReadAndNothingElse() throws Exception {
    StreamPair.Ends ends = pair.connect();
    BlockedCall<Integer> reader = BlockedCall.start(() -> ends.left().input().read());
    reader.assertBlocked();

    reader.thread().interrupt();

    assertThatThrownBy(reader::result).hasCauseInstanceOf(InterruptedIOException.class);
    assertThat(reader.wasInterrupted()).isTrue();
    ends.right().output().write(5);
    assertThat(ends.left().input().read()).isEqualTo(5);
  }

  @Test
  void anInterruptedWriteSaysHowMuchWasTaken() throws Exception {
    StreamPair.Ends ends = pair.connect();
    byte[] sent = new byte[4 << 20];
    new Random(4).nextBytes(sent);
    BlockedCall<Object> writer = BlockedCall.start(() -> writeAndEnd(ends.left(), sent));
    BlockedCall.until(() -> ends.left().info().sendQueue() > 0);
    writer.thread().interrupt();

    CompletionException thrown = writer.failure();
    int taken = ((InterruptedIOException) thrown.getCause()).bytesTransferred;
    assertThat(taken).isPositive().isLessThan(sent.length);
    ends.left().shutdownOutput();

    assertThat(ends.right().input().readAllBytes()).isEqualTo(Arrays.copyOf(sent, taken));
  }

  @Test
  void aThreadThatIsInterruptedAlreadyDoesNotBlock() throws IOException {
    StreamPair.Ends ends = pair.connect();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> ends.left().input().read()).isInstanceOf(InterruptedIOException.class);

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aReadAndAWriteEndWhenTimeIsUp() throws IOException {
    StreamPair.Ends ends = pair.connect();
    ends.left().readTimeout(Duration.ofMillis(30));
    ends.left().writeTimeout(Duration.ofMillis(30));

    assertThatThrownBy(() -> ends.left().input().read()).isInstanceOf(SocketTimeoutException.class);
    assertThatThrownBy(() -> ends.left().output().write(new byte[4 << 20])).isInstanceOf(SocketTimeoutException.class);

    assertThatThrownBy(() -> ends.left().readTimeout(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("timeout is PT-0.001S; it has to be from 0");
  }

  @Test
  void nobodyListensMeansRefused() {
    assertThatThrownBy(() -> pair.client.connect(StreamPair.at(81)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(StreamPair.at(81) + " has refused the connection");
  }

  @Test
  void noRouteMeansNoRoute() {
    assertThatThrownBy(() -> pair.client.connect(new IpEndpoint(TestStack.stranger(1), 80)))
        .isInstanceOf(NoRouteToHostException.class)
        .hasMessageStartingWith("there is no route");
  }

  @Test
  void connectingEndsWhenTimeIsUpAndLeavesNoConnection() throws Exception {
    IpAddress nobody = Node.addresses(77).getFirst();

    assertThatThrownBy(() -> pair.client.connect(new IpEndpoint(nobody, 80), Duration.ofMillis(50)))
        .isInstanceOf(SocketTimeoutException.class);

    BlockedCall.until(() -> pair.clientConnections() == 0);
  }

  @Test
  void anInterruptEndsConnecting() throws Exception {
    IpAddress nobody = Node.addresses(77).getFirst();
    BlockedCall<TcpStream> caller = BlockedCall.start(() -> pair.client.connect(new IpEndpoint(nobody, 80)));
    caller.assertBlocked();

    caller.thread().interrupt();

    assertThatThrownBy(caller::result).hasCauseInstanceOf(InterruptedIOException.class);
    BlockedCall.until(() -> pair.clientConnections() == 0);
  }

  @Test
  void acceptingEndsWhenTimeIsUpOrTheThreadIsInterruptedOrTheListenerIsClosed() throws Exception {
    TcpAcceptor acceptor = pair.server.listen(80, 4);
    assertThatThrownBy(() -> acceptor.accept(Duration.ofMillis(20))).isInstanceOf(SocketTimeoutException.class);
    BlockedCall<TcpStream> interrupted = BlockedCall.start(acceptor::accept);
    interrupted.assertBlocked();
    interrupted.thread().interrupt();
    assertThatThrownBy(interrupted::result).hasCauseInstanceOf(InterruptedIOException.class);
    BlockedCall<TcpStream> waiting = BlockedCall.start(acceptor::accept);
    waiting.assertBlocked();

    acceptor.close();

    assertThatThrownBy(waiting::result).hasRootCauseMessage("the listener is closed");
    assertThatThrownBy(acceptor::accept).isInstanceOf(SocketException.class);
    assertThat(acceptor.isClosed()).isTrue();
    assertThat(pair.server.listen(80, 4).port()).isEqualTo(80);
  }

  @Test
  void aThreadThatHasGivenUpTakesNoConnectionFromTheNext() throws Exception {
    TcpAcceptor acceptor = pair.server.listen(80, 4);
    for (int k = 0; k < 5; k++) {
      assertThatThrownBy(() -> acceptor.accept(Duration.ofMillis(5))).isInstanceOf(SocketTimeoutException.class);
    }
    BlockedCall<TcpStream> waiting = BlockedCall.start(acceptor::accept);

    TcpStream left = pair.client.connect(StreamPair.at(80));

    assertThat(waiting.result().remote()).isEqualTo(left.local());
  }

  @Test
  void theThreadOfTheStackMustNotBlock() throws IOException {
    StreamPair.Ends ends = pair.connect();

    assertThatThrownBy(() -> ends.left().call(c -> read(ends.left())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the caller is the thread of the stack");
  }

  private static int read(TcpStream stream) {
    try {
      return stream.input().read();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void optionsAreSetAndCountsReadOnTheThreadOfTheStack() throws IOException {
    StreamPair.Ends ends = pair.connect();

    ends.left().noDelay(true);
    ends.left().output().write(new byte[100]);
    ends.right().input().readNBytes(100);

    assertThat(ends.left().<Boolean>call(TcpConnection::noDelay)).isTrue();
    assertThat(ends.left().info().state()).isEqualTo(TcpState.ESTABLISHED);
    assertThat(ends.right().info().bytesReceived()).isEqualTo(100);
  }

  @Test
  void theEndOfAStackEndsAllThatIsBlocked() throws Exception {
    StreamPair.Ends ends = pair.connect();
    TcpAcceptor acceptor = pair.client.listen(80, 4);
    IpAddress nobody = Node.addresses(77).getFirst();
    BlockedCall<?>[] calls = {
      BlockedCall.start(() -> ends.left().input().read()),
      BlockedCall.start(() -> writeAndEnd(ends.left(), new byte[4 << 20])),
      BlockedCall.start(acceptor::accept),
      BlockedCall.start(() -> pair.client.connect(new IpEndpoint(nobody, 80)))
    };
    for (BlockedCall<?> call : calls) {
      call.assertBlocked();
    }

    pair.clientRunner.close();

    for (BlockedCall<?> call : calls) {
      assertThatThrownBy(call::result).hasRootCauseMessage("the stack has been closed");
    }
    assertThatThrownBy(() -> ends.left().input().read()).hasMessage("the stack has been closed");
    assertThatThrownBy(ends.left()::info).hasMessage("the stack has been closed");
    assertThatThrownBy(acceptor::accept).hasMessage("the stack has been closed");
    assertThatThrownBy(() -> pair.client.connect(StreamPair.at(80))).hasMessage("the stack has been closed");
    ends.left().close();
  }

  @Test
  void aStackThatFailsTellsWhoIsBlockedWhy() throws Exception {
    StreamPair.Ends ends = pair.connect();
    BlockedCall<Integer> reader = BlockedCall.start(() -> ends.left().input().read());
    reader.assertBlocked();

    pair.clientRunner.execute(
        () -> {
          throw new AssertionError("broken");
        });

    assertThatThrownBy(reader::result).cause().hasMessage("the stack has failed").hasRootCauseMessage("broken");
    assertThat(pair.failures.take()).hasMessage("broken");
  }
}
