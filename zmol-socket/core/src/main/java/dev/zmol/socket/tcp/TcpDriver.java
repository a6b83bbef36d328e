package dev.zmol.socket.tcp;

import dev.zmol.iface.Counters;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.DropReason;
import dev.zmol.socket.TimerWheel;
import dev.zmol.socket.WheelTimer;

/**
 * Drives the connections of one stack: time, timers, and whose turn it is to send.
 *
 * <p>What a poll costs depends on how many connections have something to do, not on how many there are. Owned by the
 * thread of the stack.
 */
public final class TcpDriver {
  /** How many segments one connection sends before it is another one's turn. */
  private static final int SEGMENTS_PER_TURN = 16;

  /** How many turns there are in a poll, so that a poll ends. */
  private static final int TURNS_PER_POLL = 256;

  /** When to try again to send what a busy device has not taken. */
  private static final long RETRY_NANOS = 1_000_000;

  private final TcpConfiguration configuration;
  private final SegmentTransmitter transmitter;
  private final DropCounters drops;
  private final boolean computesChecksum;
  private final SegmentOutput output = new SegmentOutput(this);
  private final TimerWheel wheel = new TimerWheel();
  private final ReadyList ready = new ReadyList();
  private final TimeWaits timeWaits;
  private ConnectionListener listener;
  private final Counters<TcpCounter> counters = new Counters<>(TcpCounter.class);
  private final RecoveryPool recoveries = new RecoveryPool();
  private final BufferMemory memory;
  private final int delayedAckMillis;
  private final int leastTimeoutMicros;
  private long nowNanos;
  private int nowMillis;
  private int nowMicros;
  private boolean busy;
  private int reincarnatedPorts;
  private int reincarnatedSequence;
  private long reincarnatedNanos = Long.MIN_VALUE;

  /**
   * Creates a driver without connections.
   *
   * @param configuration how TCP behaves
   * @param transmitter what sends segments
   * @param drops where dropped segments are counted
   * @param computesChecksum whether checksums are computed here, not by the device
   */
  public TcpDriver(
      TcpConfiguration configuration, SegmentTransmitter transmitter, DropCounters drops, boolean computesChecksum) {
    this.configuration = configuration;
    this.transmitter = transmitter;
    this.drops = drops;
    this.computesChecksum = computesChecksum;
    this.timeWaits = new TimeWaits(configuration.timeWaitLimit());
    this.memory = new BufferMemory(configuration.bufferMemory());
    this.delayedAckMillis = (int) ((configuration.delayedAckNanos() + 999_999) / 1_000_000);
    this.leastTimeoutMicros = (int) (configuration.leastTimeoutNanos() / 1_000);
  }

  /** {@return how TCP behaves} */
  public TcpConfiguration configuration() {
    return configuration;
  }

  SegmentTransmitter transmitter() {
    return transmitter;
  }

  DropCounters drops() {
    return drops;
  }

  /**
   * Sets who hears of the states of connections. There is one listener at most; none costs nothing.
   *
   * @param newListener the listener; null for none
   */
  public void listener(ConnectionListener newListener) {
    listener = newListener;
  }

  ConnectionListener listener() {
    return listener;
  }

  /** {@return what TCP counts} */
  public Counters<TcpCounter> counters() {
    return counters;
  }

  /** Segments that were counted as sent held nothing new. */
  void retransmitted(int segments) {
    counters.add(TcpCounter.OUT_SEGS, -segments);
    counters.add(TcpCounter.RETRANS_SEGS, segments);
  }

  /** {@return whether checksums are computed here, not by the device} */
  public boolean computesChecksum() {
    return computesChecksum;
  }

  SegmentOutput output() {
    return output;
  }

  TimerWheel wheel() {
    return wheel;
  }

  TimeWaits timeWaits() {
    return timeWaits;
  }

  BufferMemory memory() {
    return memory;
  }

  /**
   * {@return how many bytes of {@link TcpConfiguration#bufferMemory} are spoken for: by send buffers, by what was
   * announced to peers, and by arrays that wait for their next use}
   */
  public long bufferMemoryUsed() {
    return memory.used();
  }

  int delayedAckMillis() {
    return delayedAckMillis;
  }

  int leastTimeoutMicros() {
    return leastTimeoutMicros;
  }

  /** {@return the time of the present or of the last call, in nanoseconds} */
  public long nowNanos() {
    return nowNanos;
  }

  /** The time in milliseconds, which wraps: to be compared as sequence numbers are. */
  int nowMillis() {
    return nowMillis;
  }

  /** The time in microseconds, which wraps. */
  int nowMicros() {
    return nowMicros;
  }

  RecoveryPool recoveries() {
    return recoveries;
  }

  /**
   * Says what time it is; to be called before anything else that happens then.
   *
   * @param now the time, in nanoseconds
   */
  public void clock(long now) {
    nowNanos = now;
    nowMillis = (int) Math.floorDiv(now, TimerWheel.TICK_NANOS);
    nowMicros = (int) (now / 1_000);
    if (wheel.size() == 0) {
      wheel.advance(now);
    }
  }

  /** A connection in TIME-WAIT gives way to a new one between the same ports, whose SYN is being received. */
  void reincarnate(int ports, int lastSequence) {
    reincarnatedPorts = ports;
    reincarnatedSequence = lastSequence;
    reincarnatedNanos = nowNanos;
  }

  /**
   * Chooses an initial sequence number: beyond those of the last incarnation, if there was one a moment ago (RFC 6191
   * §2, RFC 1122 §4.2.2.13). The clock of the numbers alone does not see to that if much was sent.
   */
  int initialSequence(int ports, long hash) {
    int sequence = InitialSequenceNumbers.at(hash, nowNanos);
    boolean again = ports == reincarnatedPorts && nowNanos == reincarnatedNanos;
    int least = reincarnatedSequence + (1 << 16);
    return again && sequence - least < 0 ? least : sequence;
  }

  void arm(WheelTimer timer, int delayMillis) {
    wheel.arm(timer, nowNanos + delayMillis * TimerWheel.TICK_NANOS);
  }

  void ready(Connection connection) {
    ready.add(connection);
  }

  /**
   * Takes in a segment of a connection.
   *
   * @param connection the connection
   * @param segment the segment, whose checksum is right
   */
  public void receive(Connection connection, ReceivedSegment segment) {
    SegmentArrival.arrive(connection, segment);
  }

  void drop(DropReason reason) {
    drops.count(reason);
  }

  /**
   * Lets timers expire, calls applications, and sends what is due.
   *
   * @param now the time, in nanoseconds
   * @return whether anything was sent
   */
  public boolean poll(long now) {
    clock(now);
    wheel.advance(now);
    busy = false;
    boolean sent = false;
    int turns = Math.min(ready.size(), TURNS_PER_POLL);
    for (int k = 0; k < turns && !busy; k++) {
      sent |= turn(ready.take());
    }
    return sent;
  }

  /** Says when the next poll has something to do, in nanoseconds; {@link Long#MAX_VALUE} for never. */
  private long whenReady() {
    if (ready.size() == 0) {
      return Long.MAX_VALUE;
    }
    return busy ? nowNanos + RETRY_NANOS : nowNanos;
  }

  /**
   * Says when {@link #poll} has something to do.
   *
   * @return the time, in nanoseconds; {@link Long#MAX_VALUE} means never
   */
  public long pollAt() {
    return Math.min(whenReady(), wheel.nextNanos());
  }

  private boolean turn(Connection connection) {
    connection.sender.trim();
    connection.callBack();
    boolean sent = false;
    for (int k = 0; k < SEGMENTS_PER_TURN; k++) {
      switch (ConnectionOutput.next(connection)) {
        case SENT -> sent = true;
        case NOTHING -> {
          return sent;
        }
        case BUSY -> {
          busy = true;
          ready.add(connection);
          return sent;
        }
      }
    }
    ready.add(connection);
    return sent;
  }
}
