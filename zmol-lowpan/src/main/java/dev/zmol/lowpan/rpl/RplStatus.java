package dev.zmol.lowpan.rpl;

import dev.zmol.lowpan.rpl.wire.RplMode;
import dev.zmol.wire.ipv6.Ipv6Address;
import java.util.Optional;

/**
 * Where a node is in an RPL network, for people to look at.
 *
 * @param dodagId the DODAG: the address of its root
 * @param version the version of the DODAG (0 to 255)
 * @param mode how routes downwards are kept
 * @param rank the rank of the node (0 to 65,535)
 * @param address the address of the node; unspecified if it has none of this network
 * @param parent the preferred parent, by its link-local address; nothing for the root
 */
public record RplStatus(
    Ipv6Address dodagId, int version, RplMode mode, int rank, Ipv6Address address, Optional<Ipv6Address> parent) {}
