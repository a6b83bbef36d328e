package dev.zmol.iface;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A bounded queue of frames from one thread to one other, which may be the same.
 *
 * <p>Frames are copied in and out. Slots are allocated when they are used for the first time and kept for ever.
 */
final class FrameRing {
  private static final VarHandle HEAD;
  private static final VarHandle TAIL;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      HEAD = lookup.findVarHandle(FrameRing.class, "head", long.class);
      TAIL = lookup.findVarHandle(FrameRing.class, "tail", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Packet[] slots;
  private final int room;

  /** The sequence number of the next frame to take out; written by the receiver alone. */
  private long head;

  /** The sequence number of the next frame to put in; written by the sender alone. */
  private long tail;

  /** Whether the receiver has gone for ever. */
  private volatile boolean abandoned;

  /**
   * Creates an empty ring.
   *
   * @param slots how many frames it holds at most; a power of two
   * @param room how many bytes a frame may have
   */
  FrameRing(int slots, int room) {
    if (slots < 1 || slots > 65_536 || Integer.bitCount(slots) != 1) {
      throw new IllegalArgumentException("slots is " + slots + "; it has to be a power of two from 1 to 65536");
    }
    this.slots = new Packet[slots];
    this.room = room;
  }

  /**
   * Returns how many frames a ring holds unless told otherwise: enough for a window of 64 KiB, and small enough to stay
   * in the cache, through which the ring cycles.
   *
   * @param room how many bytes a frame may have
   * @return the number of slots
   */
  static int defaultSlots(int room) {
    return Math.clamp(Integer.highestOneBit(131_072 / room), 16, 64);
  }

  /**
   * Returns whether there is a place for one more frame; called by the sender.
   *
   * @return whether {@link #put} may be called
   */
  boolean hasPlace() {
    return tail - (long) HEAD.getAcquire(this) < slots.length;
  }

  /**
   * Appends a copy of a frame; called by the sender, after {@link #hasPlace}.
   *
   * @param frame the frame
   * @return false if it is longer than a slot
   */
  boolean put(Packet frame) {
    int index = (int) tail & (slots.length - 1);
    Packet slot = slots[index];
    if (slot == null) {
      slot = new Packet(room);
      slots[index] = slot;
    }
    if (!slot.deliver(frame)) {
      return false;
    }
    TAIL.setRelease(this, tail + 1);
    return true;
  }

  /** Says that nothing will be taken out any more; called by the receiver. */
  void abandon() {
    abandoned = true;
  }

  /** {@return whether nothing will be taken out any more} */
  boolean isAbandoned() {
    return abandoned;
  }

  /** {@return whether there is no frame; called by the receiver} */
  boolean isEmpty() {
    return head == (long) TAIL.getAcquire(this);
  }

  /**
   * Takes the oldest frame out; called by the receiver, when the ring is not {@linkplain #isEmpty empty}.
   *
   * @param packet where the frame is copied to
   * @return false if the packet has no room for it
   */
  boolean take(Packet packet) {
    Packet slot = slots[(int) head & (slots.length - 1)];
    boolean fits = packet.deliver(slot);
    HEAD.setRelease(this, head + 1);
    return fits;
  }
}
