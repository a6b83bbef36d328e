package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.IpCounter;
import dev.zmol.iface.Packet;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How protocols of both families change what is sent, and forward what is not for us. */
@Specialize
abstract class StagesBehavior {
  final Site site;
  final Host host;
  final Forwarding forwarding = new Forwarding();

  StagesBehavior(Site site) {
    this.site = site;
    this.host = Host.ethernet(site.own());
  }

  private byte[] toRemote(IpAddress source) {
    return Frames.toOwn(Frames.echoRequest(source, site.remote(), 1, 8));
  }

  @Test
  void whatIsSentGoesThroughTheStageFirst() {
    PacketSender last = host.ip.sender();
    host.ip.sender(new LongerByFour(last));
    Packet packet = host.ip.outgoing();
    packet.set(packet.offset(), 8);

    SendResult result = host.ip.send(packet, site.host(), site.peer(), 253, 0, 64, 1);

    assertThat(result).isEqualTo(SendResult.QUEUED);
    assertThat(packet.length()).isEqualTo(site.header() + 8 + LongerByFour.LENGTH);
    assertThat(host.ip.pathMtu(site.peer(), 1)).isEqualTo(1500 - LongerByFour.LENGTH);
  }

  @Test
  @Covers("RFC 1122 §3.1: gateway switch")
  void packetToAnotherHostIsOfferedToTheForwarder() {
    host.ip.forwarder(forwarding);
    byte[] packet = Frames.echoRequest(site.peer(), site.remote(), 1, 8);

    host.receive(Frames.toOwn(Arrays.copyOf(packet, packet.length + 6)), 1);

    assertThat(forwarding.taken).containsExactly(packet);
    assertThat(host.ip.counters().of(site.remote()).of(IpCounter.IN_FORW_DATAGRAMS)).isEqualTo(1);
    assertThat(host.drops.nonZero()).isEmpty();
  }

  @Test
  void packetThatTheForwarderLeavesIsDropped() {
    forwarding.takes = false;
    host.ip.forwarder(forwarding);

    host.receive(toRemote(site.peer()), 1);

    assertThat(forwarding.taken).hasSize(1);
    assertThat(host.drops.nonZero()).containsOnlyKeys(DropReason.IP_NOT_FOR_US);
  }

  @Test
  void packetToAGroupOrFromOneOfOurAddressesIsNotOffered() {
    host.ip.forwarder(forwarding);

    host.receive(Frames.toOwn(Frames.echoRequest(site.peer(), otherGroup(), 1, 8)), 1);
    host.receive(toRemote(site.host()), 1);

    assertThat(forwarding.taken).isEmpty();
    assertThat(host.drops.nonZero()).containsOnlyKeys(DropReason.IP_NOT_FOR_US, DropReason.IP_SOURCE_INVALID);
  }

  @Test
  void packetInAFrameToOthersIsNotOffered() {
    host.ip.forwarder(forwarding);
    byte[] frame = toRemote(site.peer());
    Arrays.fill(frame, 0, 6, (byte) 0xff);

    host.receive(frame, 1);

    assertThat(forwarding.taken).isEmpty();
    assertThat(host.drops.nonZero()).containsOnlyKeys(DropReason.IP_NOT_FOR_US);
  }

  /** A group that the host is not in. */
  abstract IpAddress otherGroup();

  /** A forwarder that keeps what it takes. */
  static final class Forwarding implements PacketForwarder {
    final List<byte[]> taken = new ArrayList<>();
    final List<Integer> routed = new ArrayList<>();
    boolean takes = true;

    @Override
    public boolean forward(Packet packet, long nowNanos) {
      taken.add(Arrays.copyOfRange(packet.bytes(), packet.offset(), packet.end()));
      return takes;
    }

    @Override
    @Only(IPV6)
    public boolean routed(ReceivedPacket packet, int routingHeader, long nowNanos) {
      routed.add(packet.bytes()[routingHeader] & 0xff);
      return takes;
    }
  }

  /** Puts four bytes in front of everything. */
  private record LongerByFour(PacketSender next) implements PacketSender {
    static final int LENGTH = 4;

    @Override
    public SendResult send(
        Packet packet,
        IpAddress source,
        IpAddress destination,
        int protocol,
        int trafficClass,
        int hopLimit,
        long nowNanos) {
      packet.push(LENGTH);
      return next.send(packet, source, destination, IpProtocol.ESP, trafficClass, hopLimit, nowNanos);
    }

    @Override
    public SendResult sendWhole(
        Packet packet,
        IpAddress source,
        IpAddress destination,
        int protocol,
        int trafficClass,
        int hopLimit,
        long nowNanos) {
      return send(packet, source, destination, protocol, trafficClass, hopLimit, nowNanos);
    }

    @Override
    public SendResult sendAsIs(Packet packet, IpAddress destination, long nowNanos) {
      return next.sendAsIs(packet, destination, nowNanos);
    }

    @Override
    public int pathMtu(IpAddress destination, long nowNanos) {
      return next.pathMtu(destination, nowNanos) - LENGTH;
    }
  }
}
