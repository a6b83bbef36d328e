package dev.zmol.socket.tcp;

import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.TcpOptions;
import dev.zmol.wire.TcpSegment;

/**
 * A received segment, read into one object that is used again for every segment of a stack.
 *
 * <p>May be a super-segment: several segments in a row of which the device, or its driver, has made one.
 */
public final class ReceivedSegment {
  private final TcpOptions options = new TcpOptions();
  private byte[] bytes = new byte[0];
  private int offset;
  private int payload;
  private int end;
  private int segmentSize;
  private int ports;
  private int sequence;
  private int acknowledgment;
  private int flags;
  private int window;
  private boolean congestionExperienced;

  /** Creates an object that holds no segment. */
  public ReceivedSegment() {}

  /**
   * Reads a segment. Its checksum is not looked at.
   *
   * @param buffer the bytes
   * @param from where the TCP header begins
   * @param to where the segment ends
   * @param sizeOfEach how many bytes of payload each segment carries if this is a super-segment; 0 otherwise
   * @return false if the header is malformed
   */
  public boolean parse(byte[] buffer, int from, int to, int sizeOfEach) {
    int data = TcpSegment.payload(buffer, from, to);
    if (data < 0) {
      return false;
    }
    bytes = buffer;
    offset = from;
    payload = data;
    end = to;
    segmentSize = sizeOfEach;
    congestionExperienced = false;
    ports = TcpSegment.ports(buffer, from);
    long sequences = TcpSegment.sequences(buffer, from);
    sequence = (int) (sequences >>> 32);
    acknowledgment = (int) sequences;
    int control = TcpSegment.control(buffer, from);
    flags = TcpSegment.flags(control);
    window = TcpSegment.window(control);
    options.parse(buffer, from + HEADER_LENGTH, data);
    return true;
  }

  private static final int HEADER_LENGTH = 20;

  /** Goes on with what follows the SYN: data, or a FIN (RFC 9293 §3.10.7.3). */
  void passOverSyn() {
    sequence++;
    flags &= ~TcpFlags.SYN;
  }

  byte[] bytes() {
    return bytes;
  }

  /** {@return where the TCP header begins} */
  public int offset() {
    return offset;
  }

  int payload() {
    return payload;
  }

  /** {@return where the segment ends} */
  public int end() {
    return end;
  }

  /**
   * Says what the network has written into the ECN field of the IP header (RFC 3168 §5); to be called after each {@link
   * #parse} of a packet that is marked.
   *
   * @param marked whether a router has marked the packet
   */
  public void congestionExperienced(boolean marked) {
    congestionExperienced = marked;
  }

  boolean isCongestionExperienced() {
    return congestionExperienced;
  }

  /** {@return the source port in the upper half, the destination port in the lower} */
  public int ports() {
    return ports;
  }

  /** {@return the port of the sender} */
  public int sourcePort() {
    return ports >>> 16;
  }

  /** {@return the port of the receiver} */
  public int destinationPort() {
    return ports & 0xffff;
  }

  /** {@return the sequence number} */
  public int sequence() {
    return sequence;
  }

  /** {@return the acknowledgment number; without meaning if there is no ACK flag} */
  public int acknowledgment() {
    return acknowledgment;
  }

  /** {@return the control bits, see {@link TcpFlags}} */
  public int flags() {
    return flags;
  }

  int window() {
    return window;
  }

  TcpOptions options() {
    return options;
  }

  int length() {
    return end - payload;
  }

  /** How many bytes of payload one segment on the wire had. */
  int lengthOfEach() {
    return segmentSize != 0 ? Math.min(segmentSize, length()) : length();
  }

  /** {@return how much of the sequence space the segment takes up: its payload, and one each for SYN and FIN} */
  public int sequenceLength() {
    return length() + TcpFlags.sequenceLength(flags);
  }

  /**
   * Tells whether control bits are set.
   *
   * @param bits the bits, see {@link TcpFlags}
   * @return whether at least one of them is
   */
  public boolean has(int bits) {
    return (flags & bits) != 0;
  }
}
