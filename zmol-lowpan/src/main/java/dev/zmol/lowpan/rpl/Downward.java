package dev.zmol.lowpan.rpl;

import dev.zmol.iface.DropReason;
import dev.zmol.iface.ipv6.IpLayer;
import dev.zmol.lowpan.rpl.wire.RplMessage.DestinationAcknowledgment;
import dev.zmol.lowpan.rpl.wire.RplMessage.DestinationAdvertisement;
import dev.zmol.lowpan.rpl.wire.RplOption;
import dev.zmol.wire.ipv6.IpCidr;
import dev.zmol.wire.ipv6.Ipv6Address;
import java.util.ArrayList;
import java.util.List;

/** The ways down: takes what nodes tell of themselves, and keeps the routes that follow (RFC 6550 §9). */
final class Downward {
  private static final int ACCEPTED = 0;
  private static final int HOST = 128;

  private final IpLayer ip;
  private final RplOutput output;
  private final Upward upward;
  private final DownwardRoutes routes;
  private final Advertisement advertisement;

  Downward(
      IpLayer ip, RplOutput output, Upward upward, DownwardRoutes routes, Advertisement advertisement) {
    this.ip = ip;
    this.output = output;
    this.upward = upward;
    this.routes = routes;
    this.advertisement = advertisement;
  }

  private boolean isStoring() {
    return upward.membership().mode().isStoring();
  }

  /** Takes a DAO (RFC 6550 §9.7, §9.8). */
  void receive(DestinationAdvertisement dao, Ipv6Address from, long nowNanos) {
    if (!isOurs(dao)) {
      ip.drops().count(DropReason.RPL_NOT_OURS);
      return;
    }
    boolean onLink = from.isLinkLocal();
    boolean parent = upward.preferred() != null && upward.preferred().address().equals(from);
    if (onLink != isStoring() || (!onLink && !upward.isRoot()) || parent) {
      ip.drops().count(DropReason.RPL_REFUSED);
      return;
    }
    boolean taken = take(dao.options(), from, nowNanos);
    if (!taken) {
      ip.drops().count(DropReason.RPL_REFUSED);
    }
    if (dao.acknowledge()) {
      acknowledge(dao, taken ? ACCEPTED : DestinationAcknowledgment.REJECTED, from, nowNanos);
    }
  }

  private boolean isOurs(DestinationAdvertisement dao) {
    return upward.isJoined()
        && dao.instance().equals(upward.membership().instance())
        && (dao.dodagId().isUnspecified() || dao.dodagId().equals(upward.membership().dodagId()));
  }

  private void acknowledge(DestinationAdvertisement dao, int status, Ipv6Address to, long nowNanos) {
    var answer =
        new DestinationAcknowledgment(dao.instance(), dao.sequence(), status, dao.dodagId(), List.of());
    if (to.isLinkLocal()) {
      output.sendOnLink(answer, to, nowNanos);
    } else {
      output.send(answer, upward.address(), to, nowNanos);
    }
  }

  /** Takes groups of targets, each with the transit information behind it; says whether there was room for all. */
  private boolean take(List<RplOption> options, Ipv6Address from, long nowNanos) {
    var targets = new ArrayList<IpCidr>();
    boolean followed = false;
    boolean taken = true;
    for (RplOption option : options) {
      if (option instanceof RplOption.Target target) {
        if (followed) {
          targets.clear();
        }
        followed = false;
        targets.add(new IpCidr(target.prefix(), target.prefixLength()));
      } else if (option instanceof RplOption.TransitInformation transit) {
        followed = true;
        for (IpCidr target : targets) {
          taken &= take(target, transit, from, nowNanos);
        }
      }
    }
    return taken;
  }

  private boolean take(IpCidr target, RplOption.TransitInformation transit, Ipv6Address from, long nowNanos) {
    Ipv6Address address = target.address();
    if (address.isMulticast() || address.isLinkLocal() || target.prefix() == 0 || ip.isLocal(address)) {
      return false;
    }
    Ipv6Address via = isStoring() ? from : transit.parent();
    if (!via.isUnicast()) {
      return false;
    }
    if (transit.pathLifetime() == 0) {
      withdrawn(target, via, nowNanos);
      return true;
    }
    long lifetime = upward.membership().lifetimeNanos(transit.pathLifetime());
    long expiresAt = lifetime == Long.MAX_VALUE ? lifetime : nowNanos + lifetime;
    DownwardRoutes.Change change = routes.put(target, via, transit.pathSequence(), expiresAt);
    switch (change) {
      case CHANGED -> {
        route(target, via);
        advertisement.advertise(target, nowNanos);
      }
      case REFRESHED -> advertisement.advertise(target, nowNanos);
      case STALE, REFUSED -> {
        // What is known stays.
      }
    }
    return change != DownwardRoutes.Change.REFUSED;
  }

  /** Routes packets: in storing mode to the neighbour that has told, at the root otherwise to its own children. */
  private void route(IpCidr target, Ipv6Address via) {
    if (isStoring()) {
      ip.routes().add(target, via);
    } else if (via.equals(upward.address()) && target.prefix() == HOST) {
      ip.routes().add(target, upward.linkLocalOf(target.address()));
    } else {
      ip.routes().remove(target);
    }
  }

  /** A node is not to be reached by way of another one any more. */
  private void withdrawn(IpCidr target, Ipv6Address via, long nowNanos) {
    DownwardRoutes.Entry entry = routes.get(target);
    if (entry != null && entry.via().equals(via)) {
      remove(entry, nowNanos);
    }
  }

  private void remove(DownwardRoutes.Entry entry, long nowNanos) {
    routes.remove(entry.target());
    forget(entry, nowNanos);
  }

  private void forget(DownwardRoutes.Entry entry, long nowNanos) {
    ip.routes().remove(entry.target());
    advertisement.withdraw(entry, nowNanos);
  }

  /** A packet has come back from whom it had been sent to: what led there was wrong (RFC 6550 §11.2.2.3). */
  void comeBack(Ipv6Address destination, long nowNanos) {
    DownwardRoutes.Entry entry = routes.find(destination);
    if (entry != null && isStoring()) {
      remove(entry, nowNanos);
    }
  }

  /** Forgets what is reached through a neighbour that is not below us. */
  void removeVia(Ipv6Address via, long nowNanos) {
    if (isStoring()) {
      routes.removeVia(via).forEach(entry -> forget(entry, nowNanos));
    }
  }

  /** Forgets all: whoever is below will tell again. */
  void clear() {
    routes.list().forEach(entry -> ip.routes().remove(entry.target()));
    routes.clear();
  }

  boolean poll(long nowNanos) {
    List<DownwardRoutes.Entry> gone = routes.purge(nowNanos);
    gone.forEach(entry -> forget(entry, nowNanos));
    return !gone.isEmpty();
  }

  long pollAt() {
    return routes.nextExpiry();
  }
}
