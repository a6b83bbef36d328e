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
  private final Device device;
  private final DropCounters drops;
  private final int retries;
  private final long waitNanos;
  private final RandomGenerator random;
  private final Packet[] frames;
  private final int[] datagrams;
  private final int[] sequences;
  private int first;
  private int size;
  private boolean awaiting;
  private boolean blocked;
  private int attempts;
  private long deadline;

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
    for (int k = 0; k < limit; k++) {
      frames[k] = new Packet(FrameHeader.MAX_FRAME);
    }
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

  /** Adds the frame that {@link #next} has given; a sequence number of -1 if it asks for no acknowledgment. */
  void add(int datagram, int sequence) {
    int at = (first + size) % frames.length;
    datagrams[at] = datagram;
    sequences[at] = sequence;
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
    if (sequences[first] < 0) {
      remove();
      return;
    }
    awaiting = true;
    // Two stations that have spoken at once do not do so again.
    long backoff = random.nextLong(waitNanos) * attempts / 2;
    attempts++;
    deadline = nowNanos + waitNanos + backoff;
  }

  private void giveUp() {
    int datagram = datagrams[first];
    drops.count(DropReason.FRAME_UNACKNOWLEDGED);
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
