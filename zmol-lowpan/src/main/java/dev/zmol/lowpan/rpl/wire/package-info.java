/**
 * What RPL puts on the wire: its messages and their options (RFC 6550 §6), metrics (RFC 6551), the hop-by-hop option
 * (RFC 6553), the source routing header (RFC 6554), and the counters in them. Nothing here knows time or state; what
 * is done about a message is the business of the room above.
 */
package dev.zmol.lowpan.rpl.wire;
