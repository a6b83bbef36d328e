package dev.zmol.socket.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.iface.DropCounters;
import dev.zmol.iface.Packet;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.TcpFlags;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Two connections on a path that loses, delays, duplicates and marks segments, in virtual time; every segment is checked
 * against what its sender may do as it is sent.
 */
final class LossyPath {
  private static final int SEGMENT_SIZE = 1000;
  private static final long MILLISECOND = 1_000_000;

  /** How a path treats segments; all chances are from 0 to 1. */
  record Conditions(double loss, double reordering, double duplication, double marking, int delayMillis) {}

  @SuppressWarnings("ArrayRecordComponent") // Nobody compares flights.
  private record Flight(long arrivalNanos, long number, Side to, byte[] bytes, int each, boolean marked) {}

  private final Random random;
  private final Conditions conditions;
  private final PriorityQueue<Flight> flights =
      new PriorityQueue<>(
          Comparator.comparingLong(Flight::arrivalNanos).thenComparingLong(Flight::number));
  final Side left;
  final Side right;
  private long now = 1_000_000_000L;
  private long number;

  LossyPath(TcpConfiguration configuration, Conditions conditions, int superSegment, long seed) {
    this.random = new Random(seed);
    this.conditions = conditions;
    left = new Side(configuration, 1234 << 16 | 80, random.nextInt(), superSegment);
    right = new Side(configuration, 80 << 16 | 1234, random.nextInt(), superSegment);
    left.peer = right;
    right.peer = left;
  }

  long nowMillis() {
    return now / MILLISECOND;
  }

  /** Both open at the same time: no listener is needed here. */
  void open() {
    left.connection.open();
    right.connection.open();
  }

  /** Runs until nothing happens any more, or for so many seconds. */
  void run(int seconds) {
    int rounds = 0;
    long end = now + seconds * 1_000L * MILLISECOND;
    while (now < end) {
      left.poll();
      right.poll();
      long next = Math.min(left.driver.pollAt(), right.driver.pollAt());
      if (!flights.isEmpty()) {
        next = Math.min(next, flights.peek().arrivalNanos);
      }
      if (next == Long.MAX_VALUE) {
        return;
      }
      rounds = next <= now ? rounds + 1 : 0;
      assertThat(rounds).as("polls at %d ms: %s, %s", nowMillis(), left, right).isLessThan(10_000);
      now = Math.max(now, next);
      while (!flights.isEmpty() && flights.peek().arrivalNanos <= now) {
        Flight flight = flights.poll();
        flight.to.receive(flight);
      }
    }
  }

  /** One end: a connection, what it sends, and what it has received. */
  final class Side implements SegmentTransmitter {
    final TcpDriver driver;
    final Connection connection;
    private final Packet packet = new Packet(70_000);
    private final ReceivedSegment arriving = new ReceivedSegment();
    private Side peer;
    private byte[] toSend = {};
    private int handedOver;
    private byte[] received = {};
    private int arrived;

    Side(TcpConfiguration configuration, int ports, int initialSequence, int superSegment) {
      driver = new TcpDriver(configuration, this, new DropCounters(), true);
      driver.clock(now);
      connection =
          new Connection(driver, ports, 0, SEGMENT_SIZE, superSegment, initialSequence, random.nextInt()) {
            @Override
            protected void released() {}

            @Override
            protected void suspectPath() {}

            @Override
            protected int defaultSegmentSize() {
              return 536;
            }
          };
    }

    @Override
    public String toString() {
      SendSide sender = connection.sender;
      LossRecovery recovery = sender.recovery();
      return "%s, next %d, timer %s at %d, %s"
          .formatted(
              connection.info(),
              sender.next - sender.unacknowledged,
              connection.timer(),
              connection.deadlineMillis - nowMillis(),
              recovery == null
                  ? "nothing in flight"
                  : "%s, pipe %d, lost %d, quota %d"
                      .formatted(recovery.phase(), recovery.pipe(), recovery.segments.lostBytes(), recovery.quota()));
    }

    /** Sends bytes that the seed determines, and closes. */
    void send(int size) {
      toSend = new byte[size];
      random.nextBytes(toSend);
      peer.received = new byte[size + 1];
    }

    boolean hasAll() {
      return arrived == peer.toSend.length && connection.isEndOfStream();
    }

    void assertIntact() {
      assertThat(arrived).isEqualTo(peer.toSend.length);
      assertThat(Arrays.equals(received, 0, arrived, peer.toSend, 0, arrived)).isTrue();
    }

    private void poll() {
      exchangeWithApplication();
      driver.poll(now);
      exchangeWithApplication();
      boolean waits = connection.sender.flight() > 0 && connection.isOpen();
      assertThat(!waits || connection.isArmed() || connection.queued).as("a timer runs at %d ms: %s", nowMillis(), connection.info()).isTrue();
    }

    private void exchangeWithApplication() {
      if (connection.sendCapacity() > 0 && handedOver < toSend.length) {
        handedOver += connection.send(toSend, handedOver, toSend.length - handedOver);
      }
      if (handedOver == toSend.length && connection.isEstablished()) {
        connection.close();
      }
      int count = connection.receive(received, arrived, received.length - arrived);
      arrived += Math.max(0, count);
    }

    private void receive(Flight flight) {
      driver.clock(now);
      assertThat(arriving.parse(flight.bytes, 0, flight.bytes.length, flight.each)).isTrue();
      arriving.congestionExperienced(flight.marked);
      driver.receive(connection, arriving);
    }

    @Override
    public Packet outgoing() {
      packet.clear();
      return packet;
    }

    @Override
    public boolean transmit(Connection from, Packet segment, int segmentSize, int ecn, long nowNanos) {
      if (random.nextInt(200) == 0) {
        return false;
      }
      byte[] bytes = Arrays.copyOfRange(segment.bytes(), segment.offset(), segment.end());
      check(bytes, segmentSize);
      if (segmentSize == 0) {
        launch(bytes, ecn);
      } else {
        cut(bytes, segmentSize, ecn);
      }
      return true;
    }

    /** A super-segment travels as the segments that it stands for. */
    private void cut(byte[] bytes, int size, int ecn) {
      int header = (bytes[12] >> 4 & 0xf) * 4;
      for (int at = header; at < bytes.length; at += size) {
        int end = Math.min(bytes.length, at + size);
        byte[] one = Arrays.copyOf(bytes, header + end - at);
        System.arraycopy(bytes, at, one, header, end - at);
        BigEndian.putInt(one, 4, BigEndian.getInt(bytes, 4) + at - header);
        if (end < bytes.length) {
          TcpFlags.set(one, 0, TcpFlags.get(bytes, 0) & ~(TcpFlags.FIN | TcpFlags.PSH));
        }
        launch(one, ecn);
      }
    }

    private void launch(byte[] bytes, int ecn) {
      boolean duplicated = random.nextDouble() < conditions.duplication;
      for (int copy = 0; copy < (duplicated ? 2 : 1); copy++) {
        boolean late = random.nextDouble() < conditions.reordering;
        if (random.nextDouble() >= conditions.loss) {
          long delay = conditions.delayMillis * MILLISECOND * (late ? 3 : 2) / 2;
          boolean marked = ecn == 2 && random.nextDouble() < conditions.marking;
          flights.add(new Flight(now + delay, number++, peer, bytes, 0, marked));
        }
      }
    }

    private static boolean overlapsSacked(SentSegments segments, int from, int to) {
      boolean overlaps = false;
      for (int range = segments.from(); range < segments.limit(); range++) {
        boolean inside = segments.start(range) - to < 0 && segments.end(range) - from > 0;
        overlaps |= inside && segments.is(range, SentSegments.SACKED);
      }
      return overlaps;
    }

    /** What a sender may do. */
    private void check(byte[] bytes, int segmentSize) {
      var segment = new ReceivedSegment();
      assertThat(segment.parse(bytes, 0, bytes.length, segmentSize)).isTrue();
      int length = segment.sequenceLength();
      SendSide sender = connection.sender;
      LossRecovery recovery = sender.recovery();
      if (length == 0 || segment.has(TcpFlags.SYN | TcpFlags.RST)) {
        return;
      }
      int offset = segment.sequence() - sender.unacknowledged;
      int room = Math.max(sender.peerWindow(), offset == 0 ? 1 : 0);
      assertThat(segment.length() + Math.max(offset, 0)).as("within the peer's window").isLessThanOrEqualTo(room);
      if (recovery == null) {
        return;
      }
      assertThat(overlapsSacked(recovery.segments, segment.sequence(), segment.sequence() + length))
          .as("nothing that was selectively acknowledged is sent again")
          .isFalse();
      int allowed = Math.max(recovery.window(), recovery.pipe() + sender.segmentSize);
      assertThat(recovery.pipe() + segment.length())
          .as("within the congestion window, but for a probe and a first retransmission")
          .isLessThanOrEqualTo(allowed);
    }
  }
}
