package dev.zmol.socket.tcp;

import dev.zmol.wire.TcpOptions;

/**
 * How the TCP of a stack behaves; each connection can differ in what it has methods for.
 *
 * <p>The memory of a connection is bounded by its two buffers, which begin small and grow to their limits as data waits
 * in them; a peer can make the receive buffer grow with a single byte far out of order. How many connections there are
 * is for the application to bound, by what it accepts: half-open ones and those in TIME-WAIT have limits of their own.
 *
 * @param sendBuffer the limit of the send buffer of a connection in bytes, a power of two (4 KiB to 1 GiB)
 * @param receiveBuffer the limit of the receive buffer of a connection in bytes, a power of two (4 KiB to 1 GiB); the
 *     window scale follows from it
 * @param congestion the congestion control of new connections
 * @param timestamps whether to offer timestamps (RFC 7323 §3)
 * @param windowScaling whether to offer window scaling (RFC 7323 §2)
 * @param leastTimeoutNanos the least retransmission timeout; RFC 6298 §2.4 asks for one second
 * @param delayedAckNanos how long an acknowledgment may wait (less than half a second, RFC 9293, MUST-40)
 * @param timeWaitNanos how long a connection stays in TIME-WAIT: twice the maximum segment lifetime
 * @param userTimeoutNanos how long data, a SYN or a FIN may stay unacknowledged before the connection is given up (at
 *     least three minutes for a SYN, MUST-23)
 * @param halfOpenLimit how many half-open connections a listener keeps; one more drives out the oldest
 * @param timeWaitLimit how many connections stay in TIME-WAIT; one more ends the oldest before its time, which is worse
 *     for nobody but who still has a stray segment of it under way
 */
public record TcpConfiguration(
    int sendBuffer,
    int receiveBuffer,
    CongestionAlgorithm congestion,
    boolean timestamps,
    boolean windowScaling,
    long leastTimeoutNanos,
    long delayedAckNanos,
    long timeWaitNanos,
    long userTimeoutNanos,
    int halfOpenLimit,
    int timeWaitLimit) {
  private static final long MILLISECOND = 1_000_000;
  private static final long SECOND = 1_000 * MILLISECOND;
  private static final int LEAST_BUFFER = 4 << 10;
  private static final int MOST_BUFFER = 1 << 30;

  /**
   * What a stack does unless told otherwise: buffers of 256 KiB, CUBIC, timestamps, window scaling, a least timeout of
   * one second, acknowledgments delayed by 40 ms, TIME-WAIT of 60 s (a maximum segment lifetime of 30 s), a user
   * timeout of five minutes, 512 half-open connections per listener, 4,096 connections in TIME-WAIT.
   */
  public static final TcpConfiguration DEFAULT =
      new TcpConfiguration(
          256 << 10,
          256 << 10,
          CongestionAlgorithm.CUBIC,
          true,
          true,
          SECOND,
          40 * MILLISECOND,
          60 * SECOND,
          300 * SECOND,
          512,
          4_096);

  /** Checks the ranges. */
  public TcpConfiguration {
    requireBuffer("sendBuffer", sendBuffer);
    requireBuffer("receiveBuffer", receiveBuffer);
    require("leastTimeoutNanos", leastTimeoutNanos, MILLISECOND, 60 * SECOND);
    require("delayedAckNanos", delayedAckNanos, 0, SECOND / 2 - 1);
    require("timeWaitNanos", timeWaitNanos, 0, 3600 * SECOND);
    require("userTimeoutNanos", userTimeoutNanos, MILLISECOND, Long.MAX_VALUE / 4);
    require("halfOpenLimit", halfOpenLimit, 1, 1 << 20);
    require("timeWaitLimit", timeWaitLimit, 1, 1 << 20);
  }

  private static void requireBuffer(String name, int value) {
    require(name, value, LEAST_BUFFER, MOST_BUFFER);
    if (Integer.bitCount(value) != 1) {
      throw new IllegalArgumentException(name + " is " + value + "; it has to be a power of two");
    }
  }

  private static void require(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(name + " is " + value + "; it has to be from " + least + " to " + most);
    }
  }

  /**
   * Returns the same but for the buffers.
   *
   * @param send the limit of the send buffer in bytes, a power of two
   * @param receive the limit of the receive buffer in bytes, a power of two
   * @return the configuration
   */
  public TcpConfiguration withBuffers(int send, int receive) {
    return new TcpConfiguration(
        send, receive, congestion, timestamps, windowScaling, leastTimeoutNanos, delayedAckNanos, timeWaitNanos,
        userTimeoutNanos, halfOpenLimit, timeWaitLimit);
  }

  /**
   * Returns the same but for congestion control.
   *
   * @param algorithm the algorithm of new connections
   * @return the configuration
   */
  public TcpConfiguration withCongestion(CongestionAlgorithm algorithm) {
    return new TcpConfiguration(
        sendBuffer, receiveBuffer, algorithm, timestamps, windowScaling, leastTimeoutNanos, delayedAckNanos,
        timeWaitNanos, userTimeoutNanos, halfOpenLimit, timeWaitLimit);
  }

  /**
   * Returns the same but for the options that are offered.
   *
   * @param offerTimestamps whether to offer timestamps
   * @param offerWindowScaling whether to offer window scaling
   * @return the configuration
   */
  public TcpConfiguration withOptions(boolean offerTimestamps, boolean offerWindowScaling) {
    return new TcpConfiguration(
        sendBuffer, receiveBuffer, congestion, offerTimestamps, offerWindowScaling, leastTimeoutNanos, delayedAckNanos,
        timeWaitNanos, userTimeoutNanos, halfOpenLimit, timeWaitLimit);
  }

  /**
   * Returns the same but for some times.
   *
   * @param leastTimeout the least retransmission timeout, in nanoseconds
   * @param delayedAck how long an acknowledgment may wait, in nanoseconds
   * @param timeWait the time in TIME-WAIT, in nanoseconds
   * @param userTimeout the user timeout, in nanoseconds
   * @return the configuration
   */
  public TcpConfiguration withTimes(long leastTimeout, long delayedAck, long timeWait, long userTimeout) {
    return new TcpConfiguration(
        sendBuffer, receiveBuffer, congestion, timestamps, windowScaling, leastTimeout, delayedAck, timeWait,
        userTimeout, halfOpenLimit, timeWaitLimit);
  }

  /**
   * Returns the same but for the number of half-open connections.
   *
   * @param limit how many a listener keeps
   * @return the configuration
   */
  public TcpConfiguration withHalfOpenLimit(int limit) {
    return new TcpConfiguration(
        sendBuffer, receiveBuffer, congestion, timestamps, windowScaling, leastTimeoutNanos, delayedAckNanos,
        timeWaitNanos, userTimeoutNanos, limit, timeWaitLimit);
  }

  /**
   * Returns the same but for the number of connections in TIME-WAIT.
   *
   * @param limit how many there may be
   * @return the configuration
   */
  public TcpConfiguration withTimeWaitLimit(int limit) {
    return new TcpConfiguration(
        sendBuffer, receiveBuffer, congestion, timestamps, windowScaling, leastTimeoutNanos, delayedAckNanos,
        timeWaitNanos, userTimeoutNanos, halfOpenLimit, limit);
  }

  /** The shift of our windows: the least with which the whole receive buffer can be announced (RFC 7323 §2.2). */
  int windowShift() {
    return Math.clamp(Integer.SIZE - Integer.numberOfLeadingZeros(receiveBuffer) - 16, 0, TcpOptions.MAX_WINDOW_SCALE);
  }
}
