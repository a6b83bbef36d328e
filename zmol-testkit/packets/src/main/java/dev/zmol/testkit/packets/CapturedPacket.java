package dev.zmol.testkit.packets;

import dev.zmol.iface.Medium;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Checksum;
import dev.zmol.wire.IpProtocol;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** The bytes of a captured packet, and where its headers are. Immutable. */
public final class CapturedPacket {
  private static final int ETHERNET_HEADER = 14;
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;

  private final byte[] bytes;
  private final int version;
  private final int headerLength;
  private final int end;

  /**
   * Reads a frame.
   *
   * @param frame the frame
   * @param medium what it was captured on
   */
  CapturedPacket(byte[] frame, Medium medium) {
    int skipped = medium == Medium.ETHERNET ? Math.min(ETHERNET_HEADER, frame.length) : 0;
    bytes = Arrays.copyOfRange(frame, skipped, frame.length);
    version = versionOf(bytes);
    headerLength =
        switch (version) {
          case 4 -> (bytes[0] & 0xf) * 4;
          case 6 -> IPV6_HEADER;
          default -> 0;
        };
    end =
        switch (version) {
          case 4 -> BigEndian.getShort(bytes, 2);
          case 6 -> IPV6_HEADER + BigEndian.getShort(bytes, 4);
          default -> bytes.length;
        };
  }

  private static int versionOf(byte[] bytes) {
    int nibble = bytes.length == 0 ? 0 : (bytes[0] & 0xff) >>> 4;
    boolean ipv4 = nibble == 4 && bytes.length >= IPV4_HEADER && (bytes[0] & 0xf) >= 5;
    boolean ipv6 = nibble == 6 && bytes.length >= IPV6_HEADER;
    return ipv4 || ipv6 ? nibble : 0;
  }

  byte[] bytes() {
    return bytes;
  }

  /** The version of IP; 0 if it is no IP packet. */
  int version() {
    return version;
  }

  /** Whether the lengths of its headers agree with that of what was captured. */
  boolean isWhole() {
    return version != 0 && headerLength <= end && end <= bytes.length;
  }

  /** The protocol after the IP header. */
  int protocol() {
    return bytes[version == 4 ? 9 : 6] & 0xff;
  }

  int hopLimit() {
    return bytes[version == 4 ? 8 : 7] & 0xff;
  }

  int trafficClass() {
    return version == 4 ? bytes[1] & 0xff : BigEndian.getShort(bytes, 0) >>> 4 & 0xff;
  }

  /** Where the transport header begins. */
  int transport() {
    return headerLength;
  }

  /** Where the packet ends; what comes after it is padding of the frame. */
  int end() {
    return end;
  }

  InetAddress address(boolean source) {
    int length = version == 4 ? 4 : 16;
    int at = (version == 4 ? IPV4_HEADER : IPV6_HEADER) - (source ? 2 : 1) * length;
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, at, at + length));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether the checksums of the IP header and of the transport protocol are right. */
  boolean isIntact() {
    if (version == 4 && Checksum.fold(Checksum.add(0, bytes, 0, headerLength)) != 0) {
      return false;
    }
    long sum = protocol() == IpProtocol.ICMPV4 ? 0 : pseudoHeader();
    return Checksum.fold(Checksum.add(sum, bytes, headerLength, end)) == 0;
  }

  private long pseudoHeader() {
    int addresses = version == 4 ? 12 : 8;
    int length = version == 4 ? 8 : 32;
    return Checksum.add(protocol() + end - headerLength, bytes, addresses, addresses + length);
  }

  @Override
  public String toString() {
    String what = version == 0 ? "no IP packet" : "IPv" + version + " packet of protocol " + protocol();
    return what + ", " + bytes.length + " bytes: " + HexFormat.of().formatHex(bytes);
  }
}
