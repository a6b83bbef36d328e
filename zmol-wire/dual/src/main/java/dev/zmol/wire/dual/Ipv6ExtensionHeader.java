package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;

/**
 * The beginning of the IPv6 extension headers other than the fragment header (RFC 6564 §4).
 *
 * @param nextHeader the number of the protocol, or extension header, that follows
 * @param extensionLength the length of the header in units of eight bytes, not counting the first
 */
@Only(Family.IPV6)
@WireFormat(name = "Ipv6ExtensionWire")
public record Ipv6ExtensionHeader(@Bits(8) int nextHeader, @Bits(8) int extensionLength) {}
