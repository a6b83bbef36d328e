package net;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;

@Specialize
final class Use {
  private final int length = 7;
  private int count;

  int guarded(Packet packet) {
    // Which one is it?
    if (packet.isIpv6()) {
      // It is six.
      int x = 6;
      return x;
    } else {
      // It is four.
      int x = 4;
      return x;
    }
  }

  int chain(Packet packet, int n) {
    if (n == 0) {
      count++;
    } else if (packet.isIpv6()) {
      count += 6;
    } else if (n == 1) {
      count += 4;
    } else {
      count--;
    }
    if (packet.isIpv6() && n > 2) count = 1;
    else count = 2;
    return count;
  }

  /** What is left of the block would hide the field from what follows it. */
  int hidden(Packet packet) {
    if (packet.isIpv6()) {
      int length = packet.length();
      count += length;
    }
    return length;
  }

  int sameName(Packet packet) {
    if (packet.isIpv6()) {
      int n = 6;
      count += n;
    } else {
      int n = 4;
      count -= n;
    }
    int n = count;
    return n;
  }

  /** The last else belongs to the first if. */
  int dangling(Packet packet, boolean a, boolean b) {
    if (a)
      if (packet.isIpv6()) {
        if (b) count = 1;
      } else if (b) count = 2;
      else count = 3;
    else count = 4;
    return count;
  }

  /** Nothing is left of what only one family does. */
  void vanishing(Packet packet, boolean flag) {
    if (flag) {
      // Only for six.
      if (packet.isIpv6()) {
        count = 6;
      }
    } else if (count > 0) {
      if (Comptime.IPV6) {
        count = 0;
      }
    }
    if (packet.isIpv6()) {
      count = 9;
    }
  }

  int locals(Packet packet) {
    @Only(Family.IPV6)
    int flow = packet.bytes[3];

    @Only(Family.IPV4)
    record Options(int length) {}

    if (packet.isIpv6()) {
      return flow;
    }
    return new Options(packet.bytes[0] & 0xf).length();
  }

  int tries(Packet packet) {
    try {
      if (packet.isIpv6()) {
        return 6;
      }
    } catch (ArrayIndexOutOfBoundsException e) {
      return -1;
    } finally {
      count++;
    }
    synchronized (this) {
      return 4;
    }
  }

  Runnable lambda(IpAddress address) {
    return () -> {
      if (address instanceof Ipv4Address v4) count = v4.bits();
      else { count = 6; }
    };
  }

  int inline(Packet packet) { if (packet.isIpv6()) { count = 6; return 6; } return 4; }
}
