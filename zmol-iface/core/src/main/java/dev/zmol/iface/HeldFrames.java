package dev.zmol.iface;

/** Frames that are held back until their time comes: a bounded queue. Its slots are allocated when first used. */
final class HeldFrames {
  private static final int SLOTS = 64;

  private final Packet[] frames = new Packet[SLOTS];
  private final long[] dueNanos = new long[SLOTS];
  private final int room;
  private int head;
  private int count;

  HeldFrames(int room) {
    this.room = room;
  }

  /** Keeps a copy of a frame; returns false if there is no place for it. */
  boolean hold(Packet frame, long newDueNanos) {
    if (count == SLOTS) {
      return false;
    }
    int slot = (head + count) % SLOTS;
    if (frames[slot] == null) {
      frames[slot] = new Packet(room);
    }
    if (!frames[slot].deliver(frame)) {
      return false;
    }
    dueNanos[slot] = newDueNanos;
    count++;
    return true;
  }

  /** Returns whether the time of the oldest frame has come. */
  boolean isDue(long nowNanos) {
    return count > 0 && dueNanos[head] <= nowNanos;
  }

  /** {@return the oldest frame; there has to be one} */
  Packet oldest() {
    return frames[head];
  }

  /** Forgets the oldest frame; there has to be one. */
  void remove() {
    head = (head + 1) % SLOTS;
    count--;
  }

  /** Returns how long it takes until the oldest frame is due, or {@code limit} if that is sooner. */
  long timeLeft(long nowNanos, long limit) {
    return count == 0 ? limit : Math.min(limit, dueNanos[head] - nowNanos);
  }

  boolean isEmpty() {
    return count == 0;
  }
}
