package dev.zmol.tool.dual;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dual.IpAddress;

/** Reads addresses that a person typed. */
@Specialize
final class Addresses {
  private Addresses() {}

  /** {@return the address; it is misuse if its family is one that this tool does not speak} */
  static IpAddress parse(String text) {
    requireSpoken(text);
    return IpAddress.parse(text);
  }

  /** Refuses what is plainly an address of the family that this flavour lacks. */
  static void requireSpoken(String text) {
    boolean colon = text.indexOf(':') >= 0;
    if (!Comptime.IPV6 && colon) {
      throw new IllegalArgumentException("'" + text + "' is an IPv6 address, and this is the tool for IPv4 alone");
    }
    if (!Comptime.IPV4 && !colon && text.indexOf('.') >= 0) {
      throw new IllegalArgumentException("'" + text + "' is an IPv4 address, and this is the tool for IPv6 alone");
    }
  }
}
