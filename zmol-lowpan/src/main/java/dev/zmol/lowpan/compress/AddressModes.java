package dev.zmol.lowpan.compress;

import dev.zmol.wire.BigEndian;

/**
 * The ways in which an address can be written in a compressed header (RFC 6282 §3.1.1, §3.2).
 *
 * <p>A way is a number: how many bytes it takes, whether it needs a context, its mode, and the context, from the most
 * significant bits to the least, so that the least number is the shortest way.
 */
final class AddressModes {
  /** 128 bits, or with a context: no address at all, or a group of a prefix. */
  static final int FULL = 0;

  /** 64 bits; of a group 48. */
  static final int LONG = 1;

  /** 16 bits; of a group 32. */
  static final int SHORT = 2;

  /** Nothing; of a group 8 bits. */
  static final int ELIDED = 3;

  static final long LINK_LOCAL = 0xfe80L << 48;

  /** The first 48 bits of the identifier that is made of 16 bits, shifted down. */
  static final long SHORT_IDENTIFIER = 0x0000_00ff_fe00L;

  private AddressModes() {}

  static int way(int cost, boolean context, int mode, int identifier) {
    return cost << 8 | (context ? 1 << 7 : 0) | mode << 4 | identifier;
  }

  static int cost(int way) {
    return way >>> 8;
  }

  static boolean hasContext(int way) {
    return (way & 1 << 7) != 0;
  }

  static int mode(int way) {
    return way >>> 4 & 3;
  }

  static int identifier(int way) {
    return way & 0xf;
  }

  /** How many bytes the address of a single host takes in a mode. */
  static int unicastCost(int mode) {
    return switch (mode) {
      case FULL -> 16;
      case LONG -> 8;
      case SHORT -> 2;
      default -> 0;
    };
  }

  /** The shortest way for the address of a single host without a context. */
  static int unicast(long high, long low, long derived) {
    int mode = high == LINK_LOCAL ? modeOf(low, derived) : FULL;
    return way(unicastCost(mode), false, mode, 0);
  }

  private static int modeOf(long identifier, long derived) {
    if (derived != 0 && identifier == derived) {
      return ELIDED;
    }
    return identifier >>> 16 == SHORT_IDENTIFIER ? SHORT : LONG;
  }

  /** The shortest way for the address of a single host by a context; the largest number if there is none. */
  static int unicast(long high, long low, long derived, CompressionContexts contexts, int context) {
    if (!contexts.isSet(context) || contexts.high(context) != high) {
      return Integer.MAX_VALUE;
    }
    if (derived != 0 && contexts.low(context, derived) == low) {
      return way(0, true, ELIDED, context);
    } else if (contexts.low(context, SHORT_IDENTIFIER << 16 | (low & 0xffff)) == low) {
      return way(2, true, SHORT, context);
    }
    return contexts.low(context, low) == low ? way(8, true, LONG, context) : Integer.MAX_VALUE;
  }

  /** The shortest way for a group without a context. */
  static int multicast(long high, long low) {
    boolean narrow = (high & 0x0000_ffff_ffff_ffffL) == 0;
    if (high == 0xff02L << 48 && low >>> 8 == 0) {
      return way(1, false, ELIDED, 0);
    } else if (narrow && low >>> 24 == 0) {
      return way(4, false, SHORT, 0);
    }
    return narrow && low >>> 40 == 0 ? way(6, false, LONG, 0) : way(16, false, FULL, 0);
  }

  /** The way for a group of a prefix (RFC 3306, RFC 3956); the largest number if it is none of the context. */
  static int multicast(long high, long low, CompressionContexts contexts, int context) {
    int length = contexts.length(context);
    boolean fits = contexts.isSet(context) && length <= Long.SIZE && (high >>> 32 & 0xff) == length;
    // The prefix lies across both halves.
    return fits && (high << 32 | low >>> 32) == contexts.high(context)
        ? way(6, true, FULL, context)
        : Integer.MAX_VALUE;
  }

  static boolean isMulticast(byte[] buf, int at) {
    return buf[at] == -1;
  }

  static long high(byte[] buf, int at) {
    return BigEndian.getLong(buf, at);
  }

  static long low(byte[] buf, int at) {
    return BigEndian.getLong(buf, at + Long.BYTES);
  }
}
