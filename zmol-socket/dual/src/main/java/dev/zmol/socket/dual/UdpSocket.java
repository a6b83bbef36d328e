package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.iface.dual.ReceivedPacket;
import dev.zmol.iface.dual.SendResult;
import dev.zmol.socket.NetworkError;
import dev.zmol.socket.udp.DatagramRing;
import dev.zmol.wire.Checksum;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.UdpDatagram;
import dev.zmol.wire.UdpWire;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import dev.zmol.wire.dual.Ipv6Address;
import dev.zmol.wire.dual.PseudoHeader;
import java.util.Objects;

/**
 * A UDP socket: what {@link Udp#bind} returns.
 *
 * <p>Datagrams wait in a bounded queue; those for which there is no room are dropped, and counted. {@link #receive}
 * copies the first one, and {@link #source}, {@link #destination}, {@link #hopLimit} then tell about it. Datagrams are
 * sent at once. Owned by the thread that polls the stack; all methods are called by it.
 */
@Specialize
public final class UdpSocket {
  private static final int QUEUE_BYTES = 256 << 10;
  private static final int QUEUE_DATAGRAMS = 256;

  /** How many datagrams a super-datagram has at most: what every kernel that knows them takes. */
  private static final int BATCH_DATAGRAMS = 64;

  private final Udp udp;
  private final IpAddress address;
  private final int port;
  private final DatagramRing ring = new DatagramRing(QUEUE_BYTES, QUEUE_DATAGRAMS);
  private IpEndpoint[] sources = new IpEndpoint[0];
  private IpAddress[] destinations = new IpAddress[0];
  private byte[] hopLimits = new byte[0];
  private IpEndpoint source;
  private IpAddress destination;
  private int receivedHopLimit;
  private int receivedLength;
  private boolean receivedUnicast;
  private boolean[] unicasts = new boolean[0];
  private int sendHopLimit = IpLayer.DEFAULT_HOP_LIMIT;
  private IpAddress routedDestination;
  private IpAddress routedSource;
  private NetworkError error = NetworkError.NONE;
  private IpEndpoint errorRemote;
  private Runnable callback;
  private boolean open = true;
  private boolean news;

  UdpSocket(Udp udp, IpAddress address, int port) {
    this.udp = udp;
    this.address = address;
    this.port = port;
  }

  /** {@return the port} */
  public int port() {
    return port;
  }

  /** {@return whether the socket is not closed} */
  public boolean isOpen() {
    return open;
  }

  /** The address, or null for any. */
  IpAddress address() {
    return address;
  }

  /** {@return how many datagrams wait} */
  public int available() {
    return ring.count();
  }

  /** {@return the length of the datagram that waits first, in bytes; -1 if there is none} */
  public int nextLength() {
    return ring.count() == 0 ? -1 : ring.firstLength();
  }

  /**
   * Takes the datagram that waits first.
   *
   * @param bytes where to put its payload
   * @param offset where to begin
   * @param length how much room there is, in bytes; what there is no room for is lost, see {@link #length}
   * @return how many bytes were copied; -1 if no datagram waits
   * @throws IllegalStateException if the socket is closed
   */
  public int receive(byte[] bytes, int offset, int length) {
    int copied = peek(bytes, offset, length);
    if (copied >= 0) {
      ring.remove();
    }
    return copied;
  }

  /**
   * Copies the datagram that waits first, and leaves it waiting.
   *
   * @param bytes where to put its payload
   * @param offset where to begin
   * @param length how much room there is, in bytes
   * @return how many bytes were copied; -1 if no datagram waits
   * @throws IllegalStateException if the socket is closed
   */
  public int peek(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    requireOpen();
    if (ring.count() == 0) {
      return -1;
    }
    int slot = ring.firstSlot();
    source = sources[slot];
    destination = destinations[slot];
    receivedHopLimit = hopLimits[slot] & 0xff;
    receivedUnicast = unicasts[slot];
    receivedLength = ring.firstLength();
    return ring.peek(bytes, offset, length);
  }

  /** {@return who sent the datagram that was received last; null before the first} */
  public IpEndpoint source() {
    return source;
  }

  /**
   * {@return the address that the datagram received last was sent to: one of ours, or a group; null before the first}
   */
  public IpAddress destination() {
    return destination;
  }

  /** {@return the hop limit of the datagram that was received last} */
  public int hopLimit() {
    return receivedHopLimit;
  }

  /** {@return the whole length of the datagram that was received last, in bytes} */
  public int length() {
    return receivedLength;
  }

  /** Takes in a datagram; false if there is no room for it. */
  boolean add(ReceivedPacket packet, IpEndpoint from, int payload, int end) {
    if (sources.length == 0) {
      sources = new IpEndpoint[ring.slots()];
      destinations = new IpAddress[ring.slots()];
      hopLimits = new byte[ring.slots()];
      unicasts = new boolean[ring.slots()];
    }
    int slot = ring.add(packet.bytes(), payload, end - payload);
    if (slot < 0) {
      return false;
    }
    sources[slot] = from;
    destinations[slot] = packet.destination();
    hopLimits[slot] = (byte) packet.hopLimit();
    unicasts[slot] = packet.isUnicast();
    announce();
    return true;
  }

  /**
   * Sends a datagram.
   *
   * @param bytes where its payload is
   * @param offset where the payload begins
   * @param length how long it is, in bytes; 0 is a datagram too
   * @param remote whom to send it to
   * @return false if it was not sent: the device is busy, or there is no route (which is counted)
   * @throws IllegalArgumentException if the payload does not fit a packet, or nothing can be sent to the endpoint
   * @throws IllegalStateException if the socket is closed
   */
  public boolean send(byte[] bytes, int offset, int length, IpEndpoint remote) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    requireReceiver(remote);
    return send(bytes, offset, length, remote, sourceFor(remote.address()));
  }

  /**
   * Sends a batch of datagrams to one receiver. A device that takes super-datagrams (UDP segmentation offload) gets up
   * to 64 of them in one piece, which costs a fraction of what they cost one by one; any other gets them one by one.
   *
   * @param bytes where the payloads are, one right after the other
   * @param offset where the first payload begins
   * @param length how long they are together, in bytes; 0 is no datagram
   * @param segmentSize how long each of them is but the last, which may be shorter, in bytes
   * @param remote whom to send them to
   * @return how many bytes were sent: all of them, or the whole datagrams that were sent before the device was busy, or
   *     before there was no route (which is counted)
   * @throws IllegalArgumentException if a payload is empty or does not fit a packet, or nothing can be sent to the
   *     endpoint
   * @throws IllegalStateException if the socket is closed
   */
  public int send(byte[] bytes, int offset, int length, int segmentSize, IpEndpoint remote) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    requireReceiver(remote);
    int most = most(remote.address());
    if (segmentSize < 1 || segmentSize > most) {
      throw new IllegalArgumentException("segmentSize is " + segmentSize + "; it has to be from 1 to " + most);
    }
    IpAddress local = sourceFor(remote.address());
    if (!canSend(remote, local)) {
      return 0;
    }
    int batch = batch(remote.address(), segmentSize);
    int sent = 0;
    while (sent < length) {
      int count = Math.min(batch, length - sent);
      if (!transmit(bytes, offset + sent, count, segmentSize, remote, local)) {
        return sent;
      }
      sent += count;
    }
    return sent;
  }

  /** How many bytes are sent in one piece: several datagrams if the device takes that, and they fit the path. */
  private int batch(IpAddress to, int segmentSize) {
    if (segmentSize > udp.ip().pathMtu(to, udp.nowNanos()) - headers(to)) {
      return segmentSize;
    }
    int room = udp.ip().capabilities().datagramSegmentation() - headers(to);
    return segmentSize * Math.clamp(room / segmentSize, 1, BATCH_DATAGRAMS);
  }

  private void requireReceiver(IpEndpoint remote) {
    requireOpen();
    Ports.require("remote port", remote.port());
    if (remote.address().isUnspecified()) {
      throw new IllegalArgumentException("remote is " + remote + "; it has to have an address");
    }
  }

  /**
   * Answers the datagram that was received last, from the address that it was sent to.
   *
   * @param bytes where the payload is
   * @param offset where the payload begins
   * @param length how long it is, in bytes
   * @return false if it was not sent: the device is busy, or there is no route (which is counted)
   * @throws IllegalArgumentException if the payload does not fit a packet
   * @throws IllegalStateException if the socket is closed, or nothing was received yet
   */
  public boolean reply(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    requireOpen();
    if (source == null) {
      throw new IllegalStateException("there is nothing to reply to: no datagram was received yet");
    }
    if (source.port() == 0) {
      return false;
    }
    return send(bytes, offset, length, source, receivedUnicast ? destination : sourceFor(source.address()));
  }

  private IpAddress sourceFor(IpAddress remote) {
    if (address != null) {
      return address;
    }
    if (!remote.equals(routedDestination)) {
      routedSource = udp.ip().sourceFor(remote);
      routedDestination = routedSource == null ? null : remote;
    } else if (!udp.ip().isLocal(routedSource)) {
      routedSource = udp.ip().sourceFor(remote);
    }
    return routedSource;
  }

  /** Sends from an address, which need not be one of ours: a host that is about to get one has none. */
  boolean send(byte[] bytes, int offset, int length, IpEndpoint remote, IpAddress local) {
    int most = most(remote.address());
    if (length > most) {
      throw new IllegalArgumentException("length is " + length + "; it has to be from 0 to " + most);
    }
    return canSend(remote, local) && transmit(bytes, offset, length, length, remote, local);
  }

  /** The longest payload that a datagram takes, fragmented or not. */
  private int most(IpAddress to) {
    return udp.ip().maxDatagram(to) - UdpWire.LENGTH;
  }

  private static int headers(IpAddress to) {
    return UdpWire.LENGTH + (to instanceof Ipv6Address ? 40 : 20);
  }

  private boolean canSend(IpEndpoint remote, IpAddress local) {
    if (local == null) {
      udp.ip().drops().count(DropReason.NO_ROUTE);
      return false;
    }
    if (local.length() != remote.address().length()) {
      throw new IllegalArgumentException("remote is " + remote + "; it has to be of the family of " + local);
    }
    return true;
  }

  /** Sends one datagram, or several behind one header; the lengths in the header are those of all together. */
  private boolean transmit(
      byte[] bytes, int offset, int length, int segmentSize, IpEndpoint remote, IpAddress local) {
    IpLayer ip = udp.ip();
    IpAddress to = remote.address();
    Packet packet = ip.outgoing(UdpWire.LENGTH + length);
    int udpOffset = packet.offset();
    packet.set(udpOffset, UdpWire.LENGTH + length);
    UdpDatagram.emit(packet.bytes(), udpOffset, port, remote.port(), packet.length());
    System.arraycopy(bytes, offset, packet.bytes(), udpOffset + UdpWire.LENGTH, length);
    fillChecksum(packet, PseudoHeader.sum(local, to, IpProtocol.UDP, packet.length()));
    if (length > segmentSize) {
      packet.superSegment(Packet.SEGMENTATION_UDP, segmentSize);
    }
    SendResult result = ip.send(packet, local, to, IpProtocol.UDP, 0, sendHopLimit, udp.nowNanos());
    return result != SendResult.BUSY && result != SendResult.DROPPED;
  }

  private void fillChecksum(Packet packet, long pseudoHeader) {
    if (udp.ip().capabilities().checksums().udp().computes()) {
      UdpDatagram.fillChecksum(packet.bytes(), packet.offset(), packet.end(), pseudoHeader);
    } else {
      UdpWire.checksum(packet.bytes(), packet.offset(), Checksum.foldSum(pseudoHeader));
      packet.requestChecksum(packet.offset(), UdpWire.CHECKSUM_OFFSET);
    }
  }

  /**
   * Sets the hop limit of datagrams that are sent; 64 by default.
   *
   * @param limit the hop limit (1 to 255)
   */
  public void hopLimit(int limit) {
    if (limit < 1 || limit > 255) {
      throw new IllegalArgumentException("limit is " + limit + "; it has to be from 1 to 255");
    }
    sendHopLimit = limit;
  }

  /**
   * Sets what is called when a datagram has come, or the network has {@linkplain #takeError said} something. It is
   * called by the thread of the stack, during a poll; at the next poll if datagrams wait already.
   *
   * @param newCallback what to call; null for nothing
   */
  public void onReady(Runnable newCallback) {
    callback = newCallback;
    if (ring.count() != 0) {
      announce();
    }
  }

  /**
   * Takes what the network has said last about a datagram of this socket (RFC 1122 §4.1.3.3): it may not have arrived.
   * Anybody on the way can forge this.
   *
   * @return the error, which is forgotten; {@link NetworkError#NONE} if there was none since this was called last
   */
  public NetworkError takeError() {
    NetworkError taken = error;
    error = NetworkError.NONE;
    return taken;
  }

  /** {@return whom the datagram was sent to that the network has said something about last; null before the first} */
  public IpEndpoint errorRemote() {
    return errorRemote;
  }

  void fail(NetworkError meaning, IpEndpoint remote) {
    error = meaning;
    errorRemote = remote;
    announce();
  }

  /** Closes the socket; datagrams that wait are lost. Calling it again has no effect. */
  public void close() {
    if (open) {
      open = false;
      ring.clear();
      udp.release(this);
    }
  }

  private void requireOpen() {
    if (!open) {
      throw new IllegalStateException("the socket at port " + port + " is closed");
    }
  }

  private void announce() {
    if (!news) {
      news = true;
      udp.announce(this);
    }
  }

  void callBack() {
    news = false;
    if (open && callback != null) {
      callback.run();
    }
  }
}
