package dev.zmol.testkit.packets;

import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.TcpSegment;
import java.net.InetAddress;
import java.util.Arrays;
import org.assertj.core.api.AbstractAssert;

/** Assertions on an IP packet of either family. */
public final class PacketAssert extends AbstractAssert<PacketAssert, CapturedPacket> {
  private static final int UDP_HEADER = 8;
  private static final int ICMP_HEADER = 8;

  private PacketAssert(CapturedPacket packet) {
    super(packet, PacketAssert.class);
    as(packet.toString());
  }

  /**
   * Begins with a bare IP packet.
   *
   * @param packet its bytes
   * @return the assertions
   */
  public static PacketAssert assertThatPacket(byte[] packet) {
    return new PacketAssert(new CapturedPacket(packet, Medium.IP));
  }

  /**
   * Begins with what a device has received or is to transmit.
   *
   * @param packet the packet, which is copied
   * @param medium what the device carries
   * @return the assertions
   */
  public static PacketAssert assertThatPacket(Packet packet, Medium medium) {
    byte[] bytes = Arrays.copyOfRange(packet.bytes(), packet.offset(), packet.end());
    return new PacketAssert(new CapturedPacket(bytes, medium));
  }

  /**
   * Begins with a frame.
   *
   * @param frame its bytes
   * @param medium what it was captured on
   * @return the assertions
   */
  public static PacketAssert assertThatFrame(byte[] frame, Medium medium) {
    return new PacketAssert(new CapturedPacket(frame, medium));
  }

  private void requireIp() {
    if (!actual.isWhole()) {
      failWithMessage("it has to be a whole IP packet");
    }
  }

  /** {@return this, after asserting that it is an IPv4 packet} */
  public PacketAssert isIpv4() {
    requireIp();
    expect("version", actual.version(), 4);
    return this;
  }

  /** {@return this, after asserting that it is an IPv6 packet} */
  public PacketAssert isIpv6() {
    requireIp();
    expect("version", actual.version(), 6);
    return this;
  }

  /**
   * Asserts the source address.
   *
   * @param address the address, as text
   * @return this
   */
  public PacketAssert isFrom(String address) {
    requireIp();
    return hasAddress("source", actual.address(true), address);
  }

  /**
   * Asserts the destination address.
   *
   * @param address the address, as text
   * @return this
   */
  public PacketAssert isTo(String address) {
    requireIp();
    return hasAddress("destination", actual.address(false), address);
  }

  private PacketAssert hasAddress(String what, InetAddress found, String expected) {
    if (!InetAddress.ofLiteral(expected).equals(found)) {
      failWithActualExpectedAndMessage(found, expected, "%s is %s; it has to be %s", what, found, expected);
    }
    return this;
  }

  /**
   * Asserts the hop limit, or time to live.
   *
   * @param limit the hop limit
   * @return this
   */
  public PacketAssert hasHopLimit(int limit) {
    requireIp();
    expect("hop limit", actual.hopLimit(), limit);
    return this;
  }

  /**
   * Asserts the differentiated services code point (RFC 2474).
   *
   * @param codePoint the code point, 0 to 63
   * @return this
   */
  public PacketAssert hasCodePoint(int codePoint) {
    requireIp();
    expect("code point", actual.trafficClass() >>> 2, codePoint);
    return this;
  }

  /**
   * Asserts the ECN field (RFC 3168 §5).
   *
   * @param field the field: 0 for not capable, 1 for ECT(1), 2 for ECT(0), 3 for CE
   * @return this
   */
  public PacketAssert hasEcn(int field) {
    requireIp();
    expect("ECN field", actual.trafficClass() & 3, field);
    return this;
  }

  /**
   * Asserts the length of the IP packet.
   *
   * @param length the length, in bytes
   * @return this
   */
  public PacketAssert hasLength(int length) {
    requireIp();
    expect("length", actual.end(), length);
    return this;
  }

  /** {@return this, after asserting that the checksums of the IP header and of TCP, UDP or ICMP are right} */
  public PacketAssert hasValidChecksums() {
    requireIp();
    if (!actual.isIntact()) {
      failWithMessage("a checksum is wrong");
    }
    return this;
  }

  /** {@return assertions on the segment, after asserting that it is one of TCP} */
  public TcpSegmentAssert isTcp() {
    requireProtocol("TCP", IpProtocol.TCP);
    if (TcpSegment.payload(actual.bytes(), actual.transport(), actual.end()) < 0) {
      failWithMessage("its TCP header has to be whole");
    }
    return new TcpSegmentAssert(actual);
  }

  /** {@return assertions on the datagram, after asserting that it is one of UDP} */
  public UdpDatagramAssert isUdp() {
    requireProtocol("UDP", IpProtocol.UDP);
    requireLength("UDP", UDP_HEADER);
    return new UdpDatagramAssert(actual);
  }

  /** {@return assertions on the message, after asserting that it is one of ICMP or ICMPv6} */
  public IcmpMessageAssert isIcmp() {
    requireProtocol("ICMP", actual.version() == 4 ? IpProtocol.ICMPV4 : IpProtocol.ICMPV6);
    requireLength("ICMP", ICMP_HEADER);
    return new IcmpMessageAssert(actual);
  }

  private void requireProtocol(String name, int number) {
    requireIp();
    if (actual.protocol() != number) {
      failWithMessage("protocol is %d; it has to be %d for %s", actual.protocol(), number, name);
    }
  }

  private void requireLength(String name, int least) {
    if (actual.end() - actual.transport() < least) {
      failWithMessage("its %s header has to be whole", name);
    }
  }

  private void expect(String what, int found, int expected) {
    if (found != expected) {
      failWithActualExpectedAndMessage(found, expected, "%s is %d; it has to be %d", what, found, expected);
    }
  }
}
