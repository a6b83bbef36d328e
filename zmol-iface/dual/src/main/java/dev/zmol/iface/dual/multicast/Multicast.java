package dev.zmol.iface.dual.multicast;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Protocol;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.dual.Icmp;
import dev.zmol.iface.dual.IcmpError;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.iface.dual.MulticastGroup;
import dev.zmol.iface.dual.ReceivedPacket;
import dev.zmol.iface.dual.SourceFilter;
import dev.zmol.iface.dual.TransportProtocol;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.IcmpWire;
import dev.zmol.wire.dual.Icmpv6Type;
import dev.zmol.wire.dual.IgmpMessage;
import dev.zmol.wire.dual.IgmpWire;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.Ipv6Address;
import dev.zmol.wire.dual.MembershipQuery;
import dev.zmol.wire.dual.MldMessage;
import dev.zmol.wire.dual.MldWire;

/**
 * Lets routers and bridges know which groups the interface listens to, by IGMP (RFC 1112, RFC 2236, RFC 3376) and
 * multicast listener discovery (RFC 2710, RFC 3810).
 *
 * <p>It speaks the version of the oldest querier on the link. A stack without it hears what is sent to its groups on
 * the link itself, but not what routers would have to forward, nor what bridges forward to who has asked for it only.
 * Sockets join groups through {@link IpLayer#groups}; nothing has to be called here.
 */
@Specialize
@Protocol(number = IpProtocol.IGMP)
public final class Multicast implements TransportProtocol {
  private final IpLayer ip;
  private int addressChanges;

  @Only(IPV4)
  private final GroupReporter igmp;

  @Only(IPV6)
  private final MldFormat mldFormat;

  @Only(IPV6)
  private final GroupReporter mld;

  /**
   * Creates the protocol, which reports the groups that the interface is in, and will be.
   *
   * @param ip the IP layer
   * @param icmp carries multicast listener discovery
   */
  public Multicast(IpLayer ip, Icmp icmp) {
    this.ip = ip;
    this.addressChanges = ip.addressChanges();
    if (Comptime.IPV4) {
      this.igmp = new GroupReporter(ip.groups(), new IgmpFormat(ip), ip.random());
    }
    if (Comptime.IPV6) {
      this.mldFormat = new MldFormat(ip);
      this.mld = new GroupReporter(ip.groups(), mldFormat, ip.random());
      icmp.icmpv6Handler(Icmpv6Type.MULTICAST_LISTENER_QUERY, this::receive6);
      icmp.icmpv6Handler(Icmpv6Type.MULTICAST_LISTENER_REPORT, this::receive6);
    }
    for (MulticastGroup group : ip.groups().joined()) {
      changed(group.address(), SourceFilter.NONE, group.filter());
    }
    ip.groups().listener(this::changed);
  }

  private void changed(IpAddress group, SourceFilter before, SourceFilter after) {
    if (group instanceof Ipv6Address) {
      mld.changed(group, before);
    } else {
      igmp.changed(group, before);
    }
  }

  /** {@return the version of IGMP that is spoken, 1 to 3} */
  @Only(IPV4)
  public int igmpVersion() {
    return igmp.version();
  }

  /** {@return the version of multicast listener discovery that is spoken, 1 or 2} */
  @Only(IPV6)
  public int mldVersion() {
    return mld.version();
  }

  @Override
  public boolean receive(ReceivedPacket packet, long nowNanos) {
    if (packet.isIpv6()) {
      ip.protocolUnreachable(packet, nowNanos);
    } else {
      receive4(packet, nowNanos);
    }
    return true;
  }

  @Only(IPV4)
  private void receive4(ReceivedPacket packet, long nowNanos) {
    byte[] bytes = packet.bytes();
    int from = packet.transportOffset();
    if (!IgmpMessage.verify(bytes, from, packet.end())) {
      ip.drops().count(DropReason.GROUP_MESSAGE_CHECKSUM);
    } else if (!IgmpMessage.isValid(bytes, from, packet.end()) || packet.hopLimit() != IgmpMessage.TIME_TO_LIVE) {
      ip.drops().count(DropReason.GROUP_MESSAGE_MALFORMED);
    } else {
      accept4(packet, from, nowNanos);
    }
  }

  @Only(IPV4)
  private void accept4(ReceivedPacket packet, int from, long nowNanos) {
    switch (IgmpWire.type(packet.bytes(), from)) {
      case IgmpMessage.QUERY -> {
        MembershipQuery query = IgmpMessage.query(packet.bytes(), from, packet.end());
        // Whoever has to be taken for a router has to behave like one (RFC 3376 §9.1).
        if (query.version() == 1 || IgmpMessage.hasRouterAlert(packet.bytes(), packet.networkOffset())) {
          igmp.query(query, nowNanos);
        } else {
          ip.drops().count(DropReason.GROUP_MESSAGE_MALFORMED);
        }
      }
      case IgmpMessage.REPORT_V1, IgmpMessage.REPORT_V2 -> igmp.heard(IgmpWire.group(packet.bytes(), from));
      default -> {
        // What other hosts report in version 3 is of no use to a host.
      }
    }
  }

  /** A query comes from a link-local address, with hop limit 1 and a router alert, or is ignored (RFC 3810 §6.2). */
  @Only(IPV6)
  private void receive6(ReceivedPacket packet, long nowNanos) {
    byte[] bytes = packet.bytes();
    int from = packet.transportOffset();
    boolean query = IcmpWire.type(bytes, from) == Icmpv6Type.MULTICAST_LISTENER_QUERY;
    boolean fromLink =
        packet.hopLimit() == MldMessage.HOP_LIMIT
            && MldMessage.hasRouterAlert(bytes, packet.networkOffset())
            && (packet.source().isLinkLocal() || (!query && packet.source().isUnspecified()));
    if (!fromLink || !MldMessage.isValid(bytes, from, packet.end())) {
      ip.drops().count(DropReason.GROUP_MESSAGE_MALFORMED);
    } else if (query) {
      mld.query(MldMessage.query(bytes, from, packet.end()), nowNanos);
    } else {
      mld.heard(MldWire.group(bytes, from));
    }
  }

  @Override
  public void error(IcmpError error, long nowNanos) {
    // Nobody can say anything about what was sent to a group.
  }

  @Override
  public boolean poll(long nowNanos) {
    if (addressChanges != ip.addressChanges()) {
      addressChanges = ip.addressChanges();
      if (Comptime.IPV6) {
        announceAgain();
      }
    }
    boolean worked = false;
    if (Comptime.IPV4) {
      worked = igmp.poll(nowNanos);
    }
    if (Comptime.IPV6) {
      worked |= mld.poll(nowNanos);
    }
    return worked;
  }

  @Only(IPV6)
  private void announceAgain() {
    if (mldFormat.wasAnonymous()) {
      mld.announceAll();
    }
  }

  @Override
  public long pollAt() {
    long at = addressChanges == ip.addressChanges() ? Long.MAX_VALUE : Long.MIN_VALUE;
    if (Comptime.IPV4) {
      at = Math.min(at, igmp.pollAt());
    }
    if (Comptime.IPV6) {
      at = Math.min(at, mld.pollAt());
    }
    return at;
  }
}
