package dev.zmol.lowpan.compress;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.WireFormat;

/**
 * The header of the first fragment of a datagram (RFC 4944 §5.3).
 *
 * @param dispatch says that this is one: {@link #DISPATCH}
 * @param datagramSize the length of the whole IPv6 packet before compression, in bytes
 * @param datagramTag by which fragments are known to belong together
 */
@WireFormat
public record FirstFragmentHeader(@Bits(5) int dispatch, @Bits(11) int datagramSize, @Bits(16) int datagramTag) {
  /** The first five bits. */
  public static final int DISPATCH = 0b11000;
}
