package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;

/**
 * Checks the options of an IPv4 header (RFC 791 §3.1); what they say is of no use to hosts.
 *
 * <p>Options are {@code buf[from]} to {@code buf[to - 1]}: what lies between the 20 bytes of every header and its payload.
 */
@Only(Family.IPV4)
public final class Ipv4Options {
  /** Ends the list of options. */
  public static final int END = 0;

  /** Lets the next option begin at a boundary. */
  public static final int NO_OPERATION = 1;

  /** Prescribes hosts to pass through, among others. */
  public static final int LOOSE_SOURCE_ROUTE = 131;

  /** Prescribes all hosts to pass through. */
  public static final int STRICT_SOURCE_ROUTE = 137;

  private static final int LEAST_LENGTH = 2;
  private static final int LEAST_ROUTE = 3;
  private static final int POINTER = 2;

  private Ipv4Options() {}

  /**
   * Looks for a length that cannot be: of an option, or of what is left for it.
   *
   * @param buf the bytes
   * @param from where the options begin
   * @param to where they end
   * @return where the option begins that is malformed; -1 if none is
   */
  public static int findMalformed(byte[] buf, int from, int to) {
    for (int at = from; at < to && buf[at] != END; at = next(buf, at)) {
      if (buf[at] != NO_OPERATION && !fits(buf, at, to)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean fits(byte[] buf, int at, int to) {
    if (to - at < LEAST_LENGTH) {
      return false;
    }
    int length = buf[at + 1] & 0xff;
    return length >= (isSourceRoute(buf[at] & 0xff) ? LEAST_ROUTE : LEAST_LENGTH) && length <= to - at;
  }

  private static int next(byte[] buf, int at) {
    return at + (buf[at] == NO_OPERATION ? 1 : buf[at + 1] & 0xff);
  }

  private static boolean isSourceRoute(int type) {
    return type == LOOSE_SOURCE_ROUTE || type == STRICT_SOURCE_ROUTE;
  }

  /**
   * Looks for a source route that is not at its end: the packet is on its way to another host.
   *
   * @param buf the bytes
   * @param from where the options begin, none of which is malformed
   * @param to where they end
   * @return whether there is one
   */
  public static boolean hasMoreHops(byte[] buf, int from, int to) {
    for (int at = from; at < to && buf[at] != END; at = next(buf, at)) {
      if (isSourceRoute(buf[at] & 0xff) && (buf[at + POINTER] & 0xff) <= (buf[at + 1] & 0xff)) {
        return true;
      }
    }
    return false;
  }
}
