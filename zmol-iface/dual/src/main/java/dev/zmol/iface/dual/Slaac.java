package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Protocol;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.dual.Icmpv6Type;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.Ipv6Address;
import dev.zmol.wire.dual.NdpDnsSearchOption;
import dev.zmol.wire.dual.NdpDnsServersOption;
import dev.zmol.wire.dual.NdpMessage;
import dev.zmol.wire.dual.NdpMtuOption;
import dev.zmol.wire.dual.NdpOption;
import dev.zmol.wire.dual.NdpPreference;
import dev.zmol.wire.dual.NdpPrefixOption;
import dev.zmol.wire.dual.NdpRouteOption;
import dev.zmol.wire.dual.RouterAdvertisementWire;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Stateless address autoconfiguration (RFC 4862): asks for routers, and takes from their advertisements addresses,
 * routes, DNS servers and what else they say (RFC 4861 §6.3, RFC 4191, RFC 8106).
 *
 * <p>It does nothing until it is {@linkplain #start started}. The link-local address is the interface's; the addresses
 * that are made here are always tried for duplicates. What routers say is bounded: 16 prefixes, 64 routes, 8 DNS
 * servers and 8 search domains.
 *
 * <p>Owned by the thread of the stack, which calls all methods.
 */
@Only(IPV6)
@Protocol(number = {})
public final class Slaac implements TransportProtocol {
  private static final long SECOND = 1_000_000_000L;

  /** The time between the first router solicitations, and how many of them there are (RFC 4861 §10). */
  private static final long SOLICITATION_INTERVAL = 4 * SECOND;

  private static final int SOLICITATIONS = 3;

  /** The longest time between later ones (RFC 7559 §2). */
  private static final long LONGEST_INTERVAL = 3600 * SECOND;

  /** How soon a solicitation is repeated that could not be sent. */
  private static final long SOON = 100_000_000L;

  /** Lower hop limits would cut the host off from the rest of the world. */
  private static final int LEAST_HOP_LIMIT = 32;

  private static final long MILLISECOND = 1_000_000L;
  private static final long DEFAULT_REACHABLE = 30_000;
  private static final long DEFAULT_RETRANSMISSION = 1000;
  private static final long LONGEST_REACHABLE = 3_600_000;
  private static final long LEAST_RETRANSMISSION = 100;
  private static final long LONGEST_RETRANSMISSION = 60_000;
  private static final int LEAST_MTU = 1280;
  private static final int DNS_LIMIT = 8;
  private static final IpCidr EVERYWHERE = new IpCidr(Ipv6Address.UNSPECIFIED, 0);

  private final IpLayer ip;
  private final IcmpOutput output;
  private final SlaacPrefixes prefixes;
  private final ExpiringList<Ipv6Address> dnsServers = new ExpiringList<>(DNS_LIMIT);
  private final ExpiringList<String> searchDomains = new ExpiringList<>(DNS_LIMIT);
  private final List<SlaacListener> listeners = new ArrayList<>();
  private boolean started;
  private boolean changed;
  private boolean managed;
  private boolean other;
  private int solicitations;
  private int addressChanges;
  private long interval;
  private long solicitAt = Long.MAX_VALUE;
  private long reachableMillis = DEFAULT_REACHABLE;
  private long retransmissionMillis = DEFAULT_RETRANSMISSION;

  /**
   * Creates the service.
   *
   * @param ip the IP layer
   * @param icmp ICMP, which receives the advertisements
   */
  public Slaac(IpLayer ip, Icmp icmp) {
    this.ip = ip;
    this.output = new IcmpOutput(ip);
    this.prefixes = new SlaacPrefixes(ip);
    icmp.icmpv6Handler(Icmpv6Type.ROUTER_ADVERTISEMENT, this::advertised);
  }

  /**
   * Begins to ask for routers.
   *
   * @param configuration how addresses are made
   * @throws IllegalStateException if it has begun already
   */
  public void start(SlaacConfiguration configuration) {
    if (started) {
      throw new IllegalStateException("autoconfiguration has been started already");
    }
    prefixes.configure(configuration);
    started = true;
    addressChanges = ip.addresses().stateChanges();
    solicitations = 0;
    interval = SOLICITATION_INTERVAL;
    solicitAt = Long.MIN_VALUE;
  }

  /** Stops, and removes what was learned; listeners hear of that with the next poll. */
  public void stop() {
    changed |= started;
    started = false;
    solicitAt = Long.MAX_VALUE;
    prefixes.clear();
    for (RouteEntry route : ip.routes().list()) {
      if (route.learned()) {
        ip.routes().forget(route.destination(), route.gateway());
      }
    }
    dnsServers.expire(Long.MAX_VALUE);
    searchDomains.expire(Long.MAX_VALUE);
    managed = false;
    other = false;
  }

  /**
   * Adds one who hears of what routers tell.
   *
   * @param listener the listener
   */
  public void onChange(SlaacListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener is null"));
  }

  /** {@return whether routers say that addresses are to be had by DHCPv6 (RFC 4861 §4.2)} */
  public boolean managed() {
    return managed;
  }

  /** {@return whether routers say that other configuration is to be had by DHCPv6 (RFC 4861 §4.2)} */
  public boolean other() {
    return other;
  }

  /** {@return the DNS servers that routers tell of} */
  public List<Ipv6Address> dnsServers() {
    return dnsServers.values();
  }

  /** {@return the search list that routers tell of} */
  public List<String> searchDomains() {
    return searchDomains.values();
  }

  /** {@return the prefixes whose addresses are on the link, as routers have it} */
  public List<IpCidr> onLinkPrefixes() {
    return prefixes.onLink();
  }

  /** {@return the default routers, in no order} */
  public List<IpAddress> routers() {
    return ip.routes().list().stream()
        .filter(route -> route.learned() && route.isTo(EVERYWHERE))
        .map(RouteEntry::gateway)
        .toList();
  }

  /** Takes nothing: advertisements come through ICMP. */
  @Override
  public boolean receive(ReceivedPacket packet, long nowNanos) {
    return false;
  }

  /** Takes nothing: nobody answers router solicitations with errors. */
  @Override
  public void error(IcmpError error, long nowNanos) {
    // A router solicitation is sent again anyway.
  }

  private void advertised(ReceivedPacket packet, long nowNanos) {
    byte[] bytes = packet.bytes();
    int icmp = packet.transportOffset();
    if (!started) {
      ip.drops().count(DropReason.ICMP_TYPE_UNKNOWN);
    } else if (packet.fragmentHeader || !NdpMessage.isValid(bytes, packet.networkOffset(), icmp, packet.end())) {
      ip.drops().count(DropReason.NDP_MALFORMED);
    } else if (packet.source() instanceof Ipv6Address router) {
      long mac = NdpMessage.sourceLinkLayerAddress(bytes, icmp, packet.end());
      if (mac != NdpMessage.ABSENT && new MacAddress(mac).isUnicast()) {
        ip.link().learn(router, new MacAddress(mac), true, nowNanos);
      }
      header(router, bytes, icmp, nowNanos);
      for (NdpOption option : NdpOption.parse(bytes, icmp + RouterAdvertisementWire.LENGTH, packet.end())) {
        option(router, option, nowNanos);
      }
    }
  }

  private void header(Ipv6Address router, byte[] bytes, int icmp, long nowNanos) {
    int lifetime = RouterAdvertisementWire.routerLifetime(bytes, icmp);
    route(EVERYWHERE, router, NdpPreference.of(RouterAdvertisementWire.preference(bytes, icmp)), lifetime, nowNanos);
    if (lifetime != 0) {
      solicitAt = Long.MAX_VALUE;
    }
    int hopLimit = RouterAdvertisementWire.hopLimit(bytes, icmp);
    if (hopLimit >= LEAST_HOP_LIMIT) {
      ip.advertisedHopLimit(hopLimit);
    } else if (hopLimit != 0) {
      refuse();
    }
    timing(
        RouterAdvertisementWire.reachableTime(bytes, icmp), RouterAdvertisementWire.retransmissionTimer(bytes, icmp));
    boolean newManaged = RouterAdvertisementWire.managed(bytes, icmp);
    boolean newOther = RouterAdvertisementWire.other(bytes, icmp);
    changed |= managed != newManaged || other != newOther;
    managed = newManaged;
    other = newOther;
  }

  private void timing(long reachable, long retransmission) {
    reachableMillis = reachable != 0 && reachable <= LONGEST_REACHABLE ? reachable : reachableMillis;
    boolean possible = retransmission >= LEAST_RETRANSMISSION && retransmission <= LONGEST_RETRANSMISSION;
    retransmissionMillis = possible ? retransmission : retransmissionMillis;
    ip.link().timing(reachableMillis * MILLISECOND, retransmissionMillis * MILLISECOND);
    ip.addresses().retransmissionTime(retransmissionMillis * MILLISECOND);
  }

  private void refuse() {
    ip.drops().count(DropReason.ROUTER_ADVERTISEMENT_REFUSED);
  }

  private void route(IpCidr destination, Ipv6Address router, NdpPreference preference, long lifetime, long nowNanos) {
    if (lifetime == 0) {
      changed |= ip.routes().forget(destination, router);
      return;
    }
    boolean known = ip.routes().knows(destination, router);
    int rank = preference.ordinal() - NdpPreference.MEDIUM.ordinal();
    if (ip.routes().learn(destination, router, rank, SlaacPrefixes.after(lifetime, nowNanos))) {
      changed |= !known;
    } else {
      refuse();
    }
  }

  private void option(Ipv6Address router, NdpOption option, long nowNanos) {
    switch (option) {
      case NdpPrefixOption prefix -> prefixes.receive(prefix, nowNanos);
      case NdpMtuOption(_, _, _, long mtu) -> {
        if (mtu >= LEAST_MTU && mtu <= ip.mtu()) {
          ip.advertisedMtu((int) mtu);
        } else {
          refuse();
        }
      }
      case NdpRouteOption route -> {
        if (route.preference() == null || route.prefix().isMulticast() || route.prefix().isLinkLocal()) {
          refuse();
        } else {
          IpCidr destination = new IpCidr(route.prefix(), route.prefixLength());
          route(destination, router, route.preference(), route.lifetime(), nowNanos);
        }
      }
      case NdpDnsServersOption servers -> {
        for (Ipv6Address server : servers.servers()) {
          if (server.isUnicast() && !server.isLoopback()) {
            changed |= dnsServers.put(server, SlaacPrefixes.after(servers.lifetime(), nowNanos), nowNanos);
          } else {
            refuse();
          }
        }
      }
      case NdpDnsSearchOption search -> {
        for (String domain : search.domains()) {
          changed |= searchDomains.put(domain, SlaacPrefixes.after(search.lifetime(), nowNanos), nowNanos);
        }
      }
      default -> {
        // Link-layer addresses have been read, others say nothing here.
      }
    }
  }

  @Override
  public boolean poll(long nowNanos) {
    boolean same = !started || addressChanges == ip.addresses().stateChanges();
    if (same && nowNanos < pollAt()) {
      return false;
    }
    addressChanges = ip.addresses().stateChanges();
    changed |= !same;
    boolean sent = solicit(nowNanos);
    changed |= prefixes.poll(nowNanos);
    changed |= dnsServers.expire(nowNanos);
    changed |= searchDomains.expire(nowNanos);
    changed |= ip.routes().removeExpired(nowNanos);
    if (changed) {
      changed = false;
      List.copyOf(listeners).forEach(listener -> listener.changed(this, nowNanos));
    }
    return sent;
  }

  @Override
  public long pollAt() {
    if (changed) {
      return Long.MIN_VALUE;
    }
    if (!started) {
      return Long.MAX_VALUE;
    }
    long next = Math.min(Math.min(solicitAt, prefixes.pollAt()), ip.routes().nextLearnedExpiry());
    return Math.min(next, Math.min(dnsServers.nextExpiry(), searchDomains.nextExpiry()));
  }

  /** Asks for routers if it is time to (RFC 4861 §6.3.7), ever more rarely until one has answered (RFC 7559). */
  private boolean solicit(long nowNanos) {
    if (nowNanos < solicitAt) {
      return false;
    }
    if (solicitAt == Long.MIN_VALUE) {
      // Hosts that are switched on together do not ask all at once.
      solicitAt = nowNanos + ip.random().nextLong(SECOND);
      return false;
    }
    Ipv6Address own = ip.linkLocal();
    if (own == null || send(own, nowNanos) == SendResult.BUSY) {
      solicitAt = nowNanos + SOON;
      return false;
    }
    solicitations++;
    if (solicitations > SOLICITATIONS) {
      long jitter = interval / 10;
      interval = Math.min(2 * interval + ip.random().nextLong(-jitter, jitter + 1), LONGEST_INTERVAL);
    }
    solicitAt = nowNanos + interval;
    return true;
  }

  private SendResult send(Ipv6Address own, long nowNanos) {
    Packet packet = ip.outgoing();
    long mac = ip.link().isPointToPoint() ? NdpMessage.ABSENT : ip.configuration().hardwareAddress().get().bits();
    int end = NdpMessage.emitRouterSolicitation(packet.bytes(), packet.offset(), mac);
    packet.set(packet.offset(), end - packet.offset());
    return output.sendOnLink(packet, own, Ipv6Address.ALL_ROUTERS, nowNanos);
  }
}
