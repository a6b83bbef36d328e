package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;

/**
 * The header of a DHCPv6 option (RFC 8415 §21.1).
 *
 * @param code the code, see {@link Dhcpv6OptionCode}
 * @param optionLength how many bytes follow
 */
@Only(Family.IPV6)
@WireFormat
public record Dhcpv6OptionHeader(@Bits(16) int code, @Bits(16) int optionLength) {}
