package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.FamilyTest;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Counters;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.IpCounter;
import dev.zmol.iface.fragment.PartialDatagram;
import dev.zmol.iface.fragment.Reassembler;
import dev.zmol.wire.dual.Ipv4Wire;
import dev.zmol.wire.dual.Ipv6Wire;

/** Reassembly of either family, which share the memory for it, and its end when time is up. */
@Specialize
final class Reassembly {
  private final InterfaceConfiguration configuration;
  private final DropCounters drops;
  private final LocalAddresses addresses;
  private final IcmpErrorSender errors;
  private final ReceivedPacket expired = new ReceivedPacket();

  /** Null before the first fragment. */
  private Reassembler reassembler;

  @Only(IPV4)
  final Ipv4Reassembly ipv4;

  @Only(IPV6)
  final Ipv6Reassembly ipv6;

  Reassembly(
      InterfaceConfiguration configuration, DropCounters drops, LocalAddresses addresses, IcmpErrorSender errors) {
    this.configuration = configuration;
    this.drops = drops;
    this.addresses = addresses;
    this.errors = errors;
    if (Comptime.IPV4) {
      this.ipv4 = new Ipv4Reassembly(this, drops);
    }
    if (Comptime.IPV6) {
      this.ipv6 = new Ipv6Reassembly(this, drops, errors);
    }
  }

  Reassembler reassembler() {
    if (reassembler == null) {
      reassembler = new Reassembler(configuration.reassembly(), configuration.random().nextLong(), drops);
    }
    return reassembler;
  }

  /** How many datagrams are incomplete. */
  int size() {
    return reassembler == null ? 0 : reassembler.size();
  }

  /** How much memory they take, in bytes. */
  int memory() {
    return reassembler == null ? 0 : reassembler.memory();
  }

  /** A number that grows with everything that is refused or given up to make room; duplicates are neither. */
  long failures() {
    return drops.total() - drops.of(DropReason.IP_FRAGMENT_DUPLICATE);
  }

  /** When {@link #poll} has something to do. */
  long pollAt() {
    return reassembler == null ? Long.MAX_VALUE : reassembler.nextExpiry();
  }

  /** Gives up what is not complete in time; tells the senders whose first fragments have come (RFC 1122 §3.3.2). */
  void poll(long nowNanos) {
    if (reassembler == null) {
      return;
    }
    PartialDatagram datagram = reassembler.pollExpired(nowNanos);
    while (datagram != null) {
      counters(datagram).count(IpCounter.REASM_FAILS);
      if (datagram.hasFirst()) {
        timeExceeded(datagram, nowNanos);
      }
      datagram = reassembler.pollExpired(nowNanos);
    }
  }

  private Counters<IpCounter> counters(PartialDatagram datagram) {
    return isIpv6(datagram) ? errors.ip().counters().ipv6() : errors.ip().counters().ipv4();
  }

  private void timeExceeded(PartialDatagram datagram, long nowNanos) {
    if (isIpv6(datagram)) {
      first6(datagram);
    } else {
      first4(datagram);
    }
    expired.unicast = datagram.isUnicast();
    errors.reassemblyTimeExceeded(expired, nowNanos);
  }

  @FamilyTest(IPV6)
  private static boolean isIpv6(PartialDatagram datagram) {
    return (datagram.firstByte() & 0xf0) == 0x60;
  }

  @Only(IPV4)
  private void first4(PartialDatagram datagram) {
    ipv4.first(datagram, expired);
    expired.local = addresses.ipv4.accept(expired.bytes, Ipv4Wire.DESTINATION_OFFSET);
  }

  @Only(IPV6)
  private void first6(PartialDatagram datagram) {
    ipv6.first(datagram, expired);
    expired.local = addresses.ipv6.accept(expired.bytes, Ipv6Wire.DESTINATION_OFFSET);
  }
}
