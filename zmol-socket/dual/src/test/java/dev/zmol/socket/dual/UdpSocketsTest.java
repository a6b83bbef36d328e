package dev.zmol.socket.dual;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.iface.StackRunner;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dual.IpEndpoint;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** UDP for virtual threads. */
@Specialize
@Timeout(60)
@Covers({"S6", "S10"})
class UdpSocketsTest {
  private static final int PORT = 7;

  private final LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.ETHERNET, 1500));
  private final Node left = Node.on(cable.left(), 1);
  private final Node right = Node.on(cable.right(), 2);
  private final StackRunner leftRunner = StackRunner.builder(left.stack(), cable.left()).start();
  private final StackRunner rightRunner = StackRunner.builder(right.stack(), cable.right()).start();
  private final UdpSockets client = new UdpSockets(leftRunner, left.udp());
  private final UdpSockets server = new UdpSockets(rightRunner, right.udp());

  @AfterEach
  void close() {
    leftRunner.close();
    rightRunner.close();
  }

  private static IpEndpoint at(int port) {
    return new IpEndpoint(Node.addresses(2).getFirst(), port);
  }

  private static String text(ReceivedDatagram datagram) {
    return new String(datagram.payload(), US_ASCII);
  }

  @Test
  void whatOneSendsTheOtherReceivesAndAnswers() throws IOException {
    BlockingUdpSocket service = server.bind(PORT);
    BlockingUdpSocket socket = client.connect(at(PORT));

    socket.send("question".getBytes(US_ASCII));
    ReceivedDatagram question = service.receive();
    service.send("answer".getBytes(US_ASCII), question.source());
    ReceivedDatagram answer = socket.receive(Duration.ofSeconds(10));

    assertThat(text(question)).isEqualTo("question");
    assertThat(question.destination()).isEqualTo(at(PORT).address());
    assertThat(question.hopLimit()).isEqualTo(64);
    assertThat(text(answer)).isEqualTo("answer");
    assertThat(answer.source()).isEqualTo(at(PORT));
    assertThat(answer).hasToString("6 bytes from " + at(PORT) + " to " + Node.addresses(1).getFirst());
  }

  @Test
  void threadsThatWaitAreServedInTheirOrder() throws Exception {
    BlockingUdpSocket service = server.bind(PORT);
    List<BlockedCall<String>> waiting = new ArrayList<>();
    for (int k = 0; k < 10; k++) {
      waiting.add(BlockedCall.start(() -> text(service.receive())));
      waiting.getLast().assertBlocked();
    }
    BlockingUdpSocket socket = client.bind();
    for (int k = 0; k < 10; k++) {
      socket.send(Integer.toString(k).getBytes(US_ASCII), at(PORT));
    }

    for (int k = 0; k < 10; k++) {
      assertThat(waiting.get(k).result()).isEqualTo(Integer.toString(k));
    }
  }

  @Test
  void thousandsOfThreadsSendAndNothingIsConfused() throws Exception {
    BlockingUdpSocket service = server.bind(PORT);
    int threads = 1_000;
    BlockedCall<Set<String>> echo =
        BlockedCall.start(
            () -> {
              Set<String> seen = new TreeSet<>();
              while (seen.size() < threads) {
                ReceivedDatagram datagram = service.receive(Duration.ofSeconds(20));
                seen.add(text(datagram));
                service.send(datagram.payload(), datagram.source());
              }
              return seen;
            });
    List<BlockedCall<Boolean>> calls = new ArrayList<>();
    for (int k = 0; k < threads; k++) {
      String name = "thread " + k;
      calls.add(BlockedCall.start(() -> isEchoed(name)));
    }
    assertThat(calls).allMatch(BlockedCall::result);
    assertThat(echo.result()).hasSize(threads);
  }

  private boolean isEchoed(String name) throws IOException {
    try (BlockingUdpSocket socket = client.connect(at(PORT))) {
      for (int attempt = 0; attempt < 20; attempt++) {
        socket.send(name.getBytes(US_ASCII));
        try {
          return text(socket.receive(Duration.ofSeconds(1))).equals(name);
        } catch (SocketTimeoutException e) {
          // Lost: too many were waiting.
        }
      }
      return false;
    }
  }

  @Test
  void aReceiveEndsWhenTimeIsUpAndTheNextOneWorks() throws IOException {
    BlockingUdpSocket service = server.bind(PORT);
    assertThatThrownBy(() -> service.receive(Duration.ofMillis(20))).isInstanceOf(SocketTimeoutException.class);

    client.bind().send(new byte[0], at(PORT));

    assertThat(service.receive().payload()).isEmpty();
  }

  @Test
  void anInterruptEndsAReceiveAndTheSocketGoesOn() throws Exception {
    BlockingUdpSocket service = server.bind(PORT);
    BlockedCall<ReceivedDatagram> call = BlockedCall.start(service::receive);
    call.assertBlocked();

    call.thread().interrupt();

    assertThat(call.failure()).hasCauseInstanceOf(InterruptedIOException.class);
    assertThat(call.wasInterrupted()).isTrue();
    client.bind().send(new byte[3], at(PORT));
    assertThat(service.receive().payload()).hasSize(3);
  }

  @Test
  void closingEndsWhatWaits() throws Exception {
    BlockingUdpSocket service = server.bind(PORT);
    BlockedCall<ReceivedDatagram> call = BlockedCall.start(service::receive);
    call.assertBlocked();

    service.close();

    assertThat(call.failure()).hasCauseInstanceOf(SocketException.class).hasMessageContaining("closed");
    assertThat(service.isClosed()).isTrue();
    assertThatThrownBy(service::receive).isInstanceOf(SocketException.class);
    BlockedCall.until(() -> rightRunner.<Boolean>call(() -> isFree(PORT)));
  }

  private boolean isFree(int port) {
    try {
      right.udp().bind(port).close();
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  @Test
  void theEndOfTheStackEndsWhatWaits() throws Exception {
    BlockingUdpSocket service = server.bind(PORT);
    BlockedCall<ReceivedDatagram> call = BlockedCall.start(service::receive);
    call.assertBlocked();

    rightRunner.close();

    assertThat(call.failure()).hasCauseInstanceOf(SocketException.class);
    assertThatThrownBy(() -> server.bind(8)).isInstanceOf(IOException.class);
  }

  @Test
  void aConnectedSocketIsToldThatNobodyListens() throws Exception {
    BlockingUdpSocket socket = client.connect(at(9));
    socket.send(new byte[1]);

    assertThatThrownBy(() -> socket.receive(Duration.ofSeconds(10)))
        .isInstanceOf(PortUnreachableException.class)
        .hasMessageContaining(at(9).toString());
    assertThatThrownBy(() -> socket.receive(Duration.ofMillis(10))).isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void whereThereIsNoWayNothingIsSent() throws IOException {
    IpEndpoint nowhere = new IpEndpoint(TestStack.stranger(1), PORT);
    BlockingUdpSocket socket = client.bind();
    assertThatThrownBy(() -> socket.send(new byte[1], nowhere)).isInstanceOf(NoRouteToHostException.class);
    assertThatThrownBy(() -> client.connect(nowhere)).isInstanceOf(NoRouteToHostException.class);
  }

  @Test
  void misuseIsToldToWhoHasCalled() throws IOException {
    BlockingUdpSocket socket = client.bind();
    assertThatThrownBy(() -> socket.send(new byte[1]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not connected");
    assertThatThrownBy(() -> socket.send(new byte[70_000], at(PORT))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> socket.receive(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> leftRunner.<ReceivedDatagram>submit(socket::receive).get())
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void groupsAreJoinedOnTheThreadOfTheStack() throws IOException {
    BlockingUdpSocket service = server.bind(PORT);
    service.call(
        socket -> {
          socket.join(TestStack.group());
          return socket;
        });

    client.bind().send(new byte[2], new IpEndpoint(TestStack.group(), PORT));

    assertThat(service.receive(Duration.ofSeconds(10)).destination()).isEqualTo(TestStack.group());
  }
}
