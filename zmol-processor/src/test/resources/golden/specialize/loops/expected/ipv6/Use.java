// The IPv6 flavour of net.Use, derived by zmol. Do not edit.
package net.ipv6;

import java.util.List;

final class Use {
  long labels(List<? extends Ipv6Address> list) {
    long n = 0;
    outer:
    for (Ipv6Address a : list) {
      for (; ; ) {
        if (a.high() == 0) {
          break outer;
        }
        break;
      }
      // Other IPv6 addresses.
      n += a.low();
    }
    return n;
  }

  int endless(Packet packet, int n) {
    int i = n;
    while (true) {
      if (i > 10) {
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
      return i;
    } while (i < 10);
  }

  int labelled(Packet packet, int n) {
    int i = n;
    search:
    {
      break search;
    }
    return i;
  }

  int conditions(Packet packet, int n) {
    int i = 0;
    while (i < 3) {
      i++;
    }
    do {
      i--;
    } while (i > 0 || i > 9);
    return i;
  }
}
