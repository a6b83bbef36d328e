package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A route that a DHCP server tells its clients (RFC 3442).
 *
 * @param destination the addresses it leads to
 * @param router who forwards to them; {@code 0.0.0.0} if they are on the link
 */
@Only(Family.IPV4)
public record DhcpRoute(IpCidr destination, Ipv4Address router) {
  /**
   * Reads classless routes, option 121.
   *
   * @param content what the option holds
   * @return the routes; empty if the option is malformed
   */
  static Optional<List<DhcpRoute>> parseClassless(Bytes content) {
    List<DhcpRoute> routes = new ArrayList<>();
    int at = 0;
    while (at < content.length()) {
      int prefix = content.at(at);
      int significant = (prefix + 7) / 8;
      int next = at + 1 + significant + Ipv4AddressWire.LENGTH;
      if (prefix > 32 || next > content.length()) {
        return Optional.empty();
      }
      // The bytes of the prefix alone are there, and bits behind it mean nothing (RFC 3442).
      Ipv4Address destination = new Ipv4Address(bits(content, at + 1, significant)).mask(prefix);
      Ipv4Address router = new Ipv4Address(bits(content, next - Ipv4AddressWire.LENGTH, Ipv4AddressWire.LENGTH));
      routes.add(new DhcpRoute(new IpCidr(destination, prefix), router));
      at = next;
    }
    return Optional.of(List.copyOf(routes));
  }

  /** Reads routes by class, option 33, whose length is a multiple of eight (RFC 2132 §5.8). */
  static List<DhcpRoute> parseClassful(Bytes content) {
    List<DhcpRoute> routes = new ArrayList<>();
    for (int at = 0; at + 8 <= content.length(); at += 8) {
      Ipv4Address destination = new Ipv4Address(bits(content, at, 4));
      int prefix = naturalPrefix(destination);
      boolean isNetwork = destination.mask(prefix).equals(destination);
      // The default route is an illegal destination here.
      if (!destination.isUnspecified()) {
        IpCidr block = new IpCidr(destination, isNetwork ? prefix : 32);
        routes.add(new DhcpRoute(block, new Ipv4Address(bits(content, at + 4, 4))));
      }
    }
    return List.copyOf(routes);
  }

  /** Reads the bytes of an address, as many as there are; the others are zero. */
  private static int bits(Bytes content, int at, int count) {
    int bits = 0;
    for (int k = 0; k < count; k++) {
      bits |= content.at(at + k) << (24 - 8 * k);
    }
    return bits;
  }

  /**
   * Returns the length of the prefix that an address has by its class (RFC 791 §3.2).
   *
   * @param address a unicast address
   * @return 8, 16 or 24
   */
  public static int naturalPrefix(Ipv4Address address) {
    return address.bits() >= 0 ? 8 : address.bits() >>> 30 == 2 ? 16 : 24;
  }

  /**
   * Writes classless routes, option 121.
   *
   * @param routes the routes
   * @return what the option holds
   */
  public static Bytes emit(List<DhcpRoute> routes) {
    var out = new ByteArrayOutputStream();
    byte[] address = new byte[Ipv4AddressWire.LENGTH];
    for (DhcpRoute route : routes) {
      out.write(route.destination.prefix());
      route.destination.address().emit(address, 0);
      out.write(address, 0, (route.destination.prefix() + 7) / 8);
      route.router.emit(address, 0);
      out.write(address, 0, address.length);
    }
    return Bytes.of(out.toByteArray());
  }

  @Override
  public String toString() {
    return router.isUnspecified() ? destination + " on link" : destination + " via " + router;
  }
}
