// The IPv4 flavour of net.Use, derived by zmol. Do not edit.
package net.ipv4;

final class Use {
  private final int length = 7;
  private int count;

  int guarded(Packet packet) {
    // Which one is it?
    // It is four.
    int x = 4;
    return x;
  }

  int chain(Packet packet, int n) {
    if (n == 0) {
      count++;
    } else if (n == 1) {
      count += 4;
    } else {
      count--;
    }
    count = 2;
    return count;
  }

  /** What is left of the block would hide the field from what follows it. */
  int hidden(Packet packet) {
    return length;
  }

  int sameName(Packet packet) {
    {
      int n = 4;
      count -= n;
    }
    int n = count;
    return n;
  }

  /** The last else belongs to the first if. */
  int dangling(Packet packet, boolean a, boolean b) {
    if (a)
      { if (b) count = 2;
      else count = 3; }
    else count = 4;
    return count;
  }

  /** Nothing is left of what only one family does. */
  void vanishing(Packet packet, boolean flag) {
  }

  int locals(Packet packet) {
    record Options(int length) {}

    return new Options(packet.bytes[0] & 0xf).length();
  }

  int tries(Packet packet) {
    try {
    } catch (ArrayIndexOutOfBoundsException e) {
      return -1;
    } finally {
      count++;
    }
    synchronized (this) {
      return 4;
    }
  }

  Runnable lambda(Ipv4Address address) {
    return () -> {
      count = address.bits();
    };
  }

  int inline(Packet packet) { return 4; }
}
