/**
 * What IPsec does to packets of either IP family: algorithms with their keys, security associations with their sequence
 * numbers, replay windows and lifetimes (RFC 4301 §4.4.2).
 *
 * <p>Bytes come in and go out in arrays; where addresses and policies matter, the flavours take over. Keys never leave
 * this package, and nothing here negotiates them: they come from the administrator, or from a program that speaks IKE.
 *
 * <p>The cryptography is that of the JDK. This package must not know sockets, devices, or where a packet goes.
 */
package dev.zmol.ipsec;
