package dev.zmol.socket.tcp;

import static dev.zmol.socket.tcp.Segment.ACK;
import static dev.zmol.socket.tcp.Segment.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.iface.DropCounters;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.socket.TcpState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A connection whose peer is the test itself: every segment that arrives is written out, every one sent is looked at.
 */
final class Script implements SegmentTransmitter {
  /** Our initial sequence number: near the end of the number space, so that most tests wrap around. */
  static final int LOCAL = -3;

  /** The peer's initial sequence number. */
  static final int REMOTE = 10_000;

  static final int SEGMENT_SIZE = 100;

  /** No options, so that segments are as long as they seem, and no delay of acknowledgments unless a test wants one. */
  static final TcpConfiguration PLAIN =
      TcpConfiguration.builder()
          .timestamps(false)
          .windowScaling(false)
          .selectiveAcknowledgments(false)
          .lossDetection(LossDetection.DUPLICATE_ACKNOWLEDGMENTS)
          .leastTimeoutNanos(1_000_000_000)
          .congestion(CongestionAlgorithm.NONE)
          .build();

  final DropCounters drops = new DropCounters();
  final TcpDriver driver;
  final Connection connection;
  final ArrayDeque<Segment> sent = new ArrayDeque<>();
  final List<TcpState> states = new ArrayList<>();
  private final Packet packet = new Packet(70_000);
  private final ReceivedSegment arriving = new ReceivedSegment();
  private long now = 1_000_000_000L;
  Consumer<Packet> observer = packet -> {};
  boolean deviceBusy;
  int lastEcn;
  boolean released;
  int suspicions;

  Script(TcpConfiguration configuration) {
    this(configuration, 0);
  }

  Script(TcpConfiguration configuration, int superSegment) {
    this(configuration, superSegment, SEGMENT_SIZE);
  }

  Script(TcpConfiguration configuration, int superSegment, int segmentSize) {
    driver = new TcpDriver(configuration, this, drops, true);
    driver.clock(now);
    connection =
        new Connection(driver, 1234 << 16 | 80, 0, segmentSize, superSegment, LOCAL, 77) {
          @Override
          protected void released() {
            released = true;
          }

          @Override
          protected void suspectPath() {
            suspicions++;
          }

          @Override
          protected int defaultSegmentSize() {
            return 536;
          }
        };
    connection.onReady(() -> states.add(connection.state()));
  }

  /** A connection that has sent its SYN. */
  static Script connecting(TcpConfiguration configuration) {
    Script script = new Script(configuration);
    script.connection.open();
    script.poll();
    assertThat(script.next().flags()).isEqualTo(SYN);
    return script;
  }

  /** An established connection, with the peer's window as given. */
  static Script established(TcpConfiguration configuration, int window) {
    Script script = connecting(configuration);
    script.receive(Segment.of(SYN | ACK, REMOTE, LOCAL + 1).window(window).segmentSize(SEGMENT_SIZE));
    script.poll();
    script.expect(ACK, LOCAL + 1, REMOTE + 1, "");
    assertThat(script.connection.state()).isEqualTo(TcpState.ESTABLISHED);
    return script;
  }

  static Script established() {
    return established(PLAIN, 60_000);
  }

  void receive(Segment segment) {
    byte[] bytes = segment.toBytes(80 << 16 | 1234);
    receive(bytes);
  }

  /** Receives a segment that a router has marked. */
  void receiveMarked(Segment segment) {
    byte[] bytes = segment.toBytes(80 << 16 | 1234);
    driver.clock(now);
    arriving.parse(bytes, 0, bytes.length, 0);
    arriving.congestionExperienced(true);
    driver.receive(connection, arriving);
  }

  boolean receive(byte[] bytes) {
    driver.clock(now);
    if (!arriving.parse(bytes, 0, bytes.length, 0)) {
      return false;
    }
    driver.receive(connection, arriving);
    return true;
  }

  /** Receives, and polls. */
  void exchange(Segment segment) {
    receive(segment);
    poll();
  }

  void poll() {
    do {
      driver.poll(now);
    } while (driver.pollAt() <= now && !deviceBusy);
  }

  /** Lets time pass, as slowly as timers want it. */
  void pass(long millis) {
    long end = now + millis * 1_000_000;
    while (driver.pollAt() <= end) {
      now = Math.max(now, driver.pollAt());
      poll();
    }
    now = end;
    poll();
  }

  long nowMillis() {
    return now / 1_000_000;
  }

  /** The oldest segment that was sent and not looked at yet. */
  Segment next() {
    assertThat(sent).as("segments that were sent").isNotEmpty();
    return sent.poll();
  }

  void expectNothing() {
    assertThat(sent).isEmpty();
  }

  void expect(int flags, int sequence, int acknowledgment, String data) {
    Segment segment = next();
    assertThat(segment)
        .isEqualTo(
            Segment.of(flags, sequence, acknowledgment)
                .data(data)
                .window(segment.window())
                .segmentSize(segment.segmentSize()));
  }

  int send(String data) {
    byte[] bytes = data.getBytes(StandardCharsets.ISO_8859_1);
    return connection.send(bytes, 0, bytes.length);
  }

  String read() {
    byte[] bytes = new byte[70_000];
    int count = connection.receive(bytes, 0, bytes.length);
    return count < 0 ? "END" : new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
  }

  TcpState state() {
    return connection.state();
  }

  long dropped(DropReason reason) {
    return drops.of(reason);
  }

  @Override
  public Packet outgoing() {
    packet.clear();
    return packet;
  }

  @Override
  public boolean transmit(Connection from, Packet segment, int segmentSize, int ecn, long nowNanos) {
    if (deviceBusy) {
      return false;
    }
    lastEcn = ecn;
    observer.accept(segment);
    sent.add(Segment.parse(segment.bytes(), segment.offset(), segment.end()));
    return true;
  }
}
