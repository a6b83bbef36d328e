package net;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.FamilyTest;
import dev.zmol.annotations.Specialize;

/** What the tests of this directory ask for the family of. */
@Specialize
public final class Packet {
  final byte[] bytes;
  private IpAddress source;

  Packet(byte[] bytes) {
    this.bytes = bytes;
  }

  @FamilyTest(Family.IPV6)
  boolean isIpv6() {
    return bytes[0] >>> 4 == 6;
  }

  IpAddress source() {
    return source;
  }

  void source(IpAddress source) {
    this.source = source;
  }

  int length() {
    return bytes.length;
  }
}
