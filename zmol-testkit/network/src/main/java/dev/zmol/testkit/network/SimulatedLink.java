package dev.zmol.testkit.network;

import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Packet;
import java.util.function.Predicate;

/**
 * A cable between two stacks in virtual time: frames take their time, get lost, overtake each other, and arrive twice,
 * the same ones in each run with the same seed.
 *
 * <p>It is the smallest {@link SimulatedNetwork}. Time stands still until {@link #advanceTo} is called; {@link
 * Simulation} does so for whole stacks. Everything belongs to one thread. Both directions begin with {@link
 * LinkConditions#PERFECT}.
 */
public final class SimulatedLink {
  private final SimulatedNetwork network;
  private final SimulatedCable cable;
  private final SimulatedHost left;
  private final SimulatedHost right;

  private SimulatedLink(SimulatedNetwork network, long seed) {
    this.network = network;
    this.cable = network.cable(seed);
    this.left = new SimulatedHost(network, cable, true);
    this.right = new SimulatedHost(network, cable, false);
  }

  /**
   * Creates a link without any fault.
   *
   * @param capabilities what both ends say they can do
   * @param nowNanos the time, in nanoseconds
   * @param seed decides which frames are lost, duplicated and reordered, once the {@link #conditions} say that any are
   * @return the link
   */
  public static SimulatedLink create(DeviceCapabilities capabilities, long nowNanos, long seed) {
    return new SimulatedLink(SimulatedNetwork.create(capabilities, nowNanos, seed), seed);
  }

  /** {@return the network, which is this link and nothing else} */
  SimulatedNetwork network() {
    return network;
  }

  /** {@return the cable: forward is to the right} */
  public SimulatedCable cable() {
    return cable;
  }

  /** {@return one end} */
  public Device left() {
    return left.device();
  }

  /** {@return the other end} */
  public Device right() {
    return right.device();
  }

  /**
   * Changes how both directions treat the frames that are transmitted from now on.
   *
   * @param conditions how
   * @return this
   */
  public SimulatedLink conditions(LinkConditions conditions) {
    return conditionsToRight(conditions).conditionsToLeft(conditions);
  }

  /**
   * Changes how the frames are treated that the left end transmits from now on.
   *
   * @param conditions how
   * @return this
   */
  public SimulatedLink conditionsToRight(LinkConditions conditions) {
    cable.conditionsForward(conditions);
    return this;
  }

  /**
   * Changes how the frames are treated that the right end transmits from now on.
   *
   * @param conditions how
   * @return this
   */
  public SimulatedLink conditionsToLeft(LinkConditions conditions) {
    cable.conditionsBack(conditions);
    return this;
  }

  /**
   * Loses exactly the frames from left to right that a test chooses; they are asked for in the order of transmission.
   *
   * @param passes whether a frame passes
   * @return this
   */
  public SimulatedLink filterToRight(Predicate<Packet> passes) {
    cable.filterForward(passes);
    return this;
  }

  /**
   * Loses exactly the frames from right to left that a test chooses; they are asked for in the order of transmission.
   *
   * @param passes whether a frame passes
   * @return this
   */
  public SimulatedLink filterToLeft(Predicate<Packet> passes) {
    cable.filterBack(passes);
    return this;
  }

  /**
   * Moves time on: what has arrived by then can be received.
   *
   * @param nowNanos the time, in nanoseconds; never less than before
   */
  public void advanceTo(long nowNanos) {
    network.advanceTo(nowNanos);
  }

  /** {@return when the next frame arrives, in nanoseconds; {@link Long#MAX_VALUE} if none is on its way} */
  public long nextArrivalNanos() {
    return network.nextArrivalNanos();
  }

  /** {@return how many frames the left end has transmitted} */
  public long sentToRight() {
    return cable.sentForward();
  }

  /** {@return how many frames the right end has transmitted} */
  public long sentToLeft() {
    return cable.sentBack();
  }

  /** {@return how many frames were lost in both directions, for whatever reason} */
  public long lost() {
    return cable.lostForward() + cable.lostBack();
  }
}
