package dev.zmol.bench.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.Ipv4Address;
import dev.zmol.wire.dual.Ipv6Address;
import java.util.Random;

/** The hosts of the benchmarks, by number (1 to 254). */
@Specialize
public final class Hosts {
  private Hosts() {}

  /**
   * Returns how a host is set up.
   *
   * @param number its number
   * @return its addresses of each family of the flavour, and a source of randomness that repeats itself
   */
  public static InterfaceConfiguration configuration(int number) {
    InterfaceConfiguration.Builder host =
        InterfaceConfiguration.builder()
            .hardwareAddress(MacAddress.of(2, 0, 0, 0, 0, number))
            .random(new Random(number));
    if (Comptime.IPV4) {
      host.address(new IpCidr(ipv4(number), 24));
    }
    if (Comptime.IPV6) {
      host.address(new IpCidr(ipv6(number), 64));
    }
    return host.build();
  }

  /**
   * Returns the IPv4 address of a host.
   *
   * @param number its number
   * @return its address
   */
  @Only(IPV4)
  public static IpAddress ipv4(int number) {
    return Ipv4Address.of(10, 0, 0, number);
  }

  /**
   * Returns the IPv6 address of a host.
   *
   * @param number its number
   * @return its address
   */
  @Only(IPV6)
  public static IpAddress ipv6(int number) {
    return new Ipv6Address(0xfd00L << 48, number);
  }
}
