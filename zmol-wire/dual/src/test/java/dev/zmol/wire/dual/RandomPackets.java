package dev.zmol.wire.dual;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.wire.EtherType;
import dev.zmol.wire.EthernetFrame;
import dev.zmol.wire.EthernetWire;
import dev.zmol.wire.IpProtocol;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Makes packets that are nearly right, the same ones in all flavours: the hostile input that gets furthest. */
@Specialize
final class RandomPackets {
  private static final int MAX_PAYLOAD = 120;

  private final SplittableRandom random;

  RandomPackets(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** An IPv4 packet; the array has no byte more. */
  @Only(Family.IPV4)
  byte[] ipv4() {
    byte[] buf = randomBytes(Ipv4Wire.LENGTH + random.nextInt(MAX_PAYLOAD));
    int protocol = pick(IpProtocol.ICMPV4, IpProtocol.TCP, IpProtocol.UDP, random.nextInt(256));
    int fragment = random.nextInt(8) == 0 ? random.nextInt(0x10000) : Ipv4Packet.DONT_FRAGMENT;
    var source = new Ipv4Address(random.nextInt());
    var destination = new Ipv4Address(random.nextInt());
    int payload = Ipv4Packet.emit(buf, 0, 0, buf.length, 0, fragment, 64, protocol, source, destination);
    if (protocol == IpProtocol.ICMPV4 && IcmpMessage.isComplete(payload, buf.length)) {
      buf[payload] = (byte) pick(0, 3, 5, 8, 11, 12);
      buf[payload + 1] = (byte) random.nextInt(5);
      quote4(buf, payload + IcmpWire.LENGTH);
      IcmpMessage.fillChecksum(buf, payload, buf.length, 0);
    }
    return mutate(buf);
  }

  @Only(Family.IPV4)
  private void quote4(byte[] buf, int at) {
    if (buf.length - at >= Ipv4Wire.LENGTH) {
      var address = new Ipv4Address(random.nextInt());
      int protocol = pick(IpProtocol.ICMPV4, IpProtocol.TCP, IpProtocol.UDP);
      Ipv4Packet.emit(buf, at, 0, random.nextInt(20, 1500), 0, 0, 64, protocol, address, address);
    }
  }

  /** An IPv6 packet, often with extension headers; the array has no byte more. */
  @Only(Family.IPV6)
  byte[] ipv6() {
    byte[] buf = randomBytes(Ipv6Wire.LENGTH + random.nextInt(MAX_PAYLOAD));
    header6(buf, 0, buf.length - Ipv6Wire.LENGTH);
    int at = Ipv6Wire.LENGTH;
    int next = Ipv6Wire.NEXT_HEADER_OFFSET;
    while (buf.length - at >= 16 && random.nextInt(3) == 0) {
      next = extension(buf, next, at);
      at += (buf[at + 1] + 1) * 8;
    }
    buf[next] = (byte) pick(IpProtocol.ICMPV6, IpProtocol.TCP, IpProtocol.UDP, random.nextInt(256));
    if (buf[next] == IpProtocol.ICMPV6 && IcmpMessage.isComplete(at, buf.length)) {
      icmp6(buf, at);
    }
    return mutate(buf);
  }

  @Only(Family.IPV6)
  private void header6(byte[] buf, int at, int length) {
    int hopLimit = pick(64, NdpMessage.HOP_LIMIT);
    var source = new Ipv6Address(random.nextLong(), random.nextLong());
    var destination = random.nextBoolean() ? source.solicitedNode() : source;
    Ipv6Packet.emit(buf, at, 0, 0, length, IpProtocol.UDP, hopLimit, source, destination);
  }

  /** Puts an extension header of 8 or 16 bytes, and returns where its next header field is. */
  @Only(Family.IPV6)
  private int extension(byte[] buf, int next, int at) {
    buf[next] =
        (byte) pick(IpProtocol.HOP_BY_HOP, IpProtocol.IPV6_ROUTING, IpProtocol.IPV6_FRAGMENT, 60, 60, 60);
    buf[at + 1] = (byte) (buf[next] == IpProtocol.IPV6_FRAGMENT ? 0 : random.nextInt(2));
    buf[at + 2] = (byte) pick(0, 1, 5, random.nextInt(256));
    buf[at + 3] = (byte) pick(0, 1, 2, 4);
    return at;
  }

  @Only(Family.IPV6)
  private void icmp6(byte[] buf, int at) {
    buf[at] = (byte) pick(1, 2, 3, 4, 128, 129, 133, 134, 135, 136, 137);
    buf[at + 1] = (byte) pick(0, 0, 0, 1);
    int quote = at + IcmpWire.LENGTH;
    if ((buf[at] & 0xff) < Icmpv6Type.MIN_INFORMATIONAL && buf.length - quote >= Ipv6Wire.LENGTH) {
      header6(buf, quote, random.nextInt(1500));
    }
    int option = at + Math.max(NdpMessage.fixedLength(buf[at] & 0xff), IcmpWire.LENGTH);
    if (buf.length - option >= 8) {
      buf[option] = (byte) pick(1, 2, 3, 4, 5, 14, 24, 25, 31);
      buf[option + 1] = (byte) ((buf.length - option) >> 3);
    }
    IcmpMessage.fillChecksum(buf, at, buf.length, IcmpMessage.pseudoHeader(buf, 0, buf.length - at));
  }

  /** An Ethernet frame with some payload of the flavour, or with none that makes sense. */
  byte[] ethernet() {
    byte[] payload = randomPayload();
    byte[] buf = new byte[EthernetWire.LENGTH + payload.length];
    System.arraycopy(payload, 0, buf, EthernetWire.LENGTH, payload.length);
    int type = pick(EtherType.IPV4, EtherType.IPV6, EtherType.ARP, random.nextInt(0x10000));
    EthernetFrame.emit(buf, 0, random.nextLong() >>> 16, random.nextLong() >>> 16, type);
    return random.nextInt(16) == 0 ? mutate(buf) : buf;
  }

  private byte[] randomPayload() {
    return switch (random.nextInt(4)) {
      case 0 -> randomBytes(random.nextInt(MAX_PAYLOAD));
      case 1 -> ip();
      case 2 -> arp();
      default -> ip();
    };
  }

  /** An IP packet of a family that the flavour speaks. */
  private byte[] ip() {
    if (Comptime.DUAL) {
      return random.nextBoolean() ? ipv6() : ipv4();
    }
    return Comptime.IPV6 ? ipv6() : ipv4();
  }

  private byte[] arp() {
    byte[] buf = randomBytes(28);
    byte[] start = Hex.bytes("0001080006040001");
    System.arraycopy(start, 0, buf, 0, start.length);
    return mutate(buf);
  }

  private byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Overwrites some bytes of most packets, and cuts off the end of some. */
  private byte[] mutate(byte[] buf) {
    if (buf.length > 0 && random.nextInt(4) != 0) {
      for (int k = random.nextInt(4); k > 0; k--) {
        buf[random.nextInt(Math.min(buf.length, 80))] = (byte) random.nextInt(256);
      }
    }
    return random.nextInt(8) == 0 ? Arrays.copyOf(buf, random.nextInt(buf.length + 1)) : buf;
  }

  private int pick(int... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
