package dev.zmol.wire.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;

/**
 * An address together with the length of its network's prefix: an interface's address, or a block of addresses.
 *
 * <p>The bits after the prefix need not be zero; {@link #network} clears them.
 *
 * @param address an address of the block
 * @param prefix how many leading bits all addresses of the block share (0 to 32, or to 128)
 */
@Specialize
public record IpCidr(IpAddress address, int prefix) {
  /** Checks the range of the prefix. */
  public IpCidr {
    if (prefix < 0 || prefix > address.length() * 8) {
      throw new IllegalArgumentException(
          "prefix of " + address + " is " + prefix + "; it has to be from 0 to " + address.length() * 8);
    }
  }

  /**
   * Parses CIDR notation.
   *
   * @param text an address, a slash, and the length of the prefix, such as {@code 192.0.2.1/24}
   * @return the block
   * @throws IllegalArgumentException if it is none; the message says why
   */
  public static IpCidr parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("\"" + text + "\" has no \"/\" and length of a prefix after the address");
    }
    IpAddress address = IpAddress.parse(text.substring(0, slash));
    int prefix = Decimal.parse(text, slash + 1, address.length() * 8);
    if (prefix < 0) {
      throw new IllegalArgumentException(
          "prefix of \"" + text + "\" has to be a number from 0 to " + address.length() * 8);
    }
    return new IpCidr(address, prefix);
  }

  /**
   * Whether the block contains an address.
   *
   * @param other the address
   * @return whether it does; false for an address of another family
   */
  public boolean contains(IpAddress other) {
    return address.sharesPrefix(other, prefix);
  }

  /**
   * Whether the block contains another block.
   *
   * @param other the other block
   * @return whether all addresses of the other block are in this one
   */
  public boolean contains(IpCidr other) {
    return prefix <= other.prefix && address.sharesPrefix(other.address, prefix);
  }

  /**
   * Whether the block contains an address in a buffer.
   *
   * @param buf the bytes
   * @param offset where the address begins, an address of the block's family
   * @return whether it does
   */
  public boolean containsAt(byte[] buf, int offset) {
    return address.sharesPrefixAt(buf, offset, prefix);
  }

  /** {@return the first address of the block: all bits after the prefix zero} */
  public IpAddress network() {
    return address.mask(prefix);
  }

  /** {@return the address whose bits are ones within the prefix and zeros after it} */
  public IpAddress netmask() {
    return switch (address) {
      case Ipv4Address _ -> Ipv4Address.BROADCAST.mask(prefix);
      case Ipv6Address _ -> new Ipv6Address(-1, -1).mask(prefix);
    };
  }

  /**
   * Whether an address is the broadcast address of this block (RFC 1122 §3.2.1.3).
   *
   * <p>IPv6 has none, nor has a block of one or of two addresses (RFC 3021 §2.2).
   *
   * @param other the address
   * @return whether it is
   */
  public boolean isBroadcast(IpAddress other) {
    return other instanceof Ipv4Address v4 && contains(other) && hasBroadcast() && (v4.bits() | maskBits()) == -1;
  }

  /**
   * Whether an address in a buffer is the broadcast address of this block.
   *
   * @param buf the bytes
   * @param offset where the address begins, an IPv4 address
   * @return whether it is
   */
  @Only(Family.IPV4)
  public boolean isBroadcastAt(byte[] buf, int offset) {
    return hasBroadcast() && containsAt(buf, offset) && (Ipv4AddressWire.bits(buf, offset) | maskBits()) == -1;
  }

  /**
   * Returns the broadcast address of the block: all bits after the prefix ones.
   *
   * @return the address
   * @throws IllegalStateException if {@link #hasBroadcast} is false
   */
  @Only(Family.IPV4)
  public Ipv4Address broadcast() {
    if (address instanceof Ipv4Address v4 && hasBroadcast()) {
      return new Ipv4Address(v4.bits() | ~maskBits());
    }
    throw new IllegalStateException(this + " has no broadcast address");
  }

  /** {@return whether the block has a broadcast address: an IPv4 block with a prefix of at most 30 bits} */
  @Only(Family.IPV4)
  public boolean hasBroadcast() {
    return address instanceof Ipv4Address && prefix <= 30;
  }

  @Only(Family.IPV4)
  private int maskBits() {
    return Ipv4Address.maskBits(prefix);
  }

  /** {@return CIDR notation} */
  @Override
  public String toString() {
    return address + "/" + prefix;
  }
}
