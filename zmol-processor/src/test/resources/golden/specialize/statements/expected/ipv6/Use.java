// The IPv6 flavour of net.Use, derived by zmol. Do not edit.
package net.ipv6;

final class Use {
  private final int length = 7;
  private int count;

  int guarded(Packet packet) {
    // Which one is it?
    // It is six.
    int x = 6;
    return x;
  }

  int chain(Packet packet, int n) {
    if (n == 0) {
      count++;
    } else {
      count += 6;
    }
    if (n > 2) count = 1;
    else count = 2;
    return count;
  }

  /** What is left of the block would hide the field from what follows it. */
  int hidden(Packet packet) {
    {
      int length = packet.length();
      count += length;
    }
    return length;
  }

  int sameName(Packet packet) {
    {
      int n = 6;
      count += n;
    }
    int n = count;
    return n;
  }

  /** The last else belongs to the first if. */
  int dangling(Packet packet, boolean a, boolean b) {
    if (a)
      {
        if (b) count = 1;
      }
    else count = 4;
    return count;
  }

  /** Nothing is left of what only one family does. */
  void vanishing(Packet packet, boolean flag) {
    if (flag) {
      // Only for six.
      count = 6;
    } else if (count > 0) {
      count = 0;
    }
    count = 9;
  }

  int locals(Packet packet) {
    int flow = packet.bytes[3];

    return flow;
  }

  int tries(Packet packet) {
    try {
      return 6;
    } catch (ArrayIndexOutOfBoundsException e) {
      return -1;
    } finally {
      count++;
    }
  }

  Runnable lambda(Ipv6Address address) {
    return () -> {
      count = 6;
    };
  }

  int inline(Packet packet) { count = 6; return 6; }
}
