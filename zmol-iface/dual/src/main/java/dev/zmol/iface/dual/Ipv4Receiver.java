package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;

import dev.zmol.annotations.Only;
import dev.zmol.iface.Counters;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.IpCounter;
import dev.zmol.iface.Packet;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.UdpWire;
import dev.zmol.wire.dual.Ipv4Address;
import dev.zmol.wire.dual.Ipv4Options;
import dev.zmol.wire.dual.Ipv4Packet;
import dev.zmol.wire.dual.Ipv4Wire;

/** Checks the header of received IPv4 packets (RFC 791 §3.1, RFC 1122 §3.2.1). */
@Only(IPV4)
final class Ipv4Receiver {
  private static final int ALL_SYSTEMS = 0xe000_0001;
  private static final int LOOPBACK_NET = 127;

  private static final int MULTICAST = 0xe;

  private final Ipv4Addresses addresses;
  private final Groups groups;
  private final DropCounters drops;
  private final Counters<IpCounter> counters;
  private final boolean verifiesChecksum;
  private final boolean loopback;
  private final Ipv4Reassembly reassembly;
  private final IcmpErrorSender errors;
  private int configurationPort = -1;

  /** Null unless this host is a router. */
  private PacketForwarder forwarder;

  Ipv4Receiver(
      LocalAddresses addresses,
      DropCounters drops,
      Counters<IpCounter> counters,
      Ipv4Reassembly reassembly,
      IcmpErrorSender errors,
      boolean verifiesChecksum,
      boolean loopback) {
    this.addresses = addresses.ipv4;
    this.groups = addresses.groups();
    this.drops = drops;
    this.counters = counters;
    this.reassembly = reassembly;
    this.errors = errors;
    this.verifiesChecksum = verifiesChecksum;
    this.loopback = loopback;
  }

  void forwarder(PacketForwarder router) {
    forwarder = router;
  }

  /** Accepts UDP datagrams to a port of whatever address, as long as there may be one to come; -1 for none. */
  void acceptAt(int port) {
    configurationPort = port;
  }

  /** Checks a packet, and fills the context if it is for us; otherwise its drop is counted. */
  boolean receive(Packet packet, ReceivedPacket into, long nowNanos) {
    DropReason reason = check(packet, into, nowNanos);
    if (reason == DropReason.IP_NOT_FOR_US && forwarder != null && forward(packet, into, nowNanos)) {
      return false;
    }
    if (reason != null) {
      drops.count(reason);
      counters.count(isTruncated(packet, reason) ? IpCounter.IN_TRUNCATED_PKTS : IpCounter.ofDropped(reason));
      return false;
    }
    return !Ipv4Packet.isFragment(into.bytes, into.networkOffset) || reassemble(into, nowNanos);
  }

  /** Offers a packet to an address that is not ours to the forwarder, without what follows it in its frame. */
  private boolean forward(Packet packet, ReceivedPacket context, long nowNanos) {
    int ip = packet.offset();
    boolean unicast =
        Ipv4Wire.destination(packet.bytes(), ip).isUnicast() && context.local == null && context.linkUnicast;
    if (!unicast || !isValidSource(BigEndian.getInt(packet.bytes(), ip + Ipv4Wire.SOURCE_OFFSET))) {
      return false;
    }
    packet.set(ip, Ipv4Packet.end(packet.bytes(), ip, packet.end()) - ip);
    boolean taken = forwarder.forward(packet, nowNanos);
    counters.add(IpCounter.IN_FORW_DATAGRAMS, taken ? 1 : 0);
    return taken;
  }

  private boolean reassemble(ReceivedPacket into, long nowNanos) {
    counters.count(IpCounter.REASM_REQDS);
    long failures = reassembly.failures();
    boolean whole = reassembly.receive(into, nowNanos);
    counters.add(IpCounter.REASM_OKS, whole ? 1 : 0);
    counters.add(IpCounter.REASM_FAILS, reassembly.failures() == failures ? 0 : 1);
    return whole;
  }

  /** Whether nothing is wrong with a packet but that its end is missing. */
  private static boolean isTruncated(Packet packet, DropReason reason) {
    if (reason != DropReason.IP_MALFORMED || packet.length() < Ipv4Wire.LENGTH) {
      return false;
    }
    int ip = packet.offset();
    return Ipv4Packet.end(packet.bytes(), ip, packet.end()) < 0
        && Ipv4Packet.end(packet.bytes(), ip, ip + Math.max(packet.length(), 1 << 16)) >= 0;
  }

  private DropReason check(Packet packet, ReceivedPacket into, long nowNanos) {
    byte[] bytes = packet.bytes();
    int ip = packet.offset();
    int end = Ipv4Packet.end(bytes, ip, packet.end());
    if (end < 0) {
      return DropReason.IP_MALFORMED;
    }
    if (verifiesChecksum && !Ipv4Packet.verify(bytes, ip)) {
      return DropReason.IP_CHECKSUM;
    }
    if (!isValidSource(BigEndian.getInt(bytes, ip + Ipv4Wire.SOURCE_OFFSET)) && !isFromNobody(bytes, ip)) {
      return DropReason.IP_SOURCE_INVALID;
    }
    if (!accept(bytes, ip + Ipv4Wire.DESTINATION_OFFSET, into) && !isConfiguration(bytes, ip, end, into)) {
      return DropReason.IP_NOT_FOR_US;
    }
    if (into.group != null && !isWanted(bytes, ip, into.group)) {
      return DropReason.GROUP_SOURCE_FILTERED;
    }
    into.transportOffset = Ipv4Packet.payload(bytes, ip);
    into.end = end;
    into.protocol = bytes[ip + Ipv4Wire.PROTOCOL_OFFSET] & 0xff;
    into.protocolOffset = Ipv4Wire.PROTOCOL_OFFSET;
    return into.transportOffset == ip + Ipv4Wire.LENGTH ? null : checkOptions(into, nowNanos);
  }

  /** Options are ignored, unless they make no sense, or say that the packet has to go on (RFC 1122 §3.2.1.8, §3.3.5). */
  private DropReason checkOptions(ReceivedPacket packet, long nowNanos) {
    int ip = packet.networkOffset;
    int options = ip + Ipv4Wire.LENGTH;
    boolean first = Ipv4Wire.fragmentOffset(packet.bytes, ip) == 0;
    int malformed = Ipv4Options.findMalformed(packet.bytes, options, packet.transportOffset);
    if (malformed >= 0) {
      if (first) {
        errors.parameterProblem4(packet, malformed - ip, nowNanos);
      }
      return DropReason.IP_MALFORMED;
    }
    if (!Ipv4Options.hasMoreHops(packet.bytes, options, packet.transportOffset)) {
      return null;
    }
    if (first) {
      errors.sourceRouteFailed(packet, nowNanos);
    }
    return DropReason.IP_NOT_FOR_US;
  }

  /** Whether a packet may come from an address: a single other host's (RFC 1122 §3.2.1.3). */
  private boolean isValidSource(int source) {
    int net = source >>> 24;
    if (net == 0 || net >= 0xe0 || addresses.isBroadcast(source)) {
      return false;
    }
    return loopback || (net != LOOPBACK_NET && addresses.find(source) == null);
  }

  /** Bridges that look after groups ask without an address of their own (RFC 4541 §2.1.1). */
  private static boolean isFromNobody(byte[] bytes, int ip) {
    return Ipv4Wire.protocol(bytes, ip) == IpProtocol.IGMP
        && BigEndian.getInt(bytes, ip + Ipv4Wire.SOURCE_OFFSET) == 0
        && Ipv4Wire.destinationBits(bytes, ip) >>> 28 == MULTICAST;
  }

  /** Whether anybody listens to the source; queries about a group come from anywhere. */
  private static boolean isWanted(byte[] bytes, int ip, MulticastGroup group) {
    return group.filter().acceptsAt(bytes, ip + Ipv4Wire.SOURCE_OFFSET)
        || Ipv4Wire.protocol(bytes, ip) == IpProtocol.IGMP;
  }

  private boolean accept(byte[] bytes, int at, ReceivedPacket into) {
    Ipv4Address own = addresses.accept(bytes, at);
    into.local = own;
    into.unicast = own != null && into.linkUnicast;
    into.group = null;
    if (own != null) {
      return true;
    }
    int destination = BigEndian.getInt(bytes, at);
    if (destination >>> 28 == MULTICAST) {
      into.group = groups.find4(bytes, at);
      return into.group != null || destination == ALL_SYSTEMS;
    }
    return addresses.isBroadcast(destination);
  }

  /** Whether a packet may tell this host, and no other on the link, what its address is (RFC 2131 §4.1). */
  private boolean isConfiguration(byte[] bytes, int ip, int end, ReceivedPacket into) {
    int udp = Ipv4Packet.payload(bytes, ip);
    return configurationPort >= 0
        && into.linkUnicast
        && bytes[ip + Ipv4Wire.PROTOCOL_OFFSET] == IpProtocol.UDP
        && Ipv4Wire.destination(bytes, ip).isUnicast()
        && end - udp >= UdpWire.LENGTH
        && UdpWire.destinationPort(bytes, udp) == configurationPort;
  }
}
