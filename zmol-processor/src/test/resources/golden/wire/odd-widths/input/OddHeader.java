package p;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.WireFormat;

/** Fields across the bounds of bytes and words. */
@WireFormat
public record OddHeader(
    @Bits(3) int three,
    @Bits(13) int thirteen,
    @Bits(20) int twenty,
    @Bits(4) int four,
    @Bits(24) int twentyFour,
    @Bits(5) long five,
    @Bits(32) int acrossFiveBytes,
    @Bits(57) long acrossEightBytes,
    @Bits(2) int two,
    @Bits(56) long fiftySix) {}
