/**
 * IPv6 over IEEE 802.15.4: the link that carries packets in small frames, finds neighbours, and puts fragments together
 * (RFC 4944, RFC 6282, RFC 6775).
 */
package dev.zmol.lowpan;
