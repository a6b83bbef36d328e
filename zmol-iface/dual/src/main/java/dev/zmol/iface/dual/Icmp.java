package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Protocol;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.IcmpEcho;
import dev.zmol.wire.dual.IcmpWire;
import dev.zmol.wire.dual.Icmpv4Type;
import dev.zmol.wire.dual.Icmpv6Type;
import dev.zmol.wire.dual.IpAddress;
import java.util.Objects;

/**
 * ICMP (RFC 792) and ICMPv6 (RFC 4443): answers echo requests, sends its own, and reads errors.
 *
 * <p>An error about a packet of another protocol is left in {@link #pendingError} for the stack to hand to that
 * protocol; one about an echo request comes back through {@link #error}.
 */
@Specialize
@Protocol(number = {1, 58})
public final class Icmp implements TransportProtocol {
  private static final int TYPES = 256;
  private static final int CONGESTION = 3;

  @Only(IPV6)
  private static final int COMMON_LENGTH = 4;

  private final IpLayer ip;
  private final IcmpOutput output;
  private final IcmpErrorParser errors;
  private final boolean replies;

  @Only(IPV4)
  private final boolean broadcastReplies;

  private EchoListener listener;
  private IcmpObserver observer;
  private IcmpError pendingError;

  @Only(IPV4)
  private final IcmpHandler[] handlers4 = new IcmpHandler[TYPES];

  @Only(IPV6)
  private final IcmpHandler[] handlers6 = new IcmpHandler[TYPES];

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
    RedirectReceiver redirects = new RedirectReceiver(ip);
    if (Comptime.IPV4) {
      this.broadcastReplies = ip.configuration().broadcastEchoReply();
      handlers4[Icmpv4Type.REDIRECT] = redirects;
    }
    if (Comptime.IPV6) {
      handlers6[Icmpv6Type.REDIRECT] = redirects;
    }
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
   * Sets who sees the echo requests, replies and errors that arrive, beside those who they are for: sockets.
   *
   * @param newObserver the observer
   * @throws IllegalStateException if there is one already
   */
  public void observer(IcmpObserver newObserver) {
    Objects.requireNonNull(newObserver, "newObserver is null");
    if (observer != null) {
      throw new IllegalStateException("ICMP messages have an observer already");
    }
    observer = newObserver;
  }

  private boolean observe(ReceivedPacket packet, IcmpError error, long nowNanos) {
    return observer != null && observer.observe(packet, error, nowNanos);
  }

  /**
   * Sets who takes the ICMP messages of a type that this class has no use for.
   *
   * @param type the type (0 to 255), neither of an echo nor of an error
   * @param handler who takes them; their checksum has been verified
   * @throws IllegalStateException if the messages of that type have a taker
   */
  @Only(IPV4)
  public void icmpv4Handler(int type, IcmpHandler handler) {
    boolean taken = type == Icmpv4Type.ECHO_REPLY || type == Icmpv4Type.ECHO_REQUEST || Icmpv4Type.isError(type);
    register(handlers4, type, taken && type != Icmpv4Type.REDIRECT, handler);
  }

  /**
   * Sets who takes the ICMPv6 messages of a type that this class has no use for.
   *
   * @param type the type (128 to 255), neither of an echo nor of a neighbor solicitation or advertisement
   * @param handler who takes them; their checksum has been verified
   * @throws IllegalStateException if the messages of that type have a taker
   */
  @Only(IPV6)
  public void icmpv6Handler(int type, IcmpHandler handler) {
    boolean taken =
        switch (type) {
          case Icmpv6Type.ECHO_REPLY, Icmpv6Type.ECHO_REQUEST -> true;
          case Icmpv6Type.NEIGHBOR_SOLICITATION, Icmpv6Type.NEIGHBOR_ADVERTISEMENT -> true;
          default -> type < Icmpv6Type.MIN_INFORMATIONAL;
        };
    register(handlers6, type, taken, handler);
  }

  private static void register(IcmpHandler[] handlers, int type, boolean taken, IcmpHandler handler) {
    Objects.requireNonNull(handler, "handler is null");
    if (taken || handlers[type] != null) {
      throw new IllegalStateException("ICMP messages of type " + type + " have a taker");
    }
    handlers[type] = handler;
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
    } else if (packet.transportLength() < leastLength(packet)) {
      invalid(packet, DropReason.ICMP_MALFORMED);
    } else if (!output.isIntact(packet)) {
      invalid(packet, DropReason.ICMP_CHECKSUM);
    } else if (packet.isIpv6()) {
      receive6(packet, nowNanos);
    } else {
      receive4(packet, nowNanos);
    }
    return true;
  }

  private int leastLength(ReceivedPacket packet) {
    if (packet.isIpv6()) {
      return leastLength6(packet);
    }
    return IcmpWire.LENGTH;
  }

  /** All messages of ICMPv6 have four bytes in common; not all have more (RFC 4443 §2.1). */
  @Only(IPV6)
  private int leastLength6(ReceivedPacket packet) {
    if (packet.transportLength() < COMMON_LENGTH) {
      return COMMON_LENGTH;
    }
    IcmpHandler handler = handlers6[IcmpWire.type(packet.bytes(), packet.transportOffset())];
    return handler == null ? IcmpWire.LENGTH : handler.leastLength();
  }

  private void invalid(ReceivedPacket packet, DropReason reason) {
    ip.counters().icmpOf(packet).countInvalid();
    drop(reason);
  }

  private void drop(DropReason reason) {
    ip.drops().count(reason);
  }

  @Only(IPV4)
  private void receive4(ReceivedPacket packet, long nowNanos) {
    int type = IcmpWire.type(packet.bytes(), packet.transportOffset());
    ip.counters().icmpv4().countReceived(type);
    switch (type) {
      case Icmpv4Type.ECHO_REPLY -> echoReply(packet, nowNanos);
      case Icmpv4Type.ECHO_REQUEST -> {
        // Answers of everybody to a forged address would be a flood (RFC 1122 §3.2.2.6).
        if (packet.local == null && !broadcastReplies) {
          drop(DropReason.ICMP_ECHO_IGNORED);
        } else {
          echoRequest(packet, Icmpv4Type.ECHO_REPLY, nowNanos);
        }
      }
      default -> {
        if (handlers4[type] == null) {
          receiveError(packet, IcmpErrorKinds.kind4(type, code(packet)), nowNanos);
        } else {
          handlers4[type].receive(packet, nowNanos);
        }
      }
    }
  }

  @Only(IPV6)
  private void receive6(ReceivedPacket packet, long nowNanos) {
    int type = IcmpWire.type(packet.bytes(), packet.transportOffset());
    ip.counters().icmpv6().countReceived(type);
    switch (type) {
      case Icmpv6Type.ECHO_REPLY -> echoReply(packet, nowNanos);
      case Icmpv6Type.ECHO_REQUEST -> echoRequest(packet, Icmpv6Type.ECHO_REPLY, nowNanos);
      case Icmpv6Type.NEIGHBOR_SOLICITATION, Icmpv6Type.NEIGHBOR_ADVERTISEMENT -> neighborDiscovery(packet, nowNanos);
      default -> {
        if (handlers6[type] == null) {
          receiveError(packet, IcmpErrorKinds.kind6(type, code(packet)), nowNanos);
        } else {
          handlers6[type].receive(packet, nowNanos);
        }
      }
    }
  }

  private static int code(ReceivedPacket packet) {
    return IcmpWire.code(packet.bytes(), packet.transportOffset());
  }

  /** Neighbour discovery is not to be fragmented, not even into one fragment (RFC 6980 §5). */
  @Only(IPV6)
  private void neighborDiscovery(ReceivedPacket packet, long nowNanos) {
    if (packet.fragmentHeader) {
      drop(DropReason.NDP_MALFORMED);
    } else {
      ip.link().neighborDiscovery(packet, nowNanos);
    }
  }

  /** Sends the data back (RFC 1122 §3.2.2.6, RFC 4443 §4.2); a request to a group is answered from our own address. */
  private void echoRequest(ReceivedPacket packet, int replyType, long nowNanos) {
    boolean observed = observe(packet, null, nowNanos);
    if (!replies) {
      ignoreUnless(observed);
      return;
    }
    IpAddress peer = packet.source();
    if (peer.isUnspecified()) {
      drop(DropReason.IP_SOURCE_INVALID);
      return;
    }
    IpAddress own = packet.local != null ? packet.local : ip.sourceFor(peer);
    int length = packet.transportLength();
    Packet reply = ip.outgoing(length);
    if (own == null || length > ip.maxDatagram(peer)) {
      drop(own == null ? DropReason.NO_ROUTE : DropReason.PACKET_TOO_BIG);
      return;
    }
    reply.set(reply.offset(), length);
    reply.id(packet.id());
    System.arraycopy(packet.bytes(), packet.transportOffset(), reply.bytes(), reply.offset(), length);
    IcmpWire.type(reply.bytes(), reply.offset(), replyType);
    IcmpWire.code(reply.bytes(), reply.offset(), 0);
    // With the class of the request, but not its mark of congestion (RFC 1349 §5.1).
    int trafficClass = packet.trafficClass() & ~CONGESTION;
    if (output.send(reply, own, peer, trafficClass, nowNanos) == SendResult.BUSY) {
      drop(DropReason.DEVICE_BUSY);
    }
  }

  private void ignoreUnless(boolean observed) {
    if (!observed) {
      drop(DropReason.ICMP_ECHO_IGNORED);
    }
  }

  private void echoReply(ReceivedPacket packet, long nowNanos) {
    boolean observed = observe(packet, null, nowNanos);
    if (listener == null) {
      ignoreUnless(observed);
      return;
    }
    int word = IcmpWire.rest(packet.bytes(), packet.transportOffset());
    int length = packet.transportLength() - IcmpWire.LENGTH;
    listener.onReply(packet.source(), word >>> 16, word & 0xffff, length, packet.hopLimit(), nowNanos);
  }

  private void receiveError(ReceivedPacket packet, IcmpError.Kind kind, long nowNanos) {
    if (kind == null) {
      drop(DropReason.ICMP_TYPE_UNKNOWN);
    } else {
      pendingError = errors.parse(packet, kind);
      if (pendingError != null) {
        observe(packet, pendingError, nowNanos);
      }
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
    int length = IcmpWire.LENGTH + data.length;
    Packet request = ip.outgoing(length);
    if (source == null || length > ip.maxDatagram(destination)) {
      drop(source == null ? DropReason.NO_ROUTE : DropReason.PACKET_TOO_BIG);
      return SendResult.DROPPED;
    }
    int at = request.offset();
    request.set(at, length);
    int body = IcmpEcho.emitRequest(request.bytes(), at, destination, identifier, sequence & 0xffff);
    System.arraycopy(data, 0, request.bytes(), body, data.length);
    return output.send(request, source, destination, nowNanos);
  }

  /**
   * Sends a message of any type.
   *
   * @param message the message, as {@link IpLayer#outgoing} has returned it; its checksum need not be there
   * @param source the source address, one of ours
   * @param destination the destination address, of the same family
   * @param trafficClass DSCP and ECN
   * @param hopLimit the hop limit (1 to 255)
   * @param nowNanos the time, in nanoseconds
   * @return what became of the message
   */
  public SendResult send(
      Packet message, IpAddress source, IpAddress destination, int trafficClass, int hopLimit, long nowNanos) {
    return output.send(message, source, destination, trafficClass, hopLimit, nowNanos);
  }

  /** Hears of an error about one of our echo requests or replies. */
  @Override
  public void error(IcmpError error, long nowNanos) {
    int at = error.transportOffset();
    if (error.kind() == IcmpError.Kind.PACKET_TOO_BIG) {
      ip.reducePathMtu(error.destination(), error.mtu(), nowNanos);
    }
    boolean request = IcmpWire.type(error.bytes(), at) == IcmpEcho.requestType(error.destination());
    if (request && listener != null) {
      int word = IcmpWire.rest(error.bytes(), at);
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
