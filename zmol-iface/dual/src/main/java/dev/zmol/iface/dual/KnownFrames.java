package dev.zmol.iface.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.capture.LinkType;
import dev.zmol.wire.FramePrinter;
import dev.zmol.wire.dual.PacketPrinter;

/** Shows Ethernet frames and IP packets, and of frames that it does not know the length. */
@Specialize
final class KnownFrames implements FramePrinter {
  KnownFrames() {}

  @Override
  public boolean isFor(int linkType) {
    return linkType == LinkType.ETHERNET.number() || linkType == LinkType.RAW_IP.number();
  }

  @Override
  public String line(int linkType, byte[] buf, int from, int to) {
    if (linkType == LinkType.ETHERNET.number()) {
      return PacketPrinter.ethernetLine(buf, from, to);
    }
    return isFor(linkType) ? PacketPrinter.ipLine(buf, from, to) : "length " + (to - from);
  }

  @Override
  public String tree(int linkType, byte[] buf, int from, int to) {
    if (linkType == LinkType.ETHERNET.number()) {
      return PacketPrinter.ethernetTree(buf, from, to);
    }
    return isFor(linkType) ? PacketPrinter.ipTree(buf, from, to) : "";
  }
}
