package dev.zmol.iface;

/**
 * One end of a cable in memory: what one end transmits, the other receives.
 *
 * <p>Each end belongs to one thread, and one thread may own both. Each direction holds a bounded number of frames; when
 * it is full, {@link #transmit} says so. Nothing is allocated once all slots have been used. Super-segments travel as
 * they are, and a checksum that was left to the device is not completed but vouched for at the other end: memory does
 * not corrupt. So choose {@link DeviceCapabilities#segmentation} and {@link DeviceCapabilities#checksums} at will.
 */
public final class LinkDevice implements Device {
  private final DeviceCapabilities capabilities;
  private final FrameRing incoming;
  private final FrameRing outgoing;
  private final Doorbell doorbell;
  private final Doorbell peersDoorbell;
  private long dropped;
  private boolean closed;

  private LinkDevice(
      DeviceCapabilities capabilities,
      FrameRing incoming,
      FrameRing outgoing,
      Doorbell doorbell,
      Doorbell peersDoorbell) {
    this.capabilities = capabilities;
    this.incoming = incoming;
    this.outgoing = outgoing;
    this.doorbell = doorbell;
    this.peersDoorbell = peersDoorbell;
  }

  /**
   * The two ends of a cable.
   *
   * @param left one end
   * @param right the other end
   */
  public record Pair(LinkDevice left, LinkDevice right) {}

  /**
   * Creates a cable that holds 16 to 64 frames in each direction, depending on their length.
   *
   * @param capabilities what both ends say they can do
   * @return the two ends
   */
  public static Pair pair(DeviceCapabilities capabilities) {
    return pair(capabilities, FrameRing.defaultSlots(capabilities.maxFrameLength()));
  }

  /**
   * Creates a cable.
   *
   * @param capabilities what both ends say they can do
   * @param slots how many frames each direction holds: a power of two, up to 65,536
   * @return the two ends
   */
  public static Pair pair(DeviceCapabilities capabilities, int slots) {
    FrameRing toLeft = new FrameRing(slots, capabilities.maxFrameLength());
    FrameRing toRight = new FrameRing(slots, capabilities.maxFrameLength());
    Doorbell left = new Doorbell();
    Doorbell right = new Doorbell();
    return new Pair(
        new LinkDevice(capabilities, toLeft, toRight, left, right),
        new LinkDevice(capabilities, toRight, toLeft, right, left));
  }

  @Override
  public DeviceCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public boolean receive(Packet packet) {
    if (closed) {
      return false;
    }
    while (!incoming.isEmpty()) {
      if (incoming.take(packet)) {
        if (packet.isChecksumPartial()) {
          packet.markChecksumVerified();
        }
        return true;
      }
      dropped++;
    }
    return false;
  }

  @Override
  public boolean transmit(Packet packet) {
    if (closed || !outgoing.hasPlace()) {
      return isLost();
    }
    if (!outgoing.put(packet)) {
      dropped++;
    }
    return true;
  }

  /** A frame for which there is no place waits, unless there never will be one. */
  private boolean isLost() {
    if (closed || outgoing.isAbandoned()) {
      dropped++;
      return true;
    }
    return false;
  }

  @Override
  public void flush() {
    peersDoorbell.frameArrived();
  }

  @Override
  public void await(long timeoutNanos) {
    doorbell.sleep(incoming, timeoutNanos);
  }

  @Override
  public void wakeup() {
    doorbell.ring();
  }

  /**
   * Returns how many frames this end dropped: longer than the capabilities allow, or than the packet to receive into, or
   * sent when either end was closed.
   *
   * @return how many
   */
  public long dropped() {
    return dropped;
  }

  /** Unplugs this end: nothing is received any more, and what either end sends is lost. */
  @Override
  public void close() {
    closed = true;
    incoming.abandon();
    doorbell.ring();
  }
}
