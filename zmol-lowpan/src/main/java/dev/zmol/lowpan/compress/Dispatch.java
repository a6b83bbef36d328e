package dev.zmol.lowpan.compress;

/** What a frame carries, by its first byte (RFC 4944 §5.1, RFC 6282 §2). */
public enum Dispatch {
  /** Nothing of 6LoWPAN. */
  NOT_LOWPAN,
  /** An IPv6 header as it is, after this byte. */
  IPV6,
  /** The first fragment of a datagram. */
  FIRST_FRAGMENT,
  /** Another fragment of a datagram. */
  SUBSEQUENT_FRAGMENT,
  /** A compressed IPv6 header. */
  COMPRESSED,
  /** The stations that a frame goes from and to in the end. */
  MESH,
  /** A sequence number of a broadcast. */
  BROADCAST,
  /** What this does not know, the header compression that RFC 6282 replaced included. */
  UNKNOWN;

  /** The byte before an IPv6 header that is not compressed. */
  public static final int UNCOMPRESSED = 0x41;

  private static final int BROADCAST_BYTE = 0x50;

  /**
   * Tells what begins with a byte.
   *
   * @param first the byte; only its lower eight bits count
   * @return what it begins
   */
  public static Dispatch of(int first) {
    return switch (first >>> 6 & 3) {
      case 0 -> NOT_LOWPAN;
      case 2 -> MESH;
      case 3 -> fragment(first);
      default -> header(first & 0xff);
    };
  }

  private static Dispatch fragment(int first) {
    return switch (first >>> 3 & 7) {
      case 0 -> FIRST_FRAGMENT;
      case 4 -> SUBSEQUENT_FRAGMENT;
      default -> UNKNOWN;
    };
  }

  private static Dispatch header(int first) {
    if (first == UNCOMPRESSED) {
      return IPV6;
    } else if (first == BROADCAST_BYTE) {
      return BROADCAST;
    }
    return first >>> 5 == 3 ? COMPRESSED : UNKNOWN;
  }
}
