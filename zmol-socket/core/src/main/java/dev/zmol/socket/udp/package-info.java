/**
 * UDP without addresses: the queue of received datagrams.
 *
 * <p>What comes in are payloads whose checksum is right and whose socket has been found. Nothing here knows an IP
 * address.
 */
package dev.zmol.socket.udp;
