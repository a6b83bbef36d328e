package p;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;

/** A header that one family has. */
@Only(Family.IPV4)
@WireFormat
public record Old(@Bits(8) int one) {}
