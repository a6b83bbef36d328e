package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.FamilyTest;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.Ipv6Address;
import java.util.random.RandomGenerator;

/**
 * The search for another host that has an address: ARP probes (RFC 5227 §2.1), or duplicate address detection (RFC 4862
 * §5.4).
 */
@Specialize
final class AddressProbe {
  private static final long SECOND = 1_000_000_000L;

  /** How long after the last ARP probe an address counts as free (RFC 5227 §1.1). */
  @Only(IPV4)
  private static final long ANNOUNCE_WAIT = 2 * SECOND;

  /** How soon a probe is repeated that the device did not take. */
  private static final long SOON = 1_000_000L;

  final IpAddress address;
  final ProbeListener listener;

  /** What the address is to become; null if the listener sees to that. */
  final InterfaceAddress becomes;

  /** By which our own probes are known again (RFC 7527 §4.1). */
  final long nonce;

  boolean duplicate;

  /** Whether the last call of {@link #advance} has sent a probe. */
  boolean sent;

  private final RandomGenerator random;
  private int left;
  private long dueAt;

  AddressProbe(IpAddress address, InterfaceAddress becomes, int probes, ProbeListener listener, RandomGenerator random) {
    this.address = address;
    this.becomes = becomes;
    this.listener = listener;
    this.random = random;
    this.left = probes;
    this.nonce = random.nextLong() >>> 16;
    this.dueAt = Long.MIN_VALUE;
  }

  @FamilyTest(IPV6)
  private boolean isIpv6() {
    return address instanceof Ipv6Address;
  }

  long dueAt() {
    return duplicate ? Long.MIN_VALUE : dueAt;
  }

  /** Waits up to a second, so that hosts that are switched on together do not speak all at once. */
  private void begin(long nowNanos) {
    if (dueAt == Long.MIN_VALUE && left > 0) {
      dueAt = nowNanos + random.nextLong(SECOND);
    }
  }

  /** Sends the next probe, if it is time to, and says whether the search has come to its end. */
  boolean advance(Link link, long retransmissionNanos, long nowNanos) {
    begin(nowNanos);
    sent = false;
    if (duplicate || nowNanos < dueAt || left == 0) {
      return duplicate || nowNanos >= dueAt;
    }
    sent = link.probe(address, nonce);
    if (sent) {
      left--;
      dueAt = nowNanos + (isIpv6() ? retransmissionNanos : arpInterval());
    } else {
      dueAt = nowNanos + SOON;
    }
    return false;
  }

  @Only(IPV4)
  private long arpInterval() {
    return left == 0 ? ANNOUNCE_WAIT : SECOND + random.nextLong(SECOND);
  }
}
