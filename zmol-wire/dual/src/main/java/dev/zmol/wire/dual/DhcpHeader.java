package dev.zmol.wire.dual;

import dev.zmol.annotations.Bits;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.WireFormat;
import dev.zmol.wire.MacAddress;

/**
 * The first fields of a DHCP message; names of the server and of a file, and the options follow (RFC 2131 §2).
 *
 * @param operation {@link DhcpMessage#BOOT_REQUEST} from a client, {@link DhcpMessage#BOOT_REPLY} from a server ('op')
 * @param hardwareType the kind of link: 1 for Ethernet ('htype')
 * @param hardwareLength the length of a station address in bytes: 6 for Ethernet ('hlen')
 * @param hops how many relay agents have passed the message on
 * @param transactionId what a reply has in common with its request ('xid')
 * @param seconds how long the client has been at it, in seconds ('secs')
 * @param broadcast whether the client asks for replies to be broadcast, as it cannot receive others yet
 * @param reserved always zero
 * @param clientAddress the address of a client that has one already ('ciaddr')
 * @param yourAddress the address that the server gives the client ('yiaddr')
 * @param serverAddress the address of the server to boot from ('siaddr')
 * @param relayAddress the address of the relay agent ('giaddr')
 * @param clientHardwareAddress the first six bytes of the station address of the client ('chaddr')
 * @param hardwarePadding the next two bytes of the field, zero for Ethernet
 * @param hardwareRest the last eight bytes of the field, zero for Ethernet
 */
@Only(Family.IPV4)
@WireFormat
public record DhcpHeader(
    @Bits(8) int operation,
    @Bits(8) int hardwareType,
    @Bits(8) int hardwareLength,
    @Bits(8) int hops,
    @Bits(value = 32, hex = true) int transactionId,
    @Bits(16) int seconds,
    @Bits(1) boolean broadcast,
    @Bits(15) int reserved,
    Ipv4Address clientAddress,
    Ipv4Address yourAddress,
    Ipv4Address serverAddress,
    Ipv4Address relayAddress,
    MacAddress clientHardwareAddress,
    @Bits(16) int hardwarePadding,
    @Bits(64) long hardwareRest) {}
