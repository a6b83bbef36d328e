package dev.zmol.socket.dual;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.iface.dual.ReceivedPacket;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Checksum;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpPacket;
import dev.zmol.wire.dual.Ipv4Packet;
import dev.zmol.wire.dual.Ipv4Wire;
import dev.zmol.wire.dual.Ipv6Address;
import dev.zmol.wire.dual.Ipv6Wire;
import java.util.Objects;

/**
 * A raw socket: what {@link Raw} binds to a version, a version and a protocol, or to nothing.
 *
 * <p>It receives whole IP packets that are for this interface, each a copy: whoever else they are for gets them too. IP
 * headers have been checked and fragments put together; what follows, checksums of transport headers above all, has not
 * been looked at. Owned by the thread that polls the stack; all methods are called by it.
 */
@Specialize
public final class RawSocket extends PacketSocket {
  /** Instead of a version or of a protocol: any. */
  static final int ANY = -1;

  @Only(Family.IPV4)
  private static final int VERSION_4 = 4;

  @Only(Family.IPV6)
  private static final int VERSION_6 = 6;

  private final Raw raw;
  private final int version;
  private final int protocol;
  private char[] payloads = new char[0];
  private int payload;

  /** The next socket that is bound to the same protocol. */
  RawSocket next;

  RawSocket(Raw raw, int version, int protocol) {
    super(raw.ip(), raw.news());
    this.raw = raw;
    this.version = version;
    this.protocol = protocol;
  }

  int protocol() {
    return protocol;
  }

  /** Whether packets of a version are for this socket. */
  boolean takes(int ofVersion) {
    return version == ANY || version == ofVersion;
  }

  /** Takes in a packet. */
  void add(ReceivedPacket packet, long nowNanos) {
    int at = add(packet, packet.networkOffset(), nowNanos);
    if (at < 0) {
      ip.drops().count(DropReason.RAW_QUEUE_FULL);
      return;
    }
    if (payloads.length != slots()) {
      payloads = new char[slots()];
    }
    payloads[at] = (char) (packet.transportOffset() - packet.networkOffset());
  }

  /**
   * {@return where in the packet that was received last the payload begins, behind the IP header and its options or
   * extension headers; 0 before the first}
   */
  public int payload() {
    return payload;
  }

  @Override
  void looked(int slot) {
    payload = payloads[slot];
  }

  /**
   * Takes the packet that waits first, and copies what follows its IP header and extension headers.
   *
   * @param bytes where to put it
   * @param offset where to begin
   * @param length how much room there is, in bytes; what there is no room for is lost, see {@link #length} and {@link
   *     #payload}
   * @return how many bytes were copied; -1 if no packet waits
   * @throws IllegalStateException if the socket is closed
   */
  public int receivePayload(byte[] bytes, int offset, int length) {
    if (!look()) {
      return -1;
    }
    int copied = copy(payload, bytes, offset, length);
    remove();
    return copied;
  }

  /**
   * Sends a packet of the protocol that the socket is bound to, with an IP header that the stack makes.
   *
   * @param bytes where the payload is; a checksum, if the protocol has one, is in place
   * @param offset where the payload begins
   * @param length how long it is, in bytes
   * @param destination where to send it to
   * @return false if it was not sent: the device is busy, there is no route, or it is too long for the path (which are
   *     counted)
   * @throws IllegalArgumentException if the payload is too long for any packet, or nothing of this socket can be sent to
   *     the address
   * @throws IllegalStateException if the socket is closed, or bound to no protocol
   */
  @Override
  public boolean send(byte[] bytes, int offset, int length, IpAddress destination) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    requireOpen();
    if (protocol == ANY) {
      throw new IllegalStateException("the " + this + " is bound to no protocol: send packets with their header");
    }
    if (destination.isUnspecified() || !takes(destination instanceof Ipv6Address ? 6 : 4)) {
      throw new IllegalArgumentException("destination is " + destination + "; nothing can be sent there by a " + this);
    }
    Packet packet = outgoing(bytes, offset, length, ip.maxDatagram(destination));
    IpAddress source = ip.sourceFor(destination);
    if (source == null) {
      ip.drops().count(DropReason.NO_ROUTE);
      return false;
    }
    return isSent(
        ip.send(packet, source, destination, protocol, sendTrafficClass(), sendHopLimit(), raw.news().nowNanos()));
  }

  /**
   * Sends a packet that brings its IP header, of a version that the socket is bound to. An IPv4 header gets its
   * checksum; nothing else is changed.
   *
   * @param bytes where the packet is
   * @param offset where its IP header begins
   * @param length how long it is, in bytes: what the header says
   * @return false if it was not sent: the device is busy, there is no route, or it is too long for the link (which are
   *     counted)
   * @throws IllegalArgumentException if the header is malformed, says another length, or has a version that this is not
   *     a socket for
   * @throws IllegalStateException if the socket is closed
   */
  public boolean sendWithHeader(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    requireOpen();
    requireHeader(bytes, offset, length);
    Packet packet = outgoing(bytes, offset, length, ip.outgoing().room());
    IpAddress destination = IpPacket.destination(packet.bytes(), packet.offset());
    if (!(destination instanceof Ipv6Address)) {
      fillChecksum(packet.bytes(), packet.offset());
    }
    return isSent(ip.sendAsIs(packet, destination, raw.news().nowNanos()));
  }

  private Packet outgoing(byte[] bytes, int offset, int length, int most) {
    if (length > most) {
      throw new IllegalArgumentException("length is " + length + "; it has to be from 0 to " + most);
    }
    Packet packet = ip.outgoing(length);
    packet.set(packet.offset(), length);
    System.arraycopy(bytes, offset, packet.bytes(), packet.offset(), length);
    return packet;
  }

  private void requireHeader(byte[] bytes, int offset, int length) {
    int found = length == 0 ? 0 : bytes[offset] >>> 4 & 0xf;
    if (!takes(found) || !isWhole(found, bytes, offset, length)) {
      throw new IllegalArgumentException(
          "the packet has no IP header that a " + this + " can send, or its length is not " + length);
    }
  }

  private static boolean isWhole(int version, byte[] bytes, int offset, int length) {
    if (Comptime.IPV4 && version == VERSION_4) {
      return Ipv4Packet.end(bytes, offset, offset + length) == offset + length;
    }
    return Comptime.IPV6
        && version == VERSION_6
        && length >= Ipv6Wire.LENGTH
        && Ipv6Wire.payloadLength(bytes, offset) == length - Ipv6Wire.LENGTH;
  }

  @Only(Family.IPV4)
  private static void fillChecksum(byte[] bytes, int ip) {
    BigEndian.putShort(bytes, ip + Ipv4Wire.HEADER_CHECKSUM_OFFSET, 0);
    int sum = Checksum.fold(Checksum.add(0, bytes, ip, Ipv4Packet.payload(bytes, ip)));
    BigEndian.putShort(bytes, ip + Ipv4Wire.HEADER_CHECKSUM_OFFSET, sum);
  }

  @Override
  void released() {
    raw.release(this);
  }

  @Override
  public String toString() {
    String ofVersion = version == ANY ? "IP" : "IPv" + version;
    return "raw socket for " + ofVersion + (protocol == ANY ? "" : " protocol " + protocol);
  }
}
