package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.FamilyTest;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.Ipv4Wire;
import dev.zmol.wire.dual.Ipv6FragmentWire;
import java.util.ArrayList;
import java.util.List;

/** Cuts packets into fragments, and reads those of others. */
@Specialize
final class Cuts {
  private Cuts() {}

  @FamilyTest(IPV6)
  static boolean isIpv6(byte[] packet) {
    return (packet[0] & 0xf0) == 0x60;
  }

  /** Cuts a packet without options or extension headers into fragments of so many bytes of data each. */
  static List<byte[]> all(byte[] packet, int size, int identification) {
    int data = packet.length - (isIpv6(packet) ? 40 : 20);
    List<byte[]> fragments = new ArrayList<>();
    for (int offset = 0; offset < data; offset += size) {
      int length = Math.min(size, data - offset);
      fragments.add(one(packet, offset, length, offset + length < data, identification));
    }
    return fragments;
  }

  /** One fragment of a packet; data beyond its end is zero. */
  static byte[] one(byte[] packet, int offset, int length, boolean more, int identification) {
    return isIpv6(packet)
        ? one6(packet, offset, length, more, identification)
        : one4(packet, offset, length, more, identification);
  }

  @Only(IPV4)
  private static byte[] one4(byte[] packet, int offset, int length, boolean more, int identification) {
    byte[] fragment = new byte[20 + length];
    System.arraycopy(packet, 0, fragment, 0, 20);
    copy(packet, 20 + offset, fragment, 20, length);
    BigEndian.putShort(fragment, 2, fragment.length);
    BigEndian.putShort(fragment, 4, identification);
    BigEndian.putShort(fragment, 6, offset >> 3 | (more ? 0x2000 : 0));
    return Frames.withHeaderChecksum(fragment);
  }

  @Only(IPV6)
  private static byte[] one6(byte[] packet, int offset, int length, boolean more, int identification) {
    byte[] fragment = new byte[48 + length];
    System.arraycopy(packet, 0, fragment, 0, 40);
    copy(packet, 40 + offset, fragment, 48, length);
    BigEndian.putShort(fragment, 4, 8 + length);
    fragment[6] = IpProtocol.IPV6_FRAGMENT;
    BigEndian.putInt(fragment, 40, (packet[6] & 0xff) << 24 | offset | (more ? 1 : 0));
    BigEndian.putInt(fragment, 44, identification);
    return fragment;
  }

  private static void copy(byte[] from, int at, byte[] to, int toAt, int length) {
    int there = Math.max(0, Math.min(length, from.length - at));
    System.arraycopy(from, Math.min(at, from.length), to, toAt, there);
  }

  /** Where the data of a fragment belongs. */
  static int offset(byte[] fragment) {
    return isIpv6(fragment)
        ? Ipv6FragmentWire.fragmentOffset(fragment, 40) * 8
        : Ipv4Wire.fragmentOffset(fragment, 0) * 8;
  }

  static boolean more(byte[] fragment) {
    return isIpv6(fragment) ? Ipv6FragmentWire.moreFragments(fragment, 40) : Ipv4Wire.moreFragments(fragment, 0);
  }

  static int identification(byte[] fragment) {
    return isIpv6(fragment) ? Ipv6FragmentWire.identification(fragment, 40) : Ipv4Wire.identification(fragment, 0);
  }

  /** How much data a fragment has. */
  static int length(byte[] fragment) {
    return fragment.length - (isIpv6(fragment) ? 48 : 20);
  }
}
