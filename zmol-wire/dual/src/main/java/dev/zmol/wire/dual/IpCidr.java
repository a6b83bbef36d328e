package dev.zmol.wire.dual;

import dev.zmol.annotations.Specialize;

/**
 * A block of addresses.
 *
 * @param address an address of the block
 * @param prefix how many bits all addresses of the block share
 */
@Specialize
public record IpCidr(IpAddress address, int prefix) {
  /**
   * Whether the block contains an address.
   *
   * @param other the address
   * @return whether it does
   */
  public boolean contains(IpAddress other) {
    if (address instanceof Ipv4Address own && other instanceof Ipv4Address theirs) {
      return prefix == 0 || (own.bits() ^ theirs.bits()) >>> (32 - prefix) == 0;
    }
    if (address instanceof Ipv6Address own && other instanceof Ipv6Address theirs) {
      if (prefix <= 64) {
        return prefix == 0 || (own.high() ^ theirs.high()) >>> (64 - prefix) == 0;
      }
      return own.high() == theirs.high() && (own.low() ^ theirs.low()) >>> (128 - prefix) == 0;
    }
    return false;
  }
}
