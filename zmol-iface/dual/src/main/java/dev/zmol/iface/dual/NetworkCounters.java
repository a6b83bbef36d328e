package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Counters;
import dev.zmol.iface.IcmpCounters;
import dev.zmol.iface.IpCounter;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.Ipv6Address;

/** What an interface counts of IP packets and of ICMP messages, by version (RFC 4293). */
@Specialize
public final class NetworkCounters {
  @Only(IPV4)
  private final Counters<IpCounter> ipv4 = new Counters<>(IpCounter.class);

  @Only(IPV6)
  private final Counters<IpCounter> ipv6 = new Counters<>(IpCounter.class);

  @Only(IPV4)
  private final IcmpCounters icmpv4 = new IcmpCounters();

  @Only(IPV6)
  private final IcmpCounters icmpv6 = new IcmpCounters();

  NetworkCounters() {}

  /** {@return what is counted of IPv4 packets} */
  @Only(IPV4)
  public Counters<IpCounter> ipv4() {
    return ipv4;
  }

  /** {@return what is counted of IPv6 packets} */
  @Only(IPV6)
  public Counters<IpCounter> ipv6() {
    return ipv6;
  }

  /** {@return what is counted of ICMP messages} */
  @Only(IPV4)
  public IcmpCounters icmpv4() {
    return icmpv4;
  }

  /** {@return what is counted of ICMPv6 messages} */
  @Only(IPV6)
  public IcmpCounters icmpv6() {
    return icmpv6;
  }

  /** Counts a packet that has come in, whatever becomes of it. */
  static void received(Counters<IpCounter> counters, int length) {
    counters.count(IpCounter.IN_RECEIVES);
    counters.add(IpCounter.IN_OCTETS, length);
  }

  /**
   * Counts a packet that goes to a protocol above.
   *
   * @return true
   */
  static boolean delivered(Counters<IpCounter> counters, ReceivedPacket packet) {
    counters.count(IpCounter.IN_DELIVERS);
    if (packet.local == null) {
      if (packet.destination().isMulticast()) {
        counters.count(IpCounter.IN_MCAST_PKTS);
        counters.add(IpCounter.IN_MCAST_OCTETS, packet.end - packet.networkOffset);
      } else {
        counters.count(IpCounter.IN_BCAST_PKTS);
      }
    }
    return true;
  }

  /** Counts a delivered packet as one whose protocol nobody speaks. */
  static void unknown(Counters<IpCounter> counters) {
    counters.add(IpCounter.IN_DELIVERS, -1);
    counters.count(IpCounter.IN_UNKNOWN_PROTOS);
  }

  /** Counts a message of neighbour discovery that the link has sent, past the last stage of the way out. */
  @Only(IPV6)
  void neighborMessageSent(int type, Ipv6Address destination, int length) {
    icmpv6.countSent(type);
    ipv6.count(IpCounter.OUT_REQUESTS);
    ipv6.count(IpCounter.OUT_TRANSMITS);
    ipv6.add(IpCounter.OUT_OCTETS, length);
    if (destination.isMulticast()) {
      ipv6.count(IpCounter.OUT_MCAST_PKTS);
      ipv6.add(IpCounter.OUT_MCAST_OCTETS, length);
    }
  }

  /** The counters of the version that an address is of. */
  Counters<IpCounter> of(IpAddress address) {
    return address instanceof Ipv6Address ? ipv6 : ipv4;
  }

  /** The counters of the version that a packet is of. */
  Counters<IpCounter> of(ReceivedPacket packet) {
    return packet.isIpv6() ? ipv6 : ipv4;
  }

  /** The ICMP counters of the version that an address is of. */
  IcmpCounters icmpOf(IpAddress address) {
    return address instanceof Ipv6Address ? icmpv6 : icmpv4;
  }

  /** The ICMP counters of the version that a packet is of. */
  IcmpCounters icmpOf(ReceivedPacket packet) {
    return packet.isIpv6() ? icmpv6 : icmpv4;
  }
}
