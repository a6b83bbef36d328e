package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;
import dev.zmol.wire.MacAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * An IPv6 address (RFC 4291).
 *
 * @param high the first half of the address, its first byte on the wire the most significant
 * @param low the second half of the address: the interface identifier
 */
@Only(Family.IPV6)
@WireFormat(text = true)
public record Ipv6Address(@Bits(64) long high, @Bits(64) long low) implements IpAddress {
  /** The address that stands for none: {@code ::}. */
  public static final Ipv6Address UNSPECIFIED = new Ipv6Address(0, 0);

  /** The address of the host itself: {@code ::1}. */
  public static final Ipv6Address LOOPBACK = new Ipv6Address(0, 1);

  /** The group of all nodes of the link: {@code ff02::1} (RFC 4291 §2.7.1). */
  public static final Ipv6Address ALL_NODES = new Ipv6Address(0xff02L << 48, 1);

  /** The group of all routers of the link: {@code ff02::2} (RFC 4291 §2.7.1). */
  public static final Ipv6Address ALL_ROUTERS = new Ipv6Address(0xff02L << 48, 2);

  private static final long LINK_LOCAL_PREFIX = 0xfe80L << 48;

  /**
   * Parses an address in colon-separated hexadecimal notation (RFC 4291 §2.2).
   *
   * @param text the notation, such as {@code 2001:db8::1} or {@code ::ffff:192.0.2.1}; without a zone
   * @return the address
   * @throws IllegalArgumentException if it is none; the message says why
   */
  public static Ipv6Address parse(String text) {
    return new Ipv6Text(text).parse();
  }

  /**
   * Converts an address of the JDK.
   *
   * @param address the address; a scope is left out
   * @return the same address
   * @throws IllegalArgumentException if it is no IPv6 address
   */
  public static Ipv6Address of(InetAddress address) {
    if (address instanceof Inet6Address) {
      return Ipv6AddressWire.parse(address.getAddress(), 0);
    }
    throw new IllegalArgumentException(address + " is no IPv6 address");
  }

  /**
   * Returns the link-local address with the interface identifier of a MAC address (RFC 2464 §5).
   *
   * @param mac the MAC address
   * @return the address, in {@code fe80::/64}
   */
  public static Ipv6Address linkLocal(MacAddress mac) {
    return new Ipv6Address(LINK_LOCAL_PREFIX, interfaceIdentifier(mac));
  }

  /**
   * Derives the interface identifier from a MAC address: its modified EUI-64 (RFC 4291, appendix A).
   *
   * @param mac the MAC address
   * @return the identifier, the second half of an address
   */
  public static long interfaceIdentifier(MacAddress mac) {
    long vendor = mac.bits() >>> 24 ^ 0x02_0000;
    return vendor << 40 | 0xff_fe00_0000L | (mac.bits() & 0xff_ffff);
  }

  @Override
  public int length() {
    return Ipv6AddressWire.LENGTH;
  }

  @Override
  public boolean isAt(byte[] buf, int offset) {
    return Ipv6AddressWire.low(buf, offset) == low && Ipv6AddressWire.high(buf, offset) == high;
  }

  @Override
  public void emit(byte[] buf, int offset) {
    Ipv6AddressWire.high(buf, offset, high);
    Ipv6AddressWire.low(buf, offset, low);
  }

  @Override
  public long sum() {
    return (high >>> 32) + (high & 0xffff_ffffL) + (low >>> 32) + (low & 0xffff_ffffL);
  }

  @Override
  public long hash(long seed) {
    return AddressHash.mix(seed, high, low);
  }

  /**
   * Mixes an address in a buffer into a hash, with the same result as {@link #hash}.
   *
   * @param buf the bytes
   * @param offset where the address begins
   * @param seed a secret, or the hash so far
   * @return the hash
   */
  public static long hashAt(byte[] buf, int offset, long seed) {
    return AddressHash.mix(seed, Ipv6AddressWire.high(buf, offset), Ipv6AddressWire.low(buf, offset));
  }

  @Override
  public boolean sharesPrefix(IpAddress other, int prefix) {
    return other instanceof Ipv6Address v6 && sharesPrefix(v6.high, v6.low, prefix);
  }

  @Override
  public boolean sharesPrefixAt(byte[] buf, int offset, int prefix) {
    return sharesPrefix(Ipv6AddressWire.high(buf, offset), Ipv6AddressWire.low(buf, offset), prefix);
  }

  private boolean sharesPrefix(long otherHigh, long otherLow, int prefix) {
    return ((high ^ otherHigh) & highMask(prefix)) == 0 && ((low ^ otherLow) & lowMask(prefix)) == 0;
  }

  @Override
  public int commonPrefixLength(IpAddress other) {
    if (!(other instanceof Ipv6Address v6)) {
      return 0;
    }
    return high == v6.high
        ? 64 + Long.numberOfLeadingZeros(low ^ v6.low)
        : Long.numberOfLeadingZeros(high ^ v6.high);
  }

  @Override
  public Ipv6Address mask(int prefix) {
    return new Ipv6Address(high & highMask(prefix), low & lowMask(prefix));
  }

  private static long highMask(int prefix) {
    return prefix == 0 ? 0 : -1L << (64 - Math.min(prefix, 64));
  }

  private static long lowMask(int prefix) {
    return prefix <= 64 ? 0 : -1L << (128 - prefix);
  }

  @Override
  public boolean isUnicast() {
    return !isMulticast() && !isUnspecified();
  }

  @Override
  public boolean isMulticast() {
    return high >>> 56 == 0xff;
  }

  @Override
  public boolean isUnspecified() {
    return (high | low) == 0;
  }

  @Override
  public boolean isLoopback() {
    return high == 0 && low == 1;
  }

  @Override
  public boolean isLinkLocal() {
    return high >>> 54 == 0xfe80 >>> 6;
  }

  @Override
  public boolean isPrivate() {
    return high >>> 57 == 0xfc >>> 1;
  }

  /** {@return whether this carries an IPv4 address: in {@code ::ffff:0:0/96} (RFC 4291 §2.5.5.2)} */
  public boolean isIpv4Mapped() {
    return high == 0 && low >>> 32 == 0xffff;
  }

  /**
   * Returns how far packets to this address go, by the numbers of the scopes of groups (RFC 4291 §2.7, RFC 6724 §3.1).
   *
   * @return 1 for the interface, 2 for the link (loopback included), 5 for the site, 14 for the Internet; a group may
   *     have any scope from 0 to 15
   */
  public int scope() {
    if (isMulticast()) {
      return (int) (high >>> 48) & 0xf;
    }
    return isLinkLocal() || isLoopback() ? 2 : high >>> 54 == 0xfec0 >>> 6 ? 5 : 14;
  }

  /** {@return whether this is the solicited-node group of some address: in {@code ff02::1:ff00:0/104}} */
  public boolean isSolicitedNode() {
    return high == 0xff02L << 48 && low >>> 24 == 0x1ff;
  }

  /** {@return the group that is asked for the neighbour with this address (RFC 4291 §2.7.1)} */
  public Ipv6Address solicitedNode() {
    return new Ipv6Address(0xff02L << 48, 0x1_ff00_0000L | (low & 0xff_ffff));
  }

  @Override
  public MacAddress multicastMac() {
    return new MacAddress(0x3333_0000_0000L | (low & 0xffff_ffffL));
  }

  @Override
  public InetAddress toInetAddress() {
    byte[] address = new byte[Ipv6AddressWire.LENGTH];
    emit(address, 0);
    try {
      // InetAddress.getByAddress would make an IPv4 address of a mapped one.
      return Inet6Address.getByAddress(null, address, -1);
    } catch (UnknownHostException e) {
      throw new AssertionError("sixteen bytes are an IPv6 address", e);
    }
  }

  /** {@return the canonical notation (RFC 5952)} */
  @Override
  public String toString() {
    return Ipv6Text.format(high, low);
  }
}
