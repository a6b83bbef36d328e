/** UDP and ICMPv6 over 6LoWPAN. */
package dev.zmol.scenarios.lowpannode;
