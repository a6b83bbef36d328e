package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.iface.StackRunner;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dual.IcmpEcho;
import dev.zmol.wire.dual.IpAddress;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** ICMP and raw sockets of threads that block. */
@Specialize
@Timeout(60)
@Covers("S10")
class PacketSocketsTest {
  private static final int PROTOCOL = 99;

  private final LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.ETHERNET, 1500));
  private final ComposedEthernetStack left = new ComposedEthernetStack(cable.left(), Node.configuration(1));
  private final ComposedEthernetStack right = new ComposedEthernetStack(cable.right(), Node.configuration(2));
  private final StackRunner leftRunner = StackRunner.builder(left, cable.left()).start();
  private final StackRunner rightRunner = StackRunner.builder(right, cable.right()).start();
  private final PacketSockets client = new PacketSockets(leftRunner);
  private final PacketSockets server = new PacketSockets(rightRunner);
  private final IpAddress there = Node.addresses(2).getLast();

  @AfterEach
  void close() {
    leftRunner.close();
    rightRunner.close();
  }

  @Test
  void aRequestIsAnsweredWhileAThreadWaits() throws Exception {
    BlockingPacketSocket<IcmpSocket> socket = client.open(() -> left.icmpSockets().bindIdentifier(7));
    BlockedCall<ReceivedMessage> call = BlockedCall.start(socket::receive);
    call.assertBlocked();
    byte[] request = new byte[16];
    IcmpEcho.emitRequest(request, 0, there, 7, 5);

    socket.send(request, there);

    ReceivedMessage reply = call.result();
    assertThat(reply.source()).isEqualTo(there);
    assertThat(reply.destination()).isEqualTo(Node.addresses(1).getLast());
    assertThat(reply.hopLimit()).isEqualTo(64);
    assertThat(Arrays.copyOfRange(reply.bytes(), 4, 8)).containsExactly(0, 7, 0, 5);
    assertThat(socket.call(IcmpSocket::type)).isNotEqualTo(IcmpEcho.requestType(there));
  }

  @Test
  void packetsOfAProtocolGoFromOneThreadToAnother() throws Exception {
    BlockingPacketSocket<RawSocket> sender = client.open(() -> left.raw().bind(PROTOCOL));
    BlockingPacketSocket<RawSocket> receiver = server.open(() -> right.raw().bind(PROTOCOL));

    for (int k = 0; k < 100; k++) {
      sender.send(new byte[] {(byte) k}, there);
      byte[] packet = receiver.receive(Duration.ofSeconds(20)).bytes();
      assertThat(packet[packet.length - 1]).isEqualTo((byte) k);
    }
  }

  @Test
  void waitingEndsInTime() throws IOException {
    BlockingPacketSocket<RawSocket> socket = client.open(() -> left.raw().bind(PROTOCOL));

    assertThatThrownBy(() -> socket.receive(Duration.ofMillis(20))).isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void closingEndsWhatIsBlocked() throws Exception {
    BlockingPacketSocket<RawSocket> socket = client.open(() -> left.raw().bind(PROTOCOL));
    BlockedCall<ReceivedMessage> call = BlockedCall.start(socket::receive);
    call.assertBlocked();

    socket.close();

    assertThat(call.failure()).hasCauseInstanceOf(SocketException.class);
    assertThat(socket.isClosed()).isTrue();
  }

  @Test
  void theEndOfTheStackEndsWhatIsBlocked() throws Exception {
    BlockingPacketSocket<RawSocket> socket = client.open(() -> left.raw().bind(PROTOCOL));
    BlockedCall<ReceivedMessage> call = BlockedCall.start(socket::receive);
    call.assertBlocked();

    leftRunner.close();

    assertThat(call.failure()).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void whatHasNoRouteAndWhatIsMisuseIsTold() throws IOException {
    BlockingPacketSocket<RawSocket> socket = client.open(() -> left.raw().bind(PROTOCOL));
    IpAddress far = IpAddress.parse(there.length() == 4 ? "198.51.100.1" : "2001:db8:1::1");
    IpAddress nobody = IpAddress.parse(there.length() == 4 ? "0.0.0.0" : "::");

    assertThatThrownBy(() -> socket.send(new byte[8], far)).isInstanceOf(NoRouteToHostException.class);
    assertThatThrownBy(() -> socket.send(new byte[8], nobody)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> client.open(() -> left.raw().bind(256))).isInstanceOf(IllegalArgumentException.class);
  }
}
