package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.Bytes;
import dev.zmol.wire.Dissection;
import java.util.Optional;

/** Shows a DHCPv6 message, {@code buf[from]} to {@code buf[end - 1]}, in a line or as a tree. */
@Only(Family.IPV6)
final class Dhcpv6Line {
  private final byte[] buf;
  private final int from;
  private final int end;
  private final Optional<Dhcpv6Message> message;

  Dhcpv6Line(byte[] buf, int from, int end) {
    this.buf = buf;
    this.from = from;
    this.end = end;
    this.message = Dhcpv6Message.parse(buf, from, end);
  }

  /** Appends the part of a line that is about the message. */
  void append(StringBuilder out) {
    if (message.isEmpty()) {
      out.append("DHCPv6 ").append(name());
      return;
    }
    Dhcpv6Options options = message.get().options();
    out.append("DHCPv6 ").append(name()).append(" xid 0x");
    out.append(Integer.toHexString(message.get().header().transactionId()));
    identifier(out, "client", options.bytes(Dhcpv6OptionCode.CLIENT_IDENTIFIER));
    identifier(out, "server", options.bytes(Dhcpv6OptionCode.SERVER_IDENTIFIER));
    for (Dhcpv6IdentityAssociation association : options.identityAssociations()) {
      for (Dhcpv6Address address : association.addresses()) {
        out.append(" address ").append(address.header().address());
      }
      status(out, association.options());
    }
    status(out, options);
  }

  /** The name of the type; messages that relay agents pass on are not looked into. */
  private String name() {
    int type = end > from ? buf[from] & 0xff : -1;
    boolean relayed = type == Dhcpv6MessageType.RELAY_FORWARD || type == Dhcpv6MessageType.RELAY_REPLY;
    return message.isPresent() || relayed ? Dhcpv6MessageType.format(type) : "[malformed]";
  }

  private static void identifier(StringBuilder out, String name, Optional<Bytes> identifier) {
    identifier.ifPresent(bytes -> out.append(' ').append(name).append(' ').append(bytes));
  }

  private static void status(StringBuilder out, Dhcpv6Options options) {
    if (options.status() != Dhcpv6Status.SUCCESS) {
      out.append(" [").append(Dhcpv6Status.format(options.status())).append(']');
    }
  }

  /** Adds all fields and options. */
  void describe(Dissection out) {
    if (message.isEmpty()) {
      out.begin("DHCPv6 " + name()).decimal("length", end - from).end();
      return;
    }
    out.begin("DHCPv6 " + name());
    Dhcpv6Wire.describeFields(out, buf, from);
    describe(out, message.get().options());
    out.end();
  }

  private static void describe(Dissection out, Dhcpv6Options options) {
    for (Dhcpv6Option option : options.all()) {
      String name = Dhcpv6OptionCode.format(option.code());
      switch (option.code()) {
        case Dhcpv6OptionCode.IDENTITY_ASSOCIATION ->
            Dhcpv6IdentityAssociation.parse(option.content()).ifPresent(association -> describe(out, association));
        case Dhcpv6OptionCode.ADDRESS ->
            Dhcpv6Address.parse(option.content()).ifPresent(address -> describe(out, address));
        case Dhcpv6OptionCode.DNS_SERVERS, Dhcpv6OptionCode.SNTP_SERVERS ->
            out.text(name, options.addresses(option.code()));
        case Dhcpv6OptionCode.DOMAIN_LIST -> out.text(name, options.domainSearch());
        case Dhcpv6OptionCode.STATUS_CODE -> out.text(name, Dhcpv6Status.format(options.status()));
        default -> out.text(name, option.content());
      }
    }
  }

  private static void describe(Dissection out, Dhcpv6IdentityAssociation association) {
    out.begin(Dhcpv6OptionCode.format(Dhcpv6OptionCode.IDENTITY_ASSOCIATION));
    out.hex("identifier", association.header().identifier() & 0xffff_ffffL, 32);
    out.decimal("renewalTime", association.header().renewalTime());
    out.decimal("rebindingTime", association.header().rebindingTime());
    describe(out, association.options());
    out.end();
  }

  private static void describe(Dissection out, Dhcpv6Address address) {
    out.begin(Dhcpv6OptionCode.format(Dhcpv6OptionCode.ADDRESS));
    out.text("address", address.header().address());
    out.decimal("preferredLifetime", address.header().preferredLifetime());
    out.decimal("validLifetime", address.header().validLifetime());
    describe(out, address.options());
    out.end();
  }
}
