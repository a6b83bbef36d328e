package dev.zmol.testkit.network;

import dev.zmol.iface.Packet;

/** Sees what is sent on a {@link SimulatedAir}. */
@FunctionalInterface
public interface AirObserver {
  /**
   * Sees a frame.
   *
   * @param from who sends it
   * @param frame the frame, without a frame check sequence; valid, and not to be changed, until the method returns
   * @param nowNanos the time, in nanoseconds
   */
  void onFrame(SimulatedStation from, Packet frame, long nowNanos);
}
