// The IPv4 flavour of net.Use, derived by zmol. Do not edit.
package net.ipv4;

final class Use {
  private final boolean speaksIpv6 = false;

  boolean constants(boolean flag) {
    return flag;
  }

  boolean negation(Packet packet, boolean flag) {
    return flag || !flag;
  }

  boolean equality(Version version, Version other) {
    return true;
  }

  boolean types(Ipv4Address a, Ipv4Address b, Object o) {
    return o instanceof Ipv4Address
        || o instanceof Ipv4Address;
  }

  boolean bindings(Ipv4Address a, Ipv4Address b) {
    return a.bits() == b.bits();
  }

  int branches(Packet packet, int total) {
    int n = 20;
    n += 4 * 2;
    n += total > 0 ? 2 : 3;
    return n + 0 + total;
  }

  String text(Packet packet, int port) {
    return "port " + (port + 1) + "/" + "v4" + speaksIpv6;
  }

  long casts(Ipv4Address a, Ipv4Address b) {
    return a.bits() ^ b.bits();
  }

  long widened(Packet packet, int n) {
    long bits = n;
    return bits;
  }
}
