package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.capture.CapturedFrame;
import dev.zmol.iface.capture.LinkType;
import dev.zmol.tool.FramePrinters;
import dev.zmol.tool.FrameTime;
import dev.zmol.tool.HexDump;
import dev.zmol.tool.LinkLayer;
import dev.zmol.wire.Dissection;
import dev.zmol.wire.EtherType;
import dev.zmol.wire.dual.PacketPrinter;
import java.util.Optional;

/** Shows captured frames: a line each, and, if asked for, all their fields and bytes. */
@Specialize
final class FrameText {
  private final FrameTime time;
  private final boolean fields;
  private final boolean bytes;

  FrameText(FrameTime time, boolean fields, boolean bytes) {
    this.time = time;
    this.fields = fields;
    this.bytes = bytes;
  }

  /** {@return the text, which ends with a line feed} */
  String of(CapturedFrame frame, Optional<LinkLayer> link) {
    StringBuilder text = new StringBuilder(200).append(time.format(frame.epochNanos()));
    text.append(line(frame, link));
    int missing = frame.originalLength() - frame.bytes().length;
    if (missing > 0) {
      text.append(" [").append(missing).append(" bytes were not captured]");
    }
    frame.id().ifPresent(id -> text.append(" #").append(Long.toUnsignedString(id)));
    for (String comment : frame.comments()) {
      text.append(" // ").append(Dissection.printable(comment));
    }
    text.append('\n');
    if (fields) {
      tree(frame, link).lines().forEach(line -> text.append("  ").append(line).append('\n'));
    }
    return bytes ? text.append(HexDump.of(frame.bytes())).toString() : text.toString();
  }

  private static String line(CapturedFrame frame, Optional<LinkLayer> link) {
    byte[] buf = frame.bytes();
    if (frame.linkType() == LinkType.ETHERNET.number()) {
      return PacketPrinter.ethernetLine(buf, 0, buf.length);
    }
    if (link.isEmpty()) {
      return FramePrinters.of(frame.linkType())
          .map(printer -> printer.line(frame.linkType(), buf, 0, buf.length))
          .orElse("link type " + frame.linkType() + " length " + buf.length);
    }
    int payload = link.get().payload();
    if (link.get().isIp()) {
      return PacketPrinter.ipLine(buf, payload, buf.length);
    }
    int type = link.get().etherType();
    return (type < 0 ? "unknown" : EtherType.format(type)) + " length " + (buf.length - payload);
  }

  private static String tree(CapturedFrame frame, Optional<LinkLayer> link) {
    byte[] buf = frame.bytes();
    if (frame.linkType() == LinkType.ETHERNET.number()) {
      return PacketPrinter.ethernetTree(buf, 0, buf.length);
    }
    if (link.isEmpty()) {
      return FramePrinters.of(frame.linkType())
          .map(printer -> printer.tree(frame.linkType(), buf, 0, buf.length))
          .orElse("");
    }
    return link.filter(LinkLayer::isIp)
        .map(each -> PacketPrinter.ipTree(buf, each.payload(), buf.length))
        .orElse("");
  }
}
