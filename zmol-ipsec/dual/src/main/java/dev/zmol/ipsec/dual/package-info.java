/**
 * Dual-stack IPsec: the protocol {@link dev.zmol.ipsec.dual.Ipsec}, its policies, and how packets of either family are
 * protected and opened.
 *
 * <p>Packets come in from the demultiplexer of a stack and from the protocols that send; what the algorithms do with
 * them is the business of {@link dev.zmol.ipsec.SecurityAssociation}. Nothing here negotiates keys.
 */
@Flavors(ipv4 = "dev.zmol.ipsec.ipv4", ipv6 = "dev.zmol.ipsec.ipv6")
package dev.zmol.ipsec.dual;

import dev.zmol.annotations.Flavors;
