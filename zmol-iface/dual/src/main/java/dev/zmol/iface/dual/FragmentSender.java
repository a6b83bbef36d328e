package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Counters;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.IpCounter;
import dev.zmol.iface.Packet;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Checksum;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.UdpWire;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.Ipv4Address;
import dev.zmol.wire.dual.Ipv4Packet;
import dev.zmol.wire.dual.Ipv4Wire;
import dev.zmol.wire.dual.Ipv6Address;
import dev.zmol.wire.dual.Ipv6FragmentWire;
import dev.zmol.wire.dual.Ipv6Packet;
import dev.zmol.wire.dual.Ipv6Wire;
import java.util.random.RandomGenerator;

/**
 * Sends datagrams in fragments (RFC 791 §3.2, RFC 8200 §4.5).
 *
 * <p>A datagram is cut in place: the headers of a fragment are written over data that has been sent. What is left when the
 * device becomes busy in the middle is kept, and goes before anything else; there is never more of that than one datagram.
 */
@Specialize
final class FragmentSender {
  private final Link link;
  private final DropCounters drops;
  private final RandomGenerator random;

  /** Null before the first datagram. */
  private FragmentIdentifications identifications;

  /** What is left of a datagram; null before there was such a thing. */
  private Packet rest;

  private boolean pending;

  // The datagram at hand.
  private Counters<IpCounter> counters;
  private IpAddress source;
  private IpAddress destination;
  private IpAddress nextHop;
  private int fields;
  private int limit;
  private int identification;
  private int sent;

  FragmentSender(Link link, DropCounters drops, RandomGenerator random) {
    this.link = link;
    this.drops = drops;
    this.random = random;
  }

  /** Whether something is left of a datagram. */
  boolean isPending() {
    return pending;
  }

  /**
   * Sends a datagram, while nothing is left of the one before.
   *
   * @param packet what follows the IP header; afterwards its bytes have no meaning, unless the device is busy
   * @param newFields traffic class, 8 bits of nothing, hop limit and protocol
   * @param newLimit how long a fragment may be, its header included, in bytes
   * @param newCounters what counts the fragments
   */
  SendResult send(
      Packet packet,
      IpAddress from,
      IpAddress to,
      IpAddress newNextHop,
      int newFields,
      int newLimit,
      Counters<IpCounter> newCounters,
      long nowNanos) {
    source = from;
    destination = to;
    nextHop = newNextHop;
    fields = newFields;
    limit = newLimit;
    counters = newCounters;
    identification = identify();
    sent = 0;
    completeChecksum(packet);
    SendResult result = transmit(packet, nowNanos);
    if (result == SendResult.BUSY && sent != 0) {
      keep(packet);
      return SendResult.SENT;
    }
    return result;
  }

  private int identify() {
    if (identifications == null) {
      identifications = new FragmentIdentifications(random);
    }
    return identifications.next(source, destination);
  }

  /** Completes a checksum that was left to the device, which cannot do that for fragments. */
  private static void completeChecksum(Packet packet) {
    if (!packet.isChecksumPartial()) {
      return;
    }
    int start = packet.checksumStart();
    int field = start + packet.checksumOffset();
    int checksum = Checksum.fold(Checksum.add(0, packet.bytes(), start, packet.end()));
    // A zero would say that UDP has none (RFC 768).
    boolean isUdpZero = checksum == 0 && packet.checksumOffset() == UdpWire.CHECKSUM_OFFSET;
    BigEndian.putShort(packet.bytes(), field, isUdpZero ? 0xffff : checksum);
    packet.requestChecksum(-1, 0);
  }

  /** Transmits fragments until all are sent, or one is not; the packet is what is left then. */
  private SendResult transmit(Packet packet, long nowNanos) {
    int headers = destination instanceof Ipv6Address ? Ipv6Wire.LENGTH + Ipv6FragmentWire.LENGTH : Ipv4Wire.LENGTH;
    int room = limit - headers & ~7;
    SendResult result = SendResult.SENT;
    while (packet.length() > 0) {
      int data = packet.offset();
      int left = packet.length();
      int length = left <= limit - headers ? left : room;
      packet.set(data, length);
      emit(packet, length < left);
      result = link.transmit(packet, nextHop, nowNanos);
      boolean gone = result != SendResult.BUSY && result != SendResult.DROPPED;
      packet.set(gone ? data + length : data, gone ? left - length : left);
      if (!gone) {
        return result;
      }
      sent += length;
      counters.count(IpCounter.OUT_FRAG_CREATES);
      counters.count(IpCounter.OUT_TRANSMITS);
      counters.add(IpCounter.OUT_OCTETS, headers + length);
    }
    return result;
  }

  private void emit(Packet packet, boolean more) {
    if (source instanceof Ipv4Address from && destination instanceof Ipv4Address to) {
      emit4(packet, from, to, more);
    } else if (source instanceof Ipv6Address from && destination instanceof Ipv6Address to) {
      emit6(packet, from, to, more);
    }
  }

  /** Routers may cut the fragment again: their links may be narrower than we know. */
  @Only(IPV4)
  private void emit4(Packet packet, Ipv4Address from, Ipv4Address to, boolean more) {
    int ip = packet.push(Ipv4Wire.LENGTH);
    int fragment = sent >> 3 | (more ? Ipv4Packet.MORE_FRAGMENTS : 0);
    int id = identification & 0xffff;
    int hopLimit = fields >>> 8 & 0xff;
    Ipv4Packet.emit(
        packet.bytes(), ip, fields >>> 24, packet.length(), id, fragment, hopLimit, fields & 0xff, from, to);
  }

  @Only(IPV6)
  private void emit6(Packet packet, Ipv6Address from, Ipv6Address to, boolean more) {
    int header = packet.push(Ipv6FragmentWire.LENGTH);
    BigEndian.putInt(packet.bytes(), header, (fields & 0xff) << 24 | sent | (more ? 1 : 0));
    BigEndian.putInt(packet.bytes(), header + Ipv6FragmentWire.IDENTIFICATION_OFFSET, identification);
    IpSender.emit6(packet, from, to, (fields & ~0xff) | IpProtocol.IPV6_FRAGMENT);
  }

  private void keep(Packet packet) {
    if (rest == null) {
      rest = new Packet(IpLayer.MAX_DATAGRAM);
    }
    pending = rest.deliver(packet);
  }

  /**
   * Sends what is left of a datagram.
   *
   * @return whether nothing is left any more
   */
  boolean finish(long nowNanos) {
    SendResult result = transmit(rest, nowNanos);
    if (result == SendResult.DROPPED) {
      drops.count(DropReason.FRAGMENTS_GIVEN_UP);
    }
    pending = result == SendResult.BUSY;
    return !pending;
  }
}
