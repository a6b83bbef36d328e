package dev.zmol.iface.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.NeighborState;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.dual.IpAddress;
import java.util.Optional;

/**
 * What is known of a neighbour, for people to look at.
 *
 * @param address its address
 * @param hardwareAddress its MAC address; empty while it is not known
 * @param state whether it can be reached
 * @param router whether it is a router, as far as it has said so; always false for IPv4
 */
@Specialize
public record NeighborEntry(
    IpAddress address, Optional<MacAddress> hardwareAddress, NeighborState state, boolean router) {}
