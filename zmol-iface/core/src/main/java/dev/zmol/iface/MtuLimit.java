package dev.zmol.iface;

/** A device that says that it carries shorter packets than it does. */
public final class MtuLimit extends DeviceWrapper {
  private final DeviceCapabilities capabilities;

  /**
   * Wraps a device.
   *
   * @param device what carries the frames
   * @param mtu the longest IP packet, in bytes: from 68 to what the device carries
   */
  public MtuLimit(Device device, int mtu) {
    super(device);
    DeviceCapabilities all = device.capabilities();
    if (mtu > all.mtu()) {
      throw new IllegalArgumentException("mtu is " + mtu + "; it has to be at most that of the device, " + all.mtu());
    }
    this.capabilities =
        new DeviceCapabilities(
            all.medium(), mtu, all.burst(), all.checksums(), all.segmentation(), all.datagramSegmentation());
  }

  @Override
  public DeviceCapabilities capabilities() {
    return capabilities;
  }
}
