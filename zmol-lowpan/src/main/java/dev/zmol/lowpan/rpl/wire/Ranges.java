package dev.zmol.lowpan.rpl.wire;

import dev.zmol.wire.BigEndian;
import dev.zmol.wire.ipv6.Ipv6Address;

/** Checks of what records of this package are made of, and how addresses lie in buffers. */
final class Ranges {
  static final int ADDRESS = 16;

  private Ranges() {}

  static void require(String name, long value, long most) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(name + " is " + value + "; it has to be from 0 to " + most);
    }
  }

  static Ipv6Address address(byte[] buf, int at) {
    return new Ipv6Address(BigEndian.getLong(buf, at), BigEndian.getLong(buf, at + 8));
  }

  /** Reads the leading bytes of an address; the others are zero. */
  static Ipv6Address prefix(byte[] buf, int at, int length) {
    byte[] whole = new byte[ADDRESS];
    System.arraycopy(buf, at, whole, 0, Math.min(length, ADDRESS));
    return address(whole, 0);
  }

  /** Writes as many leading bytes of an address as its prefix takes, and says where they end. */
  static int emitPrefix(Ipv6Address prefix, int bits, byte[] buf, int at) {
    byte[] whole = new byte[ADDRESS];
    prefix.emit(whole, 0);
    int length = prefixBytes(bits);
    System.arraycopy(whole, 0, buf, at, length);
    return at + length;
  }

  static int prefixBytes(int bits) {
    return (bits + 7) / 8;
  }
}
