package dev.zmol.iface.capture;

/** A classic pcap file. */
final class PcapOutput extends CaptureWriter {
  static final int MICROSECONDS = 0xa1b2c3d4;
  static final int NANOSECONDS = 0xa1b23c4d;
  private static final int MAJOR_VERSION = 2;
  private static final int MINOR_VERSION = 4;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final int fractionsDivisor;

  PcapOutput(CaptureBuffer buffer, LinkType linkType, int snapLength, boolean isNanoseconds) {
    super(buffer, snapLength);
    this.fractionsDivisor = isNanoseconds ? 1 : 1000;
    buffer.putInt(isNanoseconds ? NANOSECONDS : MICROSECONDS);
    buffer.putShort(MAJOR_VERSION);
    buffer.putShort(MINOR_VERSION);
    // Time zone and accuracy, which are always 0.
    buffer.putInt(0);
    buffer.putInt(0);
    buffer.putInt(snapLength);
    buffer.putInt(linkType.number());
  }

  @Override
  void write(
      byte[] bytes,
      int offset,
      int kept,
      int originalLength,
      long epochNanos,
      FrameDirection direction,
      long id,
      String comment) {
    buffer.putInt((int) Math.floorDiv(epochNanos, NANOS_PER_SECOND));
    buffer.putInt((int) Math.floorMod(epochNanos, NANOS_PER_SECOND) / fractionsDivisor);
    buffer.putInt(kept);
    buffer.putInt(originalLength);
    buffer.putBytes(bytes, offset, kept);
  }
}
