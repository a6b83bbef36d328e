package dev.zmol.iface.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Packet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps copies of what is transmitted; receives nothing, as tests hand frames to the stack themselves. */
@Specialize
final class TestDevice implements Device {
  final List<byte[]> sent = new ArrayList<>();
  boolean busy;

  /** How many frames it takes before it is busy. */
  int accepts = Integer.MAX_VALUE;

  boolean discards;
  private final DeviceCapabilities capabilities;

  TestDevice(DeviceCapabilities capabilities) {
    this.capabilities = capabilities;
  }

  @Override
  public DeviceCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public boolean receive(Packet packet) {
    return false;
  }

  @Override
  public boolean transmit(Packet packet) {
    if (busy || accepts <= 0) {
      return false;
    }
    accepts--;
    if (!discards) {
      sent.add(Arrays.copyOfRange(packet.bytes(), packet.offset(), packet.end()));
    }
    return true;
  }

  @Override
  public void await(long timeoutNanos) {}

  @Override
  public void wakeup() {}

  @Override
  public void close() {}
}
