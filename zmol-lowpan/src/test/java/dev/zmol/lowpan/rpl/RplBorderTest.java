package dev.zmol.lowpan.rpl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.iface.ipv6.PacketForwarder;
import dev.zmol.iface.ipv6.ReceivedPacket;
import dev.zmol.lowpan.rpl.wire.RplMode;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.ipv6.IcmpMessage;
import dev.zmol.wire.ipv6.Icmpv6Type;
import dev.zmol.wire.ipv6.Ipv6Address;
import dev.zmol.wire.ipv6.Ipv6Packet;
import dev.zmol.wire.ipv6.Ipv6Wire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A root that is a border router. */
@Covers("L2")
class RplBorderTest {
  private static final Ipv6Address OUTSIDE = Ipv6Address.parse("2001:db8:ffff::1");
  private static final int ICMP = Ipv6Wire.LENGTH;

  private final List<byte[]> left = new ArrayList<>();

  /** Collects what leaves the network. */
  private final class Border implements PacketForwarder {
    @Override
    public boolean forward(Packet packet, long nowNanos) {
      left.add(Arrays.copyOfRange(packet.bytes(), packet.offset(), packet.end()));
      return true;
    }

    @Override
    public boolean routed(ReceivedPacket packet, int routingHeader, long nowNanos) {
      return false;
    }
  }

  private Radio network(RplMode mode) {
    var radio = new Radio(1, 1.1, 0);
    RplNetworkTest.line(radio, 4, mode);
    assertThat(radio.runUntil(60, () -> RplNetworkTest.isKnown(radio))).isTrue();
    radio.nodes().getFirst().rpl().border(new Border());
    return radio;
  }

  private static Packet echo(Ipv6Address to, int length, int hopLimit) {
    var packet = new Packet(1500);
    byte[] bytes = packet.bytes();
    int at = packet.offset();
    int icmp = at + ICMP;
    int end = IcmpMessage.emit(bytes, icmp, Icmpv6Type.ECHO_REQUEST, 0, 0x0001_0007) + length;
    Ipv6Packet.emit(bytes, at, 0, 0, end - icmp, IpProtocol.ICMPV6, hopLimit, OUTSIDE, to);
    IcmpMessage.fillChecksum(bytes, icmp, end, IcmpMessage.pseudoHeader(OUTSIDE, to, end - icmp));
    packet.set(at, end - at);
    return packet;
  }

  @ParameterizedTest
  @EnumSource(names = {"STORING", "NON_STORING"})
  void whoIsOutsideGetsAnAnswerFromWithin(RplMode mode) {
    Radio radio = network(mode);
    RadioNode last = radio.nodes().getLast();

    boolean taken =
        radio.nodes().getFirst().rpl().enter(echo(last.address(), 400, 64), radio.nowNanos());
    radio.run(5);

    assertThat(taken).isTrue();
    assertThat(left).hasSize(1);
    byte[] reply = left.getFirst();
    assertThat(Ipv6Packet.end(reply, 0, reply.length)).isEqualTo(reply.length);
    // The header of RPL stays within the network.
    assertThat(Ipv6Wire.nextHeader(reply, 0)).isEqualTo(IpProtocol.ICMPV6);
    assertThat(reply[ICMP]).isEqualTo((byte) Icmpv6Type.ECHO_REPLY);
    assertThat(reply).hasSize(ICMP + 8 + 400);
    long sum = IcmpMessage.pseudoHeader(reply, 0, reply.length - ICMP);
    assertThat(IcmpMessage.verify(reply, ICMP, reply.length, sum)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"STORING", "NON_STORING"})
  void datagramsLeaveInFragmentsThatAnybodyCanPutTogether(RplMode mode) {
    Radio radio = network(mode);
    var echoes = new Echoes(radio.nodes().getLast());

    echoes.send(OUTSIDE, 1230, radio.nowNanos());
    radio.run(5);

    assertThat(left).hasSizeBetween(2, 3);
    assertThat(left).allMatch(packet -> Ipv6Wire.nextHeader(packet, 0) == IpProtocol.IPV6_FRAGMENT);
    int carried = left.stream().mapToInt(packet -> packet.length - ICMP - 8).sum();
    assertThat(carried).isEqualTo(8 + 1230);
  }

  @Test
  void packetsWithoutAWayInAreCounted() {
    Radio radio = network(RplMode.STORING);
    RadioNode root = radio.nodes().getFirst();

    boolean unknown = root.rpl().enter(echo(new Ipv6Address(RplNetworkTest.ROOT.high(), 99), 8, 64), radio.nowNanos());
    boolean old = root.rpl().enter(echo(radio.nodes().getLast().address(), 8, 1), radio.nowNanos());
    boolean cut = root.rpl().enter(cut(), radio.nowNanos());

    assertThat(unknown).isTrue();
    assertThat(old).isTrue();
    assertThat(cut).isFalse();
    assertThat(root.stack().drops().of(DropReason.HOP_LIMIT_EXCEEDED)).isEqualTo(1);
    assertThat(root.stack().drops().of(DropReason.NO_ROUTE)).isPositive();
  }

  private static Packet cut() {
    Packet packet = echo(RplNetworkTest.ROOT, 8, 64);
    packet.set(packet.offset(), 39);
    return packet;
  }

  @Test
  void onlyARootCanBeABorder() {
    Radio radio = network(RplMode.STORING);
    Rpl router = radio.nodes().getLast().rpl();
    assertThatIllegalStateException().isThrownBy(() -> router.border(new Border())).withMessageContaining("ROUTER");
    assertThatIllegalStateException()
        .isThrownBy(() -> router.enter(echo(OUTSIDE, 8, 64), radio.nowNanos()))
        .withMessageContaining("ROUTER");
  }
}
