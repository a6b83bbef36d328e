package dev.zmol.socket.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.IcmpError;
import dev.zmol.iface.dual.ReceivedPacket;
import dev.zmol.socket.NetworkError;
import dev.zmol.socket.tcp.CloseReason;
import dev.zmol.socket.tcp.Connection;
import dev.zmol.socket.tcp.ReceivedSegment;
import dev.zmol.socket.tcp.SynCookies;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import dev.zmol.wire.dual.Ipv6Address;

/**
 * A TCP connection: what {@link Tcp#connect} and {@link TcpListener#accept} return.
 *
 * <p>Owned by the thread that polls the stack; all methods are called by it. Nothing is sent before the next poll of
 * the stack, and no method blocks: {@link #onReady} says when to try again.
 */
@Specialize
public final class TcpConnection extends Connection {
  @Only(IPV4)
  private static final int DEFAULT_SEGMENT_IPV4 = 536;

  @Only(IPV6)
  private static final int DEFAULT_SEGMENT_IPV6 = 1220;

  private final Tcp tcp;
  final IpAddress localAddress;
  final IpAddress remoteAddress;

  TcpConnection(
      Tcp tcp, IpAddress localAddress, IpAddress remoteAddress, int ports, int initialSequence, int timestampOffset) {
    super(
        tcp.driver(),
        ports,
        localAddress.sum() + remoteAddress.sum(),
        tcp.segmentSize(remoteAddress),
        tcp.superSegment(remoteAddress),
        initialSequence,
        timestampOffset);
    this.tcp = tcp;
    this.localAddress = localAddress;
    this.remoteAddress = remoteAddress;
  }

  /** {@return our side of the connection} */
  public IpEndpoint local() {
    return new IpEndpoint(localAddress, localPort());
  }

  /** {@return the peer's side of the connection} */
  public IpEndpoint remote() {
    return new IpEndpoint(remoteAddress, remotePort());
  }

  @Override
  protected int defaultSegmentSize() {
    return remoteAddress instanceof Ipv6Address ? DEFAULT_SEGMENT_IPV6 : DEFAULT_SEGMENT_IPV4;
  }

  @Override
  protected void released() {
    tcp.release(this);
  }

  @Override
  protected void suspectPath() {
    tcp.suspectPath(remoteAddress);
  }

  @Override
  protected void confirmPath() {
    tcp.confirmPath(remoteAddress);
  }

  Tcp tcp() {
    return tcp;
  }

  void begin() {
    open();
  }

  void adopt(HalfOpenConnection halfOpen) {
    open(halfOpen);
  }

  void adopt(SynCookies cookies) {
    open(cookies);
  }

  /** In TIME-WAIT: makes room for a new connection if this SYN may begin one, and somebody listens (RFC 6191). */
  boolean givesWayTo(ReceivedSegment segment, ReceivedPacket packet) {
    if (!isReplacedBy(segment) || tcp.findListener(packet) == null) {
      return false;
    }
    forget();
    return true;
  }

  /** Takes an ICMP error that quotes a segment of this connection. */
  void take(IcmpError error) {
    int sequence = BigEndian.getInt(error.bytes(), error.transportOffset() + 4);
    if (error.kind() != IcmpError.Kind.PACKET_TOO_BIG) {
      NetworkError meaning = NetworkErrors.of(error.kind());
      networkError(sequence, meaning, NetworkErrors.isHard(meaning));
    } else if (error.mtu() > 0 && pathReduced(sequence, error.mtu() - Tcp.headers(remoteAddress))) {
      tcp.reducePathMtu(remoteAddress, error.mtu());
    }
  }

  /** Sends smaller segments from now on if the path takes less than it did. */
  void fitPath() {
    pathReduced(tcp.segmentSize(remoteAddress));
  }

  /** The next hop does not answer: segments do not get anywhere, at present. */
  void neighborUnanswered() {
    softError(NetworkError.NEIGHBOR_UNREACHABLE);
  }

  /** Our address is gone: nothing can be sent any more, and nothing comes. */
  void addressRemoved() {
    disconnect(CloseReason.ADDRESS_REMOVED);
  }

  /** Reads ahead what {@link #touchFirst} goes on from. */
  int touchSelf() {
    return touch() + (tcp == null ? 1 : 0);
  }

  /** Reads ahead what {@link #touchAll} goes on from. */
  int touchFirst() {
    return touchParts() + remoteAddress.hashCode();
  }

  /** Reads ahead what a segment will need. */
  int touchAll() {
    return touchPartsOfParts();
  }

  /** Whether a packet is for this connection; {@code ports} are its ports as we see them. */
  boolean matches(ReceivedPacket packet, int ports) {
    return ports == ports() && packet.isFrom(remoteAddress) && packet.isTo(localAddress);
  }

  boolean matches(IpAddress local, IpAddress remote, int ports) {
    return ports == ports() && remote.equals(remoteAddress) && local.equals(localAddress);
  }

  @Override
  public String toString() {
    return local() + " - " + remote() + " " + state();
  }
}
