package dev.zmol.iface;

import dev.zmol.wire.BigEndian;

/**
 * Lets a device without segmentation offload take super-segments: cuts TCP super-segments and UDP super-datagrams into
 * packets of the device's MTU, and completes checksums that the device does not.
 *
 * <p>Segments are cut in place, in the buffer of the super-segment: payload is not copied, but for what is left when
 * the device becomes busy in the middle. That is kept, and goes first: with the next frame, flush, or {@link #await}, which
 * tries again every millisecond. Whoever polls a stack without awaiting has to poll it again for that.
 *
 * <p>Receives what the device receives. Nothing is allocated once the device has been busy.
 */
public final class SegmentingDevice extends DeviceWrapper {
  private static final long RETRY_NANOS = 1_000_000;

  private final DeviceCapabilities own;
  private final DeviceCapabilities capabilities;
  private final SuperSegment whole;

  /** Where the payload that lies under the headers of a segment is kept meanwhile. */
  private final byte[] covered = new byte[256];

  /** What is left of the last super-segment; null before there was such a thing. */
  private Packet rest;

  private boolean hasRest;
  private long dropped;

  /**
   * Wraps a device.
   *
   * @param device what carries the frames
   */
  public SegmentingDevice(Device device) {
    this(device, DeviceCapabilities.MAX_MTU);
  }

  /**
   * Wraps a device.
   *
   * @param device what carries the frames
   * @param longest the longest super-segment that is taken where the device takes none, as an IP packet in bytes: from
   *     the MTU to 65,535
   */
  public SegmentingDevice(Device device, int longest) {
    super(device);
    this.own = device.capabilities();
    this.whole = new SuperSegment(own.medium());
    ChecksumCapabilities all = own.checksums();
    ChecksumCapabilities checksums =
        new ChecksumCapabilities(
            all.ipv4(), withoutComputing(all.udp()), withoutComputing(all.tcp()), all.icmpv4(), all.icmpv6());
    int segmentation = own.segmentation() == 0 ? longest : own.segmentation();
    int datagrams = own.datagramSegmentation() == 0 ? longest : own.datagramSegmentation();
    this.capabilities =
        new DeviceCapabilities(own.medium(), own.mtu(), own.burst(), checksums, segmentation, datagrams);
  }

  private static ChecksumMode withoutComputing(ChecksumMode mode) {
    return mode.verifies() ? ChecksumMode.VERIFY : ChecksumMode.NONE;
  }

  @Override
  public DeviceCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public boolean transmit(Packet packet) {
    if (!sendRest()) {
      return false;
    }
    return isCutHere(packet.segmentation()) ? cut(packet) : pass(packet);
  }

  private boolean isCutHere(int kind) {
    return switch (kind) {
      case Packet.SEGMENTATION_NONE -> false;
      case Packet.SEGMENTATION_UDP -> own.datagramSegmentation() == 0;
      default -> own.segmentation() == 0;
    };
  }

  private boolean completes(int checksumOffset) {
    ChecksumCapabilities checksums = own.checksums();
    return checksumOffset == SuperSegment.UDP_CHECKSUM ? checksums.udp().computes() : checksums.tcp().computes();
  }

  /** Transmits a packet that is not cut up, its checksum completed; the packet is as it was afterwards. */
  private boolean pass(Packet packet) {
    int start = packet.checksumStart();
    int offset = packet.checksumOffset();
    if (!packet.isChecksumPartial() || !completes(offset)) {
      return device.transmit(packet);
    }
    int pseudoHeader = BigEndian.getShort(packet.bytes(), start + offset);
    SuperSegment.complete(packet.bytes(), start, offset, packet.end(), pseudoHeader);
    packet.requestChecksum(-1, 0);
    boolean taken = device.transmit(packet);
    packet.requestChecksum(start, offset);
    BigEndian.putShort(packet.bytes(), start + offset, pseudoHeader);
    return taken;
  }

  /** Transmits a super-segment in pieces, and keeps what is left; false if the device did not even take the first. */
  private boolean cut(Packet packet) {
    if (!whole.read(packet)) {
      dropped++;
      return true;
    }
    int offset = packet.offset();
    int length = packet.length();
    int start = packet.checksumStart();
    int next = transmitPieces(packet);
    if (next >= 0 && next < whole.end()) {
      keep(packet, next);
    }
    packet.set(offset, length);
    mark(packet, start);
    return next >= 0;
  }

  /** Returns where the payload begins that was not taken; -1 if no piece was taken. */
  private int transmitPieces(Packet packet) {
    int next = -1;
    boolean completes = completes(whole.checksumOffset());
    packet.superSegment(Packet.SEGMENTATION_NONE, 0);
    do {
      int from = Math.max(next, whole.data());
      int to = Math.min(from + whole.size(), whole.end());
      if (!transmitPiece(packet, from, to, completes)) {
        return next;
      }
      next = to;
    } while (next < whole.end());
    return next;
  }

  private boolean transmitPiece(Packet packet, int from, int to, boolean completes) {
    int at = cover(packet, from, to, completes);
    packet.requestChecksum(completes ? -1 : at + whole.transport(), completes ? 0 : whole.checksumOffset());
    boolean taken = device.transmit(packet);
    uncover(packet, at);
    return taken;
  }

  /** Writes the headers of a piece over what lies in front of its payload; returns where they begin. */
  private int cover(Packet packet, int from, int to, boolean completes) {
    int at = from - whole.headersLength();
    System.arraycopy(packet.bytes(), at, covered, 0, whole.headersLength());
    whole.write(packet.bytes(), from, to, completes);
    packet.set(at, to - at);
    return at;
  }

  private void uncover(Packet packet, int at) {
    System.arraycopy(covered, 0, packet.bytes(), at, whole.headersLength());
  }

  private void mark(Packet packet, int start) {
    packet.requestChecksum(start, whole.checksumOffset());
    packet.superSegment(whole.kind(), whole.size());
  }

  /** Makes a packet begin with the payload at an index, a super-segment still. */
  private int shorten(Packet packet, int next) {
    int at = cover(packet, next, whole.end(), false);
    mark(packet, at + whole.transport());
    return at;
  }

  private void keep(Packet packet, int next) {
    if (rest == null) {
      rest = new Packet(capabilities.maxFrameLength());
    }
    int at = shorten(packet, next);
    hasRest = rest.deliver(packet);
    uncover(packet, at);
  }

  /** Transmits what is left of the last super-segment; returns whether nothing is left any more. */
  private boolean sendRest() {
    if (!hasRest) {
      return true;
    }
    whole.read(rest);
    int next = transmitPieces(rest);
    hasRest = next < whole.end();
    if (hasRest) {
      shorten(rest, Math.max(next, whole.data()));
    }
    return !hasRest;
  }

  @Override
  public void flush() {
    sendRest();
    device.flush();
  }

  @Override
  public void await(long timeoutNanos) {
    boolean isDone = sendRest();
    device.flush();
    device.await(isDone ? timeoutNanos : Math.min(timeoutNanos, RETRY_NANOS));
  }

  /**
   * Returns how many super-segments were dropped because they were none: malformed, or with a checksum that is not left
   * to the device.
   *
   * @return how many
   */
  public long dropped() {
    return dropped;
  }
}
