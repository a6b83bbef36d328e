package dev.zmol.iface;

/**
 * Carries frames between a stack and the world.
 *
 * <p>All methods are called by the one thread that owns the stack, but for {@link #wakeup}, which any thread may call.
 * None of them blocks, but for {@link #await}. Packets belong to the caller: a device copies what it wants to keep.
 */
public interface Device extends AutoCloseable {
  /** {@return what this device can do; always the same} */
  DeviceCapabilities capabilities();

  /**
   * Receives the next frame, if there is one.
   *
   * <p>The packet is {@linkplain Packet#clear cleared} and filled from {@link Packet#HEADROOM} on; a frame longer than
   * the packet's room is dropped by the device.
   *
   * @param packet where the frame goes
   * @return whether there was a frame
   */
  boolean receive(Packet packet);

  /**
   * Transmits a frame.
   *
   * <p>A device that is closed, or whose other end is gone, takes frames and loses them, as a cable does: trying again
   * would not help.
   *
   * @param packet the frame; the device does not keep it
   * @return whether the device took the frame; if not, it is to be tried again later
   */
  boolean transmit(Packet packet);

  /** Sends on what {@link #transmit} has gathered; called at the end of each poll. */
  default void flush() {}

  /**
   * Waits until a frame may be received, {@link #wakeup} is called, or time is up; it may return early.
   *
   * @param timeoutNanos how long to wait at most, in nanoseconds; 0 or less does not wait
   */
  void await(long timeoutNanos);

  /** Makes a present or the next {@link #await} return. The one method that any thread may call. */
  void wakeup();

  /** Releases what the device holds of the system; calling it again has no effect. */
  @Override
  void close();
}
