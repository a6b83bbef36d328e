package dev.zmol.iface.capture;

import java.io.IOException;
import java.util.Optional;

/** A classic pcap file. */
final class PcapInput extends CaptureReader {
  private static final int HEADER_WITHOUT_MAGIC = 20;
  private static final int MAJOR_VERSION = 2;
  private static final int RECORD_HEADER = 16;

  /** What is above may say how long the frame check sequence is. */
  private static final int LINK_TYPE_BITS = 0xffff;

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final int nanosPerFraction;
  private final int linkType;

  PcapInput(CaptureInput input, int magic) throws IOException {
    super(input);
    this.nanosPerFraction = magic == PcapOutput.NANOSECONDS ? 1 : 1000;
    byte[] header = input.read(HEADER_WITHOUT_MAGIC, "the header");
    int version = input.getShort(header, 0);
    if (version != MAJOR_VERSION) {
      throw new CaptureFormatException("the version of pcap is " + version + ", not " + MAJOR_VERSION);
    }
    this.linkType = input.getInt(header, HEADER_WITHOUT_MAGIC - Integer.BYTES) & LINK_TYPE_BITS;
  }

  static boolean isMagic(int number) {
    return number == PcapOutput.MICROSECONDS || number == PcapOutput.NANOSECONDS;
  }

  @Override
  public Optional<CapturedFrame> next() throws IOException {
    byte[] header = input.readOrEnd(RECORD_HEADER, "the header of a frame");
    if (header.length == 0) {
      return Optional.empty();
    }
    long seconds = input.getInt(header, 0) & 0xffff_ffffL;
    long fraction = input.getInt(header, 4) & 0xffff_ffffL;
    int length = input.getInt(header, 8);
    if (length < 0 || length > MAX_FRAME) {
      throw new CaptureFormatException(
          "a frame has a length of " + Integer.toUnsignedString(length) + " bytes; the most is " + MAX_FRAME);
    }
    byte[] bytes = input.read(length, "a frame");
    int original = Math.max(length, input.getInt(header, 12));
    long epochNanos = seconds * NANOS_PER_SECOND + fraction * nanosPerFraction;
    return Optional.of(CapturedFrame.plain(linkType, epochNanos, bytes, original));
  }
}
