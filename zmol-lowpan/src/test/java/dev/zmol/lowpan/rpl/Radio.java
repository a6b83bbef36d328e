package dev.zmol.lowpan.rpl;

import dev.zmol.iface.Packet;
import dev.zmol.wire.Bytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * A medium in virtual time that carries frames as a low-power radio does: only neighbours hear each other, each piece
 * of a hundred bytes may get lost, and pieces to one station are sent again until they are acknowledged.
 */
final class Radio {
  private static final int PIECE = 96;
  private static final int ATTEMPTS = 8;
  private static final long NANOS_PER_BYTE = 32_000;

  private record Flight(long at, long number, RadioNode from, RadioNode to, Bytes frame) {}

  private final List<RadioNode> nodes = new ArrayList<>();
  private final PriorityQueue<Flight> flights =
      new PriorityQueue<>(Comparator.comparingLong(Flight::at).thenComparingLong(Flight::number));
  private final Random random;
  private final double range;
  private final double loss;
  private long nowNanos = 1_000_000_000L;
  private long departures;
  private long trace = 1;

  /** What every frame that is sent is shown to. */
  private FrameObserver observer = (_, _, _) -> {};

  /** Sees frames. */
  interface FrameObserver {
    void sent(byte[] frame, int length, long nowNanos);
  }

  Radio(long seed, double range, double loss) {
    this.random = new Random(seed);
    this.range = range;
    this.loss = loss;
  }

  void observer(FrameObserver newObserver) {
    observer = newObserver;
  }

  RadioNode add(double x, double y, RplConfiguration configuration) {
    var node = new RadioNode(this, nodes.size() + 1, x, y, random.nextLong(), configuration);
    nodes.add(node);
    return node;
  }

  /** A node takes the place of another one that has gone, with the same addresses. */
  RadioNode replace(RadioNode gone, RplConfiguration configuration) {
    var node = new RadioNode(this, gone.number(), gone.x(), gone.y(), random.nextLong(), configuration);
    nodes.set(nodes.indexOf(gone), node);
    return node;
  }

  List<RadioNode> nodes() {
    return nodes;
  }

  long nowNanos() {
    return nowNanos;
  }

  /** A number that all frames so far have a part in. */
  long trace() {
    return trace;
  }

  /** Sends what a device has been given. */
  void transmit(RadioNode from, Packet packet) {
    byte[] frame = new byte[packet.length()];
    System.arraycopy(packet.bytes(), packet.offset(), frame, 0, frame.length);
    observer.sent(frame, frame.length, nowNanos);
    for (byte octet : frame) {
      trace = trace * 31 + octet;
    }
    trace = trace * 31 + nowNanos;
    if ((frame[0] & 1) != 0) {
      long at = from.occupy(nowNanos, frame.length * NANOS_PER_BYTE);
      for (RadioNode to : nodes) {
        if (isHeard(from, to) && passes(frame.length)) {
          launch(at, from, to, frame);
        }
      }
    } else {
      unicast(from, frame);
    }
  }

  private void unicast(RadioNode from, byte[] frame) {
    RadioNode to = nodes.stream().filter(node -> node.isAddressedBy(frame)).findFirst().orElse(null);
    int pieces = pieces(frame.length);
    int transmissions = 0;
    boolean acknowledged = to != null && isHeard(from, to);
    boolean arrives = acknowledged;
    for (int k = 0; k < pieces; k++) {
      boolean heard = false;
      boolean answered = false;
      for (int attempt = 0; attempt < ATTEMPTS && !answered; attempt++) {
        transmissions++;
        boolean now = arrives && random.nextDouble() >= loss;
        heard |= now;
        answered = now && random.nextDouble() >= loss;
      }
      arrives &= heard;
      acknowledged &= answered;
    }
    long at = from.occupy(nowNanos, (long) transmissions * Math.min(frame.length, PIECE) * NANOS_PER_BYTE);
    if (arrives) {
      launch(at, from, to, frame);
    }
    from.transmitted(frame, Math.ceilDiv(transmissions, pieces), acknowledged);
  }

  private static int pieces(int length) {
    return Math.ceilDiv(length, PIECE);
  }

  private boolean passes(int length) {
    boolean passes = true;
    for (int k = pieces(length); k > 0; k--) {
      passes &= random.nextDouble() >= loss;
    }
    return passes;
  }

  private boolean isHeard(RadioNode from, RadioNode to) {
    return from != to && from.isOn() && to.isOn() && Math.hypot(from.x() - to.x(), from.y() - to.y()) <= range;
  }

  private void launch(long at, RadioNode from, RadioNode to, byte[] frame) {
    flights.add(new Flight(at, departures++, from, to, Bytes.of(frame)));
  }

  /** Lets time pass until something is so, and says whether it came to be. */
  boolean runUntil(long seconds, BooleanSupplier condition) {
    long end = nowNanos + seconds * 1_000_000_000L;
    pollAll();
    while (!condition.getAsBoolean()) {
      long next = nodes.stream().mapToLong(RadioNode::dueNanos).min().orElseThrow();
      next = Math.max(nowNanos, flights.isEmpty() ? next : Math.min(next, flights.peek().at()));
      if (next > end) {
        nowNanos = end;
        return false;
      }
      nowNanos = next;
      arrive();
      for (int k = 0; k < nodes.size(); k++) {
        if (nodes.get(k).dueNanos() <= nowNanos) {
          nodes.get(k).poll(nowNanos);
        }
      }
    }
    return true;
  }

  void run(long seconds) {
    runUntil(seconds, () -> false);
  }

  private void arrive() {
    while (!flights.isEmpty() && flights.peek().at() <= nowNanos) {
      Flight flight = flights.poll();
      if (nodes.contains(flight.to)) {
        flight.to.arrive(flight.frame.toByteArray());
      }
    }
  }

  private void pollAll() {
    nodes.forEach(node -> node.poll(nowNanos));
  }
}
