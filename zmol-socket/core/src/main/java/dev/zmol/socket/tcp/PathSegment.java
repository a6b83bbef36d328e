package dev.zmol.socket.tcp;

/**
 * Remembers that segments were made smaller for the path, to find out after a while whether they have to be (RFC 1191
 * §6.3, RFC 8201 §4), and what to try when large segments vanish without a word (RFC 4821 §7.7, RFC 2923 §2.1).
 *
 * <p>Exists for connections whose path has turned out to be narrower than the link. Owned by the thread of the stack.
 */
final class PathSegment {
  /** After this time a larger segment is tried again (RFC 1191 §6.3: ten minutes, no less). */
  private static final int RAISE_MILLIS = 600_000;

  /** What nearly every path takes: the least MTU of IPv6, without headers. */
  private static final int COMMON = 1220;

  /** How many timeouts in a row are taken for a black hole: fewer when larger segments were only just tried again. */
  private static final int PATIENCE = 2;

  private final int largest;
  private int reducedMillis;
  private boolean raised;

  /** Begins when segments of this size turn out to be too large. */
  PathSegment(int largest, int nowMillis) {
    this.largest = largest;
    this.reducedMillis = nowMillis;
  }

  /** Segments were made smaller. */
  void reduced(int nowMillis) {
    reducedMillis = nowMillis;
    raised = false;
  }

  /** The size to try again, in bytes; 0 if it is not time for it. */
  int raise(int nowMillis) {
    if (raised || nowMillis - reducedMillis < RAISE_MILLIS) {
      return 0;
    }
    raised = true;
    return largest;
  }

  /**
   * Says what size to try when nothing is acknowledged.
   *
   * @param search what is known of the path, or null
   * @param size the present size
   * @param least the size that every path takes
   * @param timeouts how many timeouts there were in a row
   * @return the size, in bytes; the present one if the reason is likely to be another
   */
  static int whenNothingArrives(PathSegment search, int size, int least, int timeouts) {
    boolean suspicious = timeouts >= PATIENCE || (search != null && search.raised);
    if (!suspicious || size <= least) {
      return size;
    }
    return size > COMMON ? COMMON : least;
  }
}
