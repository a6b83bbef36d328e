/**
 * Shows frames of IEEE 802.15.4 to people, 6LoWPAN and RPL in them included. For tools and tests; the stack does not
 * know it.
 */
package dev.zmol.lowpan.text;
