package dev.zmol.iface.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.AddressState;
import dev.zmol.wire.dual.IpCidr;

/**
 * An address of an interface, with what is to be known of it.
 *
 * @param cidr the address, with the prefix of its subnet
 * @param state how far it may be used
 * @param preferredUntilNanos when it becomes deprecated, in nanoseconds; {@link #FOREVER} for never
 * @param validUntilNanos when it goes, in nanoseconds; {@link #FOREVER} for never
 * @param onLink whether all addresses of the subnet are on the link; a router may know better (RFC 5942 §4)
 * @param temporary whether it is one of those that change, for privacy (RFC 8981)
 */
@Specialize
public record InterfaceAddress(
    IpCidr cidr,
    AddressState state,
    long preferredUntilNanos,
    long validUntilNanos,
    boolean onLink,
    boolean temporary) {
  /** The time that does not come. */
  public static final long FOREVER = Long.MAX_VALUE;

  /** Checks that the address is that of a host. */
  public InterfaceAddress {
    InterfaceConfiguration.requireHost(cidr);
  }

  /**
   * Creates an address that is preferred, lasts, and whose subnet is on the link.
   *
   * @param cidr the address, with the prefix of its subnet
   * @return the address
   */
  public static InterfaceAddress of(IpCidr cidr) {
    return new InterfaceAddress(cidr, AddressState.PREFERRED, FOREVER, FOREVER, true, false);
  }

  /**
   * Returns this address with lifetimes.
   *
   * @param newPreferredUntilNanos when it becomes deprecated, in nanoseconds; {@link #FOREVER} for never
   * @param newValidUntilNanos when it goes, in nanoseconds; {@link #FOREVER} for never
   * @return the address
   */
  public InterfaceAddress until(long newPreferredUntilNanos, long newValidUntilNanos) {
    return new InterfaceAddress(cidr, state, newPreferredUntilNanos, newValidUntilNanos, onLink, temporary);
  }

  /** {@return this address, of which it is not known what else is on the link} */
  public InterfaceAddress alone() {
    return new InterfaceAddress(cidr, state, preferredUntilNanos, validUntilNanos, false, temporary);
  }

  /** {@return this address as one of those that change} */
  public InterfaceAddress asTemporary() {
    return new InterfaceAddress(cidr, state, preferredUntilNanos, validUntilNanos, onLink, true);
  }

  InterfaceAddress in(AddressState newState) {
    return new InterfaceAddress(cidr, newState, preferredUntilNanos, validUntilNanos, onLink, temporary);
  }

  /** The state that the lifetimes ask for. */
  AddressState stateAt(long nowNanos) {
    return nowNanos < preferredUntilNanos ? AddressState.PREFERRED : AddressState.DEPRECATED;
  }
}
