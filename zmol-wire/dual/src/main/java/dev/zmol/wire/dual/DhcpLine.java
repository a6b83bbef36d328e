package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.Dissection;
import java.util.Optional;

/** Shows a DHCP message, {@code buf[from]} to {@code buf[end - 1]}, in a line or as a tree. */
@Only(Family.IPV4)
final class DhcpLine {
  private final byte[] buf;
  private final int from;
  private final int end;
  private final Optional<DhcpMessage> message;

  DhcpLine(byte[] buf, int from, int end) {
    this.buf = buf;
    this.from = from;
    this.end = end;
    this.message = DhcpMessage.parse(buf, from, end);
  }

  /** Appends the part of a line that is about the message. */
  void append(StringBuilder out) {
    if (message.isEmpty()) {
      out.append("DHCP [malformed]");
      return;
    }
    DhcpHeader header = message.get().header();
    DhcpOptions options = message.get().options();
    out.append("DHCP ").append(name()).append(" xid 0x");
    out.append(Integer.toHexString(header.transactionId()));
    out.append(" client ").append(header.clientHardwareAddress());
    address(out, "from", header.clientAddress());
    address(out, "your", header.yourAddress());
    options.address(DhcpOptionCode.REQUESTED_ADDRESS).ifPresent(requested -> address(out, "requested", requested));
    options.address(DhcpOptionCode.SERVER_IDENTIFIER).ifPresent(server -> address(out, "server", server));
    options.number32(DhcpOptionCode.LEASE_TIME).ifPresent(seconds -> out.append(" lease ").append(lease(seconds)));
  }

  private String name() {
    int type = message.orElseThrow().type();
    if (type != 0) {
      return DhcpMessageType.format(type);
    }
    return message.orElseThrow().header().operation() == DhcpMessage.BOOT_REQUEST ? "BOOTP request" : "BOOTP reply";
  }

  private static void address(StringBuilder out, String name, Ipv4Address address) {
    if (!address.isUnspecified()) {
      out.append(' ').append(name).append(' ').append(address);
    }
  }

  private static String lease(long seconds) {
    return seconds == DhcpMessage.INFINITE ? "infinite" : seconds + " s";
  }

  /** Adds all fields and options. */
  void describe(Dissection out) {
    if (message.isEmpty()) {
      out.begin("DHCP, malformed").decimal("length", end - from).end();
      return;
    }
    DhcpOptions options = message.get().options();
    out.begin("DHCP " + name());
    DhcpWire.describeFields(out, buf, from);
    text(out, "serverName", message.get().serverName());
    text(out, "bootFile", message.get().bootFile());
    for (int code : options.codes()) {
      out.text(DhcpOptionCode.format(code), value(options, code));
    }
    out.end();
  }

  private static void text(Dissection out, String name, String text) {
    if (!text.isEmpty()) {
      out.text(name, text);
    }
  }

  /** The value of an option in its own notation; in hexadecimal digits if there is none. */
  private static Object value(DhcpOptions options, int code) {
    return switch (code) {
      case DhcpOptionCode.MESSAGE_TYPE -> DhcpMessageType.format(options.messageType());
      case DhcpOptionCode.SUBNET_MASK,
          DhcpOptionCode.BROADCAST_ADDRESS,
          DhcpOptionCode.REQUESTED_ADDRESS,
          DhcpOptionCode.SERVER_IDENTIFIER,
          DhcpOptionCode.ROUTER,
          DhcpOptionCode.DNS_SERVER,
          DhcpOptionCode.NTP_SERVER ->
          options.addresses(code);
      case DhcpOptionCode.HOST_NAME,
          DhcpOptionCode.DOMAIN_NAME,
          DhcpOptionCode.MESSAGE,
          DhcpOptionCode.VENDOR_CLASS,
          DhcpOptionCode.TFTP_SERVER,
          DhcpOptionCode.BOOT_FILE ->
          options.text(code).orElse("");
      case DhcpOptionCode.LEASE_TIME, DhcpOptionCode.RENEWAL_TIME, DhcpOptionCode.REBINDING_TIME ->
          lease(options.number32(code).orElse(0));
      case DhcpOptionCode.INTERFACE_MTU, DhcpOptionCode.MAXIMUM_MESSAGE_SIZE -> options.number16(code).orElse(0);
      case DhcpOptionCode.DOMAIN_SEARCH -> options.domainSearch();
      case DhcpOptionCode.CLASSLESS_STATIC_ROUTE -> options.routes();
      default -> options.bytes(code).orElseThrow();
    };
  }
}
