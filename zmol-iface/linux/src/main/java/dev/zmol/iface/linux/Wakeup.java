package dev.zmol.iface.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Lets the owner of a descriptor sleep until it is readable, another thread rings, or time is up.
 *
 * <p>An {@code eventfd} stands for the ring. {@link #ring} may be called by any thread, also after {@link #close}; it
 * holds a lock, so that it never writes to a number that has been given to another file.
 */
final class Wakeup {
  private static final int EFD_NONBLOCK = 0x800;
  private static final int EFD_CLOEXEC = 0x80000;
  private static final short POLLIN = 1;
  private static final int POLL_FAILED = 0x8 | 0x10 | 0x20;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** {@code struct pollfd}: descriptor, events asked for, events that happened. */
  private static final int POLLFD_SIZE = 8;

  private static final int POLLFD_EVENTS = 4;
  private static final int POLLFD_RESULT = 6;

  private final SystemCalls calls;
  private final SystemCalls ringersCalls;
  private final MemorySegment counter;
  private final MemorySegment one;
  private final MemorySegment descriptors;
  private final MemorySegment timeout;
  private final Object lock = new Object();
  private final int event;
  private final boolean heals;
  private volatile boolean rung;
  private boolean closed;

  /**
   * Creates the means to wait for a descriptor.
   *
   * @param calls the calls of the owner
   * @param arena keeps native memory
   * @param descriptor what is waited for
   * @param heals whether an error of the descriptor goes when the descriptor is read, as one of a socket does
   */
  Wakeup(SystemCalls calls, Arena arena, int descriptor, boolean heals) {
    this.calls = calls;
    this.heals = heals;
    this.ringersCalls = new SystemCalls(arena);
    this.counter = arena.allocate(ValueLayout.JAVA_LONG);
    this.one = arena.allocateFrom(ValueLayout.JAVA_LONG, 1);
    this.descriptors = arena.allocate(2 * POLLFD_SIZE, 8);
    this.timeout = arena.allocate(16, 8);
    this.event = (int) OpenFailure.check("eventfd", calls.eventfd(EFD_NONBLOCK | EFD_CLOEXEC));
    watch(0, descriptor);
    watch(1, event);
  }

  private void watch(int index, int descriptor) {
    long place = (long) index * POLLFD_SIZE;
    descriptors.set(ValueLayout.JAVA_INT, place, descriptor);
    descriptors.set(ValueLayout.JAVA_SHORT, place + POLLFD_EVENTS, POLLIN);
  }

  /** {@return the descriptor to close in the end} */
  int event() {
    return event;
  }

  /** {@return whether somebody has rung since the owner last looked; looking takes it back} */
  boolean wasRung() {
    if (!rung) {
      return false;
    }
    synchronized (lock) {
      // Not before the ringer has written: what it writes later would end a sleep that nobody wants to end.
      calls.read(event, counter, Long.BYTES);
      rung = false;
    }
    return true;
  }

  /** Ends the present sleep of the owner, or the next one. */
  void ring() {
    if (rung) {
      return;
    }
    synchronized (lock) {
      if (!closed && !rung) {
        rung = true;
        ringersCalls.write(event, one, Long.BYTES);
      }
    }
  }

  /**
   * Sleeps; may end early.
   *
   * @param timeoutNanos how long at most, in nanoseconds; {@link Long#MAX_VALUE} for ever
   * @return false if the descriptor is broken; it is not watched any more
   */
  boolean sleep(long timeoutNanos) {
    MemorySegment limit = MemorySegment.NULL;
    if (timeoutNanos != Long.MAX_VALUE) {
      timeout.set(ValueLayout.JAVA_LONG, 0, timeoutNanos / NANOS_PER_SECOND);
      timeout.set(ValueLayout.JAVA_LONG, Long.BYTES, timeoutNanos % NANOS_PER_SECOND);
      limit = timeout;
    }
    long ready = calls.ppoll(descriptors, 2, limit);
    wasRung();
    if (!heals && ready > 0 && (descriptors.get(ValueLayout.JAVA_SHORT, POLLFD_RESULT) & POLL_FAILED) != 0) {
      // The kernel skips negative descriptors. Otherwise each sleep would end at once for ever.
      watch(0, -1);
      return false;
    }
    return true;
  }

  /** Makes {@link #ring} do nothing from now on; the descriptor is closed by its owner afterwards. */
  void close() {
    synchronized (lock) {
      closed = true;
    }
  }
}
