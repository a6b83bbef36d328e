package dev.zmol.iface.capture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A pcapng file of one section and one interface, with an enhanced packet block for each frame. */
final class PcapngOutput extends CaptureWriter {
  static final int SECTION_HEADER = 0x0a0d0d0a;
  static final int INTERFACE_DESCRIPTION = 1;
  static final int ENHANCED_PACKET = 6;
  static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;

  static final int END_OF_OPTIONS = 0;
  static final int COMMENT = 1;
  static final int FLAGS = 2;
  static final int PACKET_ID = 5;
  static final int TIME_RESOLUTION = 9;
  private static final int APPLICATION = 4;

  /** Type, length, and the length again. */
  private static final int AROUND_BLOCK = 12;

  private static final int OPTION_HEADER = 4;
  private static final int ENHANCED_PACKET_FIELDS = 20;
  private static final int NANOSECONDS = 9;
  private static final int MAX_COMMENT = 1024;
  private static final byte[] NONE = new byte[0];

  PcapngOutput(CaptureBuffer buffer, LinkType linkType, int snapLength) {
    super(buffer, snapLength);
    writeSectionHeader();
    writeInterface(linkType, snapLength);
  }

  private void writeSectionHeader() {
    byte[] application = "zmol".getBytes(StandardCharsets.UTF_8);
    int length = AROUND_BLOCK + 16 + optionLength(application.length) + OPTION_HEADER;
    begin(SECTION_HEADER, length);
    buffer.putInt(BYTE_ORDER_MAGIC);
    buffer.putShort(1);
    buffer.putShort(0);
    // How long the section is: not known beforehand.
    buffer.putInt(-1);
    buffer.putInt(-1);
    putOption(APPLICATION, application);
    end(length);
  }

  private void writeInterface(LinkType linkType, int snapLength) {
    int length = AROUND_BLOCK + 8 + optionLength(1) + OPTION_HEADER;
    begin(INTERFACE_DESCRIPTION, length);
    buffer.putShort(linkType.number());
    buffer.putShort(0);
    buffer.putInt(snapLength);
    putOption(TIME_RESOLUTION, new byte[] {NANOSECONDS});
    end(length);
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
    byte[] text = comment.isEmpty() ? NONE : utf8(comment);
    int flags = direction == FrameDirection.UNKNOWN ? 0 : optionLength(Integer.BYTES);
    int number = id == 0 ? 0 : optionLength(Long.BYTES);
    int remark = text.length == 0 ? 0 : optionLength(text.length);
    int options = flags + number + remark;
    int length =
        AROUND_BLOCK + ENHANCED_PACKET_FIELDS + padded(kept) + (options == 0 ? 0 : options + OPTION_HEADER);
    begin(ENHANCED_PACKET, length);
    buffer.putInt(0);
    buffer.putInt((int) (epochNanos >>> 32));
    buffer.putInt((int) epochNanos);
    buffer.putInt(kept);
    buffer.putInt(originalLength);
    buffer.putBytes(bytes, offset, kept);
    buffer.pad(kept);
    putOptions(direction, id, text);
    buffer.putInt(length);
  }

  private void putOptions(FrameDirection direction, long id, byte[] comment) {
    boolean hasAny = false;
    if (direction != FrameDirection.UNKNOWN) {
      beginOption(FLAGS, Integer.BYTES);
      buffer.putInt(direction.flags());
      hasAny = true;
    }
    if (id != 0) {
      beginOption(PACKET_ID, Long.BYTES);
      buffer.putInt((int) id);
      buffer.putInt((int) (id >>> 32));
      hasAny = true;
    }
    if (comment.length != 0) {
      putOption(COMMENT, comment);
      hasAny = true;
    }
    if (hasAny) {
      beginOption(END_OF_OPTIONS, 0);
    }
  }

  private static byte[] utf8(String comment) {
    byte[] text = comment.getBytes(StandardCharsets.UTF_8);
    return text.length > MAX_COMMENT ? Arrays.copyOf(text, MAX_COMMENT) : text;
  }

  private void begin(int type, int length) {
    buffer.putInt(type);
    buffer.putInt(length);
  }

  private void end(int length) {
    beginOption(END_OF_OPTIONS, 0);
    buffer.putInt(length);
  }

  private void beginOption(int code, int length) {
    buffer.putShort(code);
    buffer.putShort(length);
  }

  private void putOption(int code, byte[] value) {
    beginOption(code, value.length);
    buffer.putBytes(value, 0, value.length);
    buffer.pad(value.length);
  }

  private static int optionLength(int length) {
    return OPTION_HEADER + padded(length);
  }

  private static int padded(int length) {
    return (length + 3) & ~3;
  }
}
