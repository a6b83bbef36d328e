/**
 * Frames of IEEE 802.15.4, the radio of low-power networks, in its versions of 2003, 2006 and 2015.
 *
 * <p>Bytes come in and values go out, and the other way round; what a frame carries, and when it is sent, is not known
 * here.
 */
package dev.zmol.lowpan.frame;
