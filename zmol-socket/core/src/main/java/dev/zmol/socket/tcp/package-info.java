/**
 * TCP without addresses: the state machine of RFC 9293, split by concern.
 *
 * <p>What comes in are segments whose checksum is right and whose connection has been found; what goes out are packets
 * without an IP header. Nothing here knows an IP address, a device, or a clock.
 */
package dev.zmol.socket.tcp;
