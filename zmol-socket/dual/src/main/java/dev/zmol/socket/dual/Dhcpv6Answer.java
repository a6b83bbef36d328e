package dev.zmol.socket.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.socket.dhcp.LeaseTimes;
import dev.zmol.wire.dual.DhcpUniqueIdentifier;
import dev.zmol.wire.dual.Dhcpv6AddressHeader;
import dev.zmol.wire.dual.Dhcpv6IdentityAssociation;
import dev.zmol.wire.dual.Dhcpv6Message;
import dev.zmol.wire.dual.Dhcpv6OptionCode;
import dev.zmol.wire.dual.Dhcpv6Options;
import dev.zmol.wire.dual.Dhcpv6Status;
import dev.zmol.wire.dual.Ipv6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an ADVERTISE or a REPLY says about the addresses of a client, as far as it makes sense.
 *
 * @param server who says it
 * @param preference how much the server wants to be chosen (0 to 255)
 * @param status the status of the whole message
 * @param associationStatus the status of the identity association; success if there is none
 * @param hasAssociation whether there is anything about the identity association
 * @param renewalTime T1 in seconds; 0 if it is left to the client
 * @param rebindingTime T2, likewise
 * @param addresses the addresses that a host can have, with their lifetimes
 * @param options all options
 */
@Only(Family.IPV6)
record Dhcpv6Answer(
    DhcpUniqueIdentifier server,
    int preference,
    int status,
    int associationStatus,
    boolean hasAssociation,
    long renewalTime,
    long rebindingTime,
    List<Dhcpv6AddressHeader> addresses,
    Dhcpv6Options options) {
  /** The preference of a server that need not be compared with others (RFC 8415 §18.2.1). */
  static final int MAX_PREFERENCE = 255;

  private static final long SECOND = 1_000_000_000L;

  // RFC 8415 §7.6, in seconds.
  private static final long IRT_DEFAULT = 86_400;
  private static final long IRT_MINIMUM = 600;

  /**
   * Reads an answer. An identity association with T1 behind T2 counts as none (RFC 8415 §21.4), and so does an address
   * with a preferred lifetime that is longer than its valid one (§21.6), or that no host can have.
   *
   * @return the answer; empty if it does not say who it is from, or that it is for this client
   */
  static Optional<Dhcpv6Answer> of(Dhcpv6Message message, Dhcpv6Messages own, long longestLifetime) {
    Dhcpv6Options options = message.options();
    boolean isOurs =
        options.bytes(Dhcpv6OptionCode.CLIENT_IDENTIFIER).filter(own.client().content()::equals).isPresent();
    Optional<DhcpUniqueIdentifier> server =
        options.bytes(Dhcpv6OptionCode.SERVER_IDENTIFIER).map(DhcpUniqueIdentifier::new);
    if (!isOurs || server.isEmpty()) {
      return Optional.empty();
    }
    Optional<Dhcpv6IdentityAssociation> association =
        options.identityAssociations().stream()
            .filter(one -> one.header().identifier() == own.association())
            .filter(Dhcpv6Answer::makesSense)
            .findFirst();
    return Optional.of(
        new Dhcpv6Answer(
            server.get(),
            options.number8(Dhcpv6OptionCode.PREFERENCE).orElse(0),
            options.status(),
            association.map(one -> one.options().status()).orElse(Dhcpv6Status.SUCCESS),
            association.isPresent(),
            association.map(one -> one.header().renewalTime()).orElse(0L),
            association.map(one -> one.header().rebindingTime()).orElse(0L),
            association.map(one -> usable(one, longestLifetime)).orElse(List.of()),
            options));
  }

  private static boolean makesSense(Dhcpv6IdentityAssociation association) {
    long renewal = association.header().renewalTime();
    long rebinding = association.header().rebindingTime();
    return renewal <= rebinding || rebinding == 0;
  }

  private static List<Dhcpv6AddressHeader> usable(Dhcpv6IdentityAssociation association, long longest) {
    List<Dhcpv6AddressHeader> usable = new ArrayList<>();
    for (var address : association.addresses()) {
      Dhcpv6AddressHeader header = address.header();
      boolean sensible = header.preferredLifetime() <= header.validLifetime();
      if (sensible && Dhcpv6Lease.isHost(header.address()) && address.options().status() == Dhcpv6Status.SUCCESS) {
        long valid = Math.min(longest, header.validLifetime());
        usable.add(new Dhcpv6AddressHeader(header.address(), Math.min(valid, header.preferredLifetime()), valid));
      }
    }
    return List.copyOf(usable);
  }

  /** Whether there is an address to be used. */
  boolean givesAddresses() {
    return status == Dhcpv6Status.SUCCESS
        && associationStatus == Dhcpv6Status.SUCCESS
        && addresses.stream().anyMatch(address -> address.validLifetime() > 0);
  }

  /** Whether the server will not give any of the addresses that it was asked for (RFC 8415 §18.2.10.1). */
  boolean refusesAddresses() {
    return status == Dhcpv6Status.NOT_ON_LINK
        || associationStatus == Dhcpv6Status.NOT_ON_LINK
        || associationStatus == Dhcpv6Status.NO_ADDRESSES_AVAILABLE;
  }

  /** Whether the server knows nothing of the addresses that it was asked to extend (RFC 8415 §18.2.10.1). */
  boolean hasForgotten() {
    return hasAssociation && status == Dhcpv6Status.SUCCESS && associationStatus == Dhcpv6Status.NO_BINDING;
  }

  /** Whether an answer that gives no address takes some of those away that there are. */
  boolean revokes(List<Ipv6Address> held) {
    return hasAssociation
        && status == Dhcpv6Status.SUCCESS
        && associationStatus == Dhcpv6Status.SUCCESS
        && addresses.stream().anyMatch(address -> held.contains(address.address()));
  }

  /** {@return when to ask for information again, in nanoseconds (RFC 8415 §21.23)} */
  long refreshAt(long now) {
    long seconds = options.number32(Dhcpv6OptionCode.INFORMATION_REFRESH_TIME).orElse(IRT_DEFAULT);
    return seconds == Dhcpv6Message.INFINITE ? LeaseTimes.NEVER : now + Math.max(seconds, IRT_MINIMUM) * SECOND;
  }

  /** The shortest preferred lifetime, of which T1 and T2 are parts (RFC 8415 §14.2); of the valid ones if all are 0. */
  long shortestLifetime() {
    return addresses.stream()
        .filter(address -> address.validLifetime() > 0)
        .mapToLong(address -> address.preferredLifetime() > 0 ? address.preferredLifetime() : address.validLifetime())
        .min()
        .orElse(1);
  }

  Dhcpv6Information information() {
    return new Dhcpv6Information(server, options);
  }
}
