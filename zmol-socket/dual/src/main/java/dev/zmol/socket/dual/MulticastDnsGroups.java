package dev.zmol.socket.dual;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dns.DnsName;
import dev.zmol.wire.dual.IpAddress;
import java.util.ArrayList;
import java.util.List;

/** Where multicast DNS takes place (RFC 6762 §3). */
@Specialize
final class MulticastDnsGroups {
  static final int PORT = 5353;
  static final int HOP_LIMIT = 255;
  static final List<IpAddress> ADDRESSES = addresses();

  private static final List<DnsName> DOMAINS =
      List.of(
          DnsName.parse("local"),
          DnsName.parse("254.169.in-addr.arpa"),
          DnsName.parse("8.e.f.ip6.arpa"),
          DnsName.parse("9.e.f.ip6.arpa"),
          DnsName.parse("a.e.f.ip6.arpa"),
          DnsName.parse("b.e.f.ip6.arpa"));

  private MulticastDnsGroups() {}

  private static List<IpAddress> addresses() {
    List<IpAddress> groups = new ArrayList<>();
    if (Comptime.IPV4) {
      groups.add(IpAddress.parse("224.0.0.251"));
    }
    if (Comptime.IPV6) {
      groups.add(IpAddress.parse("ff02::fb"));
    }
    return List.copyOf(groups);
  }

  /** Whether a name means something on a link alone (RFC 6762 §3, §4). */
  static boolean contain(DnsName name) {
    for (DnsName domain : DOMAINS) {
      if (name.isWithin(domain)) {
        return true;
      }
    }
    return false;
  }
}
