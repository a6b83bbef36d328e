package dev.zmol.testkit.script;

import static dev.zmol.testkit.script.ScriptedSegment.ANY;

import dev.zmol.wire.BigEndian;
import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.TcpSegment;
import java.util.List;

/**
 * Segments between their bytes and scripts.
 *
 * <p>Payload is a function of its place in the stream, so that each byte can be checked.
 */
final class SegmentCodec {
  private static final int HEADER = 20;
  private static final int URGENT_OFFSET = 18;

  private final Numbering numbering;

  SegmentCodec(Numbering numbering) {
    this.numbering = numbering;
  }

  /** The byte at a place of the stream that the peer sends, or of the one that the application sends. */
  static byte payload(long place, boolean fromPeer) {
    return (byte) (place * 7 + (place >>> 8) * 3 + (fromPeer ? 1 : 2));
  }

  /** A segment of the peer. */
  byte[] fromPeer(ScriptedSegment segment) {
    int sequence = (int) segment.sequence() + (segment.absolute() ? 0 : numbering.remoteStart());
    boolean acknowledges = segment.has(TcpFlags.ACK);
    int acknowledgment = acknowledges ? (int) segment.acknowledgment() + numbering.localStart() : 0;
    byte[] bytes = encode(segment, ScriptedStack.REMOTE_PORT, ScriptedStack.LOCAL_PORT, sequence, acknowledgment);
    fill(bytes, bytes.length - segment.length(), placeOf(segment), true);
    return bytes;
  }

  /** A segment of the stack, to be quoted by an error. */
  byte[] fromStack(ScriptedSegment segment) {
    int sequence = (int) segment.sequence() + (segment.absolute() ? 0 : numbering.localStart());
    int acknowledgment = (int) segment.acknowledgment() + numbering.remoteStart();
    return encode(segment, ScriptedStack.LOCAL_PORT, ScriptedStack.REMOTE_PORT, sequence, acknowledgment);
  }

  private byte[] encode(ScriptedSegment segment, int source, int destination, int sequence, int acknowledgment) {
    byte[] options = OptionCodec.encode(numbering.optionsToWire(segment.options()));
    int header = HEADER + options.length;
    byte[] bytes = new byte[header + segment.length()];
    TcpSegment.emit(
        bytes, 0, source, destination, sequence, acknowledgment, header, segment.flags(), (int) segment.window());
    BigEndian.putShort(bytes, URGENT_OFFSET, (int) segment.urgent());
    System.arraycopy(options, 0, bytes, HEADER, options.length);
    return bytes;
  }

  /** Where in the stream the payload of a segment begins: a SYN comes before it. */
  private static long placeOf(ScriptedSegment segment) {
    return segment.sequence() - (segment.has(TcpFlags.SYN) ? 0 : 1);
  }

  static void fill(byte[] bytes, int from, long place, boolean fromPeer) {
    for (int k = from; k < bytes.length; k++) {
      bytes[k] = payload(place + k - from, fromPeer);
    }
  }

  /** Whether bytes are what they have to be from a place of a stream on. */
  static boolean isPayload(byte[] bytes, int from, int to, long place, boolean fromPeer) {
    for (int k = from; k < to; k++) {
      if (bytes[k] != payload(place + k - from, fromPeer)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads a segment of the stack.
   *
   * @param packet an IP packet
   * @param at where the segment begins
   * @param ecn the ECN field of the packet
   * @param expected what the script expects: it says what the first timestamp is called
   * @param millis what it is called otherwise: milliseconds since the script began
   */
  ScriptedSegment toScript(byte[] packet, int at, Ecn ecn, ScriptedSegment expected, long millis) {
    int data = TcpSegment.payload(packet, at, packet.length);
    if (data < 0) {
      throw new IllegalArgumentException("its TCP header is malformed");
    }
    int control = TcpSegment.control(packet, at);
    int flags = TcpSegment.flags(control);
    long sequences = TcpSegment.sequences(packet, at);
    int sequence = (int) (sequences >>> 32);
    if ((flags & TcpFlags.SYN) != 0) {
      numbering.learnSequence(sequence);
    }
    boolean absolute = expected.absolute();
    boolean acknowledges = (flags & TcpFlags.ACK) != 0;
    return new ScriptedSegment(
        ecn,
        flags,
        absolute,
        absolute ? sequence & 0xffff_ffffL : sequence - numbering.localStart(),
        packet.length - data,
        acknowledges ? (int) sequences - numbering.remoteStart() : 0,
        TcpSegment.window(control),
        BigEndian.getShort(packet, at + URGENT_OFFSET),
        false,
        options(OptionCodec.decode(packet, at + HEADER, data), expected, millis));
  }

  private List<ScriptedOption> options(List<ScriptedOption> wire, ScriptedSegment expected, long millis) {
    for (ScriptedOption option : wire) {
      if (option.kind() == ScriptedOption.TIMESTAMPS) {
        numbering.learnTimestamp((int) (long) option.values().get(0), called(expected, millis));
      }
    }
    return numbering.optionsToScript(wire);
  }

  private static long called(ScriptedSegment expected, long millis) {
    for (ScriptedOption option : expected.options()) {
      if (option.kind() == ScriptedOption.TIMESTAMPS && option.values().get(0) != ANY) {
        return option.values().get(0);
      }
    }
    return millis;
  }

  /** Whether the payload of a segment of the stack is what the application has sent at its place. */
  static boolean hasRightPayload(byte[] packet, ScriptedSegment segment) {
    int from = packet.length - segment.length();
    return isPayload(packet, from, packet.length, placeOf(segment), false);
  }
}
