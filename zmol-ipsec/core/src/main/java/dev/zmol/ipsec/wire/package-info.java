/**
 * The formats of IPsec: the encapsulating security payload (RFC 4303) and the authentication header (RFC 4302).
 *
 * <p>Records declare the headers, beside them stand classes for what is irregular: trailers, padding, lengths that
 * depend on the algorithms. Nothing here knows keys.
 */
package dev.zmol.ipsec.wire;
