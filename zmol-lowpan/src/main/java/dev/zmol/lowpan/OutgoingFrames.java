package dev.zmol.lowpan;

import dev.zmol.iface.Device;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.lowpan.frame.FrameHeader;
import java.util.random.RandomGenerator;

/**
 * The frames that wait to be sent, in order: the first one may wait for its acknowledgment, and is sent again when that
 * does not come (IEEE 802.15.4-2015 §6.7.4).
 *
 * <p>When a frame is given up, so are the other fragments of its datagram, which would be of no use.
 */
final class OutgoingFrames {
  /** What a byte takes at 250 kbit/s, in nanoseconds (IEEE 802.15.4-2015 §12.2.2). */
  private static final long NANOS_PER_BYTE = 32_000;

  /** Preamble, delimiter, length and frame check sequence, in bytes. */
  private static final int AROUND = 8;

  private final Device device;
  private final DropCounters drops;
  private final int retries;
  private final long waitNanos;
  private final RandomGenerator random;
  private final Packet[] frames;
  private final int[] datagrams;
  private final int[] sequences;
  private final long[] receivers;
  private TransmissionListener listener = (_, _, _) -> {};
  private int first;
  private int size;
  private boolean awaiting;
  private boolean blocked;
  private int attempts;
  private long deadline;

  /** When the device will have sent all that it was given, if it has a radio. */
  private long sentAt = Long.MIN_VALUE;

  OutgoingFrames(Device device, LowpanConfiguration configuration, DropCounters drops, RandomGenerator random) {
    this.device = device;
    this.drops = drops;
    this.retries = configuration.retries();
    this.waitNanos = configuration.acknowledgmentWaitNanos();
    this.random = random;
    int limit = configuration.frameQueueLimit();
    this.frames = new Packet[limit];
    this.datagrams = new int[limit];
    this.sequences = new int[limit];
    this.receivers = new long[limit];
    for (int k = 0; k < limit; k++) {
      frames[k] = new Packet(FrameHeader.MAX_FRAME);
    }
  }

  void listener(TransmissionListener newListener) {
    listener = newListener;
  }

  boolean hasRoom(int count) {
    return count <= frames.length - size;
  }

  /** The frame to fill next; it is sent after {@link #add} only. */
  Packet next() {
    Packet frame = frames[(first + size) % frames.length];
    frame.clear();
    return frame;
  }

  /**
   * Adds the frame that {@link #next} has given.
   *
   * @param datagram a number that the fragments of a datagram have in common
   * @param sequence its sequence number; -1 if it asks for no acknowledgment
   * @param receiver the interface identifier of who is to acknowledge it
   */
  void add(int datagram, int sequence, long receiver) {
    int at = (first + size) % frames.length;
    datagrams[at] = datagram;
    sequences[at] = sequence;
    receivers[at] = receiver;
    size++;
  }

  private void remove() {
    first = (first + 1) % frames.length;
    size--;
    awaiting = false;
    attempts = 0;
  }

  /** Takes an acknowledgment. */
  void acknowledged(int sequence) {
    if (awaiting && sequences[first] == sequence) {
      listener.transmitted(receivers[first], attempts, true);
      remove();
    }
  }

  boolean poll(long nowNanos) {
    boolean sent = false;
    blocked = false;
    while (size != 0 && !(awaiting && nowNanos < deadline)) {
      if (awaiting && attempts > retries) {
        giveUp();
      } else if (device.transmit(frames[first])) {
        sent = true;
        transmitted(nowNanos);
      } else {
        blocked = true;
        return sent;
      }
    }
    return sent;
  }

  private void transmitted(long nowNanos) {
    // The acknowledgment is waited for from the end of the frame on.
    sentAt = Math.max(sentAt, nowNanos) + (frames[first].length() + AROUND) * NANOS_PER_BYTE;
    if (sequences[first] < 0) {
      remove();
      return;
    }
    awaiting = true;
    // Two stations that have spoken at once do not do so again.
    long backoff = random.nextLong(waitNanos) * attempts / 2;
    attempts++;
    deadline = sentAt + waitNanos + backoff;
  }

  private void giveUp() {
    int datagram = datagrams[first];
    drops.count(DropReason.FRAME_UNACKNOWLEDGED);
    listener.transmitted(receivers[first], attempts, false);
    do {
      remove();
    } while (size != 0 && datagrams[first] == datagram);
  }

  long pollAt() {
    if (size == 0) {
      return Long.MAX_VALUE;
    }
    return awaiting && !blocked ? deadline : Long.MIN_VALUE;
  }
}
