package dev.zmol.socket.tcp;

import dev.zmol.wire.TcpOptions;
import dev.zmol.wire.TcpSequence;

/**
 * What is in flight, and what is done when a part of it is lost.
 *
 * <p>Losses are found by time (RFC 8985), by counting selective acknowledgments (RFC 6675), or, for peers without them,
 * by duplicate acknowledgments (RFC 5681 §3.2, RFC 6582); a retransmission timeout is the last resort (RFC 6298). One
 * episode of loss reduces the congestion window once. When the timestamps show that the first retransmission was not
 * needed (RFC 3522), the reduction is undone.
 *
 * <p>Exists while something is in flight: a connection takes one from the {@link RecoveryPool} of its driver, and gives
 * it back. Owned by the thread of the stack.
 */
final class LossRecovery implements SentSegments.DeliveryListener {
  /** What is going on. */
  enum Phase {
    /** Nothing is known to be lost. */
    OPEN,
    /** A loss was found by acknowledgments, and is being repaired. */
    RECOVERY,
    /** The retransmission timer has expired. */
    LOSS
  }

  private static final int DUPLICATE_THRESHOLD = 3;

  final SentSegments segments = new SentSegments();
  private final Rack rack = new Rack();
  private final RateReduction reduction = new RateReduction();
  private final TailLossProbe probe = new TailLossProbe();
  private final Pacing pacing = new Pacing();
  private SendSide sender;
  private Phase phase = Phase.OPEN;

  /** What had been sent when the last episode began: its end, and no new episode begins before it (RFC 6582). */
  private int recover;

  /** Duplicate acknowledgments without selective ones, in a row. */
  private int duplicates;

  /** How many bytes such acknowledgments say have left the network. */
  private int departed;

  /** Whether one segment goes out whatever is in flight. */
  private boolean forced;

  /** Whether the episode may turn out to be none (RFC 3522). */
  private boolean undoable;

  /** Whether {@link #firstRetransmission} is known. */
  private boolean stamped;

  /** The timestamp of the first retransmission of the episode. */
  private int firstRetransmission;

  /** What was in flight when new data was sent last, in bytes. */
  private int flightWhenSent;

  /** What was delivered since, in bytes. */
  private int deliveredSince;

  /** Until when a congestion mark reduces nothing further (RFC 3168 §6.1.2). */
  private int markedUntil;

  private boolean marked;

  // What the acknowledgment at hand says.
  private ReceivedSegment segment;
  private int oldestMicros;
  private int repeatedMicros;
  private boolean sampled;
  private boolean ambiguous;
  private boolean retransmissionDelivered;

  /** Begins anew for a connection that has nothing in flight. */
  void begin(SendSide owner, int sequence) {
    sender = owner;
    phase = Phase.OPEN;
    // Before the first episode, any acknowledgment covers more than this.
    recover = sequence - 2;
    duplicates = 0;
    departed = 0;
    forced = false;
    undoable = false;
    flightWhenSent = 0;
    deliveredSince = 0;
    marked = false;
    segments.clear(sequence);
    rack.clear(sequence);
    probe.clear();
    pacing.begin(owner.nowNanos());
  }

  Phase phase() {
    return phase;
  }

  boolean isReordering() {
    return rack.isReordering();
  }

  int leastRoundTripMicros() {
    return rack.leastRoundTripMicros();
  }

  /** How many bytes are in flight, as far as is known. */
  int pipe() {
    return Math.max(0, segments.pipe() - departed);
  }

  /** How many bytes may be in flight. */
  int window() {
    return phase == Phase.RECOVERY ? reduction.window() : sender.congestion().window();
  }

  /** How many bytes may be sent now, as far as congestion control is concerned. */
  int quota() {
    int quota = window() - pipe();
    return forced ? Math.max(quota, sender.segmentSize) : quota;
  }

  /** Something was sent for the first time. */
  void sent(int end, int length, boolean again, int nowMicros) {
    segments.append(end, nowMicros, again);
    flightWhenSent = sender.flight();
    deliveredSince = 0;
    reduction.sent(length);
    pacing.sent(length, sender.pacingRate(), sender.nowNanos());
  }

  /** A part of what was lost was sent again. */
  void retransmitted(int from, int to, int nowMicros) {
    segments.retransmitted(from, to, nowMicros);
    reduction.sent(to - from);
    pacing.sent(to - from, sender.pacingRate(), sender.nowNanos());
    forced = false;
    if (undoable && !stamped) {
      stamped = true;
      firstRetransmission = sender.timestampNow();
    }
  }

  /** Whether the pace allows the next segment now; if not, sees to it that it is tried again. */
  boolean mayGo() {
    long wait = pacing.waitNanos(sender.nowNanos());
    if (wait > 0) {
      sender.pause(wait);
    }
    return wait == 0;
  }

  /** How many bytes may go at once, at the pace. */
  int burst() {
    return Pacing.burst(sender.pacingRate(), sender.segmentSize);
  }

  // Acknowledgments.

  /**
   * Takes an acknowledgment of something that was sent.
   *
   * @param arrived the segment
   * @param bytes how many bytes it acknowledges cumulatively
   * @param duplicate whether it is a duplicate acknowledgment (RFC 5681 §2)
   * @param windowInUse whether the congestion window was in use
   */
  void acknowledged(ReceivedSegment arrived, int bytes, boolean duplicate, boolean windowInUse) {
    segment = arrived;
    sampled = false;
    ambiguous = false;
    retransmissionDelivered = false;
    boolean reducing = phase == Phase.RECOVERY;
    int now = sender.nowMicros();
    int delivered = bytes > 0 ? segments.acknowledge(sender.unacknowledged, this) : 0;
    boolean repeated = sender.isSelective() && isDuplicateReport(arrived);
    if (arrived.options().sackBlockCount() > 0 && sender.isSelective()) {
      delivered += takeBlocks(arrived, repeated);
    } else if (!sender.isSelective()) {
      delivered += countDuplicates(bytes, duplicate);
    }
    if (bytes > 0) {
      sender.measure(sampleMicros(now));
      moveOn(arrived, repeated);
    }
    boolean plain = delivered == 0 && arrived.options().sackBlockCount() == 0;
    if (probe.acknowledged(sender.unacknowledged, repeated, plain) && phase == Phase.OPEN) {
      reduce();
    }
    takeMark(arrived);
    int wait = 0;
    int lost = segments.lostBytes();
    if (segments.sackedBytes() > 0 || phase != Phase.OPEN || retransmissionDelivered) {
      wait = detectLoss(now);
    }
    control(bytes, delivered, segments.lostBytes() > lost, windowInUse && !reducing);
    deliveredSince = Math.clamp((long) deliveredSince + delivered, 0, flightWhenSent);
    if (!segments.isEmpty()) {
      arm(wait, bytes > 0);
    }
  }

  @Override
  public void delivered(int end, int sentMicros, boolean retransmitted, boolean cumulatively) {
    int now = sender.nowMicros();
    boolean older = retransmitted && sender.echoesOlder(segment, (now - sentMicros) / 1_000);
    rack.delivered(end, sentMicros, older, retransmitted, now);
    retransmissionDelivered |= retransmitted;
    if (cumulatively) {
      takeSample(sentMicros, retransmitted);
    }
  }

  private void takeSample(int sentMicros, boolean retransmitted) {
    if (!sampled) {
      oldestMicros = sentMicros;
      sampled = true;
    }
    if (retransmitted && (!ambiguous || sentMicros - repeatedMicros > 0)) {
      repeatedMicros = sentMicros;
    }
    ambiguous |= retransmitted;
  }

  /**
   * The round trip of the oldest segment, unless a retransmitted one was acknowledged with it, for which the others may
   * have waited (Karn's algorithm, RFC 6298 §3); then that of the retransmission, if the timestamps say that it was the
   * one that arrived (RFC 7323 §4).
   */
  private int sampleMicros(int now) {
    if (!ambiguous) {
      return sampled ? Math.max(1, now - oldestMicros) : 0;
    }
    boolean sure = sender.hasTimestamps() && !sender.echoesOlder(segment, (now - repeatedMicros) / 1_000);
    return sure ? Math.max(1, now - repeatedMicros) : 0;
  }

  /** Whether the first block says that something arrived twice (RFC 2883 §4). */
  private boolean isDuplicateReport(ReceivedSegment arrived) {
    TcpOptions options = arrived.options();
    if (options.sackBlockCount() == 0) {
      return false;
    }
    int left = options.sackLeft(0);
    int right = options.sackRight(0);
    if (TcpSequence.lessOrEqual(right, arrived.acknowledgment())) {
      return TcpSequence.lessThan(left, right);
    }
    return options.sackBlockCount() > 1
        && TcpSequence.greaterOrEqual(left, options.sackLeft(1))
        && TcpSequence.lessOrEqual(right, options.sackRight(1));
  }

  private int takeBlocks(ReceivedSegment arrived, boolean duplicateFirst) {
    TcpOptions options = arrived.options();
    int delivered = 0;
    for (int block = duplicateFirst ? 1 : 0; block < options.sackBlockCount(); block++) {
      int left = options.sackLeft(block);
      int right = options.sackRight(block);
      boolean possible =
          TcpSequence.greaterThan(left, sender.unacknowledged) && TcpSequence.lessOrEqual(right, sender.maximum);
      if (possible) {
        delivered += segments.sack(left, right, this);
      }
    }
    if (duplicateFirst) {
      rack.duplicate(sender.unacknowledged, sender.next);
    }
    return delivered;
  }

  /** Without selective acknowledgments, each duplicate stands for a segment that has left the network. */
  private int countDuplicates(int bytes, boolean duplicate) {
    int size = sender.segmentSize;
    if (bytes > 0) {
      return takeBack(bytes);
    }
    if (!duplicate || phase == Phase.LOSS) {
      if (phase == Phase.OPEN) {
        duplicates = 0;
        departed = 0;
      }
      return 0;
    }
    duplicates = Math.min(duplicates + 1, Short.MAX_VALUE);
    departed = Math.min(departed + size, segments.pipe());
    if (duplicates == DUPLICATE_THRESHOLD
        && phase == Phase.OPEN
        && TcpSequence.greaterThan(sender.unacknowledged - 1, recover)) {
      departed = Math.max(0, departed - size);
      segments.markFirstLost(size);
      recover();
    }
    return size;
  }

  /** What duplicates stood for is acknowledged; in recovery, the next gap is at its end (RFC 6582 §3.2, step 3). */
  private int takeBack(int bytes) {
    int before = departed;
    duplicates = 0;
    departed = 0;
    if (phase == Phase.RECOVERY && TcpSequence.lessThan(sender.unacknowledged, recover)) {
      departed = Math.max(0, before - Math.max(0, bytes - sender.segmentSize));
      segments.markFirstLost(sender.segmentSize);
      forced = true;
    }
    return departed - before;
  }

  /** New data was acknowledged: an episode may be over, or have been none. */
  private void moveOn(ReceivedSegment arrived, boolean repeated) {
    if (undoable && stamped) {
      undoable = false;
      if (sender.echoesBefore(arrived, firstRetransmission)) {
        undo();
        if (!repeated) {
          // It took so long; if the retransmission had arrived too, it may have been the acknowledgment that was lost.
          sender.measureByTimestamp(arrived);
        }
      }
    }
    if (phase != Phase.OPEN && TcpSequence.greaterOrEqual(sender.unacknowledged, recover)) {
      phase = Phase.OPEN;
      departed = 0;
      undoable = false;
      rack.recovered();
    }
  }

  /** The acknowledgment is of the first transmission: nothing was lost (RFC 3522, RFC 4015 §3). */
  private void undo() {
    segments.unmarkLost();
    sender.congestion().spurious();
    phase = Phase.OPEN;
    forced = false;
    departed = 0;
  }

  /** The peer has seen a congestion mark (RFC 3168 §6.1.2): reduces once per round trip. */
  private void takeMark(ReceivedSegment arrived) {
    if (!sender.isMarked(arrived) || phase != Phase.OPEN) {
      return;
    }
    if (!marked || TcpSequence.greaterOrEqual(sender.unacknowledged, markedUntil)) {
      reduce();
    }
  }

  /** Reduces the window for a loss that is repaired already, or a mark. */
  private void reduce() {
    marked = true;
    markedUntil = sender.next;
    sender.congestion().lost(flightBeforeLoss(), sender.nowNanos());
    sender.windowReduced();
  }

  /**
   * The flight that has suffered a loss. Acknowledgments that came together have emptied the network while nothing could
   * be sent in between: what they have left is no measure of what the path can take.
   */
  private int flightBeforeLoss() {
    return Math.max(sender.flight(), flightWhenSent);
  }

  /** Looks for losses; returns after how many microseconds to look again, 0 for not. */
  private int detectLoss(int nowMicros) {
    int before = segments.lostBytes();
    int wait = 0;
    if (sender.isTimed()) {
      boolean strict = phase != Phase.OPEN || segments.sackedBytes() > (DUPLICATE_THRESHOLD - 1) * sender.segmentSize;
      wait = rack.detectLoss(segments, strict, sender.smoothedMicros(), nowMicros);
    } else if (sender.isSelective()) {
      count();
    }
    if (segments.lostBytes() > before && phase == Phase.OPEN) {
      recover();
    }
    return wait;
  }

  /** Takes for lost what enough was delivered behind of (RFC 6675 §4, IsLost). */
  private void count() {
    int behind = 0;
    int blocks = 0;
    for (int range = segments.limit() - 1; range >= segments.from(); range--) {
      if (segments.is(range, SentSegments.SACKED)) {
        behind += segments.length(range);
        blocks++;
      } else if ((behind > (DUPLICATE_THRESHOLD - 1) * sender.segmentSize || blocks >= DUPLICATE_THRESHOLD)
          && !segments.is(range, SentSegments.RETRANSMITTED)) {
        segments.markLost(range);
      }
    }
  }

  /** An episode of loss begins. */
  private void recover() {
    int flight = flightBeforeLoss();
    beginEpisode(Phase.RECOVERY);
    undoable = true;
    stamped = false;
    sender.congestion().lost(flight, sender.nowNanos());
    sender.windowReduced();
    reduction.begin(flight, sender.congestion().window());
    reduction.delivered(deliveredSince, pipe(), false, sender.segmentSize);
  }

  private void beginEpisode(Phase next) {
    phase = next;
    recover = sender.next;
    probe.clear();
  }

  private void control(int bytes, int delivered, boolean lostMore, boolean windowInUse) {
    if (phase == Phase.RECOVERY) {
      reduction.delivered(delivered, pipe(), bytes > 0 && !lostMore, sender.segmentSize);
    } else if (bytes > 0 && windowInUse) {
      sender.congestion().acknowledged(bytes, sender.smoothedMicros(), sender.nowNanos());
    }
  }

  // Timers.

  /** Arms the timer that comes first: of reordering, of the loss probe, of retransmission. */
  private void arm(int reorderingMicros, boolean restart) {
    if (restart) {
      sender.restartTimeout();
    }
    if (reorderingMicros > 0) {
      sender.startTimer(TimerKind.REORDERING, (reorderingMicros + 999) / 1_000);
    } else if (mayProbe()) {
      // More may be sent before it expires: whether only one segment is in flight is asked then.
      sender.startTimer(TimerKind.LOSS_PROBE, probeDelayMillis(false, 0));
    } else {
      sender.startTimer(TimerKind.RETRANSMISSION, Integer.MAX_VALUE);
    }
  }

  /** Arms a timer after something was sent, if none runs that waits for its acknowledgment. */
  void armAfterSending() {
    sender.restartTimeout();
    arm(0, false);
  }

  private boolean mayProbe() {
    return phase == Phase.OPEN
        && sender.isSynchronized()
        && sender.isTimed()
        && segments.sackedBytes() == 0
        && segments.lostBytes() == 0
        && !probe.isOutstanding();
  }

  private int probeDelayMillis(boolean single, int elapsedMicros) {
    int micros = TailLossProbe.timeoutMicros(sender.smoothedMicros(), single);
    return (Math.max(1, micros - elapsedMicros) + 999) / 1_000;
  }

  /** The reordering timer has expired. */
  void reorderingExpired() {
    int wait = detectLoss(sender.nowMicros());
    arm(wait, false);
  }

  /** The probe timer has expired, perhaps long after the last segment was sent, perhaps not. */
  void probeExpired() {
    int elapsed = sender.nowMicros() - segments.sentMicros(segments.limit() - 1);
    int left = probeDelayMillis(segments.pipe() <= sender.segmentSize, elapsed);
    if (mayProbe() && left > 1) {
      sender.startTimer(TimerKind.LOSS_PROBE, left);
    } else if (mayProbe()) {
      sender.probeTail(probe);
      sender.restartTimeout();
      sender.startTimer(TimerKind.RETRANSMISSION, Integer.MAX_VALUE);
    } else {
      sender.startTimer(TimerKind.RETRANSMISSION, Integer.MAX_VALUE);
    }
  }

  /** The retransmission timer has expired. */
  void timedOut(boolean firstTime) {
    if (segments.isFirstSacked()) {
      segments.forgetSacked();
    }
    sender.congestion().timedOut(sender.flight(), firstTime, sender.nowNanos());
    sender.windowReduced();
    undoable |= firstTime;
    stamped &= !firstTime;
    beginEpisode(Phase.LOSS);
    duplicates = 0;
    departed = 0;
    forced = true;
    if (sender.isTimed()) {
      rack.timedOut(segments, sender.smoothedMicros(), sender.nowMicros());
    } else {
      segments.markAllLost();
    }
  }

  /** The path takes smaller segments only: what was sent may not arrive, though nothing is congested. */
  void repacketize() {
    segments.markAllLost();
    departed = 0;
    forced = true;
  }
}
