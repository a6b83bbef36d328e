package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.FamilyTest;
import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpPacket;
import dev.zmol.wire.dual.Ipv4Wire;
import dev.zmol.wire.dual.Ipv6Wire;
import dev.zmol.wire.dual.PseudoHeader;

/**
 * A received IP packet whose header has been checked: the parse context that travels from the IP layer to a protocol.
 *
 * <p>One object per stack, used again for every packet.
 */
@Specialize
public final class ReceivedPacket {
  byte[] bytes;
  int networkOffset;
  int transportOffset;
  int end;
  int protocol;
  boolean unicast;
  boolean checksumVerified;
  int segmentSize;
  long id;

  /** Where the number of the protocol is written: what an ICMPv6 parameter problem points at. */
  int protocolOffset;

  /** Whether the frame was addressed to this station alone. */
  boolean linkUnicast;

  /** Whether the packet has a fragment header, though it is whole (RFC 6946). */
  boolean fragmentHeader;

  /** The destination, if it is one of ours; null otherwise. */
  IpAddress local;

  /** The group that the destination is, if the interface has joined it; null otherwise. */
  MulticastGroup group;

  private final AddressCache addresses = new AddressCache();

  /** Creates a context. */
  public ReceivedPacket() {}

  /** Becomes a packet that no device has delivered: one that was put together from fragments. */
  void become(byte[] newBytes, int newTransportOffset, int newEnd) {
    bytes = newBytes;
    networkOffset = 0;
    transportOffset = newTransportOffset;
    end = newEnd;
    checksumVerified = false;
    segmentSize = 0;
  }

  /** {@return whether this is an IPv6 packet; it is an IPv4 packet otherwise} */
  @FamilyTest(IPV6)
  public boolean isIpv6() {
    return (bytes[networkOffset] & 0xf0) == 0x60;
  }

  /** {@return the buffer} */
  public byte[] bytes() {
    return bytes;
  }

  /** {@return where the IP header begins} */
  public int networkOffset() {
    return networkOffset;
  }

  /** {@return where what follows the IP header and its extension headers begins} */
  public int transportOffset() {
    return transportOffset;
  }

  /** {@return where the packet ends} */
  public int end() {
    return end;
  }

  /** {@return how many bytes follow the IP header and its extension headers} */
  public int transportLength() {
    return end - transportOffset;
  }

  /** {@return the number of the protocol of what follows} */
  public int protocol() {
    return protocol;
  }

  /** {@return where the number of the protocol is written, counted from the IP header's first byte} */
  public int protocolOffset() {
    return protocolOffset;
  }

  /** {@return whether the destination is a unicast address of this interface; a group or broadcast otherwise} */
  public boolean isUnicast() {
    return unicast;
  }

  /** {@return whether the destination is a multicast address; if not, it is ours or a broadcast address} */
  public boolean isMulticast() {
    return isIpv6()
        ? bytes[networkOffset + Ipv6Wire.DESTINATION_OFFSET] == -1
        : (bytes[networkOffset + Ipv4Wire.DESTINATION_OFFSET] & 0xf0) == 0xe0;
  }

  /**
   * Returns the group that the packet was sent to.
   *
   * @return the group; null if the destination is none, or one that every host is in without joining
   */
  public MulticastGroup group() {
    return group;
  }

  /** Where the source address begins. */
  int sourceOffset() {
    return networkOffset + (isIpv6() ? Ipv6Wire.SOURCE_OFFSET : Ipv4Wire.SOURCE_OFFSET);
  }

  /** {@return whether the device vouches for the transport checksum} */
  public boolean isChecksumVerified() {
    return checksumVerified;
  }

  /** {@return the segment size if this is a received super-segment; 0 if it is an ordinary packet} */
  public int segmentSize() {
    return segmentSize;
  }

  /** {@return the metadata id of the packet; 0 if it has none} */
  public long id() {
    return id;
  }

  /** {@return the source address; the object is a new one unless the address is a recent one} */
  public IpAddress source() {
    return isIpv6()
        ? addresses.ipv6(bytes, networkOffset + Ipv6Wire.SOURCE_OFFSET)
        : addresses.ipv4(bytes, networkOffset + Ipv4Wire.SOURCE_OFFSET);
  }

  /** {@return the destination address; the object is a new one unless the address is ours or a recent one} */
  public IpAddress destination() {
    if (local != null) {
      return local;
    }
    return isIpv6()
        ? addresses.ipv6(bytes, networkOffset + Ipv6Wire.DESTINATION_OFFSET)
        : addresses.ipv4(bytes, networkOffset + Ipv4Wire.DESTINATION_OFFSET);
  }

  /**
   * Compares the source address in the buffer.
   *
   * @param address what to compare with
   * @return whether the packet comes from there
   */
  public boolean isFrom(IpAddress address) {
    return IpPacket.isFrom(bytes, networkOffset, address);
  }

  /**
   * Compares the destination address in the buffer.
   *
   * @param address what to compare with
   * @return whether the packet goes there
   */
  public boolean isTo(IpAddress address) {
    return IpPacket.isTo(bytes, networkOffset, address);
  }

  /**
   * Mixes both addresses into a hash, the same as {@link #hash(long, IpAddress, IpAddress)} of them.
   *
   * @param seed a secret of the stack
   * @return the hash
   */
  public int addressHash(long seed) {
    long hash = IpPacket.addressHash(bytes, networkOffset, seed);
    return (int) (hash ^ hash >>> 32);
  }

  /**
   * Mixes two addresses into a hash.
   *
   * @param seed a secret of the stack
   * @param source the address that a packet comes from
   * @param destination the address that it goes to
   * @return the hash
   */
  public static int hash(long seed, IpAddress source, IpAddress destination) {
    long hash = destination.hash(source.hash(seed));
    return (int) (hash ^ hash >>> 32);
  }

  /** {@return the unfolded sum of the pseudo-header of what follows the IP header, for {@code Checksum}} */
  public long pseudoHeaderSum() {
    return PseudoHeader.sum(bytes, networkOffset, protocol, transportLength());
  }

  /** {@return the hop limit, or time to live} */
  public int hopLimit() {
    return IpPacket.hopLimit(bytes, networkOffset);
  }

  /** {@return the traffic class, or type of service: DSCP and ECN} */
  public int trafficClass() {
    return IpPacket.trafficClass(bytes, networkOffset);
  }
}
