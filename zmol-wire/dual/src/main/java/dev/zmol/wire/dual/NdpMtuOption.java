package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;

/**
 * The MTU option of a router advertisement (RFC 4861 §4.6.4).
 *
 * @param type {@link NdpOption#MTU}
 * @param length the length of the option in units of eight bytes: 1
 * @param reserved zero
 * @param mtu what all stations of the link can take, in bytes
 */
@Only(Family.IPV6)
@WireFormat
public record NdpMtuOption(@Bits(8) int type, @Bits(8) int length, @Bits(16) int reserved, @Bits(32) long mtu)
    implements NdpOption {
  /**
   * Creates an option with what matters.
   *
   * @param mtu the MTU in bytes
   * @return the option
   */
  public static NdpMtuOption of(long mtu) {
    return new NdpMtuOption(MTU, 1, 0, mtu);
  }
}
