/**
 * What packets of both IP families have in common: the checksum, Ethernet, UDP, TCP, and what other formats are built
 * on.
 *
 * <p>Every format has two levels. A record such as {@link dev.zmol.wire.TcpHeader} declares the header and is its
 * value: immutable, compared with {@code equals}, taken apart by patterns. The class generated from it, {@link
 * dev.zmol.wire.TcpWire}, reads and writes the fields of a header in a byte array without allocating, and converts
 * between the two. Beside them stand hand-written classes for whole packets, {@link dev.zmol.wire.TcpSegment}, and for
 * what is irregular, {@link dev.zmol.wire.TcpOptions}.
 *
 * <p>Bytes from the network are checked once, by a method that says whether the header is whole ({@code fits}, {@code
 * payload}, {@code end}); accessors rely on that. What does not fit throws nothing: it is a value of the result.
 *
 * <p>For people every format writes itself into a {@link dev.zmol.wire.Dissection}, which shows one line or a tree.
 * Generated classes have {@code describe(Dissection, byte[], int)}, hand-written formats follow with the same name and
 * order of arguments and, where they end elsewhere than their length says, one more for the end.
 *
 * <p>Nothing here knows addresses of IP, time, sockets or devices.
 */
package dev.zmol.wire;
