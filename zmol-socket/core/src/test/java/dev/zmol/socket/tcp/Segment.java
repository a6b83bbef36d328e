package dev.zmol.socket.tcp;

import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.TcpOptionWriter;
import dev.zmol.wire.TcpOptions;
import dev.zmol.wire.TcpSegment;
import dev.zmol.wire.TcpWire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A segment as a test writes and reads it.
 *
 * @param flags the control bits
 * @param sequence the sequence number
 * @param acknowledgment the acknowledgment number
 * @param window the window field
 * @param segmentSize the maximum segment size option, or -1
 * @param shift the window scale option, or -1
 * @param selective whether selective acknowledgments are permitted
 * @param blocks the edges of the blocks of a selective acknowledgment, left and right in turn
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
    boolean selective,
    List<Integer> blocks,
    boolean timestamps,
    int value,
    int echo,
    String data) {
  static final int FIN = TcpFlags.FIN;
  static final int SYN = TcpFlags.SYN;
  static final int RST = TcpFlags.RST;
  static final int PSH = TcpFlags.PSH;
  static final int ACK = TcpFlags.ACK;
  static final int URG = TcpFlags.URG;

  static Segment of(int flags, int sequence, int acknowledgment) {
    return new Segment(flags, sequence, acknowledgment, 60_000, -1, -1, false, List.of(), false, 0, 0, "");
  }

  Segment window(int size) {
    return new Segment(
        flags, sequence, acknowledgment, size, segmentSize, shift, selective, blocks, timestamps, value, echo, data);
  }

  Segment segmentSize(int size) {
    return new Segment(
        flags, sequence, acknowledgment, window, size, shift, selective, blocks, timestamps, value, echo, data);
  }

  Segment shift(int bits) {
    return new Segment(
        flags, sequence, acknowledgment, window, segmentSize, bits, selective, blocks, timestamps, value, echo, data);
  }

  Segment sackPermitted() {
    return new Segment(
        flags, sequence, acknowledgment, window, segmentSize, shift, true, blocks, timestamps, value, echo, data);
  }

  Segment sack(Integer... edges) {
    return new Segment(
        flags, sequence, acknowledgment, window, segmentSize, shift, selective, List.of(edges), timestamps, value, echo, data);
  }

  Segment timestamps(int newValue, int newEcho) {
    return new Segment(
        flags, sequence, acknowledgment, window, segmentSize, shift, selective, blocks, true, newValue, newEcho, data);
  }

  Segment data(String text) {
    return new Segment(
        flags, sequence, acknowledgment, window, segmentSize, shift, selective, blocks, timestamps, value, echo, text);
  }

  boolean has(int bits) {
    return (flags & bits) == bits;
  }

  byte[] toBytes(int ports) {
    byte[] bytes = new byte[80 + data.length()];
    int at = TcpWire.LENGTH;
    if (segmentSize >= 0) {
      at = TcpOptionWriter.maximumSegmentSize(bytes, at, segmentSize);
    }
    if (shift >= 0) {
      at = TcpOptionWriter.windowScale(bytes, at, shift);
    }
    if (selective) {
      at = TcpOptionWriter.sackPermitted(bytes, at);
    }
    if (timestamps) {
      at = TcpOptionWriter.timestamps(bytes, at, value, echo);
    }
    if (!blocks.isEmpty()) {
      at = TcpOptionWriter.sack(bytes, at, blocks.size() / 2);
      for (int block = 0; block < blocks.size(); block += 2) {
        at = TcpOptionWriter.sackBlock(bytes, at, blocks.get(block), blocks.get(block + 1));
      }
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
        options.sackPermitted(),
        blocks(options),
        options.hasTimestamps(),
        options.timestampValue(),
        options.timestampEcho(),
        new String(bytes, segment.payload(), segment.length(), StandardCharsets.ISO_8859_1));
  }

  private static List<Integer> blocks(TcpOptions options) {
    List<Integer> edges = new ArrayList<>();
    for (int block = 0; block < options.sackBlockCount(); block++) {
      edges.add(options.sackLeft(block));
      edges.add(options.sackRight(block));
    }
    return edges;
  }
}
