package dev.zmol.wire.dual;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dns.DnsData;
import dev.zmol.wire.dns.DnsName;
import java.util.Optional;

/** IP addresses in the Domain Name System: in A and AAAA records, and as names. */
@Specialize
public final class AddressRecords {
  @Only(Family.IPV4)
  private static final DnsName IN_ADDR_ARPA = DnsName.parse("in-addr.arpa");

  @Only(Family.IPV6)
  private static final DnsName IP6_ARPA = DnsName.parse("ip6.arpa");

  private AddressRecords() {}

  /**
   * Reads the address in a record.
   *
   * @param data the data of the record
   * @return the address; nothing if it is of another type, or of a family that is not spoken here
   */
  public static Optional<IpAddress> address(DnsData data) {
    if (Comptime.IPV4 && data instanceof DnsData.A(int bits)) {
      return Optional.of(new Ipv4Address(bits));
    }
    if (Comptime.IPV6 && data instanceof DnsData.Aaaa(long high, long low)) {
      return Optional.of(new Ipv6Address(high, low));
    }
    return Optional.empty();
  }

  /**
   * Makes the data of the record of an address.
   *
   * @param address the address
   * @return the data of an A or of an AAAA record
   */
  public static DnsData data(IpAddress address) {
    return switch (address) {
      case Ipv4Address v4 -> new DnsData.A(v4.bits());
      case Ipv6Address v6 -> new DnsData.Aaaa(v6.high(), v6.low());
    };
  }

  /**
   * Makes the name that has a PTR record with the name of an address (RFC 1035 §3.5, RFC 3596 §2.5).
   *
   * @param address the address
   * @return the name, such as {@code 1.2.0.192.in-addr.arpa.}
   */
  public static DnsName reverseName(IpAddress address) {
    return switch (address) {
      case Ipv4Address v4 -> reverseName4(v4);
      case Ipv6Address v6 -> reverseName6(v6);
    };
  }

  @Only(Family.IPV4)
  private static DnsName reverseName4(Ipv4Address address) {
    DnsName name = IN_ADDR_ARPA;
    for (int shift = 24; shift >= 0; shift -= 8) {
      name = name.child(Integer.toString(address.bits() >>> shift & 0xff));
    }
    return name;
  }

  @Only(Family.IPV6)
  private static DnsName reverseName6(Ipv6Address address) {
    DnsName name = IP6_ARPA;
    for (int nibble = 0; nibble < 32; nibble++) {
      long half = nibble < 16 ? address.high() : address.low();
      name = name.child(Integer.toHexString((int) (half >>> (60 - 4 * (nibble & 15))) & 0xf));
    }
    return name;
  }
}
