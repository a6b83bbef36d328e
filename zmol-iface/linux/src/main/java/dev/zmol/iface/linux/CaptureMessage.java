package dev.zmol.iface.linux;

import dev.zmol.iface.capture.FrameDirection;
import dev.zmol.wire.EtherType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** What {@code recvmsg} fills for a packet socket: a frame, where it comes from, and what the kernel says about it. */
final class CaptureMessage {
  private static final int SOL_SOCKET = 1;
  private static final int SOL_PACKET = 263;
  private static final int TIMESTAMP_NANOS = 35;
  private static final int AUXILIARY_DATA = 8;

  /** {@code struct msghdr} and its fields. */
  private static final int MESSAGE_SIZE = 56;

  private static final int NAME = 0;
  private static final int NAME_LENGTH = 8;
  private static final int PIECES = 16;
  private static final int PIECE_COUNT = 24;
  private static final int CONTROL = 32;
  private static final int CONTROL_LENGTH = 40;

  /** {@code struct sockaddr_ll}. */
  private static final int ADDRESS_SIZE = 20;

  private static final int ADDRESS_PACKET_TYPE = 10;
  private static final int PACKET_OUTGOING = 4;

  /** {@code struct cmsghdr}: length, level, type, and what they are about. */
  private static final int CONTROL_SIZE = 256;

  private static final int CONTROL_LEVEL = 8;
  private static final int CONTROL_TYPE = 12;
  private static final int CONTROL_DATA = 16;

  /** {@code struct tpacket_auxdata}. */
  private static final int AUX_VLAN_CONTROL = 16;

  private static final int AUX_VLAN_TYPE = 18;
  private static final int VLAN_VALID = 1 << 4;
  private static final int VLAN_TYPE_VALID = 1 << 6;

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final MemorySegment message;
  private final MemorySegment address;
  private final MemorySegment control;
  private long epochNanos;
  private int vlan;

  /**
   * Prepares a message.
   *
   * @param arena keeps it
   * @param frame where frames are put
   */
  CaptureMessage(Arena arena, MemorySegment frame) {
    message = arena.allocate(MESSAGE_SIZE, 8);
    address = arena.allocate(ADDRESS_SIZE, 8);
    control = arena.allocate(CONTROL_SIZE, 8);
    MemorySegment piece = arena.allocate(2L * Long.BYTES, 8);
    piece.set(ValueLayout.ADDRESS, 0, frame);
    piece.set(ValueLayout.JAVA_LONG, Long.BYTES, frame.byteSize());
    message.set(ValueLayout.ADDRESS, NAME, address);
    message.set(ValueLayout.ADDRESS, PIECES, piece);
    message.set(ValueLayout.JAVA_LONG, PIECE_COUNT, 1);
    message.set(ValueLayout.ADDRESS, CONTROL, control);
  }

  /** {@return the message, with all its room} */
  MemorySegment prepare() {
    message.set(ValueLayout.JAVA_INT, NAME_LENGTH, ADDRESS_SIZE);
    message.set(ValueLayout.JAVA_LONG, CONTROL_LENGTH, CONTROL_SIZE);
    return message;
  }

  /** Reads what the kernel says about the frame that has been received. */
  void read() {
    epochNanos = 0;
    vlan = 0;
    long end = Math.min(CONTROL_SIZE, message.get(ValueLayout.JAVA_LONG, CONTROL_LENGTH));
    long at = 0;
    while (end - at >= CONTROL_DATA) {
      long length = control.get(ValueLayout.JAVA_LONG, at);
      if (length < CONTROL_DATA || length > end - at) {
        return;
      }
      read(at, length - CONTROL_DATA);
      at += (length + 7) & ~7;
    }
  }

  private void read(long at, long length) {
    int level = control.get(ValueLayout.JAVA_INT, at + CONTROL_LEVEL);
    int type = control.get(ValueLayout.JAVA_INT, at + CONTROL_TYPE);
    long data = at + CONTROL_DATA;
    if (level == SOL_SOCKET && type == TIMESTAMP_NANOS && length >= 16) {
      long seconds = control.get(ValueLayout.JAVA_LONG, data);
      epochNanos = seconds * NANOS_PER_SECOND + control.get(ValueLayout.JAVA_LONG, data + Long.BYTES);
    } else if (level == SOL_PACKET && type == AUXILIARY_DATA && length >= AUX_VLAN_TYPE + 2) {
      readTag(data);
    }
  }

  private void readTag(long data) {
    int status = control.get(ValueLayout.JAVA_INT, data);
    if ((status & VLAN_VALID) != 0) {
      int type = control.get(ValueLayout.JAVA_SHORT, data + AUX_VLAN_TYPE) & 0xffff;
      int tag = control.get(ValueLayout.JAVA_SHORT, data + AUX_VLAN_CONTROL) & 0xffff;
      vlan = ((status & VLAN_TYPE_VALID) == 0 ? EtherType.VLAN : type) << 16 | tag;
    }
  }

  /** {@return when the kernel had the frame, in nanoseconds since 1970; 0 if it does not say} */
  long epochNanos() {
    return epochNanos;
  }

  /** {@return the tag that the kernel has taken out of the frame, with its EtherType; 0 if there was none} */
  int vlan() {
    return vlan;
  }

  /** {@return which way the frame went} */
  FrameDirection direction() {
    int type = address.get(ValueLayout.JAVA_BYTE, ADDRESS_PACKET_TYPE) & 0xff;
    return type == PACKET_OUTGOING ? FrameDirection.OUTBOUND : FrameDirection.INBOUND;
  }
}
