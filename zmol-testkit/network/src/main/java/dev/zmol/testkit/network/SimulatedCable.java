package dev.zmol.testkit.network;

import dev.zmol.iface.Packet;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * A cable of a {@link SimulatedNetwork}: a pipe forward and one back, each with conditions of its own. Both begin with
 * {@link LinkConditions#PERFECT}.
 *
 * <p>Forward is from the host to its switch, or from the first switch to the second.
 */
public final class SimulatedCable {
  private final Pipe forward;
  private final Pipe back;
  private FrameSink first = flight -> {};
  private FrameSink second = flight -> {};

  SimulatedCable(SimulatedNetwork network, RandomGenerator forwardDice, RandomGenerator backDice) {
    this.forward = new Pipe(network, flight -> second.arrive(flight), forwardDice);
    this.back = new Pipe(network, flight -> first.arrive(flight), backDice);
  }

  /** Connects an end with what takes the frames that arrive there. */
  void connect(boolean isFirst, FrameSink sink) {
    if (isFirst) {
      first = sink;
    } else {
      second = sink;
    }
  }

  void sendForward(Packet packet) {
    forward.send(packet, back);
  }

  void sendBack(Packet packet) {
    back.send(packet, forward);
  }

  Pipe forward() {
    return forward;
  }

  Pipe back() {
    return back;
  }

  /**
   * Changes how both directions treat the frames that are sent from now on.
   *
   * @param conditions how
   * @return this
   */
  public SimulatedCable conditions(LinkConditions conditions) {
    return conditionsForward(conditions).conditionsBack(conditions);
  }

  /**
   * Changes how the frames are treated that are sent forward from now on.
   *
   * @param conditions how
   * @return this
   */
  public SimulatedCable conditionsForward(LinkConditions conditions) {
    forward.conditions(conditions);
    return this;
  }

  /**
   * Changes how the frames are treated that are sent back from now on.
   *
   * @param conditions how
   * @return this
   */
  public SimulatedCable conditionsBack(LinkConditions conditions) {
    back.conditions(conditions);
    return this;
  }

  /**
   * Loses exactly the frames on their way forward that a test chooses; they are asked for in the order of transmission.
   *
   * @param passes whether a frame passes, see {@link LossPatterns}
   * @return this
   */
  public SimulatedCable filterForward(Predicate<Packet> passes) {
    forward.filter(passes);
    return this;
  }

  /**
   * Loses exactly the frames on their way back that a test chooses; they are asked for in the order of transmission.
   *
   * @param passes whether a frame passes, see {@link LossPatterns}
   * @return this
   */
  public SimulatedCable filterBack(Predicate<Packet> passes) {
    back.filter(passes);
    return this;
  }

  /** Cuts the cable: the network is partitioned. What is on its way arrives, what is sent is lost. */
  public void cut() {
    forward.cut(true);
    back.cut(true);
  }

  /** Heals the cable. */
  public void heal() {
    forward.cut(false);
    back.cut(false);
  }

  /** {@return how many frames were sent forward} */
  public long sentForward() {
    return forward.sent();
  }

  /** {@return how many frames were sent back} */
  public long sentBack() {
    return back.sent();
  }

  /** {@return how many frames were lost on their way forward, for whatever reason} */
  public long lostForward() {
    return forward.lost();
  }

  /** {@return how many frames were lost on their way back, for whatever reason} */
  public long lostBack() {
    return back.lost();
  }

  /** {@return how many packets were marked with "congestion experienced" in both directions} */
  public long marked() {
    return forward.marked() + back.marked();
  }

  /** {@return how many bytes wait to be sent forward} */
  public long queuedForward() {
    return forward.queuedBytes();
  }

  /** {@return how many bytes wait to be sent back} */
  public long queuedBack() {
    return back.queuedBytes();
  }
}
