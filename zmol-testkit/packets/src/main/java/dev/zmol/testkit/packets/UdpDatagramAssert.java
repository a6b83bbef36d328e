package dev.zmol.testkit.packets;

import dev.zmol.wire.BigEndian;

/** Assertions on a UDP datagram. */
public final class UdpDatagramAssert extends TransportAssert<UdpDatagramAssert> {
  UdpDatagramAssert(CapturedPacket packet) {
    super(packet, UdpDatagramAssert.class);
  }

  @Override
  int payload() {
    return at() + 8;
  }

  /**
   * Asserts the source port.
   *
   * @param port the port
   * @return this
   */
  public UdpDatagramAssert isFromPort(int port) {
    return expect("source port", BigEndian.getShort(bytes(), at()), port);
  }

  /**
   * Asserts the destination port.
   *
   * @param port the port
   * @return this
   */
  public UdpDatagramAssert isToPort(int port) {
    return expect("destination port", BigEndian.getShort(bytes(), at() + 2), port);
  }
}
