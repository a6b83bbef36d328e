package dev.zmol.wire.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.wire.MacAddress;
import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * An IP address: an {@link Ipv4Address} or an {@link Ipv6Address}.
 *
 * <p>An immutable value. The hot path makes no addresses from packets: it compares in the buffer with {@link #isAt}.
 */
@Specialize
public sealed interface IpAddress permits Ipv4Address, Ipv6Address {
  /** {@return the length on the wire in bytes: 4 or 16} */
  int length();

  /**
   * Compares this address with one in a buffer.
   *
   * @param buf the bytes
   * @param offset where the address begins, an address of this family
   * @return whether it is the same address
   */
  boolean isAt(byte[] buf, int offset);

  /**
   * Writes this address into a buffer.
   *
   * @param buf the bytes
   * @param offset where the address is to begin
   */
  void emit(byte[] buf, int offset);

  /** {@return the unfolded sum of this address for a pseudo-header, to be added to by {@code Checksum}} */
  long sum();

  /**
   * Mixes this address into a hash; chain calls to hash several addresses.
   *
   * @param seed a secret, or the hash so far
   * @return the hash, all 64 bits of it well mixed
   */
  long hash(long seed);

  /**
   * Compares the leading bits of two addresses.
   *
   * @param other another address
   * @param prefix how many bits to compare (0 to 32, or to 128)
   * @return whether both are of the same family and share these bits
   */
  boolean sharesPrefix(IpAddress other, int prefix);

  /**
   * Compares the leading bits of this address and of one in a buffer.
   *
   * @param buf the bytes
   * @param offset where the address begins, an address of this family
   * @param prefix how many bits to compare (0 to 32, or to 128)
   * @return whether both share these bits
   */
  boolean sharesPrefixAt(byte[] buf, int offset, int prefix);

  /**
   * Counts the leading bits that two addresses have in common (RFC 6724 §2.2).
   *
   * @param other another address
   * @return how many bits; 0 if it is of the other family
   */
  int commonPrefixLength(IpAddress other);

  /**
   * Clears all bits after a prefix.
   *
   * @param prefix how many bits to keep (0 to 32, or to 128)
   * @return the address of the network
   */
  IpAddress mask(int prefix);

  /** {@return whether this is the address of one interface: no group, no broadcast and not unspecified} */
  boolean isUnicast();

  /** {@return whether this is the address of a group} */
  boolean isMulticast();

  /** {@return whether this is the address that stands for none: {@code 0.0.0.0} or {@code ::}} */
  boolean isUnspecified();

  /** {@return whether this is an address of the host itself: in {@code 127.0.0.0/8}, or {@code ::1}} */
  boolean isLoopback();

  /** {@return whether this is valid on one link only: in {@code 169.254.0.0/16} or {@code fe80::/10}} */
  boolean isLinkLocal();

  /** {@return whether routers keep this within a site or an organisation (RFC 1918, RFC 4193)} */
  boolean isPrivate();

  /**
   * Returns the MAC address that frames to this group go to (RFC 1112 §6.4, RFC 2464 §7).
   *
   * @return the MAC address; it has no meaning if this is no group
   */
  MacAddress multicastMac();

  /** {@return the same address as the JDK represents it} */
  InetAddress toInetAddress();

  /**
   * Parses an address.
   *
   * @param text the address in the notation of its family, such as {@code 192.0.2.1} or {@code 2001:db8::1}
   * @return the address
   * @throws IllegalArgumentException if it is none; the message says why
   */
  static IpAddress parse(String text) {
    return text.indexOf(':') < 0 ? Ipv4Address.parse(text) : Ipv6Address.parse(text);
  }

  /**
   * Converts an address of the JDK.
   *
   * @param address the address; a scope is left out
   * @return the same address
   */
  static IpAddress of(InetAddress address) {
    return address instanceof Inet4Address ? Ipv4Address.of(address) : Ipv6Address.of(address);
  }
}
