package dev.zmol.iface;

/**
 * Counts ICMP messages of one version: icmpStatsTable and icmpMsgStatsTable (RFC 4293 §3.2.4), under their names.
 *
 * <p>Owned by the thread of the stack, which counts; other threads read by way of the runner.
 */
public final class IcmpCounters {
  private static final int TYPES = 256;

  private final long[] received = new long[TYPES];
  private final long[] sent = new long[TYPES];
  private long inMsgs;
  private long inErrors;
  private long outMsgs;
  private long outErrors;

  /** Creates counters that are all zero. */
  public IcmpCounters() {}

  /**
   * Counts a received message.
   *
   * @param type its type (0 to 255)
   */
  public void countReceived(int type) {
    inMsgs++;
    received[type]++;
  }

  /** Counts a received message that is malformed, or has a wrong checksum. */
  public void countInvalid() {
    inMsgs++;
    inErrors++;
  }

  /**
   * Counts a message that was sent.
   *
   * @param type its type (0 to 255)
   */
  public void countSent(int type) {
    outMsgs++;
    sent[type]++;
  }

  /** Counts a message that was to be sent, but was not: the rate is limited, or the device is busy. */
  public void countUnsent() {
    outErrors++;
  }

  /** {@return how many messages were received, those in error included} */
  public long inMsgs() {
    return inMsgs;
  }

  /** {@return how many messages were received that had errors of their own: checksum, length} */
  public long inErrors() {
    return inErrors;
  }

  /** {@return how many messages were sent} */
  public long outMsgs() {
    return outMsgs;
  }

  /** {@return how many messages were not sent due to problems within ICMP} */
  public long outErrors() {
    return outErrors;
  }

  /**
   * Returns how many messages of a type were received.
   *
   * @param type the type (0 to 255)
   * @return how many
   */
  public long inPkts(int type) {
    return received[type];
  }

  /**
   * Returns how many messages of a type were sent.
   *
   * @param type the type (0 to 255)
   * @return how many
   */
  public long outPkts(int type) {
    return sent[type];
  }
}
