package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.Dissection;
import dev.zmol.wire.MessagePrinter;

/** Shows DHCPv6 messages (RFC 8415). */
@Only(Family.IPV6)
final class Dhcpv6Printer implements MessagePrinter {
  @Override
  public void appendLine(StringBuilder out, byte[] buf, int from, int to) {
    new Dhcpv6Line(buf, from, to).append(out);
  }

  @Override
  public void describe(Dissection out, byte[] buf, int from, int to) {
    new Dhcpv6Line(buf, from, to).describe(out);
  }
}
