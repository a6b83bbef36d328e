package dev.zmol.testkit.network;

import dev.zmol.iface.Packet;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** One direction of a cable: its queue, its conditions, and the dice. */
final class Pipe {
  private final SimulatedNetwork network;
  private final FrameSink end;
  private final RandomGenerator random;
  private final FrameEdits edits;
  private LinkConditions conditions = LinkConditions.PERFECT;
  private Predicate<Packet> filter = packet -> true;
  private long wireFreeAtNanos = Long.MIN_VALUE;
  private boolean cut;
  private boolean inBurst;
  private long sent;
  private long lost;
  private long marked;

  /**
   * Creates a pipe without any fault.
   *
   * @param network what it is part of
   * @param end where it ends
   * @param random its dice
   */
  Pipe(SimulatedNetwork network, FrameSink end, RandomGenerator random) {
    this.network = network;
    this.end = end;
    this.random = random;
    this.edits = network.edits();
  }

  void conditions(LinkConditions newConditions) {
    conditions = newConditions;
  }

  LinkConditions conditions() {
    return conditions;
  }

  void filter(Predicate<Packet> newFilter) {
    filter = newFilter;
  }

  void cut(boolean newCut) {
    cut = newCut;
  }

  long sent() {
    return sent;
  }

  long lost() {
    return lost;
  }

  long marked() {
    return marked;
  }

  /** Counts a frame that was lost behind the pipe, for want of room. */
  void lose() {
    lost++;
  }

  /** How many bytes wait to be put on the wire. */
  long queuedBytes() {
    long wait = Math.max(wireFreeAtNanos, network.nowNanos()) - network.nowNanos();
    return Math.round(wait / 8e9 * conditions.bitsPerSecond());
  }

  /**
   * Sends a frame.
   *
   * @param packet the frame, which is copied
   * @param back the other direction, for errors to the sender
   */
  void send(Packet packet, Pipe back) {
    sent++;
    // The dice are rolled in the same order for each frame, whatever becomes of it.
    boolean isLost = random.nextDouble() < conditions.loss();
    boolean isDuplicated = random.nextDouble() < conditions.duplication();
    boolean isHeldBack = random.nextDouble() < conditions.reordering();
    isLost |= isLostInBurst();
    boolean isCorrupted = conditions.corruption() > 0 && random.nextDouble() < conditions.corruption();
    if (!filter.test(packet) || cut || isLost || (isCorrupted && packet.isChecksumPartial())) {
      lost++;
      return;
    }
    if (conditions.mtu() > 0 && edits.ipLength(packet) > conditions.mtu()) {
      lost++;
      answerTooBig(packet, back);
      return;
    }
    long queued = queuedBytes();
    if (queued > conditions.queueBytes() || packet.length() > network.room()) {
      lost++;
      return;
    }
    occupyWire(packet.length());
    long arrival = Math.max(wireFreeAtNanos, network.nowNanos()) + conditions.latencyNanos();
    boolean isMarked = conditions.bitsPerSecond() > 0 && queued >= conditions.markingBytes();
    launch(packet, isHeldBack ? arrival + conditions.reorderingNanos() : arrival, isMarked, isCorrupted);
    if (isDuplicated) {
      launch(packet, arrival, isMarked, false);
    }
  }

  private boolean isLostInBurst() {
    if (conditions.burstBegin() == 0 && !inBurst) {
      return false;
    }
    inBurst = random.nextDouble() < (inBurst ? 1 - conditions.burstEnd() : conditions.burstBegin());
    return inBurst && random.nextDouble() < conditions.burstLoss();
  }

  private void answerTooBig(Packet packet, Pipe back) {
    if (conditions.isTooBigAnswered()) {
      Packet answer = edits.tooBig(packet, conditions.mtu());
      if (answer.length() > 0) {
        back.send(answer, this);
      }
    }
  }

  /** Puts a frame on the wire behind those before it. */
  private void occupyWire(int length) {
    if (conditions.bitsPerSecond() == 0) {
      wireFreeAtNanos = network.nowNanos();
      return;
    }
    long begin = Math.max(wireFreeAtNanos, network.nowNanos());
    wireFreeAtNanos = begin + Math.round(length * 8e9 / conditions.bitsPerSecond());
  }

  private void launch(Packet packet, long arrivalNanos, boolean isMarked, boolean isCorrupted) {
    Flight flight = network.newFlight(end);
    flight.packet.deliver(packet);
    if (isMarked && edits.mark(flight.packet)) {
      marked++;
    }
    if (isCorrupted && flight.packet.length() > 0) {
      int bit = random.nextInt(flight.packet.length() * 8);
      flight.packet.bytes()[flight.packet.offset() + (bit >>> 3)] ^= (byte) (1 << (bit & 7));
    }
    network.launch(flight, arrivalNanos);
  }
}
