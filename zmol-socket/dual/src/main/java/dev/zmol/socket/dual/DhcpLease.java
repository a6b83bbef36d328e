package dev.zmol.socket.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.wire.dual.DhcpMessage;
import dev.zmol.wire.dual.DhcpOptionCode;
import dev.zmol.wire.dual.DhcpOptions;
import dev.zmol.wire.dual.DhcpRoute;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.Ipv4Address;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a DHCP server has given to this host.
 *
 * @param address the address
 * @param prefix the length of the prefix of its subnet (1 to 32)
 * @param server the identifier of the server
 * @param seconds how long it lasts, in seconds from when it was asked for; {@code DhcpMessage.INFINITE} for ever
 * @param options all options of the server's answer, those included that this class has a method for
 */
@Only(Family.IPV4)
public record DhcpLease(Ipv4Address address, int prefix, Ipv4Address server, long seconds, DhcpOptions options) {
  /** What differs from answer to answer, and means no change. */
  private static final Set<Integer> TIMES =
      Set.of(
          DhcpOptionCode.LEASE_TIME,
          DhcpOptionCode.RENEWAL_TIME,
          DhcpOptionCode.REBINDING_TIME,
          DhcpOptionCode.MESSAGE_TYPE,
          DhcpOptionCode.MESSAGE,
          DhcpOptionCode.OVERLOAD,
          DhcpOptionCode.RAPID_COMMIT);

  /**
   * Reads a lease, and refuses what no host can have: the address of a group, of nobody, of this host or of a subnet, a
   * netmask with gaps, no time at all, a server that nobody can be.
   *
   * @param message an OFFER or ACK
   * @param most how long a lease lasts at most, in seconds
   * @return the lease; empty if it is refused
   */
  static Optional<DhcpLease> of(DhcpMessage message, long most) {
    Ipv4Address address = message.header().yourAddress();
    DhcpOptions options = message.options();
    Ipv4Address server = options.address(DhcpOptionCode.SERVER_IDENTIFIER).orElse(Ipv4Address.UNSPECIFIED);
    long seconds = Math.min(most, options.number32(DhcpOptionCode.LEASE_TIME).orElse(0));
    int mask = options.address(DhcpOptionCode.SUBNET_MASK).map(Ipv4Address::bits).orElseGet(() -> naturalMask(address));
    int prefix = Integer.bitCount(mask);
    boolean contiguous = Integer.numberOfLeadingZeros(~mask) == prefix;
    if (!isHost(address) || !isHost(server) || seconds == 0 || !contiguous || prefix == 0) {
      return Optional.empty();
    }
    int host = address.bits() & ~mask;
    boolean network = prefix <= 30 && (host == 0 || host == ~mask);
    return network
        ? Optional.empty()
        : Optional.of(new DhcpLease(address, prefix, server, seconds, options));
  }

  private static int naturalMask(Ipv4Address address) {
    return -1 << (32 - DhcpRoute.naturalPrefix(address));
  }

  /** Whether an address can be that of a host on a network: of class A to C, and not of net 0 or 127. */
  static boolean isHost(Ipv4Address address) {
    int net = address.bits() >>> 24;
    return net != 0 && net != 127 && net < 0xe0;
  }

  /** {@return the address with the prefix of its subnet} */
  public IpCidr cidr() {
    return new IpCidr(address, prefix);
  }

  /** {@return the routes that the server tells, the default one among them} */
  public List<DhcpRoute> routes() {
    return options.routes();
  }

  /** {@return the name servers, the preferred one first} */
  public List<Ipv4Address> dnsServers() {
    return options.addresses(DhcpOptionCode.DNS_SERVER);
  }

  /** {@return the domains to search; the domain of the client if the server tells no others} */
  public List<String> domainSearch() {
    List<String> domains = options.domainSearch();
    return domains.isEmpty() ? domainName().map(List::of).orElse(List.of()) : domains;
  }

  /** {@return the domain that the client is in} */
  public Optional<String> domainName() {
    return options.text(DhcpOptionCode.DOMAIN_NAME).filter(name -> !name.isEmpty());
  }

  /** {@return the servers that tell the time, the preferred one first} */
  public List<Ipv4Address> ntpServers() {
    return options.addresses(DhcpOptionCode.NTP_SERVER);
  }

  /** {@return the longest packet to send on the link, 68 bytes or more, if the server tells (RFC 2132 §5.1)} */
  public OptionalInt mtu() {
    OptionalInt mtu = options.number16(DhcpOptionCode.INTERFACE_MTU);
    return mtu.orElse(0) >= DeviceCapabilities.MIN_MTU ? mtu : OptionalInt.empty();
  }

  /** Whether another lease has the same address and options, whatever its times. */
  boolean hasSameParameters(DhcpLease other) {
    if (!cidr().equals(other.cidr())) {
      return false;
    }
    Set<Integer> codes = new HashSet<>(options.codes());
    codes.addAll(other.options.codes());
    codes.removeAll(TIMES);
    return codes.stream().allMatch(code -> Objects.equals(options.bytes(code), other.options.bytes(code)));
  }
}
