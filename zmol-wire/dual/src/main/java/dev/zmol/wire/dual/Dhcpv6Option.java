package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.Bytes;

/**
 * An option of DHCPv6.
 *
 * @param code its code, see {@link Dhcpv6OptionCode}
 * @param content what it holds
 */
@Only(Family.IPV6)
public record Dhcpv6Option(int code, Bytes content) {
  @Override
  public String toString() {
    return Dhcpv6OptionCode.format(code) + " " + content;
  }
}
