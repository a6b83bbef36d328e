/**
 * Events of the JDK's flight recorder about a stack: dropped packets, connections, and counters once per period. May come
 * in: what reads or hears of things that the stack counts anyway. Must not know: addresses, and how packets look.
 */
package dev.zmol.socket.jfr;
