package dev.zmol.socket.tcp;

import dev.zmol.wire.TcpOptions;
import java.util.Objects;

/**
 * How the TCP of a stack behaves; each connection can differ in what it has methods for. Immutable.
 *
 * <p>The memory of a connection is bounded by its two buffers, which begin small and grow to their limits as data waits
 * in them; a peer can make the receive buffer grow with a single byte far out of order. {@link Builder#bufferMemory}
 * bounds the sum over all connections. How many connections there are is for the application to bound, by what it
 * accepts: half-open ones and those in TIME-WAIT have limits of their own.
 */
public final class TcpConfiguration {
  /**
   * What a stack does unless told otherwise: buffers of 256 KiB, 1 GiB of them in sum, CUBIC, selective acknowledgments
   * with RACK-TLP, timestamps, window scaling, ECN for peers that ask for it, a least timeout of 200 ms, acknowledgments
   * delayed by 40 ms, TIME-WAIT of 60 s (a maximum segment lifetime of 30 s), a user timeout of five minutes, 512
   * half-open connections per listener and cookies beyond, 4,096 connections in TIME-WAIT.
   */
  public static final TcpConfiguration DEFAULT = new Builder().build();

  static final int LEAST_BUFFER = 4 << 10;
  static final int MOST_BUFFER = 1 << 30;

  private final int sendBuffer;
  private final int receiveBuffer;
  private final long bufferMemory;
  private final CongestionControl.Factory congestion;
  private final LossDetection lossDetection;
  private final EcnMode ecn;
  private final boolean selectiveAcknowledgments;
  private final boolean timestamps;
  private final boolean windowScaling;
  private final boolean pathMtuDiscovery;
  private final boolean synCookies;
  private final long leastTimeoutNanos;
  private final long delayedAckNanos;
  private final long timeWaitNanos;
  private final long userTimeoutNanos;
  private final int halfOpenLimit;
  private final int timeWaitLimit;

  private TcpConfiguration(Builder builder) {
    sendBuffer = builder.sendBuffer;
    receiveBuffer = builder.receiveBuffer;
    bufferMemory = builder.bufferMemory;
    congestion = builder.congestion;
    lossDetection = builder.lossDetection;
    ecn = builder.ecn;
    selectiveAcknowledgments = builder.selectiveAcknowledgments;
    timestamps = builder.timestamps;
    windowScaling = builder.windowScaling;
    pathMtuDiscovery = builder.pathMtuDiscovery;
    synCookies = builder.synCookies;
    leastTimeoutNanos = builder.leastTimeoutNanos;
    delayedAckNanos = builder.delayedAckNanos;
    timeWaitNanos = builder.timeWaitNanos;
    userTimeoutNanos = builder.userTimeoutNanos;
    halfOpenLimit = builder.halfOpenLimit;
    timeWaitLimit = builder.timeWaitLimit;
  }

  /** {@return a builder that begins with the {@linkplain #DEFAULT defaults}} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return a builder that begins with this configuration} */
  public Builder toBuilder() {
    return new Builder()
        .buffers(sendBuffer, receiveBuffer)
        .bufferMemory(bufferMemory)
        .congestion(congestion)
        .lossDetection(lossDetection)
        .ecn(ecn)
        .selectiveAcknowledgments(selectiveAcknowledgments)
        .timestamps(timestamps)
        .windowScaling(windowScaling)
        .pathMtuDiscovery(pathMtuDiscovery)
        .synCookies(synCookies)
        .leastTimeoutNanos(leastTimeoutNanos)
        .delayedAckNanos(delayedAckNanos)
        .timeWaitNanos(timeWaitNanos)
        .userTimeoutNanos(userTimeoutNanos)
        .halfOpenLimit(halfOpenLimit)
        .timeWaitLimit(timeWaitLimit);
  }

  /** {@return the limit of the send buffer of a connection, in bytes} */
  public int sendBuffer() {
    return sendBuffer;
  }

  /** {@return the limit of the receive buffer of a connection, in bytes; the window scale follows from it} */
  public int receiveBuffer() {
    return receiveBuffer;
  }

  /** {@return how many bytes the buffers of all connections may take up in sum} */
  public long bufferMemory() {
    return bufferMemory;
  }

  /** {@return what makes the congestion control of new connections} */
  public CongestionControl.Factory congestion() {
    return congestion;
  }

  /** {@return how losses are told from reordering} */
  public LossDetection lossDetection() {
    return lossDetection;
  }

  /** {@return what is done about explicit congestion notification} */
  public EcnMode ecn() {
    return ecn;
  }

  /** {@return whether selective acknowledgments are offered and taken (RFC 2018)} */
  public boolean selectiveAcknowledgments() {
    return selectiveAcknowledgments;
  }

  /** {@return whether timestamps are offered and taken (RFC 7323 §3)} */
  public boolean timestamps() {
    return timestamps;
  }

  /** {@return whether window scaling is offered and taken (RFC 7323 §2)} */
  public boolean windowScaling() {
    return windowScaling;
  }

  /** {@return whether connections look for the largest segment of the path, and for black holes} */
  public boolean pathMtuDiscovery() {
    return pathMtuDiscovery;
  }

  /** {@return whether listeners answer with cookies what their queue has no room for (RFC 4987 §3.6)} */
  public boolean synCookies() {
    return synCookies;
  }

  /** {@return the least retransmission timeout, in nanoseconds} */
  public long leastTimeoutNanos() {
    return leastTimeoutNanos;
  }

  /** {@return how long an acknowledgment may wait, in nanoseconds} */
  public long delayedAckNanos() {
    return delayedAckNanos;
  }

  /** {@return how long a connection stays in TIME-WAIT, in nanoseconds} */
  public long timeWaitNanos() {
    return timeWaitNanos;
  }

  /** {@return how long data, a SYN or a FIN may stay unacknowledged before a connection is given up, in nanoseconds} */
  public long userTimeoutNanos() {
    return userTimeoutNanos;
  }

  /** {@return how many half-open connections a listener keeps} */
  public int halfOpenLimit() {
    return halfOpenLimit;
  }

  /** {@return how many connections stay in TIME-WAIT} */
  public int timeWaitLimit() {
    return timeWaitLimit;
  }

  /** The shift of our windows: the least with which the whole receive buffer can be announced (RFC 7323 §2.2). */
  int windowShift() {
    return windowShift(receiveBuffer);
  }

  static int windowShift(int buffer) {
    return Math.clamp(Integer.SIZE - Integer.numberOfLeadingZeros(buffer) - 16, 0, TcpOptions.MAX_WINDOW_SCALE);
  }

  /** Gathers a configuration. Each method checks its argument and returns the builder. */
  public static final class Builder {
    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1_000 * MILLISECOND;

    private int sendBuffer = 256 << 10;
    private int receiveBuffer = 256 << 10;
    private long bufferMemory = 1L << 30;
    private CongestionControl.Factory congestion = CongestionAlgorithm.CUBIC;
    private LossDetection lossDetection = LossDetection.RACK_TLP;
    private EcnMode ecn = EcnMode.ACCEPT;
    private boolean selectiveAcknowledgments = true;
    private boolean timestamps = true;
    private boolean windowScaling = true;
    private boolean pathMtuDiscovery = true;
    private boolean synCookies = true;
    private long leastTimeoutNanos = 200 * MILLISECOND;
    private long delayedAckNanos = 40 * MILLISECOND;
    private long timeWaitNanos = 60 * SECOND;
    private long userTimeoutNanos = 300 * SECOND;
    private int halfOpenLimit = 512;
    private int timeWaitLimit = 4_096;

    private Builder() {}

    /**
     * Sets the limits of the buffers of a connection.
     *
     * @param send the limit of the send buffer in bytes, a power of two (4 KiB to 1 GiB)
     * @param receive the limit of the receive buffer in bytes, a power of two (4 KiB to 1 GiB)
     * @return this
     */
    public Builder buffers(int send, int receive) {
      sendBuffer = requireBuffer("sendBuffer", send);
      receiveBuffer = requireBuffer("receiveBuffer", receive);
      return this;
    }

    /**
     * Sets how much memory the buffers of all connections may take up in sum, with what was announced to peers and has
     * not come yet. When it is used up, windows become small and sends take less, until some is free again; but each
     * connection has 4 KiB for each direction in any case.
     *
     * @param bytes the limit in bytes (1 MiB or more)
     * @return this
     */
    public Builder bufferMemory(long bytes) {
      bufferMemory = require("bufferMemory", bytes, 1 << 20, Long.MAX_VALUE);
      return this;
    }

    /**
     * Sets the congestion control of new connections.
     *
     * @param factory one of {@link CongestionAlgorithm}, or your own
     * @return this
     */
    public Builder congestion(CongestionControl.Factory factory) {
      congestion = Objects.requireNonNull(factory, "factory");
      return this;
    }

    /**
     * Sets how losses are told from reordering.
     *
     * @param detection RACK-TLP, or counting (RFC 6675)
     * @return this
     */
    public Builder lossDetection(LossDetection detection) {
      lossDetection = Objects.requireNonNull(detection, "detection");
      return this;
    }

    /**
     * Sets what is done about explicit congestion notification (RFC 3168).
     *
     * @param mode whether it is asked for, or taken from peers that ask
     * @return this
     */
    public Builder ecn(EcnMode mode) {
      ecn = Objects.requireNonNull(mode, "mode");
      return this;
    }

    /**
     * Sets whether selective acknowledgments are offered and taken (RFC 2018).
     *
     * @param on whether they are
     * @return this
     */
    public Builder selectiveAcknowledgments(boolean on) {
      selectiveAcknowledgments = on;
      return this;
    }

    /**
     * Sets whether timestamps are offered and taken (RFC 7323 §3).
     *
     * @param on whether they are
     * @return this
     */
    public Builder timestamps(boolean on) {
      timestamps = on;
      return this;
    }

    /**
     * Sets whether window scaling is offered and taken (RFC 7323 §2).
     *
     * @param on whether it is
     * @return this
     */
    public Builder windowScaling(boolean on) {
      windowScaling = on;
      return this;
    }

    /**
     * Sets whether connections adapt to the path MTU (RFC 1191, RFC 8201) and look for black holes (RFC 4821 §7).
     *
     * @param on whether they do
     * @return this
     */
    public Builder pathMtuDiscovery(boolean on) {
      pathMtuDiscovery = on;
      return this;
    }

    /**
     * Sets whether listeners answer with cookies what their queue has no room for (RFC 4987 §3.6).
     *
     * @param on whether they do; otherwise the oldest half-open connection makes room
     * @return this
     */
    public Builder synCookies(boolean on) {
      synCookies = on;
      return this;
    }

    /**
     * Sets the least retransmission timeout. RFC 6298 §2.4 asks for one second; the default is less, as is common.
     *
     * @param nanos the timeout, in nanoseconds (1 ms to 60 s)
     * @return this
     */
    public Builder leastTimeoutNanos(long nanos) {
      leastTimeoutNanos = require("leastTimeoutNanos", nanos, MILLISECOND, 60 * SECOND);
      return this;
    }

    /**
     * Sets how long an acknowledgment may wait (RFC 9293 §3.8.6.3).
     *
     * @param nanos the time, in nanoseconds (0 to less than half a second, MUST-40)
     * @return this
     */
    public Builder delayedAckNanos(long nanos) {
      delayedAckNanos = require("delayedAckNanos", nanos, 0, SECOND / 2 - 1);
      return this;
    }

    /**
     * Sets how long a connection stays in TIME-WAIT: twice the maximum segment lifetime (MUST-13).
     *
     * @param nanos the time, in nanoseconds (0 to an hour)
     * @return this
     */
    public Builder timeWaitNanos(long nanos) {
      timeWaitNanos = require("timeWaitNanos", nanos, 0, 3600 * SECOND);
      return this;
    }

    /**
     * Sets how long data, a SYN or a FIN may stay unacknowledged before a connection is given up (RFC 9293 §3.8.3).
     *
     * @param nanos the time, in nanoseconds (1 ms or more; at least three minutes for a SYN, MUST-23)
     * @return this
     */
    public Builder userTimeoutNanos(long nanos) {
      userTimeoutNanos = require("userTimeoutNanos", nanos, MILLISECOND, Long.MAX_VALUE / 4);
      return this;
    }

    /**
     * Sets how many half-open connections a listener keeps.
     *
     * @param limit how many (1 to 1,048,576)
     * @return this
     */
    public Builder halfOpenLimit(int limit) {
      halfOpenLimit = (int) require("halfOpenLimit", limit, 1, 1 << 20);
      return this;
    }

    /**
     * Sets how many connections stay in TIME-WAIT; one more ends the oldest before its time, which is worse for nobody
     * but who still has a stray segment of it under way.
     *
     * @param limit how many (1 to 1,048,576)
     * @return this
     */
    public Builder timeWaitLimit(int limit) {
      timeWaitLimit = (int) require("timeWaitLimit", limit, 1, 1 << 20);
      return this;
    }

    /** {@return the configuration} */
    public TcpConfiguration build() {
      return new TcpConfiguration(this);
    }

    private static int requireBuffer(String name, int value) {
      require(name, value, LEAST_BUFFER, MOST_BUFFER);
      if (Integer.bitCount(value) != 1) {
        throw new IllegalArgumentException(name + " is " + value + "; it has to be a power of two");
      }
      return value;
    }

    private static long require(String name, long value, long least, long most) {
      if (value < least || value > most) {
        throw new IllegalArgumentException(name + " is " + value + "; it has to be from " + least + " to " + most);
      }
      return value;
    }
  }
}
