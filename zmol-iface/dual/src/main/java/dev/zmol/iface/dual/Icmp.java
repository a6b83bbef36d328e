package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Protocol;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.IpAddress;

/**
 * ICMP (RFC 792) and ICMPv6 (RFC 4443): answers echo requests, sends its own, and reads errors.
 *
 * <p>An error about a packet of another protocol is left in {@link #pendingError} for the stack to hand to that protocol;
 * one about an echo request comes back through {@link #error}.
 */
@Specialize
@Protocol(number = {1, 58})
public final class Icmp implements TransportProtocol {
  private final IpLayer ip;
  private final IcmpOutput output;
  private final IcmpErrorParser errors;
  private final boolean replies;
  private EchoListener listener;
  private IcmpError pendingError;

  /**
   * Creates the protocol.
   *
   * @param ip the IP layer
   */
  public Icmp(IpLayer ip) {
    this.ip = ip;
    this.output = new IcmpOutput(ip);
    this.errors = new IcmpErrorParser(ip);
    this.replies = ip.configuration().echoReply();
  }

  /**
   * Sets who hears the replies to echo requests.
   *
   * @param newListener the listener, which replaces the one before
   */
  public void listener(EchoListener newListener) {
    listener = newListener;
  }

  /**
   * Returns the error that the last received message reported about a packet of ours, until it is {@linkplain
   * #clearError cleared}.
   *
   * @return the error, to be handed to the protocol that {@link IcmpError#protocol} names; null if there was none
   */
  public IcmpError pendingError() {
    return pendingError;
  }

  /** Forgets the error of {@link #pendingError}. */
  public void clearError() {
    pendingError = null;
  }

  @Override
  public boolean receive(ReceivedPacket packet, long nowNanos) {
    pendingError = null;
    if (packet.protocol() != (packet.isIpv6() ? IpProtocol.ICMPV6 : IpProtocol.ICMPV4)) {
      ip.protocolUnreachable(packet, nowNanos);
    } else if (packet.transportLength() < IcmpOutput.HEADER_LENGTH) {
      drop(DropReason.ICMP_MALFORMED);
    } else if (!output.isIntact(packet)) {
      drop(DropReason.ICMP_CHECKSUM);
    } else if (packet.isIpv6()) {
      receive6(packet, nowNanos);
    } else {
      receive4(packet, nowNanos);
    }
    return true;
  }

  private void drop(DropReason reason) {
    ip.drops().count(reason);
  }

  @Only(IPV4)
  private void receive4(ReceivedPacket packet, long nowNanos) {
    int type = packet.bytes()[packet.transportOffset()] & 0xff;
    switch (type) {
      case IcmpTypes.ECHO_REPLY_4 -> echoReply(packet, nowNanos);
      case IcmpTypes.ECHO_REQUEST_4 -> echoRequest(packet, IcmpTypes.ECHO_REPLY_4, nowNanos);
      default -> receiveError(packet, IcmpTypes.kind4(type, code(packet)));
    }
  }

  @Only(IPV6)
  private void receive6(ReceivedPacket packet, long nowNanos) {
    int type = packet.bytes()[packet.transportOffset()] & 0xff;
    switch (type) {
      case IcmpTypes.ECHO_REPLY_6 -> echoReply(packet, nowNanos);
      case IcmpTypes.ECHO_REQUEST_6 -> echoRequest(packet, IcmpTypes.ECHO_REPLY_6, nowNanos);
      case IcmpTypes.NEIGHBOR_SOLICITATION, IcmpTypes.NEIGHBOR_ADVERTISEMENT -> neighborDiscovery(packet, nowNanos);
      default -> receiveError(packet, IcmpTypes.kind6(type, code(packet)));
    }
  }

  private static int code(ReceivedPacket packet) {
    return packet.bytes()[packet.transportOffset() + 1] & 0xff;
  }

  /** What all neighbour discovery messages have in common (RFC 4861 §7.1, RFC 6980 §5). */
  @Only(IPV6)
  private void neighborDiscovery(ReceivedPacket packet, long nowNanos) {
    if (packet.hopLimit() != 255 || code(packet) != 0 || packet.fragmentHeader) {
      drop(DropReason.NDP_MALFORMED);
    } else {
      ip.link().neighborDiscovery(packet, nowNanos);
    }
  }

  /** Sends the data back (RFC 1122 §3.2.2.6, RFC 4443 §4.2); a request to a group is answered from our own address. */
  private void echoRequest(ReceivedPacket packet, int replyType, long nowNanos) {
    if (!replies) {
      drop(DropReason.ICMP_ECHO_IGNORED);
      return;
    }
    IpAddress peer = packet.source();
    if (peer.isUnspecified()) {
      drop(DropReason.IP_SOURCE_INVALID);
      return;
    }
    IpAddress own = packet.local != null ? packet.local : ip.sourceFor(peer);
    Packet reply = ip.outgoing();
    int length = packet.transportLength();
    if (own == null || length > reply.room()) {
      drop(own == null ? DropReason.NO_ROUTE : DropReason.PACKET_TOO_BIG);
      return;
    }
    reply.set(reply.offset(), length);
    reply.id(packet.id());
    System.arraycopy(packet.bytes(), packet.transportOffset(), reply.bytes(), reply.offset(), length);
    BigEndian.putInt(reply.bytes(), reply.offset(), replyType << 24);
    if (output.send(reply, own, peer, IpLayer.DEFAULT_HOP_LIMIT, nowNanos) == SendResult.BUSY) {
      drop(DropReason.DEVICE_BUSY);
    }
  }

  private void echoReply(ReceivedPacket packet, long nowNanos) {
    if (listener == null) {
      drop(DropReason.ICMP_ECHO_IGNORED);
      return;
    }
    int word = BigEndian.getInt(packet.bytes(), packet.transportOffset() + 4);
    int length = packet.transportLength() - IcmpOutput.HEADER_LENGTH;
    listener.onReply(packet.source(), word >>> 16, word & 0xffff, length, packet.hopLimit(), nowNanos);
  }

  private void receiveError(ReceivedPacket packet, IcmpError.Kind kind) {
    if (kind == null) {
      drop(DropReason.ICMP_TYPE_UNKNOWN);
    } else {
      pendingError = errors.parse(packet, kind);
    }
  }

  /**
   * Sends an echo request.
   *
   * @param destination where to
   * @param identifier tells the requests of one program from those of others (0 to 65,535)
   * @param sequence tells the requests of one program from each other (0 to 65,535)
   * @param data what the reply has to repeat
   * @param nowNanos the time, in nanoseconds
   * @return what became of the request
   */
  public SendResult sendEchoRequest(
      IpAddress destination, int identifier, int sequence, byte[] data, long nowNanos) {
    IpAddress source = ip.sourceFor(destination);
    Packet request = ip.outgoing();
    int length = IcmpOutput.HEADER_LENGTH + data.length;
    if (source == null || length > request.room()) {
      drop(source == null ? DropReason.NO_ROUTE : DropReason.PACKET_TOO_BIG);
      return SendResult.DROPPED;
    }
    int at = request.offset();
    request.set(at, length);
    BigEndian.putInt(request.bytes(), at, IcmpTypes.echoRequest(destination) << 24);
    BigEndian.putInt(request.bytes(), at + 4, identifier << 16 | sequence & 0xffff);
    System.arraycopy(data, 0, request.bytes(), at + IcmpOutput.HEADER_LENGTH, data.length);
    return output.send(request, source, destination, IpLayer.DEFAULT_HOP_LIMIT, nowNanos);
  }

  /** Hears of an error about one of our echo requests. */
  @Override
  public void error(IcmpError error, long nowNanos) {
    int at = error.transportOffset();
    boolean request = (error.bytes()[at] & 0xff) == IcmpTypes.echoRequest(error.destination());
    if (request && listener != null) {
      int word = BigEndian.getInt(error.bytes(), at + 4);
      listener.onError(error, word >>> 16, word & 0xffff, nowNanos);
    }
  }

  @Override
  public boolean poll(long nowNanos) {
    return false;
  }

  @Override
  public long pollAt() {
    return Long.MAX_VALUE;
  }
}
