package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.wire.dual.Ipv6Address;

/** The default policy table of RFC 6724 §2.1: which source addresses suit which destinations. */
@Only(IPV6)
final class AddressPolicy {
  /** Longer prefixes first. */
  private static final Row[] TABLE = {
    new Row("::1", 128, 0),
    new Row("::ffff:0:0", 96, 4),
    new Row("::", 96, 3),
    new Row("2001::", 32, 5),
    new Row("2002::", 16, 2),
    new Row("3ffe::", 16, 12),
    new Row("fec0::", 10, 11),
    new Row("fc00::", 7, 13),
    new Row("::", 0, 1),
  };

  private record Row(Ipv6Address prefix, int length, int label) {
    Row(String prefix, int length, int label) {
      this(Ipv6Address.parse(prefix), length, label);
    }
  }

  private AddressPolicy() {}

  /** The label of an address: a source address with the label of the destination suits it. */
  static int label(Ipv6Address address) {
    int row = 0;
    while (!TABLE[row].prefix().sharesPrefix(address, TABLE[row].length())) {
      row++;
    }
    return TABLE[row].label();
  }
}
