package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Packet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Remembers what a stack transmits, and can keep it from getting any further. */
@Specialize
final class RecordingDevice implements Device {
  private final Device device;
  private final List<byte[]> frames = new ArrayList<>();
  private boolean cut;

  RecordingDevice(Device device) {
    this.device = device;
  }

  List<byte[]> frames() {
    return frames;
  }

  /** From now on nothing gets out any more, but is remembered all the same. */
  void cut() {
    cut = true;
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
    frames.add(Arrays.copyOfRange(packet.bytes(), packet.offset(), packet.end()));
    return cut || device.transmit(packet);
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
