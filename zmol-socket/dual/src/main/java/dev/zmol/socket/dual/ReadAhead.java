package dev.zmol.socket.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.socket.ConnectionTable;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.IpPacket;
import dev.zmol.wire.dual.Ipv4Wire;
import dev.zmol.wire.dual.Ipv6Wire;

/**
 * Reads the connections of segments that have been received but not been looked at: in steps, each for all segments, so
 * that the processor waits for many words of memory at a time.
 *
 * <p>Nothing depends on what it finds; frames of any content are looked at within their bounds.
 */
@Specialize
final class ReadAhead {
  private static final int ETHERNET_HEADER = 14;
  private static final int LEAST_HEADER = 20;
  private static final int NONE = -1;

  private final ConnectionTable<TcpConnection> connections;
  private final long seed;
  private int[] hashes = {};
  private int[] slots = {};

  /** Nobody reads this; it is there so that what is read ahead is read. */
  @SuppressWarnings("UnusedVariable")
  private int touched;

  ReadAhead(ConnectionTable<TcpConnection> connections, long seed) {
    this.connections = connections;
    this.seed = seed;
  }

  void read(Packet[] frames, int count, Medium medium) {
    if (hashes.length < count) {
      hashes = new int[count];
      slots = new int[count];
    }
    int link = medium == Medium.ETHERNET ? ETHERNET_HEADER : 0;
    for (int k = 0; k < count; k++) {
      hashes[k] = hash(frames[k], frames[k].offset() + link);
    }
    for (int k = 0; k < count; k++) {
      slots[k] = hashes[k] == 0 ? NONE : connections.find(hashes[k]);
    }
    touch(count);
  }

  private void touch(int count) {
    int sum = 0;
    for (int k = 0; k < count; k++) {
      sum += slots[k] == NONE ? 0 : connections.at(slots[k]).touchSelf();
    }
    for (int k = 0; k < count; k++) {
      sum += slots[k] == NONE ? 0 : connections.at(slots[k]).touchFirst();
    }
    for (int k = 0; k < count; k++) {
      sum += slots[k] == NONE ? 0 : connections.at(slots[k]).touchAll();
    }
    touched += sum;
  }

  /** The hash of the connection that a frame seems to be for; 0 if it does not look like a segment. */
  private int hash(Packet frame, int ip) {
    byte[] bytes = frame.bytes();
    int left = frame.end() - ip;
    int tcp = left < LEAST_HEADER ? 0 : headerLength(bytes, ip);
    if (tcp == 0 || left < tcp + 4) {
      return 0;
    }
    long addresses = IpPacket.addressHash(bytes, ip, seed);
    int ports = Integer.rotateLeft(BigEndian.getInt(bytes, ip + tcp), 16);
    return ConnectionTable.hash((int) (addresses ^ addresses >>> 32), ports);
  }

  private static int headerLength(byte[] bytes, int ip) {
    int version = bytes[ip] >>> 4 & 0xf;
    if (Comptime.IPV4 && version == 4) {
      return headerLength4(bytes, ip);
    }
    return Comptime.IPV6 && version == 6 ? headerLength6(bytes, ip) : 0;
  }

  @Only(IPV4)
  private static int headerLength4(byte[] bytes, int ip) {
    boolean isTcp = bytes[ip + Ipv4Wire.PROTOCOL_OFFSET] == IpProtocol.TCP;
    return isTcp ? (bytes[ip] & 0xf) * 4 : 0;
  }

  @Only(IPV6)
  private static int headerLength6(byte[] bytes, int ip) {
    return bytes[ip + Ipv6Wire.NEXT_HEADER_OFFSET] == IpProtocol.TCP ? Ipv6Wire.LENGTH : 0;
  }
}
