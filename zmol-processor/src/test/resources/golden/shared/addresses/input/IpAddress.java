package net;

import dev.zmol.annotations.Specialize;

/** An address. */
@Specialize
public sealed interface IpAddress permits Ipv4Address, Ipv6Address {
  /**
   * Tells whether this is the address of a group; an {@link IpAddress} may be.
   *
   * @return whether it is
   */
  boolean isMulticast();

  static IpAddress parse(String text) {
    return text.indexOf(':') < 0 ? Ipv4Address.parse(text) : Ipv6Address.parse(text);
  }
}
