package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.Bytes;
import java.util.Optional;

/**
 * An address of an identity association (RFC 8415 §21.6).
 *
 * @param header the address and its lifetimes
 * @param options what is said about it: a status
 */
@Only(Family.IPV6)
public record Dhcpv6Address(Dhcpv6AddressHeader header, Dhcpv6Options options) {
  static Optional<Dhcpv6Address> parse(Bytes content) {
    if (content.length() < Dhcpv6AddressWire.LENGTH) {
      return Optional.empty();
    }
    return Dhcpv6Options.parse(content, Dhcpv6AddressWire.LENGTH, Dhcpv6Options.ADDRESS)
        .map(options -> new Dhcpv6Address(Dhcpv6AddressWire.parse(content.toByteArray(), 0), options));
  }

  Bytes content() {
    byte[] content = new byte[Dhcpv6AddressWire.LENGTH + options.length()];
    Dhcpv6AddressWire.emit(header, content, 0);
    options.emit(content, Dhcpv6AddressWire.LENGTH);
    return Bytes.of(content);
  }
}
