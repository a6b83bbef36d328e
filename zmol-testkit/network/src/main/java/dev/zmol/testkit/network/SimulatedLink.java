package dev.zmol.testkit.network;

import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Packet;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A cable between two stacks in virtual time: frames take their time, get lost, overtake each other, and arrive twice,
 * the same ones in each run with the same seed.
 *
 * <p>Time stands still until {@link #advanceTo} is called; {@link Simulation} does so for whole stacks. Everything
 * belongs to one thread. Both directions begin with {@link LinkConditions#PERFECT}.
 */
public final class SimulatedLink {
  private final DeviceCapabilities capabilities;
  private final SimulatedDirection toRight;
  private final SimulatedDirection toLeft;
  private final Device left;
  private final Device right;

  private SimulatedLink(DeviceCapabilities capabilities, long seed) {
    RandomGeneratorFactory<RandomGenerator> dice = RandomGeneratorFactory.of("L64X128MixRandom");
    this.capabilities = capabilities;
    this.toRight = new SimulatedDirection(capabilities.maxFrameLength(), dice.create(seed));
    this.toLeft = new SimulatedDirection(capabilities.maxFrameLength(), dice.create(~seed));
    this.left = new End(toLeft, toRight);
    this.right = new End(toRight, toLeft);
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
    SimulatedLink link = new SimulatedLink(capabilities, seed);
    link.advanceTo(nowNanos);
    return link;
  }

  /** {@return one end} */
  public Device left() {
    return left;
  }

  /** {@return the other end} */
  public Device right() {
    return right;
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
    toRight.conditions(conditions);
    return this;
  }

  /**
   * Changes how the frames are treated that the right end transmits from now on.
   *
   * @param conditions how
   * @return this
   */
  public SimulatedLink conditionsToLeft(LinkConditions conditions) {
    toLeft.conditions(conditions);
    return this;
  }

  /**
   * Loses exactly the frames from left to right that a test chooses; they are asked for in the order of transmission.
   *
   * @param passes whether a frame passes
   * @return this
   */
  public SimulatedLink filterToRight(Predicate<Packet> passes) {
    toRight.filter(passes);
    return this;
  }

  /**
   * Loses exactly the frames from right to left that a test chooses; they are asked for in the order of transmission.
   *
   * @param passes whether a frame passes
   * @return this
   */
  public SimulatedLink filterToLeft(Predicate<Packet> passes) {
    toLeft.filter(passes);
    return this;
  }

  /**
   * Moves time on: what has arrived by then can be received.
   *
   * @param nowNanos the time, in nanoseconds; never less than before
   */
  public void advanceTo(long nowNanos) {
    toRight.advanceTo(nowNanos);
    toLeft.advanceTo(nowNanos);
  }

  /** {@return when the next frame arrives, in nanoseconds; {@link Long#MAX_VALUE} if none is on its way} */
  public long nextArrivalNanos() {
    return Math.min(toRight.nextArrivalNanos(), toLeft.nextArrivalNanos());
  }

  /** {@return how many frames the left end has transmitted} */
  public long sentToRight() {
    return toRight.sent();
  }

  /** {@return how many frames the right end has transmitted} */
  public long sentToLeft() {
    return toLeft.sent();
  }

  /** {@return how many frames were lost in both directions, for whatever reason} */
  public long lost() {
    return toRight.lost() + toLeft.lost();
  }

  /** One end of the link; waiting is the business of the simulation, not of the device. */
  private final class End implements Device {
    private final SimulatedDirection incoming;
    private final SimulatedDirection outgoing;
    private boolean closed;

    End(SimulatedDirection incoming, SimulatedDirection outgoing) {
      this.incoming = incoming;
      this.outgoing = outgoing;
    }

    @Override
    public DeviceCapabilities capabilities() {
      return capabilities;
    }

    @Override
    public boolean receive(Packet packet) {
      if (closed || !incoming.receive(packet)) {
        return false;
      }
      if (packet.isChecksumPartial()) {
        packet.markChecksumVerified();
      }
      return true;
    }

    @Override
    public boolean transmit(Packet packet) {
      if (!closed) {
        outgoing.send(packet);
      }
      return true;
    }

    @Override
    public void await(long timeoutNanos) {}

    @Override
    public void wakeup() {}

    @Override
    public void close() {
      closed = true;
    }
  }
}
