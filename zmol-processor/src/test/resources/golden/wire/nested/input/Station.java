package p;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.WireFormat;

/** A record in a record in a record. */
@WireFormat
record Station(LinkAddress address, @Bits(16) int port) {}
