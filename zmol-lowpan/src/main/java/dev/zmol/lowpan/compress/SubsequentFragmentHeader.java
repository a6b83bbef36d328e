package dev.zmol.lowpan.compress;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.WireFormat;

/**
 * The header of a fragment that is not the first of its datagram (RFC 4944 §5.3).
 *
 * @param dispatch says that this is one: {@link #DISPATCH}
 * @param datagramSize the length of the whole IPv6 packet before compression, in bytes
 * @param datagramTag by which fragments are known to belong together
 * @param datagramOffset where in the packet its bytes belong, in units of eight bytes
 */
@WireFormat
public record SubsequentFragmentHeader(
    @Bits(5) int dispatch, @Bits(11) int datagramSize, @Bits(16) int datagramTag, @Bits(8) int datagramOffset) {
  /** The first five bits. */
  public static final int DISPATCH = 0b11100;
}
