package dev.zmol.lowpan.text;

import dev.zmol.wire.Dissection;
import dev.zmol.wire.MessagePrinter;
import dev.zmol.wire.ipv6.PacketPrinter;

/**
 * Shows an IPv6 packet within another one, in which roots send what others have sent. How deep that goes is bounded by
 * the length of a frame.
 */
final class NestedPacketPrinter implements MessagePrinter {
  /** The number of IPv6 in IPv6 (RFC 2473). */
  static final int PROTOCOL = 41;

  private static final String BETWEEN = ": ";

  NestedPacketPrinter() {}

  @Override
  public void appendLine(StringBuilder out, byte[] buf, int from, int to) {
    out.append('(').append(PacketPrinter.ipLine(buf, from, to, LowpanFramePrinter.PRINTERS)).append(')');
  }

  @Override
  public void describe(Dissection out, byte[] buf, int from, int to) {
    int depth = 0;
    for (String line : PacketPrinter.ipTree(buf, from, to, LowpanFramePrinter.PRINTERS).lines().toList()) {
      String text = line.stripLeading();
      for (int lines = (line.length() - text.length()) / 2; depth > lines; depth--) {
        out.end();
      }
      int at = text.indexOf(BETWEEN);
      if (at < 0) {
        out.begin(text);
        depth++;
      } else {
        out.text(text.substring(0, at), text.substring(at + BETWEEN.length()));
      }
    }
    for (; depth > 0; depth--) {
      out.end();
    }
  }
}
