package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.fragment.Fragment;
import dev.zmol.iface.fragment.PartialDatagram;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.IcmpWire;
import dev.zmol.wire.dual.Icmpv6Code;
import dev.zmol.wire.dual.Ipv6FragmentWire;
import dev.zmol.wire.dual.Ipv6HeaderChain;
import dev.zmol.wire.dual.Ipv6Wire;

/** Reads the headers of IPv6 fragments, and writes those of the packets that they make (RFC 8200 §4.5). */
@Only(IPV6)
final class Ipv6Reassembly {
  private static final int MAX_PAYLOAD = 0xffff;
  private static final int CONGESTION = 3;
  private static final int LEAST_TCP = 20;
  private static final int LEAST_UDP = 8;

  private final Reassembly shared;
  private final DropCounters drops;
  private final IcmpErrorSender errors;
  private final Fragment fragment = new Fragment();
  private final Ipv6HeaderChain chain = new Ipv6HeaderChain();

  /** The last packet that was completed; none before the first. */
  private byte[] whole = {};

  Ipv6Reassembly(Reassembly shared, DropCounters drops, IcmpErrorSender errors) {
    this.shared = shared;
    this.drops = drops;
    this.errors = errors;
  }

  /** See {@link Reassembly#failures}. */
  long failures() {
    return shared.failures();
  }

  /**
   * Takes a fragment, whose headers have been checked up to the fragment header.
   *
   * @param packet the fragment, at its fragment header; in the end the packet that it completes
   * @return whether it completes one
   */
  boolean receive(ReceivedPacket packet, long nowNanos) {
    byte[] bytes = packet.bytes;
    int ip = packet.networkOffset;
    int header = packet.transportOffset;
    int data = header + Ipv6FragmentWire.LENGTH;
    int offset = Ipv6FragmentWire.fragmentOffset(bytes, header) << 3;
    if (!shared.reassembler().isEnabled()) {
      drops.count(DropReason.IP_FRAGMENT);
      return false;
    }
    if (!isSound(packet, header, offset, nowNanos)) {
      drops.count(DropReason.IP_FRAGMENT_MALFORMED);
      return false;
    }
    fragment.source(Ipv6Wire.sourceHigh(bytes, ip), Ipv6Wire.sourceLow(bytes, ip));
    fragment.destination(Ipv6Wire.destinationHigh(bytes, ip), Ipv6Wire.destinationLow(bytes, ip));
    fragment.bytes(bytes, ip, data, packet.end);
    long identification = Ipv6FragmentWire.identification(bytes, header) & 0xffff_ffffL;
    fragment.place(identification, offset, Ipv6FragmentWire.moreFragments(bytes, header));
    fragment.marks(packet.trafficClass() & CONGESTION, packet.unicast);
    PartialDatagram datagram = shared.reassembler().add(fragment, nowNanos);
    return datagram != null && assemble(datagram, packet);
  }

  /** Whether a fragment can be one; its sender is told of what RFC 8200 §4.5 asks for. */
  private boolean isSound(ReceivedPacket packet, int header, int offset, long nowNanos) {
    byte[] bytes = packet.bytes;
    int length = packet.end - header - Ipv6FragmentWire.LENGTH;
    if (Ipv6FragmentWire.moreFragments(bytes, header) && (length & 7) != 0) {
      return refuse(packet, header, Icmpv6Code.ERRONEOUS_HEADER_FIELD, Ipv6Wire.PAYLOAD_LENGTH_OFFSET, nowNanos);
    }
    int ip = packet.networkOffset;
    if (header - ip - Ipv6Wire.LENGTH + offset + length > MAX_PAYLOAD) {
      int pointer = header + Ipv6FragmentWire.FRAGMENT_OFFSET_OFFSET - ip;
      return refuse(packet, header, Icmpv6Code.ERRONEOUS_HEADER_FIELD, pointer, nowNanos);
    }
    if (offset == 0 && !hasAllHeaders(bytes, ip, packet.end)) {
      return refuse(packet, header, Icmpv6Code.INCOMPLETE_HEADER_CHAIN, 0, nowNanos);
    }
    return true;
  }

  private boolean refuse(ReceivedPacket packet, int header, int code, int pointer, long nowNanos) {
    packet.protocol = Ipv6FragmentWire.nextHeader(packet.bytes, header);
    packet.transportOffset = header + Ipv6FragmentWire.LENGTH;
    boolean first = Ipv6FragmentWire.fragmentOffset(packet.bytes, header) == 0;
    // Nobody knows whether a later fragment belongs to an ICMP error.
    if (first || packet.protocol != IpProtocol.ICMPV6) {
      errors.parameterProblem(packet, code, pointer, false, nowNanos);
    }
    return false;
  }

  void recognizeOption(int type) {
    chain.recognize(type);
  }

  /** Whether a first fragment has all headers, that of the protocol included (RFC 7112 §5). */
  private boolean hasAllHeaders(byte[] bytes, int ip, int end) {
    chain.walk(bytes, ip, end);
    return switch (chain.resume(bytes, end)) {
      case MALFORMED -> false;
      case COMPLETE -> end - chain.offset() >= leastLength(chain.protocol());
      default -> true; // What ends the walk is dealt with when the packet is complete.
    };
  }

  private static int leastLength(int protocol) {
    return switch (protocol) {
      case IpProtocol.TCP -> LEAST_TCP;
      case IpProtocol.UDP -> LEAST_UDP;
      case IpProtocol.ICMPV6 -> IcmpWire.LENGTH;
      default -> 0;
    };
  }

  private boolean assemble(PartialDatagram datagram, ReceivedPacket packet) {
    int headers = datagram.headersLength() - Ipv6FragmentWire.LENGTH;
    int payloadLength = headers - Ipv6Wire.LENGTH + datagram.length();
    // More headers in the first fragment than in the others may make it too long still.
    if (payloadLength > MAX_PAYLOAD) {
      drops.count(DropReason.IP_FRAGMENT_MALFORMED, datagram.fragments());
      return false;
    }
    if (whole.length == 0) {
      whole = new byte[Ipv6Wire.LENGTH + MAX_PAYLOAD + Ipv6FragmentWire.LENGTH];
    }
    datagram.copyHeaders(whole, 0, datagram.headersLength());
    chain.walk(whole, 0, datagram.headersLength());
    whole[chain.nextHeaderPointer()] = (byte) Ipv6FragmentWire.nextHeader(whole, headers);
    int end = datagram.copyData(whole, headers);
    BigEndian.putShort(whole, Ipv6Wire.PAYLOAD_LENGTH_OFFSET, payloadLength);
    whole[1] |= (byte) (datagram.congestion() << 4);
    packet.become(whole, headers, end);
    packet.unicast = datagram.isUnicast();
    return true;
  }

  /** Makes a packet the first fragment of one that was given up, for an error to quote. */
  void first(PartialDatagram datagram, ReceivedPacket packet) {
    byte[] bytes = new byte[datagram.headersLength() + datagram.firstLength()];
    datagram.copyFirst(bytes, 0);
    chain.walk(bytes, 0, bytes.length);
    chain.resume(bytes, bytes.length);
    packet.become(bytes, chain.offset(), bytes.length);
    packet.protocol = chain.protocol();
    packet.protocolOffset = chain.nextHeaderPointer();
  }
}
