package dev.zmol.socket.tcp;

import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.TcpOptionWriter;
import dev.zmol.wire.TcpOptions;
import dev.zmol.wire.TcpSegment;
import dev.zmol.wire.TcpWire;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A segment as a test writes and reads it.
 *
 * @param flags the control bits
 * @param sequence the sequence number
 * @param acknowledgment the acknowledgment number
 * @param window the window field
 * @param segmentSize the maximum segment size option, or -1
 * @param shift the window scale option, or -1
 * @param timestamps whether there are timestamps
 * @param value the timestamp
 * @param echo the echoed timestamp
 * @param data the payload
 */
record Segment(
    int flags,
    int sequence,
    int acknowledgment,
    int window,
    int segmentSize,
    int shift,
    boolean timestamps,
    int value,
    int echo,
    String data) {
  static final int FIN = TcpFlags.FIN;
  static final int SYN = TcpFlags.SYN;
  static final int RST = TcpFlags.RST;
  static final int PSH = TcpFlags.PSH;
  static final int ACK = TcpFlags.ACK;

  static Segment of(int flags, int sequence, int acknowledgment) {
    return new Segment(flags, sequence, acknowledgment, 60_000, -1, -1, false, 0, 0, "");
  }

  Segment window(int size) {
    return new Segment(flags, sequence, acknowledgment, size, segmentSize, shift, timestamps, value, echo, data);
  }

  Segment segmentSize(int size) {
    return new Segment(flags, sequence, acknowledgment, window, size, shift, timestamps, value, echo, data);
  }

  Segment shift(int bits) {
    return new Segment(flags, sequence, acknowledgment, window, segmentSize, bits, timestamps, value, echo, data);
  }

  Segment timestamps(int newValue, int newEcho) {
    return new Segment(flags, sequence, acknowledgment, window, segmentSize, shift, true, newValue, newEcho, data);
  }

  Segment data(String text) {
    return new Segment(flags, sequence, acknowledgment, window, segmentSize, shift, timestamps, value, echo, text);
  }

  boolean has(int bits) {
    return (flags & bits) == bits;
  }

  byte[] toBytes(int ports) {
    byte[] bytes = new byte[60 + data.length()];
    int at = TcpWire.LENGTH;
    if (segmentSize >= 0) {
      at = TcpOptionWriter.maximumSegmentSize(bytes, at, segmentSize);
    }
    if (shift >= 0) {
      at = TcpOptionWriter.windowScale(bytes, at, shift);
    }
    if (timestamps) {
      at = TcpOptionWriter.timestamps(bytes, at, value, echo);
    }
    TcpSegment.emit(bytes, 0, ports >>> 16, ports & 0xffff, sequence, acknowledgment, at, flags, window);
    byte[] payload = data.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(payload, 0, bytes, at, payload.length);
    return Arrays.copyOf(bytes, at + payload.length);
  }

  static Segment parse(byte[] bytes, int from, int to) {
    ReceivedSegment segment = new ReceivedSegment();
    if (!segment.parse(bytes, from, to, 0)) {
      throw new AssertionError("a malformed segment was sent");
    }
    TcpOptions options = segment.options();
    return new Segment(
        segment.flags(),
        segment.sequence(),
        segment.acknowledgment(),
        segment.window(),
        options.maximumSegmentSize(),
        options.windowScale(),
        options.hasTimestamps(),
        options.timestampValue(),
        options.timestampEcho(),
        new String(bytes, segment.payload(), segment.length(), StandardCharsets.ISO_8859_1));
  }
}
