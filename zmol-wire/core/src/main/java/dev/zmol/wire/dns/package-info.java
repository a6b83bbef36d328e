/**
 * The messages of the Domain Name System (RFC 1035), of multicast DNS (RFC 6762) and of service discovery (RFC 6763).
 *
 * <p>{@link dev.zmol.wire.dns.DnsMessage} reads a whole message, and checks it; {@link dev.zmol.wire.dns.DnsWriter}
 * writes one, names compressed. {@link dev.zmol.wire.dns.DnsHeader} and the accessors generated from it serve who wants
 * to look at a message before. Nothing here knows addresses of IP, time, sockets or who asks whom.
 */
package dev.zmol.wire.dns;
