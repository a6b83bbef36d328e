package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.EtherType;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.IcmpMessage;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpPacket;
import dev.zmol.wire.dual.Ipv6Address;
import dev.zmol.wire.dual.NdpMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes random and mutated Ethernet frames, the same ones for the same seed. */
@Specialize
final class FramePrograms {
  private final Random random;
  private final List<byte[]> seeds = new ArrayList<>();

  FramePrograms(long seed) {
    random = new Random(seed);
  }

  @Only(IPV4)
  FramePrograms ipv4() {
    common(Site.ipv4());
    Site site = Site.ipv4();
    seeds.add(Frames.toOwn(Frames.packet(site.peer(), site.host(), 2, 1, new byte[8])));
    seeds.add(Frames.toOwn(error(site, 3, 1)));
    seeds.add(Frames.toOwn(error(site, 3, 4)));
    return this;
  }

  @Only(IPV6)
  FramePrograms ipv6() {
    Site site = Site.ipv6();
    common(site);
    byte[] headers = {60, 0, 1, 4, 0, 0, 0, 0, 17, 0, 5, 2, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    seeds.add(Frames.toOwn(Frames.packet(site.peer(), site.host(), IpProtocol.HOP_BY_HOP, 64, headers)));
    seeds.add(Frames.toOwn(error(site, 1, 4)));
    seeds.add(Frames.toOwn(error(site, 2, 0)));
    byte[] probe = new byte[24];
    if (site.host() instanceof Ipv6Address host) {
      NdpMessage.emitSolicitation(probe, 0, host, NdpMessage.ABSENT);
      seeds.add(Frames.toOwn(Frames.icmp(Ipv6Address.UNSPECIFIED, host.solicitedNode(), probe)));
    }
    return this;
  }

  private void common(Site site) {
    seeds.add(Frames.toOwn(Frames.echoRequest(site.peer(), site.host(), 1, 56)));
    seeds.add(Frames.toOwn(Frames.echoRequest(site.peer(), site.allHosts(), 1, 8)));
    seeds.add(Frames.toOwn(Frames.packet(site.peer(), site.host(), IpProtocol.UDP, 64, new byte[32])));
    seeds.add(Frames.question(site.peer(), Frames.PEER_MAC, site.host()));
    seeds.add(Frames.answer(site.peer(), Frames.PEER_MAC, site.host()));
    byte[] request = Frames.echoRequest(site.peer(), site.host(), 2, 56);
    Cuts.all(request, 24, 7).forEach(fragment -> seeds.add(Frames.toOwn(fragment)));
  }

  private static byte[] error(Site site, int type, int code) {
    IpAddress host = site.host();
    byte[] quoted = Frames.echoRequest(host, site.remote(), 1, 8);
    byte[] message = new byte[8 + quoted.length];
    IcmpMessage.emit(message, 0, type, code, 1400);
    System.arraycopy(quoted, 0, message, 8, quoted.length);
    return Frames.icmp(site.gateway(), host, message);
  }

  /** The next frame: noise now and then; otherwise something valid, with a few changes. */
  byte[] next() {
    if (random.nextInt(16) == 0) {
      byte[] noise = new byte[random.nextInt(128)];
      random.nextBytes(noise);
      return noise;
    }
    byte[] frame = seeds.get(random.nextInt(seeds.size())).clone();
    int changes = random.nextInt(4);
    for (int k = 0; k < changes; k++) {
      // Addresses and MACs are best left alone most of the time, or else nothing gets past them.
      int from = random.nextInt(4) == 0 ? 0 : 14;
      frame[from + random.nextInt(frame.length - from)] = (byte) random.nextInt();
    }
    if (random.nextInt(8) == 0) {
      frame = Arrays.copyOf(frame, random.nextInt(frame.length + 32));
    }
    return random.nextBoolean() ? repaired(frame) : frame;
  }

  /** Makes the checksums right again, as far as the lengths allow, so that what they guard is reached. */
  private static byte[] repaired(byte[] frame) {
    if (frame.length < 34 || BigEndian.getShort(frame, 12) == EtherType.ARP) {
      return frame;
    }
    if (IpPacket.isIpv6(frame, 14)) {
      repair6(frame);
    } else {
      repair4(frame);
    }
    return frame;
  }

  @Only(IPV4)
  private static void repair4(byte[] frame) {
    int headerLength = (frame[14] & 0xf) * 4;
    if (headerLength < 20 || 14 + headerLength > frame.length) {
      return;
    }
    byte[] header = Frames.withHeaderChecksum(Arrays.copyOfRange(frame, 14, 14 + headerLength));
    System.arraycopy(header, 0, frame, 14, headerLength);
    int end = 14 + BigEndian.getShort(frame, 16);
    if (frame[23] == IpProtocol.ICMPV4 && end <= frame.length && end >= 14 + headerLength + 8) {
      IcmpMessage.fillChecksum(frame, 14 + headerLength, end, 0);
    }
  }

  @Only(IPV6)
  private static void repair6(byte[] frame) {
    int end = frame.length < 54 ? 0 : 54 + BigEndian.getShort(frame, 18);
    if (end <= frame.length && end >= 54 + 8 && frame[20] == IpProtocol.ICMPV6) {
      IcmpMessage.fillChecksum(frame, 54, end, IcmpMessage.pseudoHeader(frame, 14, end - 54));
    }
  }
}
