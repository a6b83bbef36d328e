/**
 * What the clients of DHCPv4 and of DHCPv6 have in common: the times of a lease, when to send again, why a lease ends.
 *
 * <p>Time comes in as an argument, and so does randomness. Nothing here knows messages, sockets or addresses.
 */
package dev.zmol.socket.dhcp;
