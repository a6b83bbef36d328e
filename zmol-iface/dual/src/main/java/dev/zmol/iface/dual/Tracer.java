package dev.zmol.iface.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceWrapper;
import dev.zmol.iface.Packet;
import dev.zmol.iface.capture.LinkType;
import dev.zmol.wire.FramePrinter;
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
  private final FramePrinter printer;
  private final int linkType;

  /**
   * Creates a tracer for a device of Ethernet frames or of IP packets; of others it shows no more than the length.
   *
   * @param device the device that does the work; closed with this one
   * @param lines where the lines go, without an end of line; called by the thread of the stack
   */
  public Tracer(Device device, Consumer<String> lines) {
    this(device, new KnownFrames(), lines);
  }

  /**
   * Creates a tracer that has frames shown by a printer.
   *
   * @param device the device that does the work; closed with this one
   * @param printer shows the frames, by the link type that captures have for those of the device
   * @param lines where the lines go, without an end of line; called by the thread of the stack
   */
  public Tracer(Device device, FramePrinter printer, Consumer<String> lines) {
    super(device);
    this.lines = Objects.requireNonNull(lines, "lines is null");
    this.printer = Objects.requireNonNull(printer, "printer is null");
    LinkType type =
        switch (device.capabilities().medium()) {
          case ETHERNET -> LinkType.ETHERNET;
          case IP -> LinkType.RAW_IP;
          case IEEE802154 -> LinkType.IEEE802_15_4_WITHOUT_FCS;
        };
    this.linkType = type.number();
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
    lines.accept(direction + printer.line(linkType, packet.bytes(), packet.offset(), packet.end()));
  }
}
