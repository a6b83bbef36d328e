package dev.zmol.iface;

import java.util.Objects;

/**
 * A frame or a packet in a reusable buffer, together with what a device is to do, or has done, about it.
 *
 * <p>Mutable, and owned by one thread. Headers are put in front of what is there already: {@link #push} moves the
 * beginning towards the start of the array, {@link #pull} away from it.
 */
public final class Packet {
  /** How many bytes are kept free in front of a received frame, or of a transport header that is to be sent. */
  public static final int HEADROOM = 128;

  /** No segmentation: the packet is what goes on the wire. */
  public static final int SEGMENTATION_NONE = 0;

  /** A TCP super-segment over IPv4. */
  public static final int SEGMENTATION_TCPV4 = 1;

  /** A TCP super-segment over IPv6. */
  public static final int SEGMENTATION_TCPV6 = 4;

  /** A UDP super-datagram over either family: datagrams to the same port of the same host, behind one header. */
  public static final int SEGMENTATION_UDP = 5;

  private final byte[] bytes;
  private int offset;
  private int length;
  private boolean checksumVerified;
  private int checksumStart = -1;
  private int checksumOffset;
  private int segmentation;
  private int segmentSize;
  private long id;

  /**
   * Creates an empty packet.
   *
   * @param room how many bytes a frame may have, in addition to {@link #HEADROOM}; 0 or more
   */
  public Packet(int room) {
    if (room < 0) {
      throw new IllegalArgumentException("room is " + room + "; it has to be 0 or more");
    }
    this.bytes = new byte[HEADROOM + room];
    clear();
  }

  /** {@return the buffer; what is outside of {@link #offset} and {@link #end} has no meaning} */
  public byte[] bytes() {
    return bytes;
  }

  /** {@return the index of the first byte} */
  public int offset() {
    return offset;
  }

  /** {@return how many bytes there are} */
  public int length() {
    return length;
  }

  /** {@return the index after the last byte} */
  public int end() {
    return offset + length;
  }

  /** {@return how many bytes a frame that begins at {@link #HEADROOM} may have} */
  public int room() {
    return bytes.length - HEADROOM;
  }

  /** Empties the packet: no bytes, at {@link #HEADROOM}, nothing asked of the device. */
  public void clear() {
    offset = HEADROOM;
    length = 0;
    checksumVerified = false;
    checksumStart = -1;
    checksumOffset = 0;
    segmentation = SEGMENTATION_NONE;
    segmentSize = 0;
    id = 0;
  }

  /**
   * Says where the bytes lie.
   *
   * @param newOffset the index of the first byte
   * @param newLength how many bytes there are
   * @throws IndexOutOfBoundsException if they do not lie in the buffer
   */
  public void set(int newOffset, int newLength) {
    Objects.checkFromIndexSize(newOffset, newLength, bytes.length);
    offset = newOffset;
    length = newLength;
  }

  /**
   * Makes room for a header in front.
   *
   * @param count its length in bytes
   * @return the index where it begins
   */
  public int push(int count) {
    set(offset - count, length + count);
    return offset;
  }

  /**
   * Takes a header off the front.
   *
   * @param count its length in bytes
   * @return the index of what follows it
   */
  public int pull(int count) {
    set(offset + count, length - count);
    return offset;
  }

  /**
   * Becomes a copy of another packet, at the same offset.
   *
   * @param other what to copy
   * @throws IndexOutOfBoundsException if this packet has no room for it
   */
  public void copyOf(Packet other) {
    set(other.offset, other.length);
    System.arraycopy(other.bytes, other.offset, bytes, offset, length);
    checksumVerified = other.checksumVerified;
    checksumStart = other.checksumStart;
    checksumOffset = other.checksumOffset;
    segmentation = other.segmentation;
    segmentSize = other.segmentSize;
    id = other.id;
  }

  /**
   * Becomes a copy of another packet, as a device delivers it: from {@link #HEADROOM} on, wherever the other begins.
   *
   * @param other what to copy
   * @return false, and this packet is empty, if the other is longer than {@link #room}
   */
  public boolean deliver(Packet other) {
    clear();
    if (other.length > room()) {
      return false;
    }
    length = other.length;
    System.arraycopy(other.bytes, other.offset, bytes, HEADROOM, length);
    checksumVerified = other.checksumVerified;
    checksumStart = other.checksumStart < 0 ? -1 : other.checksumStart - other.offset + HEADROOM;
    checksumOffset = other.checksumOffset;
    segmentation = other.segmentation;
    segmentSize = other.segmentSize;
    id = other.id;
    return true;
  }

  /** {@return whether the device vouches for the transport checksum of this received packet} */
  public boolean isChecksumVerified() {
    return checksumVerified;
  }

  /** Says that the transport checksum of this received packet need not be verified. */
  public void markChecksumVerified() {
    checksumVerified = true;
  }

  /** {@return whether the device has to complete the transport checksum of this packet} */
  public boolean isChecksumPartial() {
    return checksumStart >= 0;
  }

  /** {@return the index in the buffer from which on the device sums up; -1 if it need not} */
  public int checksumStart() {
    return checksumStart;
  }

  /** {@return where the checksum lies, counted from {@link #checksumStart}} */
  public int checksumOffset() {
    return checksumOffset;
  }

  /**
   * Asks the device to complete the transport checksum; the field holds the folded, not complemented, sum of the
   * pseudo-header.
   *
   * @param start the index in the buffer from which on to sum up
   * @param fieldOffset where the checksum lies, counted from {@code start}
   */
  public void requestChecksum(int start, int fieldOffset) {
    checksumStart = start;
    checksumOffset = fieldOffset;
  }

  /** {@return what kind of super-segment this is: {@link #SEGMENTATION_NONE}, …} */
  public int segmentation() {
    return segmentation;
  }

  /** {@return how many bytes of payload each segment of this super-segment carries; 0 if it is none} */
  public int segmentSize() {
    return segmentSize;
  }

  /**
   * Says that this is a super-segment, or a super-datagram.
   *
   * @param kind {@link #SEGMENTATION_TCPV4}, {@link #SEGMENTATION_TCPV6} or {@link #SEGMENTATION_UDP}
   * @param size how many bytes of payload each segment carries
   */
  public void superSegment(int kind, int size) {
    segmentation = kind;
    segmentSize = size;
  }

  /** {@return the metadata id that travels with the packet; 0 if it has none} */
  public long id() {
    return id;
  }

  /**
   * Sets the metadata id.
   *
   * @param newId the id
   */
  public void id(long newId) {
    id = newId;
  }
}
