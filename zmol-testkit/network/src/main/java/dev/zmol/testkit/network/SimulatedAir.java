package dev.zmol.testkit.network;

import dev.zmol.iface.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.random.RandomGenerator;

/**
 * A radio channel of IEEE 802.15.4 in a {@link SimulatedNetwork}: stations in a plane, of which those hear each other
 * that are in range, if the frame is not lost on its way to them; each listener rolls dice of its own.
 *
 * <p>A byte takes 32 µs, as at 250 kbit/s, and a frame eight bytes more than it has: preamble, delimiter, length and
 * frame check sequence. A station sends one frame after the other, but acknowledgments at once, as radios do by themselves.
 * Stations that speak at the same time do not disturb each other. Frames of more than 125 bytes, which would be longer
 * than 127 with their frame check sequence, are not sent, but counted.
 */
public final class SimulatedAir {
  /** The longest frame without its frame check sequence (IEEE 802.15.4-2015 §10.3). */
  private static final int LONGEST = 125;

  private static final int AROUND = 8;
  private static final long NANOS_PER_BYTE = 32_000;
  private static final int TYPE = 7;
  private static final int ACKNOWLEDGMENT = 2;

  private final SimulatedNetwork network;
  private final RandomGenerator random;
  private final List<SimulatedStation> stations = new ArrayList<>();
  private double range = Double.POSITIVE_INFINITY;
  private double loss;
  private BiPredicate<SimulatedStation, SimulatedStation> audible = (from, to) -> true;
  private AirObserver observer = (from, frame, nowNanos) -> {};
  private long sent;
  private long heard;
  private long lost;
  private long tooLong;

  SimulatedAir(SimulatedNetwork network, RandomGenerator random) {
    this.network = network;
    this.random = random;
  }

  /**
   * Adds a station.
   *
   * @param x where it is, to the east
   * @param y where it is, to the north
   * @return the station
   */
  public SimulatedStation attach(double x, double y) {
    var station = new SimulatedStation(network, this, stations.size(), x, y);
    stations.add(station);
    return station;
  }

  /** {@return the stations, in the order in which they were added} */
  public List<SimulatedStation> stations() {
    return List.copyOf(stations);
  }

  /**
   * Sets how far a frame is heard; by default everywhere.
   *
   * @param newRange the distance, in the unit of the places; 0 or more
   * @return this
   */
  public SimulatedAir range(double newRange) {
    if (!(newRange >= 0)) {
      throw new IllegalArgumentException("newRange is " + newRange + "; it has to be 0 or more");
    }
    range = newRange;
    return this;
  }

  /**
   * Sets how many of the frames in range are lost; by default none.
   *
   * @param chance the chance that one listener misses a frame, from 0 to 1
   * @return this
   */
  public SimulatedAir loss(double chance) {
    if (!(chance >= 0 && chance <= 1)) {
      throw new IllegalArgumentException("chance is " + chance + "; it has to be from 0 to 1");
    }
    loss = chance;
    return this;
  }

  /**
   * Sets who hears whom of those in range: walls, or radios of which one is stronger than the other. By default all.
   *
   * @param newAudible whether what the first says is heard by the second
   * @return this
   */
  public SimulatedAir audible(BiPredicate<SimulatedStation, SimulatedStation> newAudible) {
    audible = newAudible;
    return this;
  }

  /**
   * Sets who is shown what is sent.
   *
   * @param newObserver sees each frame
   * @return this
   */
  public SimulatedAir observer(AirObserver newObserver) {
    observer = newObserver;
    return this;
  }

  /** {@return how many frames were sent} */
  public long sent() {
    return sent;
  }

  /** {@return how often a frame was heard: one for each listener} */
  public long heard() {
    return heard;
  }

  /** {@return how often a listener in range has missed a frame} */
  public long lost() {
    return lost;
  }

  /** {@return how many frames were too long to be sent} */
  public long tooLong() {
    return tooLong;
  }

  /** Counts a frame that a stack had no room for. */
  void lose() {
    lost++;
    heard--;
  }

  void send(SimulatedStation from, Packet packet) {
    int length = packet.length();
    if (length > LONGEST) {
      tooLong++;
      return;
    }
    sent++;
    observer.onFrame(from, packet, network.nowNanos());
    long duration = (length + AROUND) * NANOS_PER_BYTE;
    long arrival =
        isAcknowledgment(packet) ? network.nowNanos() + duration : from.speak(network.nowNanos(), duration);
    for (int k = 0; k < stations.size(); k++) {
      SimulatedStation to = stations.get(k);
      if (to != from && from.distanceTo(to) <= range && audible.test(from, to)) {
        pass(packet, to, arrival);
      }
    }
  }

  private static boolean isAcknowledgment(Packet packet) {
    return packet.length() > 0 && (packet.bytes()[packet.offset()] & TYPE) == ACKNOWLEDGMENT;
  }

  private void pass(Packet packet, SimulatedStation to, long arrivalNanos) {
    if (loss > 0 && random.nextDouble() < loss) {
      lost++;
      return;
    }
    heard++;
    Flight flight = network.newFlight(to.terminal()::arrive);
    flight.packet.deliver(packet);
    network.launch(flight, arrivalNanos);
  }
}
