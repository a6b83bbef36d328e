package dev.zmol.lowpan.compress;

import static dev.zmol.lowpan.compress.AddressModes.ELIDED;
import static dev.zmol.lowpan.compress.AddressModes.FULL;
import static dev.zmol.lowpan.compress.AddressModes.LONG;
import static dev.zmol.lowpan.compress.AddressModes.SHORT;

import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Checksum;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.UdpWire;
import dev.zmol.wire.ipv6.Ipv6Wire;
import dev.zmol.wire.ipv6.PseudoHeader;
import java.util.Arrays;

/**
 * Restores the headers of IPv6 packets from what {@link HeaderCompressor} and others make of them (RFC 6282).
 *
 * <p>The bytes are from the network: whatever they are, nothing is read or written outside of the ranges, and what
 * makes no sense is refused. Mutable, and used again for every packet.
 */
public final class HeaderDecompressor {
  /** The length of a packet that is not known, because all of it is there. */
  public static final int WHOLE = -1;

  private static final int ALIGNMENT = 8;
  private static final int MAX_NESTED = 4;
  private static final int MAX_PAYLOAD = 0xffff;
  private static final int PAD_MANY = 1;
  private static final int NONE = -1;

  private final CompressionContexts contexts;
  private final int[] headers = new int[MAX_NESTED];
  private byte[] bytes = {};
  private byte[] out = {};
  private int in;
  private int inEnd;
  private int at;
  private int limit;
  private int nested;
  private int nextField;
  private int udp;
  private boolean routed;
  private boolean checksumElided;
  private boolean failed;

  /**
   * Creates a decompressor.
   *
   * @param contexts the prefixes that packets leave out; they may change later
   */
  public HeaderDecompressor(CompressionContexts contexts) {
    this.contexts = contexts;
  }

  /**
   * Restores a packet.
   *
   * @param buf the bytes
   * @param from where the compressed IPv6 header begins
   * @param to where the bytes end
   * @param length the length of the whole packet, if this is but the first part of it; {@link #WHOLE} otherwise
   * @param source the interface identifier that the link-layer address of the sender gives; 0 for none
   * @param destination the interface identifier that the link-layer address of the receiver gives; 0 for none
   * @param into where to write
   * @param begin where to begin
   * @param end where the room ends
   * @return where the packet, or the part of it that is there, ends; -1 if it is malformed, or does not fit
   */
  public int decompress(
      byte[] buf, int from, int to, int length, long source, long destination, byte[] into, int begin, int end) {
    bytes = buf;
    in = from;
    inEnd = to;
    out = into;
    at = begin;
    limit = end;
    nested = 0;
    udp = NONE;
    routed = false;
    checksumElided = false;
    failed = false;
    boolean next = header(source, destination);
    while (next && !failed) {
      next = nextHeader();
    }
    copy(inEnd - in);
    return failed ? -1 : finish(begin, length == WHOLE ? at - begin : length);
  }

  /**
   * Tells whether the packet lacks its UDP checksum; while only a part of it is there nobody can compute it.
   *
   * @return whether {@link #completeChecksum} is to be called once all of it is there
   */
  public boolean isChecksumDue() {
    return checksumElided;
  }

  /**
   * Computes the UDP checksum that the sender has left out (RFC 6282 §4.3.2): of a packet that is whole, and whose
   * headers may have been restored by another call.
   *
   * @param buf the bytes
   * @param ip where the innermost IPv6 header begins
   * @param header where the UDP header begins
   * @param to where the packet ends
   */
  public static void completeChecksum(byte[] buf, int ip, int header, int to) {
    UdpWire.checksum(buf, header, 0);
    long sum = PseudoHeader.sum(buf, ip, IpProtocol.UDP, to - header);
    int checksum = Checksum.fold(Checksum.add(sum, buf, header, to));
    UdpWire.checksum(buf, header, checksum == 0 ? 0xffff : checksum);
  }

  /** {@return where the UDP header begins whose checksum is due} */
  public int udpHeader() {
    return udp;
  }

  /** {@return where the innermost IPv6 header begins} */
  public int innermostHeader() {
    return headers[nested - 1];
  }

  /** Writes the lengths, which follow from that of the packet. */
  private int finish(int begin, int length) {
    if (at - begin > length || length - Ipv6Wire.LENGTH > MAX_PAYLOAD) {
      return -1;
    }
    int end = begin + length;
    for (int k = 0; k < nested; k++) {
      Ipv6Wire.payloadLength(out, headers[k], end - headers[k] - Ipv6Wire.LENGTH);
    }
    if (udp != NONE) {
      if (end - udp < UdpWire.LENGTH || end - udp > MAX_PAYLOAD) {
        return -1;
      }
      UdpWire.length(out, udp, end - udp);
      if (checksumElided && at == end) {
        completeChecksum(out, innermostHeader(), udp, end);
        checksumElided = false;
      }
    }
    return at;
  }

  // Bytes in and out; after the first one that is not there, all are zero and nothing is written

  private int take() {
    if (in >= inEnd) {
      failed = true;
      return 0;
    }
    return bytes[in++] & 0xff;
  }

  private int takeShort() {
    return take() << 8 | take();
  }

  private long takeNumber(int count) {
    long number = 0;
    for (int k = 0; k < count; k++) {
      number = number << 8 | take();
    }
    return number;
  }

  /** Makes room for a header; where it begins. */
  private int room(int count) {
    if (failed || count > limit - at) {
      failed = true;
      return NONE;
    }
    at += count;
    return at - count;
  }

  private void copy(int count) {
    if (count > inEnd - in) {
      failed = true;
    }
    int to = room(count);
    if (to != NONE) {
      System.arraycopy(bytes, in, out, to, count);
      in += count;
    }
  }

  // The IPv6 header (RFC 6282 §3)

  /** Restores an IPv6 header, and says whether the next header is compressed, too. */
  private boolean header(long source, long destination) {
    int modes = takeShort();
    if (modes >>> 13 != 0b011 || nested == MAX_NESTED) {
      failed = true;
    }
    int ip = room(Ipv6Wire.LENGTH);
    if (failed) {
      return false;
    }
    headers[nested++] = ip;
    int identifiers = (modes & 1 << 7) == 0 ? 0 : take();
    BigEndian.putInt(out, ip, 6 << 28 | trafficClassAndFlow(modes >>> 11 & 3));
    boolean compressed = (modes & 1 << 10) != 0;
    nextField = ip + Ipv6Wire.NEXT_HEADER_OFFSET;
    out[nextField] = (byte) (compressed ? 0 : take());
    Ipv6Wire.hopLimit(out, ip, hopLimit(modes >>> 8 & 3));
    source(ip + Ipv6Wire.SOURCE_OFFSET, modes >>> 4 & 7, identifiers >>> 4, source);
    destination(ip + Ipv6Wire.DESTINATION_OFFSET, modes & 0xf, identifiers & 0xf, destination);
    return compressed;
  }

  private int trafficClassAndFlow(int mode) {
    if (mode == 3) {
      return 0;
    }
    int first = take();
    int congestion = (first >>> 6) << 20;
    int codePoint = (first & 0x3f) << 22;
    return switch (mode) {
      case 2 -> codePoint | congestion;
      case 1 -> congestion | (first & 0xf) << 16 | takeShort();
      default -> codePoint | congestion | (take() & 0xf) << 16 | takeShort();
    };
  }

  private int hopLimit(int mode) {
    return switch (mode) {
      case 0 -> take();
      case 1 -> 1;
      case 2 -> 64;
      default -> 255;
    };
  }

  private void put(int address, long high, long low) {
    BigEndian.putLong(out, address, high);
    BigEndian.putLong(out, address + Long.BYTES, low);
  }

  private void source(int address, int modes, int context, long derived) {
    if (modes == (1 << 2 | FULL)) {
      put(address, 0, 0);
    } else {
      unicast(address, modes, context, derived);
    }
  }

  private void destination(int address, int modes, int context, long derived) {
    boolean group = (modes & 1 << 3) != 0;
    boolean withContext = (modes & 1 << 2) != 0;
    if (!group) {
      // Of a receiver, the mode that means no address is reserved.
      failed |= withContext && (modes & 3) == FULL;
      unicast(address, modes, context, derived);
    } else if (withContext) {
      groupOfPrefix(address, modes & 3, context);
    } else {
      group(address, modes & 3);
    }
  }

  private void unicast(int address, int modes, int context, long derived) {
    int mode = modes & 3;
    if (mode == FULL) {
      put(address, takeNumber(Long.BYTES), takeNumber(Long.BYTES));
      return;
    }
    long identifier = identifier(mode, derived);
    if ((modes & 1 << 2) == 0) {
      put(address, AddressModes.LINK_LOCAL, identifier);
    } else if (contexts.isSet(context)) {
      put(address, contexts.high(context), contexts.low(context, identifier));
    } else {
      failed = true;
    }
  }

  private long identifier(int mode, long derived) {
    if (mode == ELIDED) {
      failed |= derived == 0;
      return derived;
    }
    return mode == LONG ? takeNumber(Long.BYTES) : AddressModes.SHORT_IDENTIFIER << 16 | takeShort();
  }

  private void group(int address, int mode) {
    switch (mode) {
      case FULL -> put(address, takeNumber(Long.BYTES), takeNumber(Long.BYTES));
      case LONG -> put(address, (0xff00L | take()) << 48, takeNumber(5));
      case SHORT -> put(address, (0xff00L | take()) << 48, takeNumber(3));
      default -> put(address, 0xff02L << 48, take());
    }
    // A group that is written in full and is none would be a single host after all.
    failed |= !AddressModes.isMulticast(out, address);
  }

  /** A group of a prefix (RFC 3306, RFC 3956). */
  private void groupOfPrefix(int address, int mode, int context) {
    if (mode != FULL || !contexts.isSet(context) || contexts.length(context) > Long.SIZE) {
      failed = true;
      return;
    }
    long flags = takeShort();
    long prefix = contexts.high(context);
    long high = 0xffL << 56 | flags << 40 | (long) contexts.length(context) << 32 | prefix >>> 32;
    put(address, high, prefix << 32 | takeNumber(4));
  }

  // What follows it (RFC 6282 §4)

  /** Restores a header that is not the first, and says whether the next one is compressed, too. */
  private boolean nextHeader() {
    int first = take();
    if ((first & NextHeaderModes.UDP_MASK) == NextHeaderModes.UDP) {
      udp(first);
      return false;
    }
    int header = NextHeaderModes.header(first >>> 1 & 7);
    if ((first & NextHeaderModes.EXTENSION_MASK) != NextHeaderModes.EXTENSION || header < 0) {
      failed = true;
      return false;
    }
    out[nextField] = (byte) header;
    if (header == NextHeaderModes.IPV6) {
      int ip = innermostHeader();
      routed = false;
      return header(
          AddressModes.low(out, ip + Ipv6Wire.SOURCE_OFFSET), AddressModes.low(out, ip + Ipv6Wire.DESTINATION_OFFSET));
    }
    routed |= header == NextHeaderModes.ROUTING;
    boolean compressed = (first & 1) != 0;
    extension(header, compressed ? 0 : take());
    return compressed;
  }

  private void extension(int header, int next) {
    boolean fragment = header == NextHeaderModes.FRAGMENT;
    int length = fragment ? ALIGNMENT - 2 : take();
    // The second byte of a fragment header is reserved, and no length.
    int second = fragment ? take() : 0;
    int start = room(2);
    copy(length);
    int padding = -(2 + length) & ALIGNMENT - 1;
    if (padding != 0 && NextHeaderModes.hasOptions(header)) {
      pad(padding);
    } else {
      failed |= padding != 0;
    }
    if (!failed) {
      nextField = start;
      out[start] = (byte) next;
      out[start + 1] = (byte) (fragment ? second : (at - start) / ALIGNMENT - 1);
    }
  }

  private void pad(int count) {
    int start = room(count);
    if (start != NONE) {
      Arrays.fill(out, start, at, (byte) 0);
      if (count > 1) {
        out[start] = PAD_MANY;
        out[start + 1] = (byte) (count - 2);
      }
    }
  }

  private void udp(int first) {
    int from;
    int to;
    switch (first & 3) {
      case 0 -> {
        from = takeShort();
        to = takeShort();
      }
      case 1 -> {
        from = takeShort();
        to = 0xf000 | take();
      }
      case 2 -> {
        from = 0xf000 | take();
        to = takeShort();
      }
      default -> {
        int both = take();
        from = 0xf0b0 | both >>> 4;
        to = 0xf0b0 | (both & 0xf);
      }
    }
    checksumElided = (first & NextHeaderModes.UDP_NO_CHECKSUM) != 0;
    // The checksum is one with the last receiver's address, which is in a routing header if there is one.
    failed |= checksumElided && routed;
    int checksum = checksumElided ? 0 : takeShort();
    int header = room(UdpWire.LENGTH);
    if (!failed) {
      udp = header;
      out[nextField] = IpProtocol.UDP;
      UdpWire.sourcePort(out, header, from);
      UdpWire.destinationPort(out, header, to);
      UdpWire.checksum(out, header, checksum);
    }
  }
}
