package dev.zmol.testkit.network;

import java.time.Duration;

/**
 * How one direction of a {@link SimulatedCable} or {@link SimulatedLink} treats frames. Immutable.
 *
 * <p>A frame is lost by chance or in a burst, or because it is too long or the queue is full; what is left waits its
 * turn to be put on the wire, travels, and may be held back or arrive twice.
 */
public final class LinkConditions {
  /** Frames arrive at once, in order, all of them. */
  public static final LinkConditions PERFECT = new LinkConditions();

  private long latencyNanos;
  private long bitsPerSecond;
  private long queueBytes = Long.MAX_VALUE;
  private long markingBytes = Long.MAX_VALUE;
  private double loss;
  private double burstBegin;
  private double burstEnd = 1;
  private double burstLoss;
  private double duplication;
  private double corruption;
  private double reordering;
  private long reorderingNanos;
  private int mtu;
  private boolean tooBigAnswered;

  private LinkConditions() {}

  private LinkConditions(LinkConditions other) {
    latencyNanos = other.latencyNanos;
    bitsPerSecond = other.bitsPerSecond;
    queueBytes = other.queueBytes;
    markingBytes = other.markingBytes;
    loss = other.loss;
    burstBegin = other.burstBegin;
    burstEnd = other.burstEnd;
    burstLoss = other.burstLoss;
    duplication = other.duplication;
    corruption = other.corruption;
    reordering = other.reordering;
    reorderingNanos = other.reorderingNanos;
    mtu = other.mtu;
    tooBigAnswered = other.tooBigAnswered;
  }

  private static long requireNotNegative(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " is " + value + "; it has to be 0 or more");
    }
    return value;
  }

  private static double requireChance(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " is " + value + "; it has to be from 0 to 1");
    }
    return value;
  }

  /**
   * Returns the same conditions with another latency.
   *
   * @param latency how long a frame travels; zero or more
   * @return the conditions
   */
  public LinkConditions withLatency(Duration latency) {
    var changed = new LinkConditions(this);
    changed.latencyNanos = requireNotNegative("latencyNanos", latency.toNanos());
    return changed;
  }

  /**
   * Returns the same conditions with another rate: a bottleneck with a queue in front of it.
   *
   * @param newBitsPerSecond how fast frames are put on the wire, one after the other; 0 for no limit
   * @param newQueueBytes how many bytes may wait for it before frames are lost
   * @return the conditions
   */
  public LinkConditions withRate(long newBitsPerSecond, long newQueueBytes) {
    var changed = new LinkConditions(this);
    changed.bitsPerSecond = requireNotNegative("bitsPerSecond", newBitsPerSecond);
    changed.queueBytes = requireNotNegative("queueBytes", newQueueBytes);
    return changed;
  }

  /**
   * Returns the same conditions with a queue that marks packets (RFC 3168 §5): those of transports that speak ECN have
   * "congestion experienced" set when they find many bytes before them.
   *
   * @param newMarkingBytes how many bytes have to wait for a packet to be marked; used with a limited rate only
   * @return the conditions
   */
  public LinkConditions withMarking(long newMarkingBytes) {
    var changed = new LinkConditions(this);
    changed.markingBytes = requireNotNegative("markingBytes", newMarkingBytes);
    return changed;
  }

  /**
   * Returns the same conditions with another loss.
   *
   * @param chance the chance that a frame is lost, from 0 to 1
   * @return the conditions
   */
  public LinkConditions withLoss(double chance) {
    var changed = new LinkConditions(this);
    changed.loss = requireChance("loss", chance);
    return changed;
  }

  /**
   * Returns the same conditions with losses in bursts, in addition to those by chance (the model of Gilbert and
   * Elliott).
   *
   * @param begin the chance that a burst begins with a frame, from 0 to 1
   * @param end the chance that a burst is over with a frame, from 0 to 1
   * @param chance the chance that a frame in a burst is lost, from 0 to 1
   * @return the conditions
   */
  public LinkConditions withBursts(double begin, double end, double chance) {
    var changed = new LinkConditions(this);
    changed.burstBegin = requireChance("begin", begin);
    changed.burstEnd = requireChance("end", end);
    changed.burstLoss = requireChance("chance", chance);
    return changed;
  }

  /**
   * Returns the same conditions with another duplication.
   *
   * @param chance the chance that a frame arrives twice, from 0 to 1
   * @return the conditions
   */
  public LinkConditions withDuplication(double chance) {
    var changed = new LinkConditions(this);
    changed.duplication = requireChance("duplication", chance);
    return changed;
  }

  /**
   * Returns the same conditions with another corruption. A frame whose checksum is left to a device has none that would
   * tell: it is lost instead.
   *
   * @param chance the chance that one bit of a frame is turned over, from 0 to 1
   * @return the conditions
   */
  public LinkConditions withCorruption(double chance) {
    var changed = new LinkConditions(this);
    changed.corruption = requireChance("corruption", chance);
    return changed;
  }

  /**
   * Returns the same conditions with another reordering.
   *
   * @param chance the chance that a frame is held back, so that later ones overtake it, from 0 to 1
   * @param delay how long it is held back
   * @return the conditions
   */
  public LinkConditions withReordering(double chance, Duration delay) {
    var changed = new LinkConditions(this);
    changed.reordering = requireChance("reordering", chance);
    changed.reorderingNanos = requireNotNegative("reorderingNanos", delay.toNanos());
    return changed;
  }

  /**
   * Returns the same conditions with another MTU: longer IP packets are lost. A super-segment counts by its segments.
   *
   * @param newMtu the longest IP packet, in bytes; 0 for no limit
   * @param answered whether the sender is told by an ICMP error that a packet was too big (RFC 1191, RFC 8201); if not,
   *     this is a black hole (RFC 2923)
   * @return the conditions
   */
  public LinkConditions withMtu(int newMtu, boolean answered) {
    var changed = new LinkConditions(this);
    changed.mtu = (int) requireNotNegative("mtu", newMtu);
    changed.tooBigAnswered = answered;
    return changed;
  }

  /** {@return how long a frame travels, in nanoseconds} */
  public long latencyNanos() {
    return latencyNanos;
  }

  /** {@return how fast frames are put on the wire; 0 for no limit} */
  public long bitsPerSecond() {
    return bitsPerSecond;
  }

  /** {@return how many bytes may wait to be put on the wire before frames are lost} */
  public long queueBytes() {
    return queueBytes;
  }

  /** {@return how many bytes have to wait for a packet to be marked} */
  public long markingBytes() {
    return markingBytes;
  }

  /** {@return the chance that a frame is lost} */
  public double loss() {
    return loss;
  }

  /** {@return the chance that a burst of losses begins} */
  public double burstBegin() {
    return burstBegin;
  }

  /** {@return the chance that a burst of losses is over} */
  public double burstEnd() {
    return burstEnd;
  }

  /** {@return the chance that a frame in a burst is lost} */
  public double burstLoss() {
    return burstLoss;
  }

  /** {@return the chance that a frame arrives twice} */
  public double duplication() {
    return duplication;
  }

  /** {@return the chance that a bit of a frame is turned over} */
  public double corruption() {
    return corruption;
  }

  /** {@return the chance that a frame is held back} */
  public double reordering() {
    return reordering;
  }

  /** {@return how long such a frame is held back, in nanoseconds} */
  public long reorderingNanos() {
    return reorderingNanos;
  }

  /** {@return the longest IP packet, in bytes; 0 for no limit} */
  public int mtu() {
    return mtu;
  }

  /** {@return whether the sender of a packet that is too big is told} */
  public boolean isTooBigAnswered() {
    return tooBigAnswered;
  }
}
