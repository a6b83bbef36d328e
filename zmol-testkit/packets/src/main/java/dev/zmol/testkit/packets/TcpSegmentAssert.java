package dev.zmol.testkit.packets;

import dev.zmol.wire.BigEndian;
import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.TcpOptions;
import dev.zmol.wire.TcpSegment;
import java.util.Arrays;

/** Assertions on a TCP segment. */
public final class TcpSegmentAssert extends TransportAssert<TcpSegmentAssert> {
  private static final int HEADER = 20;

  private final TcpOptions options = new TcpOptions();

  TcpSegmentAssert(CapturedPacket packet) {
    super(packet, TcpSegmentAssert.class);
    options.parse(bytes(), at() + HEADER, payload());
  }

  @Override
  int payload() {
    return TcpSegment.payload(bytes(), at(), actual.end());
  }

  /**
   * Asserts that the control bits are these and no others.
   *
   * @param flags bits of {@link TcpFlags}
   * @return this
   */
  public TcpSegmentAssert hasFlags(int flags) {
    return expect("flags", TcpFlags.format(TcpFlags.get(bytes(), at())), TcpFlags.format(flags));
  }

  /**
   * Asserts that these control bits are set, among others maybe.
   *
   * @param flags bits of {@link TcpFlags}
   * @return this
   */
  public TcpSegmentAssert hasFlagsAmongOthers(int flags) {
    return expect("flags", TcpFlags.format(TcpFlags.get(bytes(), at()) & flags), TcpFlags.format(flags));
  }

  /**
   * Asserts the source port.
   *
   * @param port the port
   * @return this
   */
  public TcpSegmentAssert isFromPort(int port) {
    return expect("source port", TcpSegment.ports(bytes(), at()) >>> 16, port);
  }

  /**
   * Asserts the destination port.
   *
   * @param port the port
   * @return this
   */
  public TcpSegmentAssert isToPort(int port) {
    return expect("destination port", TcpSegment.ports(bytes(), at()) & 0xffff, port);
  }

  /**
   * Asserts the sequence number.
   *
   * @param number the number
   * @return this
   */
  public TcpSegmentAssert hasSequence(int number) {
    return expect("sequence number", (int) (TcpSegment.sequences(bytes(), at()) >>> 32), number);
  }

  /**
   * Asserts the acknowledgment number.
   *
   * @param number the number
   * @return this
   */
  public TcpSegmentAssert hasAcknowledgment(int number) {
    return expect("acknowledgment number", (int) TcpSegment.sequences(bytes(), at()), number);
  }

  /**
   * Asserts the window field.
   *
   * @param window the window, not scaled
   * @return this
   */
  public TcpSegmentAssert hasWindow(int window) {
    return expect("window", TcpSegment.window(TcpSegment.control(bytes(), at())), window);
  }

  /**
   * Asserts that an option is there, and well-formed.
   *
   * @param kind its kind
   * @return this
   */
  public TcpSegmentAssert hasOption(int kind) {
    return expect("presence of option " + kind, findOption(kind), true);
  }

  /**
   * Asserts that an option is not there.
   *
   * @param kind its kind
   * @return this
   */
  public TcpSegmentAssert hasNoOption(int kind) {
    return expect("presence of option " + kind, findOption(kind), false);
  }

  /** {@return this, after asserting that there are no options} */
  public TcpSegmentAssert hasNoOptions() {
    return expect("length of the options", payload() - at() - HEADER, 0);
  }

  private boolean findOption(int kind) {
    int at = at() + HEADER;
    while (at < payload() && bytes()[at] != 0) {
      int found = bytes()[at] & 0xff;
      if (found == kind) {
        return true;
      }
      int length = at + 1 < payload() ? bytes()[at + 1] & 0xff : 0;
      if (found != 1 && length < 2) {
        return false;
      }
      at += found == 1 ? 1 : length;
    }
    return false;
  }

  /**
   * Asserts the maximum segment size option.
   *
   * @param size the size, in bytes
   * @return this
   */
  public TcpSegmentAssert hasMaximumSegmentSize(int size) {
    return expect("maximum segment size", options.maximumSegmentSize(), size);
  }

  /**
   * Asserts the window scale option.
   *
   * @param shift the shift
   * @return this
   */
  public TcpSegmentAssert hasWindowScale(int shift) {
    return expect("window scale", options.windowScale(), shift);
  }

  /**
   * Asserts the echo of the timestamps option.
   *
   * @param echo the echoed timestamp
   * @return this
   */
  public TcpSegmentAssert hasTimestampEcho(int echo) {
    expect("presence of timestamps", options.hasTimestamps(), true);
    return expect("timestamp echo", options.timestampEcho(), echo);
  }

  /**
   * Asserts the blocks of the SACK option, in their order.
   *
   * @param edges the left and the right edge of each block; none for no option
   * @return this
   */
  public TcpSegmentAssert hasSackBlocks(int... edges) {
    int[] found = new int[2 * options.sackBlockCount()];
    for (int k = 0; k < options.sackBlockCount(); k++) {
      found[2 * k] = options.sackLeft(k);
      found[2 * k + 1] = options.sackRight(k);
    }
    return expect("SACK blocks", Arrays.toString(found), Arrays.toString(edges));
  }

  /**
   * Asserts the urgent pointer.
   *
   * @param pointer the pointer
   * @return this
   */
  public TcpSegmentAssert hasUrgentPointer(int pointer) {
    return expect("urgent pointer", BigEndian.getShort(bytes(), at() + 18), pointer);
  }
}
