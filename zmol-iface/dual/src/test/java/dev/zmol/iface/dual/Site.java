package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;

/**
 * The addresses that tests of one family use.
 *
 * @param own the address of the host, with its prefix
 * @param peer a neighbour
 * @param gateway a neighbour that forwards packets
 * @param remote a host that is no neighbour
 * @param allHosts the group of all neighbours
 * @param header the length of an IP header
 */
@Specialize
record Site(IpCidr own, IpAddress peer, IpAddress gateway, IpAddress remote, IpAddress allHosts, int header) {
  @Only(IPV4)
  static Site ipv4() {
    return new Site(
        IpCidr.parse("192.0.2.1/24"),
        IpAddress.parse("192.0.2.2"),
        IpAddress.parse("192.0.2.254"),
        IpAddress.parse("198.51.100.7"),
        IpAddress.parse("224.0.0.1"),
        20);
  }

  @Only(IPV6)
  static Site ipv6() {
    return new Site(
        IpCidr.parse("2001:db8::1/64"),
        IpAddress.parse("2001:db8::2"),
        IpAddress.parse("2001:db8::fe"),
        IpAddress.parse("2001:db8:1::7"),
        IpAddress.parse("ff02::1"),
        40);
  }

  IpAddress host() {
    return own.address();
  }
}
