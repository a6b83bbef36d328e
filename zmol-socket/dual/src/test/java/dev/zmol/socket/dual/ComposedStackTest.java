package dev.zmol.socket.dual;

import static dev.zmol.annotations.Family.DUAL;
import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.iface.Stack;
import dev.zmol.iface.dual.EchoListener;
import dev.zmol.iface.dual.Icmp;
import dev.zmol.iface.dual.IcmpError;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.Ipv4Address;
import dev.zmol.wire.dual.Ipv6Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the generator has composed, at work. */
@Specialize
@Covers("G3")
class ComposedStackTest {
  private static final int MTU = 1500;
  private static final byte[] DATA = new byte[56];

  private final List<Integer> replies = new ArrayList<>();

  private static LinkDevice.Pair cable(Medium medium) {
    return LinkDevice.pair(DeviceCapabilities.plain(medium, MTU));
  }

  private void ping(Icmp icmp, IpAddress destination) {
    icmp.listener(
        new EchoListener() {
          @Override
          public void onReply(
              IpAddress source, int identifier, int sequence, int length, int hopLimit, long nowNanos) {
            replies.add(sequence);
          }

          @Override
          public void onError(IcmpError error, int identifier, int sequence, long nowNanos) {
            throw new AssertionError(error.kind());
          }
        });
    icmp.sendEchoRequest(destination, 1, 7, DATA, 0);
  }

  private static void exchange(Stack left, Stack right) {
    for (int round = 0; round < 10; round++) {
      left.poll(round);
      right.poll(round);
    }
  }

  private void pingAcrossEthernet(IpAddress destination) {
    LinkDevice.Pair cable = cable(Medium.ETHERNET);
    PingStack left = new ComposedPingStack(cable.left(), Node.configuration(1));
    PingStack right = new ComposedPingStack(cable.right(), Node.configuration(2));

    ping(left.icmp(), destination);
    exchange(left, right);

    assertThat(replies).containsExactly(7);
    assertThat(right.drops().nonZero()).isEmpty();
  }

  private void pingThroughTunnel(IpAddress destination) {
    LinkDevice.Pair cable = cable(Medium.IP);
    TunnelStack left = new ComposedTunnelStack(cable.left(), Node.configuration(1));
    TunnelStack right = new ComposedTunnelStack(cable.right(), Node.configuration(2));

    ping(left.icmp(), destination);
    exchange(left, right);

    assertThat(replies).containsExactly(7);
    assertThat(right.drops().nonZero()).isEmpty();
  }

  @Only(IPV4)
  @Test
  @Covers("I10")
  void answersAPingOverIpv4OnEthernet() {
    pingAcrossEthernet(Ipv4Address.parse("10.0.0.2"));
  }

  @Only(IPV6)
  @Test
  @Covers({
    "I10",
    "stack v6 full echo roundtrip via poll",
    "dual-stack: NDP resolve then v6 echo",
    "stack void SocketConfig with v6",
    "stack v6 emitIpv6Frame correct framing"
  })
  void answersAPingOverIpv6OnEthernet() {
    pingAcrossEthernet(Ipv6Address.parse("fd00::2"));
  }

  @Only(IPV4)
  @Test
  @Covers("I10")
  void answersAPingOverIpv4OnAMediumOfBareIpPackets() {
    pingThroughTunnel(Ipv4Address.parse("10.0.0.2"));
  }

  @Only(IPV6)
  @Test
  @Covers("I10")
  void answersAPingOverIpv6OnAMediumOfBareIpPackets() {
    pingThroughTunnel(Ipv6Address.parse("fd00::2"));
  }

  @Only(DUAL)
  @Test
  @Covers({"dual-stack: v4 and v6 echo in same poll cycle", "RFC 8504 §10: dual"})
  void answersBothFamiliesInOnePoll() {
    LinkDevice.Pair cable = cable(Medium.IP);
    TunnelStack left = new ComposedTunnelStack(cable.left(), Node.configuration(1));
    TunnelStack right = new ComposedTunnelStack(cable.right(), Node.configuration(2));
    ping(left.icmp(), Ipv4Address.parse("10.0.0.2"));
    ping(left.icmp(), Ipv6Address.parse("fd00::2"));

    right.poll(0);
    left.poll(0);

    assertThat(replies).containsExactly(7, 7);
  }

  @Test
  void refusesADeviceOfAnotherMedium() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ComposedPingStack(cable(Medium.IP).left(), Node.configuration(1)))
        .withMessage("device carries IP; ComposedPingStack is composed for ETHERNET");
  }

  @Test
  @Covers("I1")
  void countsAFrameOfATypeThatItDoesNotSpeak() {
    PingStack stack = new ComposedPingStack(cable(Medium.ETHERNET).left(), Node.configuration(1));

    stack.ingress(frame(0x88cc), 0);

    assertThat(stack.drops().of(DropReason.ETHER_TYPE_UNKNOWN)).isEqualTo(1);
    assertThat(stack.drops().total()).isEqualTo(1);
  }

  @Test
  void countsAFrameThatIsTooShortOnce() {
    PingStack stack = new ComposedPingStack(cable(Medium.ETHERNET).left(), Node.configuration(1));
    Packet frame = frame(0x88cc);
    frame.set(frame.offset(), 13);

    stack.ingress(frame, 0);

    assertThat(stack.drops().total()).isEqualTo(1);
  }

  @Test
  @Covers({"I1", "burst size limits frames per poll cycle"})
  void asksToBePolledAtOnceAfterAFullBurst() {
    LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.ETHERNET, MTU), 128);
    PingStack stack = new ComposedPingStack(cable.right(), Node.configuration(2));
    for (int count = 0; count < 100; count++) {
      cable.left().transmit(frame(0x88cc));
    }

    stack.poll(5);
    assertThat(stack.drops().of(DropReason.ETHER_TYPE_UNKNOWN)).isEqualTo(64);
    assertThat(stack.pollAt()).isEqualTo(5);

    stack.poll(6);
    assertThat(stack.drops().of(DropReason.ETHER_TYPE_UNKNOWN)).isEqualTo(100);
    assertThat(stack.pollAt()).isGreaterThan(6);
  }

  @Test
  void handsOutItsParts() {
    LinkDevice.Pair cable = cable(Medium.ETHERNET);
    PingStack stack = new ComposedPingStack(cable.left(), Node.configuration(1));

    assertThat(stack.device()).isSameAs(cable.left());
    assertThat(stack.link().isPointToPoint()).isFalse();
  }

  /** A broadcast frame of a type. */
  private static Packet frame(int etherType) {
    Packet frame = new Packet(MTU + 14);
    frame.set(Packet.HEADROOM, 60);
    byte[] bytes = frame.bytes();
    Arrays.fill(bytes, Packet.HEADROOM, Packet.HEADROOM + 6, (byte) 0xff);
    bytes[Packet.HEADROOM + 6] = 2;
    bytes[Packet.HEADROOM + 11] = 9;
    bytes[Packet.HEADROOM + 12] = (byte) (etherType >>> 8);
    bytes[Packet.HEADROOM + 13] = (byte) etherType;
    return frame;
  }
}
