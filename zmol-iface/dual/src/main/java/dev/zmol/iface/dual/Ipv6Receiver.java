package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.iface.Counters;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.IpCounter;
import dev.zmol.iface.Packet;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.Icmpv6Code;
import dev.zmol.wire.dual.Ipv6Address;
import dev.zmol.wire.dual.Ipv6HeaderChain;
import dev.zmol.wire.dual.Ipv6Wire;
import dev.zmol.wire.dual.MldMessage;

/** Checks the header of received IPv6 packets (RFC 8200 §3). */
@Only(IPV6)
final class Ipv6Receiver {
  private final Ipv6Addresses addresses;
  private final Groups groups;
  private final DropCounters drops;
  private final Counters<IpCounter> counters;
  private final IcmpErrorSender errors;
  private final boolean loopback;
  private final Ipv6Reassembly reassembly;
  private final Ipv6HeaderChain chain = new Ipv6HeaderChain();

  /** Null unless this host is a router. */
  private PacketForwarder forwarder;

  /** Whether the forwarder took the packet at hand. */
  private boolean taken;

  Ipv6Receiver(
      LocalAddresses addresses,
      DropCounters drops,
      Counters<IpCounter> counters,
      Ipv6Reassembly reassembly,
      IcmpErrorSender errors,
      boolean loopback) {
    this.addresses = addresses.ipv6;
    this.groups = addresses.groups();
    this.drops = drops;
    this.counters = counters;
    this.reassembly = reassembly;
    this.errors = errors;
    this.loopback = loopback;
  }

  void recognizeOption(int type) {
    chain.recognize(type);
    reassembly.recognizeOption(type);
  }

  void forwarder(PacketForwarder router) {
    forwarder = router;
  }

  /** Checks a packet, and fills the context if it is for us; otherwise its drop is counted. */
  boolean receive(Packet packet, ReceivedPacket into, long nowNanos) {
    taken = false;
    DropReason reason = check(packet, into, nowNanos);
    if (reason == DropReason.IP_FRAGMENT) {
      return reassemble(into, nowNanos);
    }
    return isFine(reason, reason == DropReason.IP_MALFORMED && packet.length() >= Ipv6Wire.LENGTH);
  }

  private boolean isFine(DropReason reason) {
    return isFine(reason, false);
  }

  private boolean isFine(DropReason reason, boolean truncated) {
    if (reason != null && !taken) {
      drops.count(reason);
      counters.count(truncated ? IpCounter.IN_TRUNCATED_PKTS : IpCounter.ofDropped(reason));
    }
    return reason == null;
  }

  /** Takes a fragment, and the packet that it may complete, which must not be a fragment again (RFC 8200 §4.1). */
  private boolean reassemble(ReceivedPacket into, long nowNanos) {
    if (isFromNobody(into.bytes, into.networkOffset)) {
      return isFine(DropReason.IP_SOURCE_INVALID);
    }
    counters.count(IpCounter.REASM_REQDS);
    long failures = reassembly.failures();
    boolean whole = reassembly.receive(into, nowNanos);
    counters.add(IpCounter.REASM_FAILS, reassembly.failures() == failures ? 0 : 1);
    if (!whole) {
      return false;
    }
    counters.count(IpCounter.REASM_OKS);
    DropReason reason = walk(into.bytes, into.networkOffset, into, nowNanos);
    into.fragmentHeader = true;
    return isFine(reason == DropReason.IP_FRAGMENT ? DropReason.IP_EXTENSION_HEADER : reason);
  }

  private DropReason check(Packet packet, ReceivedPacket into, long nowNanos) {
    byte[] bytes = packet.bytes();
    int ip = packet.offset();
    if (packet.length() < Ipv6Wire.LENGTH) {
      return DropReason.IP_MALFORMED;
    }
    int payloadLength = BigEndian.getShort(bytes, ip + Ipv6Wire.PAYLOAD_LENGTH_OFFSET);
    if (payloadLength > packet.length() - Ipv6Wire.LENGTH) {
      return DropReason.IP_MALFORMED;
    }
    if (!isValidSource(Ipv6Wire.sourceHigh(bytes, ip), Ipv6Wire.sourceLow(bytes, ip))) {
      return DropReason.IP_SOURCE_INVALID;
    }
    into.end = ip + Ipv6Wire.LENGTH + payloadLength;
    if (!accept(bytes, ip, into)) {
      forward(packet, into, nowNanos);
      return DropReason.IP_NOT_FOR_US;
    }
    return walk(bytes, ip, into, nowNanos);
  }

  /** Offers a packet that is not for us to the forwarder, without what follows it in its frame. */
  private void forward(Packet packet, ReceivedPacket context, long nowNanos) {
    byte[] bytes = packet.bytes();
    int ip = packet.offset();
    boolean group = bytes[ip + Ipv6Wire.DESTINATION_OFFSET] == -1;
    if (forwarder == null || group || !context.linkUnicast || isFromNobody(bytes, ip)) {
      return;
    }
    packet.set(ip, context.end - ip);
    taken = forwarder.forward(packet, nowNanos);
    counters.add(IpCounter.IN_FORW_DATAGRAMS, taken ? 1 : 0);
  }

  /** Finds what the extension headers precede (RFC 8200 §4). */
  private DropReason walk(byte[] bytes, int ip, ReceivedPacket into, long nowNanos) {
    Ipv6HeaderChain.Outcome outcome = Ipv6HeaderChain.Outcome.COMPLETE;
    int protocol = Ipv6Wire.nextHeader(bytes, ip);
    if (protocol == IpProtocol.TCP || protocol == IpProtocol.UDP || protocol == IpProtocol.ICMPV6) {
      into.transportOffset = ip + Ipv6Wire.LENGTH;
      into.protocol = protocol;
      into.protocolOffset = Ipv6Wire.NEXT_HEADER_OFFSET;
      into.fragmentHeader = false;
    } else {
      outcome = chain.walk(bytes, ip, into.end);
      into.transportOffset = chain.offset();
      into.protocol = chain.protocol();
      into.protocolOffset = chain.nextHeaderPointer();
      into.fragmentHeader = chain.hasFragmentHeader();
    }
    if (outcome != Ipv6HeaderChain.Outcome.COMPLETE) {
      return refuse(outcome, into, nowNanos);
    }
    if (into.group != null && !isWanted(bytes, ip, into)) {
      return DropReason.GROUP_SOURCE_FILTERED;
    }
    if (into.protocol != IpProtocol.ICMPV6 && isFromNobody(bytes, ip)) {
      return DropReason.IP_SOURCE_INVALID;
    }
    return into.protocol == IpProtocol.IPV6_NO_NEXT_HEADER ? DropReason.IP_PROTOCOL_UNKNOWN : null;
  }

  private DropReason refuse(Ipv6HeaderChain.Outcome outcome, ReceivedPacket into, long nowNanos) {
    if (forwarder != null && isSourceRouted(outcome)) {
      taken = forwarder.routed(into, chain.offset(), nowNanos);
      counters.add(IpCounter.IN_FORW_DATAGRAMS, taken ? 1 : 0);
      if (taken) {
        return DropReason.IP_NOT_FOR_US;
      }
    }
    return switch (outcome) {
      case FRAGMENT -> DropReason.IP_FRAGMENT;
      case PARAMETER_PROBLEM, PARAMETER_PROBLEM_UNLESS_MULTICAST -> {
        // An option may ask for an answer even to a group; other problems are not worth one (RFC 4443 §2.4 (e.3)).
        boolean evenToGroup =
            outcome == Ipv6HeaderChain.Outcome.PARAMETER_PROBLEM && chain.code() == Icmpv6Code.UNRECOGNIZED_OPTION;
        errors.parameterProblem(into, chain.code(), chain.pointer(), evenToGroup, nowNanos);
        yield DropReason.IP_EXTENSION_HEADER;
      }
      default -> DropReason.IP_EXTENSION_HEADER;
    };
  }

  private boolean isSourceRouted(Ipv6HeaderChain.Outcome outcome) {
    return outcome == Ipv6HeaderChain.Outcome.PARAMETER_PROBLEM && chain.protocol() == IpProtocol.IPV6_ROUTING;
  }

  /** Whether a packet may come from an address: no group, no loopback, none of ours (RFC 4291 §2.5.3, §2.7). */
  private boolean isValidSource(long high, long low) {
    if (high >>> 56 == 0xff) {
      return false;
    }
    boolean loopbackAddress = high == 0 && low == 1;
    return loopback || (!loopbackAddress && addresses.find(high, low) == null);
  }

  /** Whether anybody listens to the source; queries about a group come from anywhere. */
  private static boolean isWanted(byte[] bytes, int ip, ReceivedPacket into) {
    return into.group.filter().acceptsAt(bytes, ip + Ipv6Wire.SOURCE_OFFSET)
        || (into.protocol == IpProtocol.ICMPV6 && MldMessage.isValid(bytes, into.transportOffset, into.end));
  }

  /** Only neighbor solicitations come from the unspecified address (RFC 4291 §2.5.2). */
  private static boolean isFromNobody(byte[] bytes, int ip) {
    return (Ipv6Wire.sourceHigh(bytes, ip) | Ipv6Wire.sourceLow(bytes, ip)) == 0;
  }

  private boolean accept(byte[] bytes, int ip, ReceivedPacket into) {
    Ipv6Address own = addresses.accept(bytes, ip + Ipv6Wire.DESTINATION_OFFSET);
    into.local = own;
    into.unicast = own != null && into.linkUnicast;
    into.group = null;
    if (own != null) {
      return true;
    }
    if (bytes[ip + Ipv6Wire.DESTINATION_OFFSET] != -1) {
      return false;
    }
    into.group = groups.find6(bytes, ip + Ipv6Wire.DESTINATION_OFFSET);
    return into.group != null
        || addresses.isOurGroup(Ipv6Wire.destinationHigh(bytes, ip), Ipv6Wire.destinationLow(bytes, ip));
  }
}
