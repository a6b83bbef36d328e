package net;

import static dev.zmol.annotations.Comptime.DUAL;
import static dev.zmol.annotations.Comptime.IPV6;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Specialize;

@Specialize
final class Use {
  private final boolean speaksIpv6 = Comptime.IPV6;

  boolean constants(boolean flag) {
    return flag && Comptime.IPV4 || !flag && IPV6 || DUAL;
  }

  boolean negation(Packet packet, boolean flag) {
    return !packet.isIpv6() && flag || !(packet.isIpv6() || flag);
  }

  boolean equality(Version version, Version other) {
    return version == Version.V4 || Version.V6 != other || version == other;
  }

  boolean types(IpAddress a, IpAddress b, Object o) {
    return a instanceof Ipv4Address && o instanceof Ipv4Address
        || b instanceof Ipv6Address && o instanceof Ipv6Address
        || o instanceof IpAddress;
  }

  boolean bindings(IpAddress a, IpAddress b) {
    return a instanceof Ipv4Address x && b instanceof Ipv4Address y && x.bits() == y.bits()
        || a instanceof Ipv6Address v && b instanceof Ipv6Address w && v.low() == w.low();
  }

  int branches(Packet packet, int total) {
    int n = packet.isIpv6() ? 40 : 20;
    n += (packet.isIpv6() ? 16 : 4) * 2;
    n += total > 0 ? packet.isIpv6() ? 1 : 2 : 3;
    return n + (packet.isIpv6() && total > 9 ? 8 : 0) + (Comptime.IPV4 ? total : -total);
  }

  String text(Packet packet, int port) {
    return "port " + (packet.isIpv6() ? port : port + 1) + "/" + (packet.isIpv6() ? "v6" : "v4") + speaksIpv6;
  }

  long casts(IpAddress a, IpAddress b) {
    if (a instanceof Ipv4Address) {
      return ((Ipv4Address) a).bits() ^ ((Ipv4Address) b).bits();
    }
    return ((Ipv6Address) a).low();
  }

  long widened(Packet packet, int n) {
    long bits = packet.isIpv6() ? 1L << n : n;
    return packet.isIpv6() ? -bits : bits;
  }
}
