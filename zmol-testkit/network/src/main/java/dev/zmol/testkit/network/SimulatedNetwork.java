package dev.zmol.testkit.network;

import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Medium;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Hosts, switches, and cables between them, or stations on the air, in virtual time: what happens is the same in each
 * run with the same seed.
 *
 * <p>Time stands still until {@link #advanceTo} is called; {@link Simulation} does so for whole stacks. What a frame
 * costs does not depend on how many hosts there are, but for frames that a switch has to send everywhere. Everything
 * belongs to one thread.
 *
 * {@snippet :
 * SimulatedNetwork network = SimulatedNetwork.create(capabilities, clock.nowNanos(), 1);
 * SimulatedSwitch west = network.addSwitch();
 * SimulatedSwitch east = network.addSwitch();
 * SimulatedCable bottleneck = network.join(west, east).conditions(SLOW);
 * Device client = west.attach().device();
 * Device server = east.attach().device();
 * }
 */
public final class SimulatedNetwork {
  private static final RandomGeneratorFactory<RandomGenerator> DICE = RandomGeneratorFactory.of("L64X128MixRandom");

  /** How far the seeds of cables lie apart: the golden ratio. */
  private static final long SEED_STEP = 0x9e37_79b9_7f4a_7c15L;

  private final DeviceCapabilities capabilities;
  private final FrameEdits edits;
  private final PriorityQueue<Flight> travelling = new PriorityQueue<>();
  private final ArrayDeque<Flight> unused = new ArrayDeque<>();
  private final ArrayDeque<Terminal> awake = new ArrayDeque<>();
  private long seed;
  private long departures;
  private long nowNanos = Long.MIN_VALUE;
  private long targetNanos = Long.MIN_VALUE;
  private int waiting;

  private SimulatedNetwork(DeviceCapabilities capabilities, long seed) {
    this.capabilities = capabilities;
    this.edits = new FrameEdits(capabilities);
    this.seed = seed;
  }

  /**
   * Creates a network without hosts.
   *
   * @param capabilities what the devices of all hosts say they can do
   * @param nowNanos the time, in nanoseconds
   * @param seed decides which frames are lost, duplicated and so on, once {@link LinkConditions} say that any are
   * @return the network
   */
  public static SimulatedNetwork create(DeviceCapabilities capabilities, long nowNanos, long seed) {
    var network = new SimulatedNetwork(capabilities, seed);
    network.advanceTo(nowNanos);
    return network;
  }

  /** {@return a new switch, with nothing attached} */
  public SimulatedSwitch addSwitch() {
    return new SimulatedSwitch(this);
  }

  /**
   * Joins two switches by a cable: a path that all frames between their sides share, with one queue for each direction.
   *
   * @param first where forward begins
   * @param second where it ends
   * @return the cable; switches and cables must not form a circle
   */
  public SimulatedCable join(SimulatedSwitch first, SimulatedSwitch second) {
    SimulatedCable cable = cable();
    first.join(second, cable);
    return cable;
  }

  /**
   * Returns a new radio channel without stations.
   *
   * @return the channel
   * @throws IllegalStateException if the devices of this network carry anything but IEEE 802.15.4 frames
   */
  public SimulatedAir addAir() {
    if (capabilities.medium() != Medium.IEEE802154) {
      throw new IllegalStateException("the medium is " + capabilities.medium() + "; radio needs IEEE802154");
    }
    seed += SEED_STEP;
    return new SimulatedAir(this, DICE.create(seed));
  }

  /** A cable with dice of its own, both ends loose. */
  SimulatedCable cable() {
    seed += SEED_STEP;
    return new SimulatedCable(this, DICE.create(seed), DICE.create(~seed));
  }

  /** The one cable of a link between two hosts. */
  SimulatedCable cable(long ownSeed) {
    return new SimulatedCable(this, DICE.create(ownSeed), DICE.create(~ownSeed));
  }

  /**
   * Moves time on: what has arrived by then can be received.
   *
   * @param newNanos the time, in nanoseconds; never less than before
   */
  public void advanceTo(long newNanos) {
    targetNanos = newNanos;
    settle();
    nowNanos = newNanos;
  }

  /** Lets the frames arrive that are due, each at its own time. */
  void settle() {
    while (!travelling.isEmpty() && travelling.peek().arrivalNanos <= targetNanos) {
      Flight flight = travelling.poll();
      nowNanos = Math.max(nowNanos, flight.arrivalNanos);
      flight.destination.arrive(flight);
    }
    nowNanos = targetNanos;
  }

  /**
   * Says when something happens next.
   *
   * @return when the next frame arrives anywhere, in nanoseconds, or the present if a host has some to receive; {@link
   *     Long#MAX_VALUE} if none is on its way
   */
  public long nextArrivalNanos() {
    settle();
    return waiting > 0 ? nowNanos : nextFlightNanos();
  }

  /** When the next frame comes to the end of its pipe; what has arrived before does not count. */
  long nextFlightNanos() {
    settle();
    return travelling.isEmpty() ? Long.MAX_VALUE : travelling.peek().arrivalNanos;
  }

  /** The time: while frames arrive, that of the arrival. */
  long nowNanos() {
    return nowNanos;
  }

  DeviceCapabilities capabilities() {
    return capabilities;
  }

  FrameEdits edits() {
    return edits;
  }

  /** The longest frame. */
  int room() {
    return capabilities.maxFrameLength();
  }

  Flight newFlight(FrameSink destination) {
    if (unused.isEmpty()) {
      return new Flight(room(), destination);
    }
    Flight flight = unused.pop();
    flight.destination = destination;
    return flight;
  }

  void launch(Flight flight, long arrivalNanos) {
    flight.arrivalNanos = arrivalNanos;
    flight.number = departures++;
    travelling.add(flight);
  }

  void release(Flight flight) {
    unused.push(flight);
  }

  /** A frame waits to be received by a host, or waits no longer. */
  void waiting(int change) {
    waiting += change;
  }

  void wake(Terminal terminal) {
    awake.add(terminal);
  }

  /** The devices at which frames have arrived since they were asked for. */
  ArrayDeque<Terminal> awake() {
    return awake;
  }
}
