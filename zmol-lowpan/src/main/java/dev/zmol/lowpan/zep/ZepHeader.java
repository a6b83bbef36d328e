package dev.zmol.lowpan.zep;

import dev.zmol.lowpan.frame.FrameCheckSequence;
import dev.zmol.lowpan.frame.FrameHeader;
import dev.zmol.wire.BigEndian;
import java.util.Arrays;

/**
 * The header of the ZigBee Encapsulation Protocol, in version 1 (16 bytes) and version 2 (32 bytes): what was heard on
 * which channel, when, and how well; then the frame with the two bytes of its frame check sequence.
 *
 * <p>Version 2: {@code EX}, version, type, channel, device (2), mode, quality, NTP time (8), sequence number (4), ten
 * reserved bytes, length. Version 1: {@code EX}, version, channel, device (2), mode, quality, seven reserved bytes,
 * length. In the mode of quality the last two bytes of the frame are not its check sequence, but what the radio found
 * out: the upper bit of the last one says that the check sequence was right.
 */
final class ZepHeader {
  /** The length of a header that we write. */
  static final int LENGTH = 32;

  /** The longest datagram. */
  static final int LONGEST = LENGTH + FrameHeader.MAX_FRAME;

  private static final int LENGTH_1 = 16;
  private static final int PREAMBLE = 0x4558;
  private static final int VERSION = 2;
  private static final int TYPE = 3;
  private static final int DATA = 1;
  private static final int CHECKED = 1;
  private static final int MASK = 0x80;

  /** Of a radio that hears well. */
  private static final int BEST_QUALITY = 0xff;

  private static final int NTP_SECONDS = 9;
  private static final long NTP_EPOCH = 2_208_988_800L;
  private static final long SECOND = 1_000_000_000L;
  private static final int SEQUENCE = 17;

  /** What a datagram is. */
  enum Kind {
    /** A frame of our channel. */
    FRAME,
    /** A frame of another channel. */
    OTHER_CHANNEL,
    /** A frame that was damaged on the air, or on the way here. */
    CORRUPT,
    /** A message of the protocol itself: there is no frame in it. */
    NO_FRAME,
    /** Nothing that makes sense. */
    MALFORMED
  }

  private int from;
  private int to;

  /** Creates a header that nothing was read of yet. */
  ZepHeader() {}

  /** Where the frame begins. */
  int from() {
    return from;
  }

  /** Where the frame ends, without its check sequence. */
  int to() {
    return to;
  }

  /** Reads a datagram. */
  Kind read(byte[] buf, int length, int channel) {
    if (length < LENGTH_1 || (BigEndian.getShort(buf, 0) & 0xffff) != PREAMBLE) {
      return length >= TYPE + 1 && isMessage(buf) ? Kind.NO_FRAME : Kind.MALFORMED;
    }
    return switch (buf[2]) {
      case 1 -> frame(buf, length, TYPE, LENGTH_1, channel);
      case VERSION -> buf[TYPE] == DATA
          ? length < LENGTH ? Kind.MALFORMED : frame(buf, length, TYPE + 1, LENGTH, channel)
          : Kind.NO_FRAME;
      default -> Kind.MALFORMED;
    };
  }

  /** Acknowledgments of version 2 are shorter than other datagrams. */
  private static boolean isMessage(byte[] buf) {
    return (BigEndian.getShort(buf, 0) & 0xffff) == PREAMBLE && buf[2] == VERSION && buf[TYPE] != DATA;
  }

  /** Looks at the frame behind a header, whose fields from the channel on are the same in both versions at first. */
  private Kind frame(byte[] buf, int length, int fields, int header, int channel) {
    int count = buf[header - 1] & 0xff;
    if (count < FrameCheckSequence.LENGTH || count > FrameHeader.MAX_FRAME || count > length - header) {
      return Kind.MALFORMED;
    }
    from = header;
    to = header + count - FrameCheckSequence.LENGTH;
    if ((buf[fields] & 0xff) != channel) {
      return Kind.OTHER_CHANNEL;
    }
    boolean right =
        buf[fields + 3] == CHECKED
            ? FrameCheckSequence.isRight(buf, from, header + count)
            : (buf[header + count - 1] & MASK) != 0;
    return right ? Kind.FRAME : Kind.CORRUPT;
  }

  /**
   * Writes a header of version 2 in front of a frame, and its check sequence behind it.
   *
   * @param buf where to; the frame begins at {@link #LENGTH}, and there is room behind it
   * @param length the length of the frame
   * @param channel the channel
   * @param device the number of the radio
   * @param sequence how many datagrams there were before
   * @param epochNanos the time since 1970, in nanoseconds
   * @return the length of the datagram
   */
  static int write(byte[] buf, int length, int channel, int device, int sequence, long epochNanos) {
    Arrays.fill(buf, 0, LENGTH, (byte) 0);
    BigEndian.putShort(buf, 0, PREAMBLE);
    buf[2] = VERSION;
    buf[TYPE] = DATA;
    buf[4] = (byte) channel;
    BigEndian.putShort(buf, 5, device);
    buf[7] = CHECKED;
    buf[8] = (byte) BEST_QUALITY;
    long seconds = Math.floorDiv(epochNanos, SECOND);
    long rest = Math.floorMod(epochNanos, SECOND);
    BigEndian.putInt(buf, NTP_SECONDS, (int) (seconds + NTP_EPOCH));
    BigEndian.putInt(buf, NTP_SECONDS + 4, (int) ((rest << 32) / SECOND));
    BigEndian.putInt(buf, SEQUENCE, sequence);
    buf[LENGTH - 1] = (byte) (length + FrameCheckSequence.LENGTH);
    return FrameCheckSequence.append(buf, LENGTH, LENGTH + length);
  }
}
