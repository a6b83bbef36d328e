// The IPv4 flavour of net.Use, derived by zmol. Do not edit.
package net.ipv4;

import java.util.List;

final class Use {
  long labels(List<? extends Ipv4Address> list) {
    long n = 0;
    outer:
    for (Ipv4Address a : list) {
      for (; ; ) {
        n += a.bits();
        continue outer;
      }
    }
    return n;
  }

  int endless(Packet packet, int n) {
    int i = n;
    while (true) {
      if (i++ > 1000) {
        throw new IllegalStateException();
      }
    }
  }

  int once(Packet packet, int n) {
    int i = n;
    do {
      i++;
    } while (i < 10);
    return i;
  }

  int labelled(Packet packet, int n) {
    int i = n;
    search:
    {
      i++;
    }
    return i;
  }

  int conditions(Packet packet, int n) {
    int i = 0;
    while (i < n || i < 3) {
      i++;
    }
    do {
      i--;
    } while (i > 9);
    return i;
  }
}
