package net;

import dev.zmol.annotations.Specialize;
import java.util.List;

@Specialize
final class Use {
  long labels(List<? extends IpAddress> list) {
    long n = 0;
    outer:
    for (IpAddress a : list) {
      for (; ; ) {
        if (a instanceof Ipv4Address v4) {
          n += v4.bits();
          continue outer;
        } else if (a instanceof Ipv6Address v6 && v6.high() == 0) {
          break outer;
        }
        break;
      }
      // Other IPv6 addresses.
      if (a instanceof Ipv6Address v6) {
        n += v6.low();
      }
    }
    return n;
  }

  int endless(Packet packet, int n) {
    int i = n;
    while (true) {
      if (packet.isIpv6() && i > 10) {
        break;
      }
      if (i++ > 1000) {
        throw new IllegalStateException();
      }
    }
    return i;
  }

  int once(Packet packet, int n) {
    int i = n;
    do {
      if (packet.isIpv6()) {
        return i;
      }
      i++;
    } while (i < 10);
    return i;
  }

  int labelled(Packet packet, int n) {
    int i = n;
    search:
    {
      if (packet.isIpv6()) {
        break search;
      }
      i++;
    }
    return i;
  }

  int conditions(Packet packet, int n) {
    int i = 0;
    while (i < n && !packet.isIpv6() || i < 3) {
      i++;
    }
    do {
      i--;
    } while (packet.isIpv6() && i > 0 || i > 9);
    return i;
  }
}
