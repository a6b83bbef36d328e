package dev.zmol.socket.tcp;

/** How a sender tells lost segments from segments that are late. */
public enum LossDetection {
  /**
   * By time: a segment is lost when one that was sent sufficiently later has been delivered; a probe draws an
   * acknowledgment when the last segments may be lost (RFC 8985).
   */
  RACK_TLP,
  /** By counting: a segment is lost when three segments behind it have been delivered (RFC 6675, RFC 6582). */
  DUPLICATE_ACKNOWLEDGMENTS
}
