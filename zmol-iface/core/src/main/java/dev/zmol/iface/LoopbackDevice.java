package dev.zmol.iface;

/**
 * Gives back to a stack what it transmits.
 *
 * <p>Holds a bounded number of frames; when it is full, {@link #transmit} says so. Nothing is allocated once all slots
 * have been used.
 */
public final class LoopbackDevice implements Device {
  private final DeviceCapabilities capabilities;
  private final FrameRing frames;
  private final Doorbell doorbell = new Doorbell();
  private long dropped;
  private boolean closed;

  /** Creates a loopback for IP packets of up to 65,535 bytes whose checksums nobody computes or verifies. */
  public LoopbackDevice() {
    this(
        new DeviceCapabilities(
            Medium.IP, DeviceCapabilities.MAX_MTU, 0, ChecksumCapabilities.IGNORED, 0));
  }

  /**
   * Creates a loopback.
   *
   * @param capabilities what it says it can do
   */
  public LoopbackDevice(DeviceCapabilities capabilities) {
    this.capabilities = capabilities;
    int room = capabilities.maxFrameLength();
    this.frames = new FrameRing(FrameRing.defaultSlots(room), room);
  }

  @Override
  public DeviceCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public boolean receive(Packet packet) {
    while (!closed && !frames.isEmpty()) {
      if (frames.take(packet)) {
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
    if (!closed && !frames.hasPlace()) {
      return false;
    }
    if (closed || !frames.put(packet)) {
      dropped++;
    }
    return true;
  }

  @Override
  public void await(long timeoutNanos) {
    doorbell.sleep(frames, timeoutNanos);
  }

  @Override
  public void wakeup() {
    doorbell.ring();
  }

  /**
   * Returns how many frames were dropped: longer than the capabilities allow, or than the packet to receive into, or sent
   * after the device was closed.
   *
   * @return how many
   */
  public long dropped() {
    return dropped;
  }

  @Override
  public void close() {
    closed = true;
    doorbell.ring();
  }
}
