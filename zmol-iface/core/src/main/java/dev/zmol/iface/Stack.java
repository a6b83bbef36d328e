package dev.zmol.iface;

/**
 * A network stack on one device, driven by polling.
 *
 * <p>A stack has one owner: the thread that polls it also calls all its sockets. Time is the caller's: nanoseconds of a
 * monotonic clock, such as {@link System#nanoTime}, which never run backwards from call to call.
 */
public interface Stack {
  /**
   * Takes in what the device has received, lets the protocols work, and sends out what is due. A bounded amount of work
   * is done; if more is left, {@link #pollAt} says so.
   *
   * @param nowNanos the time, in nanoseconds
   * @return whether anything was received or sent
   */
  boolean poll(long nowNanos);

  /**
   * Takes in one frame that did not come from the device (sans-IO). Nothing is sent before the next {@link #poll} or
   * {@link #egress}, except for what answers the frame at once.
   *
   * @param frame the frame, as a device would deliver it; headers are pulled off it
   * @param nowNanos the time, in nanoseconds
   */
  void ingress(Packet frame, long nowNanos);

  /**
   * Sends out what is due, without receiving.
   *
   * @param nowNanos the time, in nanoseconds
   * @return whether anything was sent
   */
  boolean egress(long nowNanos);

  /**
   * Says when to poll again if nothing is received before.
   *
   * @return the time, in nanoseconds; a time that has passed means at once, {@link Long#MAX_VALUE} means never
   */
  long pollAt();

  /** {@return how many packets were dropped, by reason} */
  DropCounters drops();
}
