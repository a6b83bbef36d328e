package dev.zmol.tool;

import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Packet;

/** A device that says that it carries shorter packets than it does. */
final class MtuLimit implements Device {
  private final Device device;
  private final DeviceCapabilities capabilities;

  MtuLimit(Device device, int mtu) {
    DeviceCapabilities all = device.capabilities();
    this.device = device;
    this.capabilities =
        new DeviceCapabilities(
            all.medium(), mtu, all.burst(), all.checksums(), all.segmentation(), all.datagramSegmentation());
  }

  @Override
  public DeviceCapabilities capabilities() {
    return capabilities;
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
