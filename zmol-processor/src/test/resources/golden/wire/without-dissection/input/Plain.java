package p;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.WireFormat;

/** A header in a project that does not have zmol's wire module. */
@WireFormat
record Plain(@Bits(8) int one, @Bits(24) int rest) {}
