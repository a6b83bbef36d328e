package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.Dissection;
import dev.zmol.wire.MessagePrinter;

/** Shows DHCP messages (RFC 2131). */
@Only(Family.IPV4)
final class DhcpPrinter implements MessagePrinter {
  @Override
  public void appendLine(StringBuilder out, byte[] buf, int from, int to) {
    new DhcpLine(buf, from, to).append(out);
  }

  @Override
  public void describe(Dissection out, byte[] buf, int from, int to) {
    new DhcpLine(buf, from, to).describe(out);
  }
}
