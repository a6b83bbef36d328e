package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;

/**
 * The prefix information option of a router advertisement (RFC 4861 §4.6.2).
 *
 * @param type {@link NdpOption#PREFIX_INFORMATION}
 * @param length the length of the option in units of eight bytes: 4
 * @param prefixLength how many leading bits of {@link #prefix} count
 * @param onLink whether all addresses with the prefix are on the link
 * @param autonomous whether hosts make addresses of the prefix for themselves (RFC 4862)
 * @param reserved zero
 * @param validLifetime how long this holds, in seconds; {@link NdpOption#INFINITY} for ever
 * @param preferredLifetime how long addresses of the prefix are preferred, in seconds
 * @param reserved2 zero
 * @param prefix the prefix; the bits after it say nothing
 */
@Only(Family.IPV6)
@WireFormat
public record NdpPrefixOption(
    @Bits(8) int type,
    @Bits(8) int length,
    @Bits(8) int prefixLength,
    @Bits(1) boolean onLink,
    @Bits(1) boolean autonomous,
    @Bits(6) int reserved,
    @Bits(32) long validLifetime,
    @Bits(32) long preferredLifetime,
    @Bits(32) int reserved2,
    Ipv6Address prefix)
    implements NdpOption {
  /**
   * Creates an option with what matters.
   *
   * @param prefix the prefix
   * @param prefixLength how many bits of it count
   * @param onLink whether its addresses are on the link
   * @param autonomous whether hosts make addresses of it
   * @param validLifetime how long it is valid, in seconds
   * @param preferredLifetime how long it is preferred, in seconds
   * @return the option
   */
  public static NdpPrefixOption of(
      Ipv6Address prefix,
      int prefixLength,
      boolean onLink,
      boolean autonomous,
      long validLifetime,
      long preferredLifetime) {
    return new NdpPrefixOption(
        PREFIX_INFORMATION, 4, prefixLength, onLink, autonomous, 0, validLifetime, preferredLifetime, 0, prefix);
  }
}
