package dev.zmol.iface;

/** Changes frames, so that what receives them can show that it bears anything. */
@FunctionalInterface
public interface Fuzzer {
  /**
   * Changes a frame in place. Its length may change, too: see {@link Packet#set}; what gets longer than the medium
   * carries is cut off.
   *
   * @param frame the frame
   */
  void fuzz(Packet frame);
}
