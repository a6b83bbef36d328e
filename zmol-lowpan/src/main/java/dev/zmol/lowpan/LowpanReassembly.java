package dev.zmol.lowpan;

import dev.zmol.iface.DropCounters;
import dev.zmol.iface.DropReason;
import dev.zmol.wire.ipv6.Ipv6Packet;
import dev.zmol.wire.ipv6.Ipv6Wire;
import java.util.Arrays;

/**
 * Puts datagrams together that came in several frames (RFC 4944 §5.3): a fixed number at once, in memory that is used
 * again. The one that is incomplete for longest makes room for another.
 */
final class LowpanReassembly {
  /** The longest datagram: the MTU of the link. */
  static final int MAX_SIZE = Ipv6Packet.MIN_MTU;

  private static final int UNIT = 8;

  /** A datagram of which something is there. */
  static final class Datagram {
    final byte[] bytes = new byte[MAX_SIZE];

    /** How many bytes the fragment has that begins at a unit; 0 if none does. */
    final short[] fragments = new short[MAX_SIZE / UNIT];

    long source;
    long destination;
    int tag;
    int size;
    int received;
    long deadline;
    boolean used;

    /** Where headers begin whose checksum is to be computed once all is there; -1 if none. */
    int udp;

    int innermost;

    boolean isComplete() {
      return received == size;
    }

    boolean is(long from, long to, int itsSize, int itsTag) {
      return used && tag == itsTag && size == itsSize && source == from && destination == to;
    }

    void begin(long from, long to, int itsSize, int itsTag, long until) {
      used = true;
      source = from;
      destination = to;
      size = itsSize;
      tag = itsTag;
      deadline = until;
      clear();
    }

    private void clear() {
      received = 0;
      udp = -1;
      Arrays.fill(fragments, (short) 0);
    }
  }

  private final DropCounters drops;
  private final Datagram[] datagrams;
  private final long timeoutNanos;

  LowpanReassembly(LowpanConfiguration configuration, DropCounters drops) {
    this.drops = drops;
    this.datagrams = new Datagram[configuration.reassemblyLimit()];
    this.timeoutNanos = configuration.reassemblyTimeoutNanos();
  }

  /** Whether a fragment can be one: within its datagram, whole units unless it is the last, and not empty. */
  static boolean isPossible(int size, int offset, int length) {
    int end = offset + length;
    boolean fits = size >= Ipv6Wire.LENGTH && size <= MAX_SIZE && length > 0 && end <= size;
    return fits && (end == size || length % UNIT == 0);
  }

  /** Finds the datagram of a fragment, or begins one. */
  Datagram of(long source, long destination, int size, int tag, long nowNanos) {
    Datagram oldest = null;
    for (int k = 0; k < datagrams.length; k++) {
      if (datagrams[k] == null) {
        datagrams[k] = new Datagram();
      }
      Datagram datagram = datagrams[k];
      if (datagram.is(source, destination, size, tag)) {
        return datagram;
      }
      if (oldest == null || (oldest.used && (!datagram.used || datagram.deadline < oldest.deadline))) {
        oldest = datagram;
      }
    }
    if (oldest.used) {
      drops.count(DropReason.LOWPAN_REASSEMBLY_GIVEN_UP);
    }
    oldest.begin(source, destination, size, tag, nowNanos + timeoutNanos);
    return oldest;
  }

  /** Adds a possible fragment; one that overlaps others begins the datagram anew (RFC 4944 §5.3). */
  boolean add(Datagram datagram, int offset, byte[] buf, int from, int length) {
    int unit = offset / UNIT;
    if (datagram.fragments[unit] == length) {
      drops.count(DropReason.FRAME_DUPLICATE);
      return false;
    }
    if (overlaps(datagram, offset, length)) {
      drops.count(DropReason.LOWPAN_FRAGMENT_CONFLICT);
      datagram.clear();
    }
    datagram.fragments[unit] = (short) length;
    datagram.received += length;
    System.arraycopy(buf, from, datagram.bytes, offset, length);
    return true;
  }

  private static boolean overlaps(Datagram datagram, int offset, int length) {
    for (int unit = 0; unit * UNIT < offset + length; unit++) {
      int other = datagram.fragments[unit];
      if (other != 0 && unit * UNIT + other > offset) {
        return true;
      }
    }
    return false;
  }

  void remove(Datagram datagram) {
    datagram.used = false;
  }

  /** Gives up what is incomplete for too long. */
  void poll(long nowNanos) {
    for (Datagram datagram : datagrams) {
      if (datagram != null && datagram.used && nowNanos >= datagram.deadline) {
        drops.count(DropReason.LOWPAN_REASSEMBLY_GIVEN_UP);
        datagram.used = false;
      }
    }
  }

  long pollAt() {
    long next = Long.MAX_VALUE;
    for (Datagram datagram : datagrams) {
      if (datagram != null && datagram.used) {
        next = Math.min(next, datagram.deadline);
      }
    }
    return next;
  }
}
