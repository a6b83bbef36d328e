package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.MulticastGroup;
import dev.zmol.iface.dual.ReceivedPacket;
import dev.zmol.iface.dual.SendResult;
import dev.zmol.iface.dual.SourceFilter;
import dev.zmol.socket.NetworkError;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import java.util.Objects;

/**
 * A UDP socket: what {@link Udp#bind} and {@link Udp#connect} return.
 *
 * <p>Datagrams wait in a bounded queue; those for which there is no room are dropped, and counted. {@link #receive}
 * copies the first one, and {@link #source}, {@link #destination}, {@link #hopLimit()} and others then tell about it.
 * Datagrams are sent at once. Owned by the thread that polls the stack; all methods are called by it.
 */
@Specialize
public final class UdpSocket {
  private static final int QUEUE_BYTES = 256 << 10;
  private static final int QUEUE_DATAGRAMS = 256;

  private final Udp udp;
  private final IpAddress boundAddress;
  private final int port;
  private final boolean shared;
  private final long number;
  private final ReceivedDatagrams received = new ReceivedDatagrams(QUEUE_BYTES, QUEUE_DATAGRAMS);
  private final SocketGroups groups;
  private final UdpSender sender;
  private IpAddress address;
  private IpEndpoint remote;
  private NetworkError error = NetworkError.NONE;
  private IpEndpoint errorRemote;
  private Runnable callback;
  private boolean open = true;
  private boolean orphaned;
  private boolean news;

  UdpSocket(Udp udp, IpAddress address, int port, boolean shared, long number) {
    this.udp = udp;
    this.boundAddress = address;
    this.address = address;
    this.port = port;
    this.shared = shared;
    this.number = number;
    this.groups = new SocketGroups(udp.ip().groups());
    this.sender = new UdpSender(udp, port);
  }

  /** {@return the port} */
  public int port() {
    return port;
  }

  /** {@return whether the socket is not closed; it is when its address is removed, too} */
  public boolean isOpen() {
    return open;
  }

  /** The address, or null for any. */
  IpAddress address() {
    return address;
  }

  /** Whether other sockets may be bound to the same port. */
  boolean isShared() {
    return shared;
  }

  /** How many sockets were bound before this one. */
  long number() {
    return number;
  }

  /** The port of the peer and ours, as they lie in a datagram from the peer. */
  int ports() {
    return remote.port() << 16 | port;
  }

  // Connected

  /**
   * Connects the socket: it sends to one peer only, and receives from nobody else. Datagrams that wait already stay.
   * The peer is not told, and need not be there.
   *
   * @param peer the peer
   * @throws IllegalArgumentException if the peer has no address or no port, or is of another family than the socket
   * @throws IllegalStateException if the socket is closed, there is no way to the peer, or another socket is connected
   *     to it from the same address and port
   */
  public void connect(IpEndpoint peer) {
    requireReceiver(peer);
    IpAddress from = boundAddress != null ? boundAddress : udp.ip().sourceFor(peer.address());
    if (from == null) {
      throw new IllegalStateException("there is no way to " + peer);
    }
    if (from.length() != peer.address().length()) {
      throw new IllegalArgumentException("peer is " + peer + "; it has to be of the family of " + from);
    }
    udp.requireFree(from, peer, port);
    udp.move(
        this,
        () -> {
          address = from;
          remote = peer;
        });
  }

  /** Ends {@link #connect}: the socket sends to and receives from everybody again. */
  public void disconnect() {
    requireOpen();
    if (remote != null) {
      udp.move(
          this,
          () -> {
            address = boundAddress;
            remote = null;
          });
    }
  }

  /** {@return whether the socket is connected} */
  public boolean isConnected() {
    return remote != null;
  }

  /** {@return whom the socket is connected to; null if it is not} */
  public IpEndpoint remote() {
    return remote;
  }

  // Groups

  /**
   * Joins a group: what anybody sends to it, and to this port, is received. Of groups that only other sockets have
   * joined nothing is received (RFC 3376 §3.1).
   *
   * @param group the group
   * @throws IllegalArgumentException if the address is not that of a group
   * @throws IllegalStateException if the socket is closed, or the interface is in as many groups as it may be
   */
  public void join(IpAddress group) {
    join(group, SourceFilter.ANY);
  }

  /**
   * Joins a group for some sources, or changes for which it was joined.
   *
   * @param group the group
   * @param filter the sources to listen to
   * @throws IllegalArgumentException if the address is not that of a group, there are more sources than are allowed, or
   *     they are not of the group's family
   * @throws IllegalStateException if the socket is closed, or the interface is in as many groups as it may be
   */
  public void join(IpAddress group, SourceFilter filter) {
    requireOpen();
    groups.join(group, filter);
  }

  /**
   * Leaves a group; closing the socket leaves all.
   *
   * @param group the group
   * @return whether the socket had joined it
   */
  public boolean leave(IpAddress group) {
    return groups.leave(group);
  }

  // In

  /** {@return how many datagrams wait} */
  public int available() {
    return received.count();
  }

  /** {@return the length of the datagram that waits first, in bytes; -1 if there is none} */
  public int nextLength() {
    return received.nextLength();
  }

  /**
   * Sets how many bytes of payload may wait; 256 KiB by default. Of datagrams there are 256 at most in any case.
   *
   * @param bytes how many (1 to 1 GiB); what waits already stays
   */
  public void receiveLimit(int bytes) {
    received.limit(bytes);
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
      received.remove();
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
    return received.peek(bytes, offset, length);
  }

  /** {@return who sent the datagram that was received last; null before the first} */
  public IpEndpoint source() {
    return received.source;
  }

  /**
   * {@return the address that the datagram received last was sent to: one of ours, or a group; null before the first}
   */
  public IpAddress destination() {
    return received.destination;
  }

  /** {@return the hop limit of the datagram that was received last} */
  public int hopLimit() {
    return received.hopLimit;
  }

  /** {@return the traffic class of the datagram that was received last: DSCP and ECN} */
  public int trafficClass() {
    return received.trafficClass;
  }

  /** {@return the metadata id of the datagram that was received last; 0 if it has none} */
  public long packetId() {
    return received.id;
  }

  /**
   * Sets the metadata id that datagrams are sent with from now on: the device finds it in {@link
   * dev.zmol.iface.Packet#id}. A {@link #reply} has the id of what it answers instead.
   *
   * @param id the id; 0 for none
   */
  public void packetId(long id) {
    sender.packetId(id);
  }

  /** {@return the whole length of the datagram that was received last, in bytes} */
  public int length() {
    return received.length;
  }

  /** Whether a packet to a group, or a broadcast, is for this socket. */
  boolean wants(ReceivedPacket packet) {
    return (address == null || packet.isTo(address)) && groups.wants(packet);
  }

  /** Whether what we send to a group ourselves is for this socket. */
  boolean wants(MulticastGroup group, IpAddress source) {
    return (address == null || group.address().equals(address)) && groups.wants(group, source);
  }

  /** Takes in a datagram; false if there is no room for it. */
  boolean add(ReceivedPacket packet, IpEndpoint from, int payload, int end) {
    return announce(received.add(packet, from, payload, end));
  }

  /** Takes in a datagram of our own; false if there is no room for it. */
  boolean add(byte[] bytes, int payload, int end, IpEndpoint from, IpAddress group, int hops, int tos) {
    return announce(received.add(bytes, payload, end, from, group, hops, tos));
  }

  // Out

  /**
   * Sends a datagram.
   *
   * @param bytes where its payload is
   * @param offset where the payload begins
   * @param length how long it is, in bytes; 0 is a datagram too
   * @param to whom to send it to
   * @return false if it was not sent: the device is busy, see {@link #onReady}, or there is no route (which is counted)
   * @throws IllegalArgumentException if the payload does not fit a packet, nothing can be sent to the endpoint, or the
   *     socket is connected to another one
   * @throws IllegalStateException if the socket is closed
   */
  public boolean send(byte[] bytes, int offset, int length, IpEndpoint to) {
    return isSent(trySend(bytes, offset, length, to));
  }

  /**
   * Sends a datagram to whom the socket is connected to.
   *
   * @param bytes where its payload is
   * @param offset where the payload begins
   * @param length how long it is, in bytes; 0 is a datagram too
   * @return false if it was not sent: the device is busy, see {@link #onReady}, or there is no route (which is counted)
   * @throws IllegalArgumentException if the payload does not fit a packet
   * @throws IllegalStateException if the socket is closed, or not connected
   */
  public boolean send(byte[] bytes, int offset, int length) {
    requireOpen();
    if (remote == null) {
      throw new IllegalStateException("the socket at port " + port + " is not connected");
    }
    return send(bytes, offset, length, remote);
  }

  /**
   * Sends a datagram from an address.
   *
   * @param bytes where its payload is
   * @param offset where the payload begins
   * @param length how long it is, in bytes; 0 is a datagram too
   * @param to whom to send it to
   * @param from the address to send it from, one of ours; the unspecified one if we have none yet
   * @return false if it was not sent: the device is busy, see {@link #onReady}, or there is no route (which is counted)
   * @throws IllegalArgumentException if the payload does not fit a packet, nothing can be sent to the endpoint, or the
   *     address is none of ours
   * @throws IllegalStateException if the socket is closed
   */
  public boolean send(byte[] bytes, int offset, int length, IpEndpoint to, IpAddress from) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    requireReceiver(to);
    if (!from.isUnspecified() && !udp.ip().isLocal(from)) {
      throw new IllegalArgumentException("from is " + from + "; it has to be an address of this interface");
    }
    long id = sender.packetId();
    sender.packetId(received.id);
    try {
      return isSent(told(sender.send(bytes, offset, length, to, from), to));
    } finally {
      sender.packetId(id);
    }
  }

  /**
   * Sends a datagram, and says what has become of it.
   *
   * @param bytes where the payload is
   * @param offset where it begins
   * @param length its length in bytes; may be 0
   * @param to whom to send it to
   * @return what became of it; after {@link SendResult#BUSY} the callback is told when it may be tried again
   * @throws IllegalArgumentException if it does not fit a packet, or nothing can be sent to the endpoint
   */
  public SendResult trySend(byte[] bytes, int offset, int length, IpEndpoint to) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    requireReceiver(to);
    return told(sender.send(bytes, offset, length, to, sourceFor(to.address())), to);
  }

  private static boolean isSent(SendResult result) {
    return result != SendResult.BUSY && result != SendResult.DROPPED;
  }

  /** Takes note of what the application has to know of a datagram. */
  private SendResult told(SendResult result, IpEndpoint to) {
    if (result == SendResult.BUSY) {
      announce(true);
    } else if (result == SendResult.UNANSWERED) {
      fail(NetworkError.NEIGHBOR_UNREACHABLE, to);
    }
    return result;
  }

  /**
   * Sends a batch of datagrams to one receiver. A device that takes super-datagrams (UDP segmentation offload) gets up
   * to 64 of them in one piece, which costs a fraction of what they cost one by one; any other gets them one by one.
   *
   * @param bytes where the payloads are, one right after the other
   * @param offset where the first payload begins
   * @param length how long they are together, in bytes; 0 is no datagram
   * @param segmentSize how long each of them is but the last, which may be shorter, in bytes
   * @param to whom to send them to
   * @return how many bytes were sent: all of them, or the whole datagrams that were sent before the device was busy, or
   *     before there was no route (which is counted)
   * @throws IllegalArgumentException if a payload is empty or does not fit a packet, or nothing can be sent to the
   *     endpoint
   * @throws IllegalStateException if the socket is closed
   */
  public int send(byte[] bytes, int offset, int length, int segmentSize, IpEndpoint to) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    requireReceiver(to);
    int sent = sender.send(bytes, offset, length, segmentSize, to, sourceFor(to.address()));
    return announce(sent < length) ? sent : length;
  }

  private void requireReceiver(IpEndpoint to) {
    requireOpen();
    Ports.require("remote port", to.port());
    if (to.address().isUnspecified()) {
      throw new IllegalArgumentException("remote is " + to + "; it has to have an address");
    }
    if (remote != null && !remote.equals(to)) {
      throw new IllegalArgumentException("remote is " + to + "; the socket is connected to " + remote);
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
    IpEndpoint to = received.source;
    if (to == null) {
      throw new IllegalStateException("there is nothing to reply to: no datagram was received yet");
    }
    if (to.port() == 0) {
      return false;
    }
    IpAddress from = received.unicast ? received.destination : sourceFor(to.address());
    long id = sender.packetId();
    sender.packetId(received.id);
    try {
      return isSent(told(sender.send(bytes, offset, length, to, from), to));
    } finally {
      sender.packetId(id);
    }
  }

  private IpAddress sourceFor(IpAddress to) {
    // What is bound to a group hears it; it does not speak for it.
    return address == null || address.isMulticast() ? sender.sourceFor(to) : address;
  }

  /**
   * Sets the hop limit of all datagrams that are sent; by default 64, and 1 for those to groups.
   *
   * @param limit the hop limit (1 to 255)
   */
  public void hopLimit(int limit) {
    sender.hopLimit(limit);
  }

  /**
   * Sets the hop limit of datagrams that are sent to groups; by default 1: they stay on the link (RFC 1112 §6.1).
   *
   * @param limit the hop limit (1 to 255)
   */
  public void multicastHopLimit(int limit) {
    sender.multicastHopLimit(limit);
  }

  /**
   * Sets whether sockets of this stack, this one included, hear what this one sends to groups that they have joined
   * (RFC 1112 §6.1); they do by default.
   *
   * @param looped whether they do
   */
  public void multicastLoop(boolean looped) {
    sender.multicastLoop(looped);
  }

  /**
   * Sets whether this socket may send to broadcast addresses; it may by default.
   *
   * @param permitted whether it may
   */
  public void broadcast(boolean permitted) {
    sender.broadcast(permitted);
  }

  /**
   * Sets the traffic class, or type of service, of datagrams that are sent; 0 by default.
   *
   * @param value DSCP and ECN (0 to 255)
   */
  public void trafficClass(int value) {
    sender.trafficClass(value);
  }

  // News

  /**
   * Sets what is called when a datagram has come, the network has {@linkplain #takeError said} something, a datagram
   * may be sent for which the device was busy, or the address of the socket was removed, which closes it. It is called
   * by the thread of the stack, during a poll; at the next poll if datagrams wait already.
   *
   * @param newCallback what to call; null for nothing
   */
  public void onReady(Runnable newCallback) {
    callback = newCallback;
    announce(received.count() != 0);
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

  void fail(NetworkError meaning, IpEndpoint to) {
    error = meaning;
    errorRemote = to;
    announce(true);
  }

  /** Closes the socket, and leaves its groups; datagrams that wait are lost. Calling it again has no effect. */
  public void close() {
    if (open) {
      open = false;
      received.clear();
      groups.leaveAll();
      udp.release(this);
    }
  }

  /** Closes the socket because its address is none of ours any more. */
  void addressRemoved() {
    close();
    orphaned = true;
    announce(true);
  }

  private void requireOpen() {
    if (!open) {
      throw new IllegalStateException("the socket at port " + port + " is closed");
    }
  }

  private boolean announce(boolean happened) {
    if (happened && !news) {
      news = true;
      udp.announce(this);
    }
    return happened;
  }

  void callBack() {
    news = false;
    if (callback != null && (open || orphaned)) {
      orphaned = false;
      callback.run();
    }
  }
}
