package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.capture.CapturedFrame;
import dev.zmol.iface.capture.LinkType;
import dev.zmol.ipsec.dual.PacketOpener;
import dev.zmol.ipsec.wire.IpsecPrinter;
import dev.zmol.tool.FramePrinters;
import dev.zmol.tool.FrameTime;
import dev.zmol.tool.HexDump;
import dev.zmol.tool.LinkLayer;
import dev.zmol.wire.Dissection;
import dev.zmol.wire.EtherType;
import dev.zmol.wire.MessagePrinters;
import dev.zmol.wire.dual.PacketPrinter;
import java.util.Optional;

/** Shows captured frames: a line each, and, if asked for, all their fields and bytes, and what is protected in them. */
@Specialize
final class FrameText {
  private static final MessagePrinters PRINTERS = IpsecPrinter.addTo(PacketPrinter.STANDARD);

  /** AH may protect ESP, and a tunnel another; more is nothing that anybody sends. */
  private static final int MOST_NESTED = 4;

  private final FrameTime time;
  private final boolean fields;
  private final boolean bytes;
  private final Optional<PacketOpener> opener;

  FrameText(FrameTime time, boolean fields, boolean bytes, Optional<PacketOpener> opener) {
    this.time = time;
    this.fields = fields;
    this.bytes = bytes;
    this.opener = opener;
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
      indent(text, tree(frame, link));
    }
    if (bytes) {
      text.append(HexDump.of(frame.bytes()));
    }
    if (opener.isPresent() && link.isPresent() && link.get().isIp()) {
      open(text, opener.get(), frame.bytes(), link.get().payload());
    }
    return text.toString();
  }

  /** Shows what is protected, and what is protected in that. */
  private void open(StringBuilder text, PacketOpener with, byte[] packet, int at) {
    byte[] buf = packet;
    int from = at;
    for (int depth = 0; depth < MOST_NESTED; depth++) {
      if (!with.open(buf, from, buf.length)) {
        return;
      }
      text.append("  within: ");
      buf = with.packet();
      from = 0;
      if (buf.length == 0) {
        text.append(with.refused().map(reason -> "[" + reason + "]").orElse("nothing")).append('\n');
        return;
      }
      text.append(PacketPrinter.ipLine(buf, 0, buf.length, PRINTERS)).append('\n');
      if (fields) {
        indent(text, PacketPrinter.ipTree(buf, 0, buf.length, PRINTERS));
      }
      if (bytes) {
        text.append(HexDump.of(buf));
      }
    }
  }

  private static void indent(StringBuilder text, String tree) {
    tree.lines().forEach(line -> text.append("  ").append(line).append('\n'));
  }

  private static String line(CapturedFrame frame, Optional<LinkLayer> link) {
    byte[] buf = frame.bytes();
    if (frame.linkType() == LinkType.ETHERNET.number()) {
      return PacketPrinter.ethernetLine(buf, 0, buf.length, PRINTERS);
    }
    if (link.isEmpty()) {
      return FramePrinters.of(frame.linkType())
          .map(printer -> printer.line(frame.linkType(), buf, 0, buf.length))
          .orElse("link type " + frame.linkType() + " length " + buf.length);
    }
    int payload = link.get().payload();
    if (link.get().isIp()) {
      return PacketPrinter.ipLine(buf, payload, buf.length, PRINTERS);
    }
    int type = link.get().etherType();
    return (type < 0 ? "unknown" : EtherType.format(type)) + " length " + (buf.length - payload);
  }

  private static String tree(CapturedFrame frame, Optional<LinkLayer> link) {
    byte[] buf = frame.bytes();
    if (frame.linkType() == LinkType.ETHERNET.number()) {
      return PacketPrinter.ethernetTree(buf, 0, buf.length, PRINTERS);
    }
    if (link.isEmpty()) {
      return FramePrinters.of(frame.linkType())
          .map(printer -> printer.tree(frame.linkType(), buf, 0, buf.length))
          .orElse("");
    }
    return link.filter(LinkLayer::isIp)
        .map(each -> PacketPrinter.ipTree(buf, each.payload(), buf.length, PRINTERS))
        .orElse("");
  }
}
