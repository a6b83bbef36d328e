package dev.zmol.testkit.script;

import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Checksum;
import dev.zmol.wire.IpProtocol;
import java.util.Arrays;

/** Writes the IP packets of the peer, and reads those of the stack, of either family. */
final class IpFrames {
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int HOP_LIMIT = 64;
  private static final int ICMP_HEADER = 8;
  private static final int TCP_HEADER = 20;

  private final byte[] local;
  private final byte[] remote;

  IpFrames(byte[] local, byte[] remote) {
    this.local = local.clone();
    this.remote = remote.clone();
  }

  private boolean isIpv6() {
    return local.length == 16;
  }

  int headerLength() {
    return isIpv6() ? IPV6_HEADER : IPV4_HEADER;
  }

  /** A packet of the peer around a TCP segment, whose checksum is written. */
  byte[] fromPeer(byte[] segment, Ecn ecn) {
    BigEndian.putShort(segment, 16, 0);
    BigEndian.putShort(segment, 16, Checksum.fold(pseudoHeader(IpProtocol.TCP, segment.length, segment)));
    return packet(remote, local, IpProtocol.TCP, ecn.ordinal(), segment);
  }

  /** A packet of the peer that reports an error about a segment of ours. */
  byte[] errorFromPeer(ScriptedError error, byte[] quoted) {
    byte[] whole = packet(local, remote, IpProtocol.TCP, 0, quoted);
    byte[] quote = Arrays.copyOf(whole, Math.min(whole.length, headerLength() + TCP_HEADER));
    byte[] message = new byte[ICMP_HEADER + quote.length];
    ScriptedError.Kind kind = error.kind();
    message[0] = (byte) (isIpv6() ? kind.type6 : kind.type4);
    message[1] = (byte) (isIpv6() ? kind.code6 : kind.code4);
    int mtu = error.kind() == ScriptedError.Kind.TOO_BIG ? error.size() + TCP_HEADER + headerLength() : 0;
    BigEndian.putInt(message, 4, mtu);
    System.arraycopy(quote, 0, message, ICMP_HEADER, quote.length);
    int protocol = isIpv6() ? IpProtocol.ICMPV6 : IpProtocol.ICMPV4;
    long sum = isIpv6() ? pseudoHeader(protocol, message.length, message) : Checksum.add(0, message, 0, message.length);
    BigEndian.putShort(message, 2, Checksum.fold(sum));
    return packet(remote, local, protocol, 0, message);
  }

  private long pseudoHeader(int protocol, int length, byte[] bytes) {
    long sum = Checksum.add(Checksum.add(protocol + length, local, 0, local.length), remote, 0, remote.length);
    return Checksum.add(sum, bytes, 0, bytes.length);
  }

  private byte[] packet(byte[] source, byte[] destination, int protocol, int trafficClass, byte[] payload) {
    byte[] packet = new byte[headerLength() + payload.length];
    if (isIpv6()) {
      BigEndian.putInt(packet, 0, 6 << 28 | trafficClass << 20);
      BigEndian.putInt(packet, 4, payload.length << 16 | protocol << 8 | HOP_LIMIT);
    } else {
      BigEndian.putInt(packet, 0, 0x45 << 24 | trafficClass << 16 | packet.length);
      BigEndian.putInt(packet, 8, HOP_LIMIT << 24 | protocol << 16);
    }
    System.arraycopy(source, 0, packet, headerLength() - 2 * source.length, source.length);
    System.arraycopy(destination, 0, packet, headerLength() - destination.length, destination.length);
    if (!isIpv6()) {
      BigEndian.putShort(packet, 10, Checksum.fold(Checksum.add(0, packet, 0, IPV4_HEADER)));
    }
    System.arraycopy(payload, 0, packet, headerLength(), payload.length);
    return packet;
  }

  /** Whether a packet of the stack carries TCP from its address to the peer's. */
  boolean isTcpToPeer(byte[] packet) {
    int header = headerLength();
    int version = isIpv6() ? 0x60 : 0x45;
    return packet.length >= header
        && (packet[0] & (isIpv6() ? 0xf0 : 0xff)) == version
        && packet[isIpv6() ? 6 : 9] == IpProtocol.TCP
        && regionIs(local, packet, header - 2 * local.length)
        && regionIs(remote, packet, header - remote.length);
  }

  private static boolean regionIs(byte[] expected, byte[] bytes, int at) {
    for (int k = 0; k < expected.length; k++) {
      if (bytes[at + k] != expected[k]) {
        return false;
      }
    }
    return true;
  }

  /** The ECN field of a packet of the stack. */
  Ecn ecn(byte[] packet) {
    return Ecn.of(isIpv6() ? BigEndian.getShort(packet, 0) >>> 4 : packet[1]);
  }

  /** Whether the lengths and checksums of a TCP packet of the stack are right. */
  boolean isIntact(byte[] packet) {
    int header = headerLength();
    int length = BigEndian.getShort(packet, isIpv6() ? 4 : 2);
    boolean wholeHeader = isIpv6() || Checksum.fold(Checksum.add(0, packet, 0, header)) == 0;
    byte[] segment = Arrays.copyOfRange(packet, header, packet.length);
    return length == (isIpv6() ? segment.length : packet.length)
        && wholeHeader
        && Checksum.fold(pseudoHeader(IpProtocol.TCP, segment.length, segment)) == 0;
  }
}
