package dev.zmol.iface.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceWrapper;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.wire.dual.PacketPrinter;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Shows every frame that passes through a device, in one line each.
 *
 * <p>A line begins with {@code <} for a frame that was received, and with {@code >} for one that was transmitted. For
 * people who look for a fault: it allocates freely.
 */
@Specialize
public final class Tracer extends DeviceWrapper {
  private final Consumer<String> lines;
  private final boolean ethernet;

  /**
   * Creates the tracer.
   *
   * @param device the device that does the work; closed with this one
   * @param lines where the lines go, without an end of line; called by the thread of the stack
   */
  public Tracer(Device device, Consumer<String> lines) {
    super(device);
    this.lines = Objects.requireNonNull(lines, "lines is null");
    this.ethernet = device.capabilities().medium() == Medium.ETHERNET;
  }

  @Override
  public boolean receive(Packet packet) {
    boolean received = device.receive(packet);
    if (received) {
      show("< ", packet);
    }
    return received;
  }

  @Override
  public boolean transmit(Packet packet) {
    boolean taken = device.transmit(packet);
    if (taken) {
      show("> ", packet);
    }
    return taken;
  }

  private void show(String direction, Packet packet) {
    String line =
        ethernet
            ? PacketPrinter.ethernetLine(packet.bytes(), packet.offset(), packet.end())
            : PacketPrinter.ipLine(packet.bytes(), packet.offset(), packet.end());
    lines.accept(direction + line);
  }
}
