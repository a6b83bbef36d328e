package dev.zmol.lowpan;

/** Is told what it takes to send frames to neighbours: a measure of how good a link is (RFC 6551 §4.3.2). */
@FunctionalInterface
public interface TransmissionListener {
  /**
   * Takes note of a frame that has asked for an acknowledgment.
   *
   * @param identifier the interface identifier of the station that it was sent to: the second half of the link-local
   *     address that follows from its link-layer address
   * @param transmissions how often it was sent (1 or more)
   * @param acknowledged whether the station has acknowledged it; if not, the frame was given up
   */
  void transmitted(long identifier, int transmissions, boolean acknowledged);
}
