package dev.zmol.iface.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes captured frames to a file. Frames are gathered and written when there are many, and by {@link #flush}; when
 * the file cannot be written, nothing is thrown, and nothing more is written, see {@link #failure}.
 *
 * <p>Nothing is allocated for a frame without a comment. Not thread-safe.
 */
public abstract sealed class CaptureWriter implements AutoCloseable permits PcapOutput, PcapngOutput {
  /** How many bytes of a frame are kept at most. */
  public static final int MAX_SNAP_LENGTH = 262_144;

  final CaptureBuffer buffer;
  private final int snapLength;

  CaptureWriter(CaptureBuffer buffer, int snapLength) {
    this.buffer = buffer;
    this.snapLength = snapLength;
  }

  /**
   * Begins a file.
   *
   * @param output where it goes; closed with the writer
   * @param format the format
   * @param linkType what the frames begin with
   * @param snapLength how many bytes of each frame are kept, 1 to {@link #MAX_SNAP_LENGTH}
   * @return the writer
   */
  public static CaptureWriter to(OutputStream output, CaptureFormat format, LinkType linkType, int snapLength) {
    Objects.requireNonNull(linkType, "linkType is null");
    if (snapLength < 1 || snapLength > MAX_SNAP_LENGTH) {
      throw new IllegalArgumentException(
          "snapLength is " + snapLength + "; it has to be from 1 to " + MAX_SNAP_LENGTH);
    }
    CaptureBuffer buffer = new CaptureBuffer(Objects.requireNonNull(output, "output is null"));
    return format == CaptureFormat.PCAPNG
        ? new PcapngOutput(buffer, linkType, snapLength)
        : new PcapOutput(buffer, linkType, snapLength, format == CaptureFormat.PCAP);
  }

  /**
   * Writes a frame of which nothing else is known.
   *
   * @param bytes where its bytes are
   * @param offset where they begin
   * @param length how many there are
   * @param epochNanos when it was captured, in nanoseconds since 1970-01-01T00:00Z
   */
  public final void append(byte[] bytes, int offset, int length, long epochNanos) {
    append(bytes, offset, length, length, epochNanos, FrameDirection.UNKNOWN, 0, "");
  }

  /**
   * Writes a frame; formats that cannot say all of this leave it out.
   *
   * @param bytes where its bytes are
   * @param offset where they begin
   * @param length how many there are
   * @param originalLength how many there were before it was cut, {@code length} or more
   * @param epochNanos when it was captured, in nanoseconds since 1970-01-01T00:00Z
   * @param direction which way it went
   * @param id its metadata id; 0 for none
   * @param comment what there is to say about it; empty for nothing
   */
  public final void append(
      byte[] bytes,
      int offset,
      int length,
      int originalLength,
      long epochNanos,
      FrameDirection direction,
      long id,
      String comment) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (buffer.isWritable()) {
      int kept = Math.min(length, snapLength);
      write(bytes, offset, kept, Math.max(length, originalLength), epochNanos, direction, id, comment);
    }
  }

  abstract void write(
      byte[] bytes,
      int offset,
      int kept,
      int originalLength,
      long epochNanos,
      FrameDirection direction,
      long id,
      String comment);

  /** Writes what has been gathered. */
  public final void flush() {
    buffer.flush();
  }

  /** {@return what kept the file from being written, after which nothing more is; empty if all is well} */
  public final Optional<IOException> failure() {
    return Optional.ofNullable(buffer.failure());
  }

  /** Writes what is left, and closes the file; calling it again has no effect. */
  @Override
  public final void close() {
    buffer.close();
  }
}
