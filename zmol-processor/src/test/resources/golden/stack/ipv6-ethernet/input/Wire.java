package acme;

import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;

final class Wire implements Device {
  @Override
  public DeviceCapabilities capabilities() {
    return new DeviceCapabilities(Medium.ETHERNET, 1514);
  }

  @Override
  public boolean receive(Packet packet) {
    return false;
  }

  @Override
  public void flush() {}
}
