package dev.zmol.lowpan.rpl.wire;

import dev.zmol.wire.BigEndian;
import dev.zmol.wire.ipv6.Ipv6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The routing header by which the root of a network without routes downwards names all hops to a node (RFC 6554). Its
 * addresses leave out the bytes that they share with the destination of the packet.
 */
public final class SourceRoute {
  /** The type of the routing header. */
  public static final int TYPE = 3;

  /** The length of what precedes the addresses. */
  public static final int FIXED_LENGTH = 8;

  /** What comes of a source route at a node that the packet was sent to. */
  public enum Step {
    /** The destination of the packet is now the next address. */
    ADVANCED,
    /** The header contradicts itself, or names a group: the packet is dropped, and its sender told. */
    MALFORMED,
    /** The route would come back to this node by way of another: the packet is dropped, and its sender told. */
    LOOP
  }

  private static final int DESTINATION = 24;
  private static final int MOST_ELIDED = 15;

  private SourceRoute() {}

  /** How many leading bytes all addresses share, of which at most 15 are left out. */
  private static int shared(Ipv6Address first, List<Ipv6Address> rest) {
    int bits = MOST_ELIDED * 8;
    for (Ipv6Address address : rest) {
      bits = Math.min(bits, first.commonPrefixLength(address));
    }
    return bits / 8;
  }

  /**
   * Returns the length of a header.
   *
   * @param first the first hop: the destination of the packet
   * @param rest the hops behind it, the node that the packet is for at last; one at least
   * @return the length in bytes, a multiple of eight
   */
  public static int length(Ipv6Address first, List<Ipv6Address> rest) {
    int bytes = rest.size() * (Ranges.ADDRESS - shared(first, rest));
    return FIXED_LENGTH + (bytes + 7 & -8);
  }

  /**
   * Writes a header.
   *
   * @param buf the bytes
   * @param at where it is to begin
   * @param nextHeader the number of what follows it
   * @param first the first hop: the destination of the packet
   * @param rest the hops behind it, the node that the packet is for at last; one at least
   * @return where it ends
   */
  public static int emit(byte[] buf, int at, int nextHeader, Ipv6Address first, List<Ipv6Address> rest) {
    int elided = shared(first, rest);
    int size = Ranges.ADDRESS - elided;
    int length = length(first, rest);
    int padding = length - FIXED_LENGTH - rest.size() * size;
    BigEndian.putInt(buf, at, nextHeader << 24 | (length / 8 - 1) << 16 | TYPE << 8 | rest.size());
    BigEndian.putInt(buf, at + 4, elided << 28 | elided << 24 | padding << 20);
    byte[] whole = new byte[Ranges.ADDRESS];
    int next = at + FIXED_LENGTH;
    for (Ipv6Address address : rest) {
      address.emit(whole, 0);
      System.arraycopy(whole, elided, buf, next, size);
      next += size;
    }
    while (next < at + length) {
      buf[next++] = 0;
    }
    return next;
  }

  /**
   * Reads the addresses of a header.
   *
   * @param buf the bytes
   * @param at where it begins
   * @param end where the packet ends
   * @param destination the destination of the packet
   * @return the addresses; none if the header is malformed
   */
  public static List<Ipv6Address> addresses(byte[] buf, int at, int end, Ipv6Address destination) {
    int count = count(buf, at, end);
    var addresses = new ArrayList<Ipv6Address>();
    byte[] whole = new byte[Ranges.ADDRESS];
    for (int k = 0; k < count; k++) {
      destination.emit(whole, 0);
      int elided = elided(buf, at, k == count - 1);
      System.arraycopy(buf, addressAt(buf, at, k), whole, elided, Ranges.ADDRESS - elided);
      addresses.add(Ranges.address(whole, 0));
    }
    return List.copyOf(addresses);
  }

  /** How many addresses there are (RFC 6554 §4.2); -1 if the header is none, or its lengths contradict each other. */
  private static int count(byte[] buf, int at, int end) {
    if (end - at < FIXED_LENGTH || buf[at + 2] != TYPE) {
      return -1;
    }
    int length = (buf[at + 1] & 0xff) * 8;
    int last = Ranges.ADDRESS - elided(buf, at, true);
    int size = Ranges.ADDRESS - elided(buf, at, false);
    int before = length - (buf[at + 5] >>> 4 & 0xf) - last;
    return end - at < FIXED_LENGTH + length || before < 0 || before % size != 0 ? -1 : before / size + 1;
  }

  private static int elided(byte[] buf, int at, boolean last) {
    return last ? buf[at + 4] & 0xf : buf[at + 4] >>> 4 & 0xf;
  }

  private static int addressAt(byte[] buf, int at, int index) {
    return at + FIXED_LENGTH + index * (Ranges.ADDRESS - elided(buf, at, false));
  }

  /**
   * Passes a packet on to the next address of its route: that and the destination change places (RFC 6554 §4.2).
   *
   * @param buf the bytes
   * @param ip where the IPv6 header begins, whose destination is one of our addresses
   * @param at where the routing header begins, with segments left
   * @param end where the packet ends
   * @param isOurs tells whether an address is one of this node
   * @return what came of it; unless {@link Step#ADVANCED}, the packet is as it was
   */
  public static Step advance(byte[] buf, int ip, int at, int end, Predicate<Ipv6Address> isOurs) {
    int count = count(buf, at, end);
    int left = count < 0 ? 0 : buf[at + 3] & 0xff;
    Ipv6Address destination = Ranges.address(buf, ip + DESTINATION);
    if (left == 0 || left > count || destination.isMulticast()) {
      return Step.MALFORMED;
    }
    List<Ipv6Address> addresses = addresses(buf, at, end, destination);
    int index = count - left;
    Ipv6Address next = addresses.get(index);
    if (next.isMulticast() || next.isUnspecified()) {
      return Step.MALFORMED;
    }
    if (comesBack(addresses, index, isOurs)) {
      return Step.LOOP;
    }
    byte[] old = new byte[Ranges.ADDRESS];
    destination.emit(old, 0);
    int elided = elided(buf, at, index == count - 1);
    System.arraycopy(old, elided, buf, addressAt(buf, at, index), Ranges.ADDRESS - elided);
    next.emit(buf, ip + DESTINATION);
    buf[at + 3] = (byte) (left - 1);
    return Step.ADVANCED;
  }

  /** Whether another address of this node lies further along the route (RFC 6554 §4.2). */
  private static boolean comesBack(List<Ipv6Address> addresses, int from, Predicate<Ipv6Address> isOurs) {
    return addresses.subList(from, addresses.size()).stream().anyMatch(isOurs);
  }
}
