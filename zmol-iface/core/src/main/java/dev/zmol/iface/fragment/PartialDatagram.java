package dev.zmol.iface.fragment;

import dev.zmol.iface.DropReason;
import java.util.Arrays;

/**
 * What has been received of a datagram, in the end all of it.
 *
 * <p>Fragments are kept as they came, sorted by offset, so that a datagram takes no more memory than its fragments do,
 * wherever in it they belong. No two of them overlap: where they would, nothing of the datagram can be trusted (RFC 1858,
 * RFC 3128), and all of it is given up, fragments that are still to come included (RFC 5722 §4, for IPv4 likewise). A
 * fragment that is the same as one that is there is the network's doing, and harmless (RFC 8200 §4.5).
 */
public final class PartialDatagram {
  /** What it costs to remember a datagram, in bytes. */
  static final int OVERHEAD = 512;

  /** What it costs to remember one more fragment, in bytes. */
  static final int PIECE_OVERHEAD = 64;

  private static final byte[] NOTHING = {};
  private static final int NOT_CAPABLE = 0;
  private static final int CONGESTED = 3;
  private static final int UNKNOWN = -1;

  final FragmentKey key;
  final FragmentSource source;
  final long deadlineNanos;

  private byte[] headers = NOTHING;
  private byte firstByte;
  private int[] offsets = new int[2];
  private byte[][] pieces = new byte[2][];
  private int count;
  private int length;
  private int total = UNKNOWN;
  private int firstCongestion;
  private int congestions;
  private boolean unicast = true;
  private boolean discarded;
  private int memory = OVERHEAD;

  PartialDatagram(FragmentKey key, FragmentSource source, long deadlineNanos) {
    this.key = key;
    this.source = source;
    this.deadlineNanos = deadlineNanos;
  }

  /** How much memory it takes, in bytes, as far as it is counted. */
  int memory() {
    return memory;
  }

  /** How much more memory it takes with one more fragment. */
  static int memoryOf(Fragment fragment) {
    return PIECE_OVERHEAD + fragment.length() + (fragment.offset == 0 ? fragment.data - fragment.headers : 0);
  }

  /** Whether all of it was given up, because fragments contradict each other. */
  boolean isDiscarded() {
    return discarded;
  }

  boolean isComplete() {
    return length == total;
  }

  /** {@return how many fragments are there} */
  public int fragments() {
    return count;
  }

  /** {@return whether the first fragment is there, with the headers of the datagram} */
  public boolean hasFirst() {
    return headers.length != 0;
  }

  /** {@return the length of the headers of the first fragment, in bytes} */
  public int headersLength() {
    return headers.length;
  }

  /** {@return how many bytes of data are there} */
  public int length() {
    return length;
  }

  /** {@return whether all fragments were sent to this host alone} */
  public boolean isUnicast() {
    return unicast;
  }

  /** {@return the congestion codepoint of the datagram: congestion if a fragment has met some (RFC 3168 §5.3)} */
  public int congestion() {
    return (congestions & 1 << CONGESTED) != 0 ? CONGESTED : firstCongestion;
  }

  /** Whether a fragment reports congestion though another one says that its sender would not understand. */
  boolean contradictsCongestion() {
    int both = 1 << CONGESTED | 1 << NOT_CAPABLE;
    return (congestions & both) == both;
  }

  /** Tells why a fragment cannot be added; null if it can. */
  DropReason objection(Fragment fragment) {
    if (discarded) {
      return DropReason.IP_FRAGMENT_CONFLICT;
    }
    int index = Arrays.binarySearch(offsets, 0, count, fragment.offset);
    if (index >= 0 && isSame(index, fragment)) {
      return DropReason.IP_FRAGMENT_DUPLICATE;
    }
    int next = index < 0 ? ~index : index;
    return isBetween(next, fragment) && agreesOnTheEnd(fragment) ? null : DropReason.IP_FRAGMENT_CONFLICT;
  }

  private boolean isSame(int index, Fragment fragment) {
    boolean last = total == fragment.reach();
    return fragment.more != last
        && Arrays.equals(pieces[index], 0, pieces[index].length, fragment.bytes, fragment.data, fragment.end);
  }

  /** Whether a fragment overlaps neither the one before its place nor the one that is there. */
  private boolean isBetween(int next, Fragment fragment) {
    boolean behind = next == 0 || offsets[next - 1] + pieces[next - 1].length <= fragment.offset;
    return behind && (next == count || fragment.reach() <= offsets[next]);
  }

  private boolean agreesOnTheEnd(Fragment fragment) {
    int end = fragment.reach();
    if (fragment.more) {
      return total == UNKNOWN || end < total;
    }
    return total == UNKNOWN && (count == 0 || offsets[count - 1] < end);
  }

  /** Keeps a fragment that there is no objection to. */
  void add(Fragment fragment) {
    if (count == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * count);
      pieces = Arrays.copyOf(pieces, 2 * count);
    }
    int at = ~Arrays.binarySearch(offsets, 0, count, fragment.offset);
    System.arraycopy(offsets, at, offsets, at + 1, count - at);
    System.arraycopy(pieces, at, pieces, at + 1, count - at);
    offsets[at] = fragment.offset;
    pieces[at] = Arrays.copyOfRange(fragment.bytes, fragment.data, fragment.end);
    count++;
    length += fragment.length();
    memory += memoryOf(fragment);
    note(fragment);
  }

  private void note(Fragment fragment) {
    firstByte = fragment.bytes[fragment.headers];
    if (fragment.offset == 0) {
      headers = Arrays.copyOfRange(fragment.bytes, fragment.headers, fragment.data);
      firstCongestion = fragment.congestion;
    }
    if (!fragment.more) {
      total = fragment.reach();
    }
    congestions |= 1 << fragment.congestion;
    unicast &= fragment.unicast;
  }

  /** Forgets all fragments; those that follow are objected to. Returns how much memory is free again. */
  int discard() {
    int freed = memory - OVERHEAD;
    discarded = true;
    headers = NOTHING;
    pieces = new byte[0][];
    offsets = new int[0];
    count = 0;
    memory = OVERHEAD;
    return freed;
  }

  /** {@return the first byte of the headers of a fragment, which tells the versions of IP apart} */
  public byte firstByte() {
    return firstByte;
  }

  /** {@return how many bytes of data the first fragment has; 0 if it is not there} */
  public int firstLength() {
    return hasFirst() ? pieces[0].length : 0;
  }

  /**
   * Copies the first fragment, headers and data, as it came.
   *
   * @param into where to
   * @param at where to begin
   */
  public void copyFirst(byte[] into, int at) {
    copyHeaders(into, at, headers.length);
    System.arraycopy(pieces[0], 0, into, at + headers.length, pieces[0].length);
  }

  /**
   * Copies the headers of the first fragment.
   *
   * @param into where to
   * @param at where to begin
   * @param bytes how many bytes of them to copy, up to {@link #headersLength}
   */
  public void copyHeaders(byte[] into, int at, int bytes) {
    System.arraycopy(headers, 0, into, at, bytes);
  }

  /**
   * Copies the data from its beginning on, as far as it is there without a gap.
   *
   * @param into where to
   * @param at where to begin
   * @return where the data ends
   */
  public int copyData(byte[] into, int at) {
    int end = 0;
    for (int k = 0; k < count && offsets[k] == end; k++) {
      System.arraycopy(pieces[k], 0, into, at + end, pieces[k].length);
      end += pieces[k].length;
    }
    return at + end;
  }
}
