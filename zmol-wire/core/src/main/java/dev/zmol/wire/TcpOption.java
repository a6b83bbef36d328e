package dev.zmol.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * A TCP option as a value, for tests and tools; {@link TcpOptions} and {@link TcpOptionWriter} serve the hot path.
 *
 * <p>Padding is no option here: {@link #parse} leaves it out and {@link #emit} adds what is needed.
 */
public sealed interface TcpOption {

  /**
   * The largest segment that the sender of the option accepts (RFC 9293, section 3.7.1).
   *
   * @param size the size in bytes, 0 to 65535
   */
  record MaximumSegmentSize(int size) implements TcpOption {
    /**
     * Creates the option.
     *
     * @throws IllegalArgumentException if {@code size} is out of range
     */
    public MaximumSegmentSize {
      requireRange("size", size, 0, 0xffff);
    }
  }

  /**
   * The shift of all windows of the sender of the option (RFC 7323, section 2).
   *
   * @param shift the shift as it is on the wire, 0 to 255, of which more than 14 means 14
   */
  record WindowScale(int shift) implements TcpOption {
    /**
     * Creates the option.
     *
     * @throws IllegalArgumentException if {@code shift} is out of range
     */
    public WindowScale {
      requireRange("shift", shift, 0, 0xff);
    }
  }

  /** The sender of the option understands selective acknowledgments (RFC 2018, section 2). */
  record SackPermitted() implements TcpOption {}

  /**
   * Data that has been received out of order (RFC 2018, section 3).
   *
   * @param blocks the blocks, one to four
   */
  record Sack(List<SackBlock> blocks) implements TcpOption {
    /**
     * Creates the option.
     *
     * @throws IllegalArgumentException if the number of blocks is out of range
     */
    public Sack {
      blocks = List.copyOf(blocks);
      requireRange("the number of blocks", blocks.size(), 1, TcpOptions.MAX_SACK_BLOCKS);
    }
  }

  /**
   * A block of received data.
   *
   * @param left its first sequence number
   * @param right the sequence number after its last
   */
  record SackBlock(int left, int right) {
    /** The edges without sign, as in {@code 1000-2000}. */
    @Override
    public String toString() {
      return Integer.toUnsignedString(left) + "-" + Integer.toUnsignedString(right);
    }
  }

  /**
   * When the segment was sent, and the last such time seen from the peer (RFC 7323, section 3).
   *
   * @param value the time of the sender
   * @param echo the time of the peer that is echoed
   */
  record Timestamps(int value, int echo) implements TcpOption {}

  /**
   * An option that is not known here, or a known one of a length that it cannot have.
   *
   * @param kind the kind, 2 to 255
   * @param content what follows kind and length, at most 38 bytes
   */
  record Unknown(int kind, Bytes content) implements TcpOption {
    /**
     * Creates the option.
     *
     * @throws IllegalArgumentException if {@code kind} is out of range or {@code content} too long
     */
    public Unknown {
      requireRange("kind", kind, 2, 0xff);
      requireRange("the length of content", content.length(), 0, TcpOptions.MAX_LENGTH - 2);
    }
  }

  /**
   * The length of this option.
   *
   * @return the length in bytes, without padding
   */
  default int length() {
    return switch (this) {
      case MaximumSegmentSize _ -> 4;
      case WindowScale _ -> 3;
      case SackPermitted _ -> 2;
      case Sack(List<SackBlock> blocks) -> 2 + 8 * blocks.size();
      case Timestamps _ -> 10;
      case Unknown(int _, Bytes content) -> 2 + content.length();
    };
  }

  /**
   * Reads options. What comes after the end of the list, or after an option whose length cannot be, is left out.
   *
   * @param buf the bytes
   * @param from where the options begin
   * @param to where they end
   * @return the options in their order, without padding
   */
  static List<TcpOption> parse(byte[] buf, int from, int to) {
    var options = new ArrayList<TcpOption>();
    int at = from;
    while (at < to && buf[at] != TcpOptions.END) {
      if (buf[at] == TcpOptions.NO_OPERATION) {
        at++;
        continue;
      }
      int length = at + 1 < to ? buf[at + 1] & 0xff : 0;
      if (length < 2 || length > Math.min(to - at, TcpOptions.MAX_LENGTH)) {
        break;
      }
      options.add(TcpOptionCodec.read(buf[at] & 0xff, buf, at + 2, at + length));
      at += length;
    }
    return List.copyOf(options);
  }

  /**
   * Writes options, and pads them at the end to a whole number of 32-bit words.
   *
   * @param options the options
   * @param buf the bytes
   * @param at where to write
   * @return where they end
   * @throws IllegalArgumentException if they are longer than {@link TcpOptions#MAX_LENGTH} together
   */
  static int emit(List<TcpOption> options, byte[] buf, int at) {
    int length = options.stream().mapToInt(TcpOption::length).sum();
    if (length > TcpOptions.MAX_LENGTH) {
      throw new IllegalArgumentException(
          "options are " + length + " bytes long, a header has room for " + TcpOptions.MAX_LENGTH);
    }
    int end = at;
    for (TcpOption option : options) {
      end = TcpOptionCodec.write(option, buf, end);
    }
    while ((end - at) % 4 != 0) {
      buf[end++] = TcpOptions.END;
    }
    return end;
  }

  /**
   * Adds options to the open part of a dissection.
   *
   * @param out the dissection
   * @param buf the bytes
   * @param from where the options begin
   * @param to where they end
   */
  static void describe(Dissection out, byte[] buf, int from, int to) {
    for (TcpOption option : parse(buf, from, to)) {
      switch (option) {
        case MaximumSegmentSize(int size) -> out.decimal("maximumSegmentSize", size);
        case WindowScale(int shift) -> out.decimal("windowScale", shift);
        case SackPermitted _ -> out.flag("sackPermitted", true);
        case Sack(List<SackBlock> blocks) -> blocks.forEach(block -> out.text("sack", block));
        case Timestamps(int value, int echo) ->
            out.decimal("timestamp", Integer.toUnsignedLong(value))
                .decimal("timestampEcho", Integer.toUnsignedLong(echo));
        case Unknown(int kind, Bytes content) -> out.text("option" + kind, content);
      }
    }
  }

  private static void requireRange(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(name + " is " + value + ", which is not between " + min + " and " + max);
    }
  }
}
