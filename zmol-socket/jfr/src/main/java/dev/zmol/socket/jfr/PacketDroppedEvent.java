package dev.zmol.socket.jfr;

import dev.zmol.iface.DropReason;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** Packets were dropped. */
@Name(PacketDroppedEvent.NAME)
@Label("Packet Dropped")
@Description("Packets were not used, for a reason")
@Category({"zmol", "Packets"})
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // The flight recorder reads the fields.
final class PacketDroppedEvent extends Event {
  static final String NAME = "dev.zmol.PacketDropped";

  @Label("Stack")
  private final String stack;

  @Label("Reason")
  private final String reason;

  @Label("Packets")
  private final long packets;

  PacketDroppedEvent(String stack, DropReason reason, long packets) {
    this.stack = stack;
    this.reason = reason.name();
    this.packets = packets;
  }
}
