package dev.zmol.testkit.packets;

import dev.zmol.wire.BigEndian;

/** Assertions on an ICMP or ICMPv6 message; the payload is what follows the first eight bytes. */
public final class IcmpMessageAssert extends TransportAssert<IcmpMessageAssert> {
  IcmpMessageAssert(CapturedPacket packet) {
    super(packet, IcmpMessageAssert.class);
  }

  @Override
  int payload() {
    return at() + 8;
  }

  /**
   * Asserts the type.
   *
   * @param type the type
   * @return this
   */
  public IcmpMessageAssert hasType(int type) {
    return expect("type", bytes()[at()] & 0xff, type);
  }

  /**
   * Asserts the code.
   *
   * @param code the code
   * @return this
   */
  public IcmpMessageAssert hasCode(int code) {
    return expect("code", bytes()[at() + 1] & 0xff, code);
  }

  /**
   * Asserts the four bytes after the checksum: an identifier and a sequence number, or an MTU.
   *
   * @param word the bytes, as a number
   * @return this
   */
  public IcmpMessageAssert hasRest(int word) {
    return expect("rest of the header", BigEndian.getInt(bytes(), at() + 4), word);
  }
}
