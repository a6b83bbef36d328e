package dev.zmol.lowpan.rpl;

import dev.zmol.wire.ipv6.Ipv6Address;

/** A neighbour as its messages and our transmissions to it show it. */
final class RplNeighbor {
  /** The number by which an ETX of one is written (RFC 6551 §4.3.2). */
  static final int ETX_UNIT = 128;

  /** The ETX of a link that nothing was sent on: a little worse than a perfect one. */
  static final int UNKNOWN_ETX = ETX_UNIT * 5 / 3;

  /** What a transmission that was not acknowledged counts for (RFC 6719 has no number for it). */
  private static final int FAILED = 10 * ETX_UNIT;

  private static final int MAX_ETX = 0xffff;

  private final Ipv6Address address;

  /** The address of the network; unspecified if it has not told any. */
  Ipv6Address global = Ipv6Address.UNSPECIFIED;

  int rank = Rank.INFINITE;

  /** The counter that makes us tell of ourselves anew when it increases. */
  int trigger;

  /** The ETX of its path that it tells in a metric container; -1 if it tells none. */
  int pathEtx = -1;

  /** When it was heard last, in nanoseconds. */
  long heardAt;

  private int etx;

  RplNeighbor(Ipv6Address address) {
    this.address = address;
  }

  /** The link-local address. */
  Ipv6Address address() {
    return address;
  }

  /** Whether anything was sent to it. */
  boolean isMeasured() {
    return etx != 0;
  }

  /** How many transmissions a packet takes, times {@link #ETX_UNIT}. */
  int etx() {
    return isMeasured() ? etx : UNKNOWN_ETX;
  }

  /** Takes note of what sending a frame has taken: an average over some frames. */
  void transmitted(int transmissions, boolean acknowledged) {
    int sample = acknowledged ? Math.min(transmissions * ETX_UNIT, FAILED) : FAILED;
    etx = Math.clamp(isMeasured() ? (etx * 9L + sample) / 10 : sample, ETX_UNIT, MAX_ETX);
  }

  @Override
  public String toString() {
    return address + " rank " + rank + " etx " + etx();
  }
}
