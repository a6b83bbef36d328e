package dev.zmol.iface;

import java.util.Objects;

/**
 * A device around another one, which passes everything on: what subclasses are about, they do in addition or instead.
 *
 * <p>Wrappers compose in any order, and belong to the same one thread as what they wrap.
 */
public abstract class DeviceWrapper implements Device {
  /** What carries the frames. */
  protected final Device device;

  /**
   * Wraps a device.
   *
   * @param device what carries the frames; closed with this one
   */
  protected DeviceWrapper(Device device) {
    this.device = Objects.requireNonNull(device, "device is null");
  }

  @Override
  public DeviceCapabilities capabilities() {
    return device.capabilities();
  }

  @Override
  public boolean receive(Packet packet) {
    return device.receive(packet);
  }

  @Override
  public boolean transmit(Packet packet) {
    return device.transmit(packet);
  }

  @Override
  public void flush() {
    device.flush();
  }

  @Override
  public void await(long timeoutNanos) {
    device.await(timeoutNanos);
  }

  @Override
  public void wakeup() {
    device.wakeup();
  }

  @Override
  public void close() {
    device.close();
  }
}
