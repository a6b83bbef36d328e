package dev.zmol.wire.dual;

import dev.zmol.annotations.Specialize;

/** An IP address: an {@link Ipv4Address} or an {@link Ipv6Address}. */
@Specialize
public sealed interface IpAddress permits Ipv4Address, Ipv6Address {
  /**
   * Whether this is the address of a group.
   *
   * @return whether it is
   */
  boolean isMulticast();

  /**
   * Parses an address.
   *
   * @param text the address in the notation of its family
   * @return the address
   */
  static IpAddress parse(String text) {
    return text.indexOf(':') < 0 ? Ipv4Address.parse(text) : Ipv6Address.parse(text);
  }
}
