/**
 * RPL (RFC 6550): finds the way to the root of a low-power network and back. The parts that it is made of, such as the
 * Trickle timer and the objective functions, know neither packets nor the stack. What the messages look like is the
 * business of the room {@code wire}.
 */
package dev.zmol.lowpan.rpl;
