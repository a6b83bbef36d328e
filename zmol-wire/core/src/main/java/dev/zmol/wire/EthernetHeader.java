package dev.zmol.wire;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.WireFormat;

/**
 * An Ethernet II header.
 *
 * @param destination the MAC address of the receiver
 * @param source the MAC address of the sender
 * @param etherType the type of the payload
 */
@WireFormat
public record EthernetHeader(MacAddress destination, MacAddress source, @Bits(value = 16, hex = true) int etherType) {}
