package dev.zmol.testkit.network;

/** Where frames go that have come to the end of a pipe. */
interface FrameSink {
  /**
   * Takes a frame.
   *
   * @param frame the frame; the sink owns it from now on
   */
  void arrive(Flight frame);
}
