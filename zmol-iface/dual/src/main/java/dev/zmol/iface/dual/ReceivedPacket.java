package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.FamilyTest;
import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dual.IpAddress;

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

  /** Creates a context. */
  public ReceivedPacket() {}

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

  /** {@return whether the destination is a unicast address of this interface; a group or broadcast otherwise} */
  public boolean isUnicast() {
    return unicast;
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

  /** {@return the source address; a new object, so not for the hot path} */
  public IpAddress source() {
    throw new UnsupportedOperationException();
  }

  /** {@return the destination address; a new object, so not for the hot path} */
  public IpAddress destination() {
    throw new UnsupportedOperationException();
  }

  /**
   * Compares the source address in the buffer.
   *
   * @param address what to compare with
   * @return whether the packet comes from there
   */
  public boolean isFrom(IpAddress address) {
    throw new UnsupportedOperationException();
  }

  /**
   * Compares the destination address in the buffer.
   *
   * @param address what to compare with
   * @return whether the packet goes there
   */
  public boolean isTo(IpAddress address) {
    throw new UnsupportedOperationException();
  }

  /**
   * Mixes both addresses into a hash, the same as {@link #hash(long, IpAddress, IpAddress)} of them.
   *
   * @param seed a secret of the stack
   * @return the hash
   */
  public int addressHash(long seed) {
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
  }

  /** {@return the unfolded sum of the pseudo-header of what follows the IP header, for {@code Checksum}} */
  public long pseudoHeaderSum() {
    throw new UnsupportedOperationException();
  }

  /** {@return the hop limit, or time to live} */
  public int hopLimit() {
    throw new UnsupportedOperationException();
  }

  /** {@return the traffic class, or type of service: DSCP and ECN} */
  public int trafficClass() {
    throw new UnsupportedOperationException();
  }
}
