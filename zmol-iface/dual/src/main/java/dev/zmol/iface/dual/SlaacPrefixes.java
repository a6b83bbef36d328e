package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.iface.DropReason;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.Ipv6Address;
import dev.zmol.wire.dual.NdpOption;
import dev.zmol.wire.dual.NdpPrefixOption;
import java.util.ArrayList;
import java.util.List;

/** The prefixes that routers advertise, and the addresses that are made of them (RFC 4862 §5.5.3, RFC 4861 §6.3.4). */
@Only(IPV6)
final class SlaacPrefixes {
  private static final long SECOND = 1_000_000_000L;

  /** How many prefixes are remembered at most, on the link and for addresses each. */
  private static final int LIMIT = 16;

  /** The length of the prefixes that addresses are made of: what an interface identifier leaves. */
  private static final int ADDRESS_PREFIX = 64;

  /** What an unauthenticated router may cut the rest of a lifetime down to (RFC 4862 §5.5.3 (e)). */
  private static final long TWO_HOURS = 7200 * SECOND;

  /** How often an address is made anew when another host has it (RFC 7217 §5, RFC 8981 §3.8). */
  private static final int RETRIES = 3;

  /** How long before its end of preference a temporary address has a successor made (RFC 8981 §3.8). */
  private static final long REGENERATE_ADVANCE = 5 * SECOND;

  /** A prefix of which we have addresses. */
  private static final class Prefix {
    final Ipv6Address prefix;
    long validUntil;
    long preferredUntil;
    int duplicates;
    int temporaryDuplicates;
    Ipv6Address address;
    Ipv6Address temporary;
    long temporaryUntil = Long.MAX_VALUE;
    long temporaryPreferredUntil;
    long temporaryValidUntil;

    Prefix(Ipv6Address prefix) {
      this.prefix = prefix;
    }
  }

  private final IpLayer ip;
  private SlaacConfiguration configuration;
  private InterfaceIdentifiers identifiers;
  private final List<Prefix> prefixes = new ArrayList<>();
  private final ExpiringList<IpCidr> onLink = new ExpiringList<>(LIMIT);
  private boolean changed;

  SlaacPrefixes(IpLayer ip) {
    this.ip = ip;
  }

  /** Says how addresses are made; to be called before any is. */
  void configure(SlaacConfiguration newConfiguration) {
    configuration = newConfiguration;
    identifiers = new InterfaceIdentifiers(newConfiguration, ip.configuration().hardwareAddress(), ip.random());
  }

  /** The time after a number of seconds, or never. */
  static long after(long seconds, long nowNanos) {
    return seconds == NdpOption.INFINITY ? InterfaceAddress.FOREVER : nowNanos + seconds * SECOND;
  }

  void receive(NdpPrefixOption option, long nowNanos) {
    Ipv6Address prefix = option.prefix();
    boolean valid =
        option.prefixLength() <= 128 && !prefix.isLinkLocal() && !prefix.isMulticast() && !prefix.isLoopback();
    if (!valid || option.preferredLifetime() > option.validLifetime()) {
      refuse();
      return;
    }
    if (option.onLink()) {
      learnOnLink(new IpCidr(prefix.mask(option.prefixLength()), option.prefixLength()), option, nowNanos);
    }
    if (option.autonomous()) {
      learnAutonomous(prefix.mask(ADDRESS_PREFIX), option, nowNanos);
    }
  }

  private void refuse() {
    ip.drops().count(DropReason.ROUTER_ADVERTISEMENT_REFUSED);
  }

  private void learnOnLink(IpCidr prefix, NdpPrefixOption option, long nowNanos) {
    boolean known = onLink.values().contains(prefix);
    if (!known && (prefix.prefix() == 0 || onLink.values().size() >= LIMIT)) {
      refuse();
      return;
    }
    onLink.put(prefix, after(option.validLifetime(), nowNanos), nowNanos);
    ip.onLinkPrefixes(onLink.values());
  }

  private void learnAutonomous(Ipv6Address prefix, NdpPrefixOption option, long nowNanos) {
    Prefix known = find(prefix);
    if (option.prefixLength() != ADDRESS_PREFIX || (known == null && prefixes.size() >= LIMIT)) {
      refuse();
    } else if (known != null) {
      refresh(known, option, nowNanos);
    } else if (option.validLifetime() != 0) {
      Prefix added = new Prefix(prefix);
      added.validUntil = after(option.validLifetime(), nowNanos);
      added.preferredUntil = after(option.preferredLifetime(), nowNanos);
      prefixes.add(added);
      makeAddress(added);
      makeTemporary(added, nowNanos);
    }
  }

  private Prefix find(Ipv6Address prefix) {
    for (Prefix known : prefixes) {
      if (known.prefix.equals(prefix)) {
        return known;
      }
    }
    return null;
  }

  /** Sets other lifetimes; a short one can't end an address sooner than in two hours (RFC 4862 §5.5.3 (e)). */
  private void refresh(Prefix prefix, NdpPrefixOption option, long nowNanos) {
    long advertised = after(option.validLifetime(), nowNanos);
    long twoHours = nowNanos + TWO_HOURS;
    if (advertised > twoHours || advertised > prefix.validUntil) {
      prefix.validUntil = advertised;
    } else if (prefix.validUntil > twoHours) {
      prefix.validUntil = twoHours;
    }
    prefix.preferredUntil = Math.min(after(option.preferredLifetime(), nowNanos), prefix.validUntil);
    update(prefix.address, lifetimes(prefix.address, prefix));
    if (prefix.temporary != null) {
      update(prefix.temporary, temporaryLifetimes(prefix.temporary, prefix));
    } else {
      makeTemporary(prefix, nowNanos);
    }
  }

  /** Gives an address other lifetimes, unless it has been removed or is still being tried. */
  private void update(Ipv6Address address, InterfaceAddress details) {
    if (address != null && ip.addresses().contains(address)) {
      ip.addresses().add(details);
    }
  }

  private static InterfaceAddress lifetimes(Ipv6Address address, Prefix prefix) {
    InterfaceAddress details = InterfaceAddress.of(new IpCidr(address, ADDRESS_PREFIX)).alone();
    return details.until(prefix.preferredUntil, prefix.validUntil);
  }

  private static InterfaceAddress temporaryLifetimes(Ipv6Address address, Prefix prefix) {
    long preferred = Math.min(prefix.preferredUntil, prefix.temporaryPreferredUntil);
    long valid = Math.min(prefix.validUntil, prefix.temporaryValidUntil);
    return lifetimes(address, prefix).until(preferred, valid).asTemporary();
  }

  private void makeAddress(Prefix prefix) {
    boolean stable = configuration.identifiers() == SlaacConfiguration.Identifiers.STABLE;
    long identifier = stable ? identifiers.stable(prefix.prefix, prefix.duplicates) : identifiers.eui64();
    Ipv6Address address = new Ipv6Address(prefix.prefix.high(), identifier);
    prefix.address = address;
    ip.addresses()
        .addAfterProbe(
            lifetimes(address, prefix),
            (_, duplicate, nowNanos) -> {
              changed = true;
              if (!duplicate) {
                update(address, lifetimes(address, prefix));
              } else if (stable && ++prefix.duplicates < RETRIES && nowNanos < prefix.validUntil) {
                makeAddress(prefix);
              }
            });
  }

  private void makeTemporary(Prefix prefix, long nowNanos) {
    if (!configuration.temporary() || prefix.preferredUntil - nowNanos <= REGENERATE_ADVANCE) {
      return;
    }
    Ipv6Address address = new Ipv6Address(prefix.prefix.high(), identifiers.temporary());
    prefix.temporary = address;
    prefix.temporaryPreferredUntil = after(configuration.temporaryPreferredSeconds(), nowNanos);
    prefix.temporaryValidUntil = after(configuration.temporaryValidSeconds(), nowNanos);
    prefix.temporaryUntil = prefix.temporaryPreferredUntil - REGENERATE_ADVANCE;
    ip.addresses()
        .addAfterProbe(
            temporaryLifetimes(address, prefix),
            (_, duplicate, now) -> {
              changed = true;
              if (!duplicate) {
                update(address, temporaryLifetimes(address, prefix));
              } else if (++prefix.temporaryDuplicates < RETRIES) {
                makeTemporary(prefix, now);
              }
            });
  }

  /** Lets go of what has expired; says whether anything has changed since the last call. */
  boolean poll(long nowNanos) {
    if (onLink.expire(nowNanos)) {
      ip.onLinkPrefixes(onLink.values());
      changed = true;
    }
    changed |= prefixes.removeIf(prefix -> nowNanos >= prefix.validUntil);
    for (Prefix prefix : prefixes) {
      if (nowNanos >= prefix.temporaryUntil) {
        prefix.temporaryUntil = Long.MAX_VALUE;
        makeTemporary(prefix, nowNanos);
      }
    }
    boolean result = changed;
    changed = false;
    return result;
  }

  long pollAt() {
    long next = changed ? Long.MIN_VALUE : onLink.nextExpiry();
    for (int k = 0; k < prefixes.size(); k++) {
      Prefix prefix = prefixes.get(k);
      next = Math.min(next, Math.min(prefix.validUntil, prefix.temporaryUntil));
    }
    return next;
  }

  List<IpCidr> onLink() {
    return onLink.values();
  }

  /** Removes all addresses that were made. */
  void clear() {
    for (Prefix prefix : prefixes) {
      ip.addresses().remove(prefix.address);
      if (prefix.temporary != null) {
        ip.addresses().remove(prefix.temporary);
      }
    }
    prefixes.clear();
    onLink.expire(Long.MAX_VALUE);
    ip.onLinkPrefixes(List.of());
  }
}
