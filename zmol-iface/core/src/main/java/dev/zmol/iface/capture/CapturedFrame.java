package dev.zmol.iface.capture;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** A frame of a capture file, with what the file says about it. */
public final class CapturedFrame {
  private final int linkType;
  private final long epochNanos;
  private final byte[] bytes;
  private final int originalLength;
  private final FrameDirection direction;
  private final OptionalLong id;
  private final List<String> comments;

  CapturedFrame(
      int linkType,
      long epochNanos,
      byte[] bytes,
      int originalLength,
      FrameDirection direction,
      OptionalLong id,
      List<String> comments) {
    this.linkType = linkType;
    this.epochNanos = epochNanos;
    this.bytes = bytes;
    this.originalLength = originalLength;
    this.direction = direction;
    this.id = id;
    this.comments = comments;
  }

  static CapturedFrame plain(int linkType, long epochNanos, byte[] bytes, int originalLength) {
    return new CapturedFrame(
        linkType, epochNanos, bytes, originalLength, FrameDirection.UNKNOWN, OptionalLong.empty(), List.of());
  }

  /**
   * Creates a frame that has just been captured.
   *
   * @param linkType the number of what it begins with
   * @param epochNanos when it was captured, in nanoseconds since 1970-01-01T00:00Z
   * @param bytes where its bytes are, which are copied
   * @param offset where they begin
   * @param length how many there are
   * @param originalLength how long the frame is, even if not all of it is there
   * @param direction which way it went
   * @return the frame
   */
  public static CapturedFrame of(
      int linkType,
      long epochNanos,
      byte[] bytes,
      int offset,
      int length,
      int originalLength,
      FrameDirection direction) {
    byte[] copy = Arrays.copyOfRange(bytes, offset, offset + length);
    return new CapturedFrame(
        linkType, epochNanos, copy, originalLength, direction, OptionalLong.empty(), List.of());
  }

  /** {@return the number of the {@link LinkType}, which may be one that is not known here} */
  public int linkType() {
    return linkType;
  }

  /** {@return when it was captured, in nanoseconds since 1970-01-01T00:00Z} */
  public long epochNanos() {
    return epochNanos;
  }

  /** {@return the bytes that were kept, which belong to the caller} */
  public byte[] bytes() {
    return bytes;
  }

  /** {@return how long the frame was before it was cut, in bytes} */
  public int originalLength() {
    return originalLength;
  }

  /** {@return which way it went} */
  public FrameDirection direction() {
    return direction;
  }

  /** {@return its metadata id, if it has one} */
  public OptionalLong id() {
    return id;
  }

  /** {@return what somebody had to say about it} */
  public List<String> comments() {
    return comments;
  }
}
