package dev.zmol.testkit.network;

import dev.zmol.iface.Packet;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** One direction of a simulated link: what travels, what has arrived, and the dice. */
final class SimulatedDirection {
  private static final Comparator<Flight> BY_ARRIVAL =
      Comparator.comparingLong((Flight flight) -> flight.arrivalNanos).thenComparingLong(flight -> flight.number);

  /** A frame on its way. */
  private static final class Flight {
    private final Packet packet;
    private long arrivalNanos;
    private long number;

    Flight(int room) {
      packet = new Packet(room);
    }
  }

  private final int room;
  private final RandomGenerator random;
  private final PriorityQueue<Flight> travelling = new PriorityQueue<>(BY_ARRIVAL);
  private final ArrayDeque<Flight> unused = new ArrayDeque<>();
  private LinkConditions conditions = LinkConditions.PERFECT;
  private Predicate<Packet> filter = packet -> true;
  private long nowNanos = Long.MIN_VALUE;
  private long wireFreeAtNanos = Long.MIN_VALUE;
  private long sent;
  private long lost;

  SimulatedDirection(int room, RandomGenerator random) {
    this.room = room;
    this.random = random;
  }

  void conditions(LinkConditions newConditions) {
    conditions = newConditions;
  }

  void filter(Predicate<Packet> newFilter) {
    filter = newFilter;
  }

  long sent() {
    return sent;
  }

  long lost() {
    return lost;
  }

  void send(Packet packet) {
    sent++;
    // The dice are rolled in the same order for each frame, whatever becomes of it.
    boolean isLost = random.nextDouble() < conditions.loss();
    boolean isDuplicated = random.nextDouble() < conditions.duplication();
    boolean isHeldBack = random.nextDouble() < conditions.reordering();
    if (!filter.test(packet) || isLost || packet.length() > room || !occupyWire(packet.length())) {
      lost++;
      return;
    }
    long arrival = Math.max(wireFreeAtNanos, nowNanos) + conditions.latencyNanos();
    launch(packet, isHeldBack ? arrival + conditions.reorderingNanos() : arrival);
    if (isDuplicated) {
      launch(packet, arrival);
    }
  }

  /** Puts a frame on the wire behind those before it, if the queue has room for it. */
  private boolean occupyWire(int length) {
    if (conditions.bitsPerSecond() == 0) {
      wireFreeAtNanos = nowNanos;
      return true;
    }
    long begin = Math.max(wireFreeAtNanos, nowNanos);
    double queued = (begin - nowNanos) / 8e9 * conditions.bitsPerSecond();
    if (queued > conditions.queueBytes()) {
      return false;
    }
    wireFreeAtNanos = begin + Math.round(length * 8e9 / conditions.bitsPerSecond());
    return true;
  }

  private void launch(Packet packet, long arrivalNanos) {
    Flight flight = unused.isEmpty() ? new Flight(room) : unused.pop();
    flight.packet.deliver(packet);
    flight.arrivalNanos = arrivalNanos;
    flight.number = sent;
    travelling.add(flight);
  }

  void advanceTo(long newNanos) {
    nowNanos = newNanos;
  }

  /** Returns when the next frame arrives or has arrived; {@link Long#MAX_VALUE} if there is none. */
  long nextArrivalNanos() {
    return travelling.isEmpty() ? Long.MAX_VALUE : travelling.peek().arrivalNanos;
  }

  boolean receive(Packet packet) {
    while (nextArrivalNanos() <= nowNanos && !travelling.isEmpty()) {
      Flight flight = travelling.poll();
      boolean fits = packet.deliver(flight.packet);
      unused.push(flight);
      if (fits) {
        return true;
      }
      lost++;
    }
    return false;
  }
}
