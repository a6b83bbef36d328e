package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;
import dev.zmol.wire.MacAddress;

/**
 * An ARP packet for IPv4 over Ethernet (RFC 826).
 *
 * @param hardwareType the kind of link: 1 for Ethernet
 * @param protocolType the EtherType of the protocol: 0x0800 for IPv4
 * @param hardwareLength the length of a MAC address in bytes: 6
 * @param protocolLength the length of an IPv4 address in bytes: 4
 * @param operation {@link ArpPacket#REQUEST} or {@link ArpPacket#REPLY}
 * @param senderMac the MAC address of the sender
 * @param senderAddress the IPv4 address of the sender
 * @param targetMac the MAC address of the target; zero in a request
 * @param targetAddress the IPv4 address of the target
 */
@Only(Family.IPV4)
@WireFormat
public record ArpHeader(
    @Bits(16) int hardwareType,
    @Bits(value = 16, hex = true) int protocolType,
    @Bits(8) int hardwareLength,
    @Bits(8) int protocolLength,
    @Bits(16) int operation,
    MacAddress senderMac,
    Ipv4Address senderAddress,
    MacAddress targetMac,
    Ipv4Address targetAddress) {}
