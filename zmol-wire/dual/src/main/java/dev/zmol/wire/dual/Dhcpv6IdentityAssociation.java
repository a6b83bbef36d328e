package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * An identity association for non-temporary addresses, IA_NA: what a client has addresses for (RFC 8415 §21.4).
 *
 * @param header its first fields
 * @param options what it holds: addresses, a status
 */
@Only(Family.IPV6)
public record Dhcpv6IdentityAssociation(Dhcpv6IdentityAssociationHeader header, Dhcpv6Options options) {
  static Optional<Dhcpv6IdentityAssociation> parse(Bytes content) {
    if (content.length() < Dhcpv6IdentityAssociationWire.LENGTH) {
      return Optional.empty();
    }
    return Dhcpv6Options.parse(content, Dhcpv6IdentityAssociationWire.LENGTH, Dhcpv6Options.ASSOCIATION)
        .map(
            options ->
                new Dhcpv6IdentityAssociation(
                    Dhcpv6IdentityAssociationWire.parse(content.toByteArray(), 0), options));
  }

  /** {@return the addresses} */
  public List<Dhcpv6Address> addresses() {
    return options.associatedAddresses();
  }

  Bytes content() {
    byte[] content = new byte[Dhcpv6IdentityAssociationWire.LENGTH + options.length()];
    Dhcpv6IdentityAssociationWire.emit(header, content, 0);
    options.emit(content, Dhcpv6IdentityAssociationWire.LENGTH);
    return Bytes.of(content);
  }
}
