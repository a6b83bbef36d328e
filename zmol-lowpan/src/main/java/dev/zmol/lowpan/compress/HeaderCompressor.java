package dev.zmol.lowpan.compress;

import static dev.zmol.lowpan.compress.AddressModes.FULL;
import static dev.zmol.lowpan.compress.AddressModes.LONG;
import static dev.zmol.lowpan.compress.AddressModes.SHORT;

import dev.zmol.wire.BigEndian;
import dev.zmol.wire.UdpWire;
import dev.zmol.wire.ipv6.Ipv6Packet;
import dev.zmol.wire.ipv6.Ipv6Wire;

/**
 * Writes the headers of IPv6 packets as short as RFC 6282 allows: the IPv6 header, extension headers, IPv6 in IPv6, and
 * UDP.
 *
 * <p>UDP checksums are always written: only who protects the datagram otherwise may leave them out (§4.3.2). Mutable,
 * and used again for every packet.
 */
public final class HeaderCompressor {
  private static final int ALIGNMENT = 8;

  private final CompressionContexts contexts;
  private byte[] packet = {};
  private byte[] out = {};
  private int in;
  private int end;
  private int at;

  /**
   * Creates a compressor.
   *
   * @param contexts the prefixes that need not be written; they may change later
   */
  public HeaderCompressor(CompressionContexts contexts) {
    this.contexts = contexts;
  }

  /**
   * Compresses the headers of a packet.
   *
   * @param buf the bytes
   * @param from where the IPv6 header begins
   * @param to where the packet ends
   * @param source the interface identifier that the link-layer address of the sender gives; 0 for none
   * @param destination the interface identifier that the link-layer address of the receiver gives; 0 for none
   * @param into where to write; there has to be as much room as the packet takes
   * @param begin where to begin
   * @return where the compressed headers end; -1 if the packet is malformed, or has bytes behind its end
   */
  public int compress(byte[] buf, int from, int to, long source, long destination, byte[] into, int begin) {
    packet = buf;
    in = from;
    end = to;
    out = into;
    at = begin;
    if (!isWhole(from)) {
      return -1;
    }
    ipv6(source, destination);
    return at;
  }

  /** {@return where in the packet the part begins that was not compressed} */
  public int payload() {
    return in;
  }

  private boolean isWhole(int ip) {
    return Ipv6Packet.end(packet, ip, end) == end;
  }

  /** Writes an IPv6 header, and those that follow it as far as they can be compressed. */
  private void ipv6(long source, long destination) {
    int ip = in;
    int next = Ipv6Wire.nextHeader(packet, ip);
    in += Ipv6Wire.LENGTH;
    boolean compressed = isCompressible(next);
    header(ip, compressed, source, destination);
    while (compressed) {
      if (NextHeaderModes.isUdp(next)) {
        udp();
        return;
      } else if (next == NextHeaderModes.IPV6) {
        put(NextHeaderModes.EXTENSION | NextHeaderModes.IPV6_IDENTIFIER << 1);
        // What an inner header derives addresses from is the outer one, instead of the frame (§3.2.2).
        long outerSource = AddressModes.low(packet, ip + Ipv6Wire.SOURCE_OFFSET);
        ipv6(outerSource, AddressModes.low(packet, ip + Ipv6Wire.DESTINATION_OFFSET));
        return;
      }
      int type = next;
      next = packet[in] & 0xff;
      compressed = extension(type, next);
    }
  }

  private void put(int value) {
    out[at++] = (byte) value;
  }

  private void putShort(int value) {
    BigEndian.putShort(out, at, value);
    at += Short.BYTES;
  }

  private void copy(int from, int count) {
    System.arraycopy(packet, from, out, at, count);
    at += count;
  }

  // The IPv6 header (RFC 6282 §3)

  private void header(int ip, boolean nextCompressed, long source, long destination) {
    int start = at;
    at += 2;
    long sources = sourceWays(ip + Ipv6Wire.SOURCE_OFFSET, source);
    long destinations = destinationWays(ip + Ipv6Wire.DESTINATION_OFFSET, destination);
    int from = withoutContext(sources);
    int to = withoutContext(destinations);
    boolean extended = 1 + AddressModes.cost(any(sources)) + AddressModes.cost(any(destinations))
        < AddressModes.cost(from) + AddressModes.cost(to);
    if (extended) {
      from = any(sources);
      to = any(destinations);
      put(AddressModes.identifier(from) << 4 | AddressModes.identifier(to));
    }
    boolean group = AddressModes.isMulticast(packet, ip + Ipv6Wire.DESTINATION_OFFSET);
    int first = 0b011 << 13 | trafficClassAndFlow(ip) << 11 | (nextCompressed ? 1 << 10 : 0);
    if (!nextCompressed) {
      put(Ipv6Wire.nextHeader(packet, ip));
    }
    int modes = (extended ? 1 << 7 : 0) | mode(from) << 4 | (group ? 1 << 3 : 0) | mode(to);
    BigEndian.putShort(out, start, first | hopLimit(ip) << 8 | modes);
    address(ip + Ipv6Wire.SOURCE_OFFSET, from, false);
    address(ip + Ipv6Wire.DESTINATION_OFFSET, to, group);
  }

  private static int mode(int way) {
    return (AddressModes.hasContext(way) ? 1 << 2 : 0) | AddressModes.mode(way);
  }

  /** Two ways in one number: the shortest that does with context 0, and the shortest of all. */
  private static long ways(int withoutContext, int any) {
    return (long) withoutContext << 32 | any;
  }

  private static int withoutContext(long ways) {
    return (int) (ways >>> 32);
  }

  private static int any(long ways) {
    return (int) ways;
  }

  private long sourceWays(int address, long derived) {
    long high = AddressModes.high(packet, address);
    long low = AddressModes.low(packet, address);
    if ((high | low) == 0) {
      int unspecified = AddressModes.way(0, true, FULL, 0);
      return ways(unspecified, unspecified);
    }
    return unicastWays(high, low, derived);
  }

  private long destinationWays(int address, long derived) {
    long high = AddressModes.high(packet, address);
    long low = AddressModes.low(packet, address);
    return AddressModes.isMulticast(packet, address) ? multicastWays(high, low) : unicastWays(high, low, derived);
  }

  private long unicastWays(long high, long low, long derived) {
    int plain = AddressModes.unicast(high, low, derived);
    if (contexts.isEmpty()) {
      return ways(plain, plain);
    }
    int first = Math.min(plain, AddressModes.unicast(high, low, derived, contexts, 0));
    int best = first;
    for (int k = 1; k < CompressionContexts.COUNT; k++) {
      best = Math.min(best, AddressModes.unicast(high, low, derived, contexts, k));
    }
    return ways(first, best);
  }

  private long multicastWays(long high, long low) {
    int plain = AddressModes.multicast(high, low);
    if (contexts.isEmpty()) {
      return ways(plain, plain);
    }
    int first = Math.min(plain, AddressModes.multicast(high, low, contexts, 0));
    int best = first;
    for (int k = 1; k < CompressionContexts.COUNT; k++) {
      best = Math.min(best, AddressModes.multicast(high, low, contexts, k));
    }
    return ways(first, best);
  }

  /** Writes what has to be of traffic class and flow label, and says in two bits what it is (§3.2.1). */
  private int trafficClassAndFlow(int ip) {
    int first = BigEndian.getInt(packet, ip);
    int flow = first & 0xf_ffff;
    int codePoint = first >>> 22 & 0x3f;
    int congestion = first >>> 20 & 3;
    if (flow == 0) {
      if ((codePoint | congestion) == 0) {
        return 3;
      }
      put(congestion << 6 | codePoint);
      return 2;
    }
    if (codePoint == 0) {
      put(congestion << 6 | flow >>> 16);
      putShort(flow);
      return 1;
    }
    put(congestion << 6 | codePoint);
    put(flow >>> 16);
    putShort(flow);
    return 0;
  }

  private int hopLimit(int ip) {
    int hops = Ipv6Wire.hopLimit(packet, ip);
    if (hops == 1) {
      return 1;
    } else if (hops == 64) {
      return 2;
    } else if (hops == 255) {
      return 3;
    }
    put(hops);
    return 0;
  }

  private void address(int address, int way, boolean group) {
    int mode = AddressModes.mode(way);
    if (group) {
      group(address, mode, AddressModes.hasContext(way));
    } else if (AddressModes.cost(way) != 0) {
      int count = AddressModes.unicastCost(mode);
      copy(address + Ipv6Wire.DESTINATION_OFFSET - Ipv6Wire.SOURCE_OFFSET - count, count);
    }
  }

  private void group(int address, int mode, boolean context) {
    int last = address + 16;
    if (context) {
      copy(address + 1, 2);
      copy(last - 4, 4);
      return;
    }
    switch (mode) {
      case FULL -> copy(address, 16);
      case LONG -> {
        copy(address + 1, 1);
        copy(last - 5, 5);
      }
      case SHORT -> {
        copy(address + 1, 1);
        copy(last - 3, 3);
      }
      default -> copy(last - 1, 1);
    }
  }

  // What follows it (RFC 6282 §4)

  /** Whether the header at {@link #in} can be compressed. */
  private boolean isCompressible(int header) {
    if (NextHeaderModes.isUdp(header)) {
      return end - in >= UdpWire.LENGTH && UdpWire.length(packet, in) == end - in;
    }
    if (header == NextHeaderModes.IPV6) {
      return isWhole(in);
    }
    int length = extensionLength(header);
    return length > 0 && length <= end - in && length - 2 - padding(header, length) <= 0xff;
  }

  /** The length of an extension header; 0 if it cannot be compressed. */
  private int extensionLength(int header) {
    if (NextHeaderModes.identifier(header) < 0 || end - in < ALIGNMENT) {
      return 0;
    }
    return header == NextHeaderModes.FRAGMENT ? ALIGNMENT : ((packet[in + 1] & 0xff) + 1) * ALIGNMENT;
  }

  /** Writes an extension header, and says whether the next one is compressed, too. */
  private boolean extension(int header, int next) {
    int start = in;
    int length = extensionLength(header);
    int padding = padding(header, length);
    in += length;
    boolean nextCompressed = isCompressible(next) && !isLaterFragment(header, start);
    put(NextHeaderModes.EXTENSION | NextHeaderModes.identifier(header) << 1 | (nextCompressed ? 1 : 0));
    if (!nextCompressed) {
      put(next);
    }
    if (header == NextHeaderModes.FRAGMENT) {
      // Its second byte is reserved, and no length.
      copy(start + 1, length - 1);
    } else {
      put(length - 2 - padding);
      copy(start + 2, length - 2 - padding);
    }
    return nextCompressed;
  }

  /** Whether what follows a fragment header is the middle of something. */
  private boolean isLaterFragment(int header, int start) {
    return header == NextHeaderModes.FRAGMENT && (BigEndian.getShort(packet, start + 2) & ~7) != 0;
  }

  /** How many bytes of padding at the end of options can be left out, and restored as they are (§4.2). */
  private int padding(int header, int length) {
    if (!NextHeaderModes.hasOptions(header) || length > end - in) {
      return 0;
    }
    int last = in + length;
    int option = in + 2;
    boolean afterPadding = false;
    while (option < last) {
      boolean single = packet[option] == 0;
      int next = single ? option + 1 : option + 1 < last ? option + 2 + (packet[option + 1] & 0xff) : last + 1;
      boolean pads = single || packet[option] == 1;
      if (next == last) {
        return pads && !afterPadding && isPlain(option, last) ? last - option : 0;
      }
      afterPadding = pads;
      option = next;
    }
    return 0;
  }

  /** Whether padding is seven bytes at most, all of them zero. */
  private boolean isPlain(int option, int last) {
    if (last - option >= ALIGNMENT) {
      return false;
    }
    for (int k = option + 2; k < last; k++) {
      if (packet[k] != 0) {
        return false;
      }
    }
    return true;
  }

  private void udp() {
    int from = UdpWire.sourcePort(packet, in);
    int to = UdpWire.destinationPort(packet, in);
    if (from >>> 4 == 0xf0b && to >>> 4 == 0xf0b) {
      put(NextHeaderModes.UDP | 3);
      put((from & 0xf) << 4 | (to & 0xf));
    } else if (from >>> 8 == 0xf0) {
      put(NextHeaderModes.UDP | 2);
      put(from);
      putShort(to);
    } else if (to >>> 8 == 0xf0) {
      put(NextHeaderModes.UDP | 1);
      putShort(from);
      put(to);
    } else {
      put(NextHeaderModes.UDP);
      putShort(from);
      putShort(to);
    }
    putShort(UdpWire.checksum(packet, in));
    in += UdpWire.LENGTH;
  }
}
