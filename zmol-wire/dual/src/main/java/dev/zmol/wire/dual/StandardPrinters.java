package dev.zmol.wire.dual;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.wire.MessagePrinter;
import dev.zmol.wire.MessagePrinters;
import dev.zmol.wire.MessagePrinters.Carrier;
import dev.zmol.wire.dns.DnsLine;
import dev.zmol.wire.dns.DnsPrinter;

/** The printers of the protocols that are known here, beside those that the IP header itself names. */
@Specialize
final class StandardPrinters {
  @Only(Family.IPV4)
  private static final int DHCP_SERVER = 67;

  @Only(Family.IPV4)
  private static final int DHCP_CLIENT = 68;

  @Only(Family.IPV6)
  private static final int DHCPV6_CLIENT = 546;

  @Only(Family.IPV6)
  private static final int DHCPV6_SERVER = 547;

  private StandardPrinters() {}

  static MessagePrinters all() {
    MessagePrinters printers =
        MessagePrinters.NONE
            .with(Carrier.UDP, DnsLine.PORT, DnsPrinter.DATAGRAM)
            .with(Carrier.UDP, DnsLine.MULTICAST_PORT, DnsPrinter.DATAGRAM)
            .with(Carrier.TCP, DnsLine.PORT, DnsPrinter.STREAM);
    if (Comptime.IPV4) {
      printers = withDhcp(printers);
    }
    if (Comptime.IPV6) {
      printers = withDhcpv6(printers);
    }
    return printers;
  }

  @Only(Family.IPV4)
  private static MessagePrinters withDhcp(MessagePrinters printers) {
    MessagePrinter printer = new DhcpPrinter();
    return printers.with(Carrier.UDP, DHCP_SERVER, printer).with(Carrier.UDP, DHCP_CLIENT, printer);
  }

  @Only(Family.IPV6)
  private static MessagePrinters withDhcpv6(MessagePrinters printers) {
    MessagePrinter printer = new Dhcpv6Printer();
    return printers.with(Carrier.UDP, DHCPV6_SERVER, printer).with(Carrier.UDP, DHCPV6_CLIENT, printer);
  }
}
