package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.iface.dual.IcmpError;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.dual.IcmpEcho;
import dev.zmol.wire.dual.IcmpMessage;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import dev.zmol.wire.dual.IpPacket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What ICMP sockets receive and send. */
@Specialize
@Covers("S7")
class IcmpSocketTest {
  private static final int IDENTIFIER = 0x1234;
  private static final byte[] DATA = "what to repeat".getBytes(StandardCharsets.US_ASCII);

  private final LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.IP, 1500));
  private final ComposedIpStack stack = new ComposedIpStack(cable.left(), Node.configuration(1));
  private final Node peer = Node.on(cable.right(), 2);
  private final byte[] message = new byte[1500];
  private long now = 1_000_000_000;

  private IpAddress own() {
    return Node.addresses(1).getLast();
  }

  private IpAddress other() {
    return Node.addresses(2).getLast();
  }

  private void exchange() {
    for (int round = 0; round < 4; round++) {
      stack.poll(now);
      peer.stack().poll(now);
      now += 1_000_000;
    }
  }

  /** Hands the stack a packet from the peer. */
  private void receive(int protocol, byte[] payload) {
    int header = IpPacket.headerLength(own());
    Packet packet = new Packet(1500);
    int ip = Packet.HEADROOM;
    System.arraycopy(payload, 0, packet.bytes(), ip + header, payload.length);
    IpPacket.emit(packet.bytes(), ip, 0, payload.length, protocol, 63, other(), own());
    packet.set(ip, header + payload.length);
    stack.ingress(packet, now);
  }

  private byte[] echoRequest(int identifier) {
    byte[] request = new byte[8 + DATA.length];
    int data = IcmpEcho.emitRequest(request, 0, own(), identifier, 7);
    System.arraycopy(DATA, 0, request, data, DATA.length);
    return withChecksum(request);
  }

  private byte[] withChecksum(byte[] icmp) {
    IcmpMessage.fillChecksum(icmp, 0, icmp.length, IcmpMessage.pseudoHeader(other(), own(), icmp.length));
    return icmp;
  }

  /** An error of port unreachable about a packet of eight bytes that begins with a port. */
  private byte[] portUnreachable(IpAddress source, int protocol, int port) {
    int header = IpPacket.headerLength(own());
    boolean version6 = header == 40;
    byte[] error = new byte[8 + header + 8];
    int quote = IcmpMessage.emit(error, 0, version6 ? 1 : 3, version6 ? 4 : 3, 0);
    IpPacket.emit(error, quote, 0, 8, protocol, 60, source, other());
    BigEndian.putShort(error, quote + header, port);
    BigEndian.putShort(error, quote + header + 2, 33_434);
    return withChecksum(error);
  }

  private int icmp() {
    return IcmpMessage.protocol(own());
  }

  @Test
  @Covers({"send and dispatch outbound packet", "process inbound and recv", "RFC 1122 §3.2.2.6: pass up"})
  void aRequestIsSentAndItsReplyReceived() {
    IcmpSocket socket = stack.icmpSockets().bindIdentifier(IDENTIFIER);

    assertThat(socket.sendEchoRequest(9, DATA, 0, DATA.length, other())).isTrue();
    exchange();

    assertThat(socket.available()).isEqualTo(1);
    assertThat(socket.nextLength()).isEqualTo(8 + DATA.length);
    assertThat(socket.receive(message, 0, message.length)).isEqualTo(8 + DATA.length);
    assertThat(BigEndian.getInt(message, 4)).isEqualTo(IDENTIFIER << 16 | 9);
    assertThat(Arrays.copyOfRange(message, 8, 8 + DATA.length)).isEqualTo(DATA);
    assertThat(socket.source()).isEqualTo(other());
    assertThat(socket.destination()).isEqualTo(own());
    assertThat(socket.hopLimit()).isEqualTo(64);
    assertThat(socket.error()).isEmpty();
    assertThat(socket.quote()).isZero();
    assertThat(socket.receive(message, 0, message.length)).isEqualTo(-1);
    assertThat(stack.drops().nonZero()).isEmpty();
  }

  @Test
  @Covers({
    "ICMP socket receives echo request and auto-reply",
    "stack ICMP echo with bound socket delivers and auto-replies",
    "stack v6 ICMPv6 socket receives echo reply"
  })
  void aRequestReachesTheSocketAndIsAnsweredAllTheSame() {
    IcmpSocket socket = stack.icmpSockets().bindIdentifier(IDENTIFIER);

    receive(icmp(), echoRequest(IDENTIFIER));

    assertThat(socket.receive(message, 0, message.length)).isEqualTo(8 + DATA.length);
    assertThat(socket.type()).isEqualTo(IcmpEcho.requestType(own()));
    assertThat(socket.hopLimit()).isEqualTo(63);
    assertThat(socket.receivedNanos()).isEqualTo(now);
    Packet reply = new Packet(1500);
    assertThat(cable.right().receive(reply)).isTrue();
    assertThat(IcmpEcho.isReply(reply.bytes(), reply.offset(), reply.offset() + IpPacket.headerLength(own()))).isTrue();
  }

  @Test
  @Covers("I5")
  void theLongestRequestsGoInFragmentsAndAreAnswered() {
    byte[] data = new byte[65_507];
    new Random(1).nextBytes(data);
    byte[] reply = new byte[1 << 16];
    IcmpSocket socket = stack.icmpSockets().bindIdentifier(IDENTIFIER);
    for (IpAddress to : Node.addresses(2)) {
      assertThat(socket.sendEchoRequest(9, data, 0, data.length, to)).isTrue();
      for (int k = 0; k < 25; k++) {
        exchange();
      }
      assertThat(socket.receive(reply, 0, reply.length)).isEqualTo(8 + data.length);
      assertThat(Arrays.copyOfRange(reply, 8, 8 + data.length)).isEqualTo(data);
    }
  }

  @Test
  @Covers("rejects packet with wrong identifier")
  void messagesOfOtherIdentifiersAreForOthers() {
    IcmpSocket socket = stack.icmpSockets().bindIdentifier(IDENTIFIER);

    receive(icmp(), echoRequest(IDENTIFIER + 1));

    assertThat(socket.available()).isZero();
  }

  @Test
  @Covers({"hop limit propagates to dispatch", "RFC 1122 §3.2.1.7: set TTL"})
  void hopLimitAndTrafficClassAreThoseThatWereSet() {
    IcmpSocket socket = stack.icmpSockets().bindIdentifier(IDENTIFIER);
    socket.hopLimit(42);
    socket.trafficClass(0xb8);

    socket.sendEchoRequest(1, DATA, 0, DATA.length, other());

    Packet sent = new Packet(1500);
    assertThat(cable.right().receive(sent)).isTrue();
    assertThat(IpPacket.hopLimit(sent.bytes(), sent.offset())).isEqualTo(42);
    assertThat(IpPacket.trafficClass(sent.bytes(), sent.offset())).isEqualTo(0xb8);
    assertThatThrownBy(() -> socket.hopLimit(0)).hasMessageContaining("limit is 0");
    assertThatThrownBy(() -> socket.hopLimit(256)).hasMessageContaining("limit is 256");
    assertThatThrownBy(() -> socket.trafficClass(-1)).hasMessageContaining("value is -1");
  }

  @Test
  @Covers("send rejects unaddressable destination")
  void nothingCanBeSentToTheUnspecifiedAddress() {
    IcmpSocket socket = stack.icmpSockets().bindIdentifier(IDENTIFIER);
    IpAddress nobody = IpAddress.parse(own().length() == 4 ? "0.0.0.0" : "::");

    assertThatThrownBy(() -> socket.sendEchoRequest(1, DATA, 0, DATA.length, nobody))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("destination is " + nobody);
  }

  @Test
  void aMessageNeedsAHeaderAndHasToFitAPacket() {
    IcmpSocket socket = stack.icmpSockets().bindIdentifier(IDENTIFIER);

    assertThatThrownBy(() -> socket.send(message, 0, 7, other())).hasMessageContaining("length is 7");
    assertThatThrownBy(() -> socket.send(new byte[1 << 17], 0, 1 << 17, other()))
        .hasMessageContaining("length is 131072");
    assertThatThrownBy(() -> socket.send(message, 1, message.length, other()))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void aMessageOfAnyTypeGetsItsChecksum() {
    IcmpSocket socket = stack.icmpSockets().bindIdentifier(IDENTIFIER);
    byte[] request = echoRequest(IDENTIFIER);
    BigEndian.putShort(request, 2, 0xdead);

    assertThat(socket.send(request, 0, request.length, other())).isTrue();
    exchange();

    assertThat(socket.available()).isEqualTo(1);
    assertThat(peer.stack().drops().nonZero()).isEmpty();
  }

  @Test
  @Covers({"accepts ICMP error for bound UDP port", "RFC 1122 §4.1.3.3: ICMP messages", "RFC 1122 §3.4: quote"})
  void anErrorReachesTheSocketOfTheUdpPortThatItIsAbout() {
    IcmpSocket socket = stack.icmpSockets().bindUdp(4_000);
    IcmpSocket there = stack.icmpSockets().bindUdp(new IpEndpoint(own(), 4_000));
    IcmpSocket elsewhere = stack.icmpSockets().bindUdp(4_001);
    UdpSocket sender = stack.udp().bind(4_000);

    sender.send(DATA, 0, DATA.length, new IpEndpoint(other(), 33_434));
    exchange();

    assertThat(elsewhere.available()).isZero();
    assertThat(there.available()).isEqualTo(1);
    assertThat(socket.receive(message, 0, message.length)).isPositive();
    assertThat(socket.source()).isEqualTo(other());
    assertThat(socket.error()).contains(IcmpError.Kind.PORT_UNREACHABLE);
    assertThat(BigEndian.getShort(message, socket.quote()) & 0xffff).isEqualTo(4_000);
    assertThat(BigEndian.getShort(message, socket.quote() + 2) & 0xffff).isEqualTo(33_434);
  }

  @Test
  void anErrorReachesTheSocketOfTheTcpPortThatItIsAbout() {
    IcmpSocket socket = stack.icmpSockets().bindTcp(4_000);

    receive(icmp(), portUnreachable(own(), 6, 4_000));

    assertThat(socket.available()).isEqualTo(1);
  }

  @Test
  @Covers({
    "rejects ICMP UDP error with non-UDP embedded protocol",
    "rejects ICMPv6 UDP error with non-UDP embedded header"
  })
  void anErrorAboutAnotherProtocolIsNotForThePort() {
    IcmpSocket socket = stack.icmpSockets().bindUdp(4_000);

    receive(icmp(), portUnreachable(own(), 6, 4_000));
    receive(icmp(), portUnreachable(own(), 99, 4_000));
    receive(icmp(), portUnreachable(own(), icmp(), 4_000));

    assertThat(socket.available()).isZero();
  }

  @Test
  @Covers("rejects ICMP UDP error with wrong embedded local address")
  void anErrorAboutAPacketOfSomebodyElseIsDropped() {
    IcmpSocket socket = stack.icmpSockets().bindUdp(4_000);

    receive(icmp(), portUnreachable(other(), 17, 4_000));

    assertThat(socket.available()).isZero();
    assertThat(stack.drops().of(DropReason.ICMP_NOT_OURS)).isEqualTo(1);
  }

  @Test
  void anErrorAboutARequestReachesTheSocketOfItsIdentifier() {
    IcmpSocket socket = stack.icmpSockets().bindIdentifier(IDENTIFIER);
    byte[] error = portUnreachable(own(), icmp(), 0);
    int quote = error.length - 8;
    IcmpEcho.emitRequest(error, quote, other(), IDENTIFIER, 3);

    receive(icmp(), withChecksum(error));

    assertThat(socket.receive(message, 0, message.length)).isEqualTo(error.length);
    assertThat(socket.quote()).isEqualTo(quote);
    assertThat(BigEndian.getShort(message, quote + 6)).isEqualTo(3);
  }

  @Test
  void hostileErrorsReachNobody() {
    IcmpSocket socket = stack.icmpSockets().bindUdp(4_000);
    byte[] error = portUnreachable(own(), 17, 4_000);

    for (int length = 0; length < error.length; length++) {
      receive(icmp(), length < 8 ? new byte[length] : withChecksum(Arrays.copyOf(error, length)));
    }

    assertThat(socket.available()).isZero();
    assertThat(stack.drops().of(DropReason.ICMP_MALFORMED)).isEqualTo(error.length);
  }

  @Test
  void whatDoesNotFitTheQueueIsCounted() {
    IcmpSocket socket = stack.icmpSockets().bindIdentifier(IDENTIFIER);
    socket.receiveQueue(64, 4);

    for (int k = 0; k < 5; k++) {
      receive(icmp(), echoRequest(IDENTIFIER));
    }

    assertThat(socket.available()).isEqualTo(2);
    assertThat(stack.drops().of(DropReason.ICMP_QUEUE_FULL)).isEqualTo(3);
    assertThatThrownBy(() -> socket.receiveQueue(65, 4)).hasMessageContaining("byteLimit is 65");
  }

  @Test
  void peekingLeavesTheMessageAndTruncationTellsItsLength() {
    IcmpSocket socket = stack.icmpSockets().bindIdentifier(IDENTIFIER);
    receive(icmp(), echoRequest(IDENTIFIER));

    assertThat(socket.peek(message, 0, 3)).isEqualTo(3);
    assertThat(socket.length()).isEqualTo(8 + DATA.length);
    assertThat(socket.receive(message, 0, 10)).isEqualTo(10);
    assertThat(socket.length()).isEqualTo(8 + DATA.length);
    assertThat(socket.available()).isZero();
  }

  @Test
  @Covers("pollAt returns ZERO when tx queued, null when empty")
  void theCallbackIsCalledAtTheNextPollAndThePollIsDueAtOnce() {
    int[] calls = new int[1];
    IcmpSocket socket = stack.icmpSockets().bindIdentifier(IDENTIFIER);
    socket.onReady(() -> calls[0]++);
    stack.poll(now);
    assertThat(stack.icmpSockets().pollAt()).isEqualTo(Long.MAX_VALUE);
    assertThat(calls[0]).isZero();

    receive(icmp(), echoRequest(IDENTIFIER));
    receive(icmp(), echoRequest(IDENTIFIER));

    assertThat(stack.icmpSockets().pollAt()).isEqualTo(now);
    stack.poll(now);
    assertThat(calls[0]).isEqualTo(1);
    assertThat(stack.icmpSockets().pollAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aClosedSocketHearsNothingAndItsIdentifierIsFree() {
    IcmpSocket socket = stack.icmpSockets().bindIdentifier(IDENTIFIER);
    assertThatThrownBy(() -> stack.icmpSockets().bindIdentifier(IDENTIFIER))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("identifier " + IDENTIFIER);

    socket.close();
    socket.close();
    receive(icmp(), echoRequest(IDENTIFIER));

    assertThat(socket.isOpen()).isFalse();
    assertThatThrownBy(() -> socket.receive(message, 0, 8)).isInstanceOf(IllegalStateException.class);
    assertThat(stack.icmpSockets().bindIdentifier(IDENTIFIER).isOpen()).isTrue();
  }

  @Test
  void bindingNamesWhatIsAllowed() {
    IcmpSockets sockets = stack.icmpSockets();

    assertThatThrownBy(() -> sockets.bindIdentifier(65_536)).hasMessageContaining("identifier is 65536");
    assertThatThrownBy(() -> sockets.bindUdp(0)).hasMessageContaining("port is 0");
    assertThatThrownBy(() -> sockets.bindTcp(new IpEndpoint(other(), 1))).hasMessageContaining("local address");
    assertThatThrownBy(() -> sockets.bindUdp(5).sendEchoRequest(1, DATA, 0, 1, other()))
        .hasMessageContaining("UDP port 5");
    assertThat(sockets.bindIdentifier().number()).isNotEqualTo(sockets.bindIdentifier().number());
  }
}
