package dev.zmol.iface;

import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/** Lets one thread sleep until a frame lies in its ring, somebody rings, or time is up. */
final class Doorbell {
  private volatile boolean rung;
  private volatile Thread sleeper;

  /** Ends the present sleep, or the next one; any thread may call it. */
  void ring() {
    rung = true;
    LockSupport.unpark(sleeper);
  }

  /** Ends the present sleep, if there is one; called by the sender after it has put frames into the ring. */
  void frameArrived() {
    // The frame has to be visible before we look for the sleeper, or both could miss each other.
    VarHandle.fullFence();
    Thread thread = sleeper;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }

  /**
   * Sleeps; may end early.
   *
   * @param ring what to look at before going to sleep
   * @param timeoutNanos how long to sleep at most, in nanoseconds; 0 or less does not sleep
   */
  void sleep(FrameRing ring, long timeoutNanos) {
    if (timeoutNanos > 0 && !rung && ring.isEmpty()) {
      sleeper = Thread.currentThread();
      VarHandle.fullFence();
      if (!rung && ring.isEmpty()) {
        LockSupport.parkNanos(this, timeoutNanos);
      }
      sleeper = null;
    }
    rung = false;
  }
}
