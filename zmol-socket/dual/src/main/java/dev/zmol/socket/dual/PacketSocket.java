package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.iface.dual.ReceivedPacket;
import dev.zmol.iface.dual.SendResult;
import dev.zmol.socket.udp.DatagramRing;
import dev.zmol.wire.dual.IpAddress;
import java.util.Objects;

/**
 * What ICMP and raw sockets have in common: a bounded queue of received packets, what is known about each, and how
 * packets are sent.
 *
 * <p>{@link #receive} copies the packet that waits first, and {@link #source}, {@link #destination}, {@link #hopLimit},
 * {@link #trafficClass} and {@link #receivedNanos} then tell about it. Packets for which there is no room are dropped,
 * and counted. Owned by the thread that polls the stack; all methods are called by it.
 */
@Specialize
public abstract sealed class PacketSocket permits IcmpSocket, RawSocket {
  private static final int QUEUE_BYTES = 256 << 10;
  private static final int QUEUE_PACKETS = 256;
  private static final int MOST_OCTET = 255;

  final IpLayer ip;
  private final SocketNews news;
  private DatagramRing ring = new DatagramRing(QUEUE_BYTES, QUEUE_PACKETS);
  private IpAddress[] sources = new IpAddress[0];
  private IpAddress[] destinations = new IpAddress[0];
  private char[] hopLimitsAndClasses = new char[0];
  private long[] times = new long[0];
  private IpAddress source;
  private IpAddress destination;
  private int hopLimitAndClass;
  private long receivedNanos;
  private int receivedLength;
  private int sendHopLimit = IpLayer.DEFAULT_HOP_LIMIT;
  private int sendTrafficClass;
  private Runnable callback;
  private boolean open = true;
  private boolean announced;

  PacketSocket(IpLayer ip, SocketNews news) {
    this.ip = ip;
    this.news = news;
  }

  /** {@return whether the socket is not closed} */
  public final boolean isOpen() {
    return open;
  }

  /** {@return how many packets wait} */
  public final int available() {
    return ring.count();
  }

  /** {@return the length of the packet that waits first, in bytes; -1 if there is none} */
  public final int nextLength() {
    return ring.count() == 0 ? -1 : ring.firstLength();
  }

  /**
   * Bounds the queue of received packets; by default 256 KiB and 256 packets. What waits in it is lost.
   *
   * @param bytes how many bytes may wait, a power of two
   * @param packets how many packets may wait, a power of two
   * @throws IllegalArgumentException if one of them is no power of two
   */
  public final void receiveQueue(int bytes, int packets) {
    ring = new DatagramRing(bytes, packets);
    sources = new IpAddress[0];
  }

  /**
   * Takes the packet that waits first.
   *
   * @param bytes where to put it
   * @param offset where to begin
   * @param length how much room there is, in bytes; what there is no room for is lost, see {@link #length}
   * @return how many bytes were copied; -1 if no packet waits
   * @throws IllegalStateException if the socket is closed
   */
  public final int receive(byte[] bytes, int offset, int length) {
    int copied = peek(bytes, offset, length);
    if (copied >= 0) {
      ring.remove();
    }
    return copied;
  }

  /**
   * Copies the packet that waits first, and leaves it waiting.
   *
   * @param bytes where to put it
   * @param offset where to begin
   * @param length how much room there is, in bytes
   * @return how many bytes were copied; -1 if no packet waits
   * @throws IllegalStateException if the socket is closed
   */
  public final int peek(byte[] bytes, int offset, int length) {
    return look() ? copy(0, bytes, offset, length) : -1;
  }

  /** Takes note of what is known about the packet that waits first; false if there is none. */
  final boolean look() {
    requireOpen();
    if (ring.count() == 0) {
      return false;
    }
    int slot = ring.firstSlot();
    source = sources[slot];
    destination = destinations[slot];
    hopLimitAndClass = hopLimitsAndClasses[slot];
    receivedNanos = times[slot];
    receivedLength = ring.firstLength();
    looked(slot);
    return true;
  }

  /** Takes note of what else is known about the packet in a slot. */
  abstract void looked(int slot);

  /** Copies the packet that waits first, from some byte on. */
  final int copy(int skip, byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    return ring.peek(skip, bytes, offset, length);
  }

  /** Removes the packet that waits first. */
  final void remove() {
    ring.remove();
  }

  final int slots() {
    return ring.slots();
  }

  /** {@return where the packet that was received last came from; null before the first} */
  public final IpAddress source() {
    return source;
  }

  /** {@return the address that the packet received last was sent to: one of ours, or a group; null before the first} */
  public final IpAddress destination() {
    return destination;
  }

  /** {@return the hop limit, or time to live, that the packet that was received last arrived with} */
  public final int hopLimit() {
    return hopLimitAndClass >>> 8;
  }

  /** {@return the traffic class, or type of service, of the packet that was received last: DSCP and ECN} */
  public final int trafficClass() {
    return hopLimitAndClass & MOST_OCTET;
  }

  /** {@return when the packet that was received last arrived, in nanoseconds, on the clock of the stack} */
  public final long receivedNanos() {
    return receivedNanos;
  }

  /** {@return the whole length of the packet that was received last, in bytes} */
  public final int length() {
    return receivedLength;
  }

  /** Takes in a packet from some byte on; returns its slot, or -1 if there is no room for it. */
  final int add(ReceivedPacket packet, int from, long nowNanos) {
    if (sources.length == 0) {
      sources = new IpAddress[ring.slots()];
      destinations = new IpAddress[ring.slots()];
      hopLimitsAndClasses = new char[ring.slots()];
      times = new long[ring.slots()];
    }
    int at = ring.add(packet.bytes(), from, packet.end() - from);
    if (at >= 0) {
      sources[at] = packet.source();
      destinations[at] = packet.destination();
      hopLimitsAndClasses[at] = (char) (packet.hopLimit() << 8 | packet.trafficClass());
      times[at] = nowNanos;
      announce();
    }
    return at;
  }

  /**
   * Sets the hop limit of packets that are sent; 64 by default.
   *
   * @param limit the hop limit (1 to 255)
   */
  public final void hopLimit(int limit) {
    if (limit < 1 || limit > MOST_OCTET) {
      throw new IllegalArgumentException("limit is " + limit + "; it has to be from 1 to 255");
    }
    sendHopLimit = limit;
  }

  /**
   * Sets the traffic class of packets that are sent; 0 by default.
   *
   * @param value DSCP and ECN (0 to 255)
   */
  public final void trafficClass(int value) {
    if (value < 0 || value > MOST_OCTET) {
      throw new IllegalArgumentException("value is " + value + "; it has to be from 0 to 255");
    }
    sendTrafficClass = value;
  }

  final int sendHopLimit() {
    return sendHopLimit;
  }

  final int sendTrafficClass() {
    return sendTrafficClass;
  }

  /**
   * Sends a message: an ICMP socket from its type on, a raw socket what follows the IP header.
   *
   * @param bytes where the message is
   * @param offset where it begins
   * @param length how long it is, in bytes
   * @param destination where to send it to
   * @return false if it was not sent: the device is busy, there is no route, or it is too long for the path (which are
   *     counted)
   * @throws IllegalArgumentException if the message is malformed, or nothing can be sent to the address
   * @throws IllegalStateException if the socket is closed, or does not send
   */
  public abstract boolean send(byte[] bytes, int offset, int length, IpAddress destination);

  /** Whether the device was busy when something was last sent, and nobody has been told to try again since. */
  final boolean awaitsDevice() {
    return news.isToRetry(this);
  }

  /** Whether a packet is on its way; if the device is busy, the callback says when to try again. */
  final boolean isSent(SendResult result) {
    if (result == SendResult.BUSY) {
      news.retry(this);
    }
    return result != SendResult.BUSY && result != SendResult.DROPPED;
  }

  /**
   * Sets what is called when a packet has come, or when it is time to send again what a busy device has not taken. It
   * is called by the thread of the stack, during a poll; at the next poll if packets wait already.
   *
   * @param newCallback what to call; null for nothing
   */
  public final void onReady(Runnable newCallback) {
    callback = newCallback;
    if (ring.count() != 0) {
      announce();
    }
  }

  /** Closes the socket; packets that wait are lost. Calling it again has no effect. */
  public final void close() {
    if (open) {
      open = false;
      ring.clear();
      released();
    }
  }

  /** The socket is closed: nobody has to find it any more. */
  abstract void released();

  final void requireOpen() {
    if (!open) {
      throw new IllegalStateException("the " + this + " is closed");
    }
  }

  private void announce() {
    if (!announced) {
      announced = true;
      news.add(this);
    }
  }

  final void callBack() {
    announced = false;
    if (open && callback != null) {
      callback.run();
    }
  }
}
