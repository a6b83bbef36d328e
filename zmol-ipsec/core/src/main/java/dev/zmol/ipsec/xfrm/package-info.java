/**
 * What {@code ip xfrm} of Linux prints of its security associations and policies, read for use here.
 *
 * <p>Texts come in, associations and policies go out, their addresses still as text: what an address is, is known where
 * the IP family is. Keys go from the text to the algorithms in arrays that are wiped; no message shows one.
 */
package dev.zmol.ipsec.xfrm;
