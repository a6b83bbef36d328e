/**
 * 6LoWPAN: how IPv6 packets are made short enough for small frames (RFC 4944, RFC 6282).
 *
 * <p>Headers are compressed and restored here, byte by byte; what a link does with them, and when a packet is cut into
 * fragments, is decided elsewhere.
 */
package dev.zmol.lowpan.compress;
