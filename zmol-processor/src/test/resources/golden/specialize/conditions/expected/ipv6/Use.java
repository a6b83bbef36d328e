// The IPv6 flavour of net.Use, derived by zmol. Do not edit.
package net.ipv6;

final class Use {
  private final boolean speaksIpv6 = true;

  boolean constants(boolean flag) {
    return !flag;
  }

  boolean negation(Packet packet, boolean flag) {
    return false;
  }

  boolean equality(Version version, Version other) {
    return version == other;
  }

  boolean types(Ipv6Address a, Ipv6Address b, Object o) {
    return o instanceof Ipv6Address
        || o instanceof Ipv6Address;
  }

  boolean bindings(Ipv6Address a, Ipv6Address b) {
    return a.low() == b.low();
  }

  int branches(Packet packet, int total) {
    int n = 40;
    n += 16 * 2;
    n += total > 0 ? 1 : 3;
    return n + (total > 9 ? 8 : 0) + (-total);
  }

  String text(Packet packet, int port) {
    return "port " + port + "/" + "v6" + speaksIpv6;
  }

  long casts(Ipv6Address a, Ipv6Address b) {
    return a.low();
  }

  long widened(Packet packet, int n) {
    long bits = 1L << n;
    return -bits;
  }
}
