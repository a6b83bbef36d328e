package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.fragment.ReassemblyLimits;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.Ipv4Address;
import dev.zmol.wire.dual.Ipv6Address;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How an interface is set up: its addresses, routes and limits. Immutable; made by a {@link Builder}. */
@Specialize
public final class InterfaceConfiguration {
  /** A route to addresses that are not on the link. */
  record StaticRoute(IpCidr destination, IpAddress gateway) {}

  /** A neighbour whose MAC address is given rather than asked for. */
  record StaticNeighbor(IpAddress address, MacAddress hardwareAddress) {}

  private final MacAddress hardwareAddress;
  private final List<IpCidr> addresses;
  private final List<IpCidr> acceptedBlocks;
  private final List<StaticRoute> routes;
  private final List<StaticNeighbor> neighbors;
  private final RandomGenerator random;
  private final boolean echoReply;
  private final boolean broadcastEchoReply;
  private final boolean loopback;
  private final int icmpErrorRate;
  private final int hopLimit;
  private final boolean acceptRedirects;
  private final int duplicateAddressDetection;
  private final int neighborLimit;
  private final int neighborQueueLimit;
  private final int groupLimit;
  private final int groupSourceLimit;
  private final ReassemblyLimits reassembly;
  private final boolean fragmentation;

  private InterfaceConfiguration(Builder builder) {
    hardwareAddress = builder.hardwareAddress;
    addresses = List.copyOf(builder.addresses);
    acceptedBlocks = List.copyOf(builder.acceptedBlocks);
    routes = List.copyOf(builder.routes);
    neighbors = List.copyOf(builder.neighbors);
    random = builder.random == null ? new SecureRandom() : builder.random;
    echoReply = builder.echoReply;
    broadcastEchoReply = builder.broadcastEchoReply;
    loopback = builder.loopback;
    icmpErrorRate = builder.icmpErrorRate;
    hopLimit = builder.hopLimit;
    acceptRedirects = builder.acceptRedirects;
    duplicateAddressDetection = builder.duplicateAddressDetection;
    neighborLimit = builder.neighborLimit;
    neighborQueueLimit = builder.neighborQueueLimit;
    groupLimit = builder.groupLimit;
    groupSourceLimit = builder.groupSourceLimit;
    reassembly = builder.reassembly;
    fragmentation = builder.fragmentation;
  }

  /** {@return a builder that has nothing set} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return the MAC address; empty if none was given} */
  public Optional<MacAddress> hardwareAddress() {
    return Optional.ofNullable(hardwareAddress);
  }

  /** {@return the addresses with their prefixes, in the order they were given} */
  public List<IpCidr> addresses() {
    return addresses;
  }

  /** {@return the blocks whose addresses count as ours, beside {@link #addresses}} */
  public List<IpCidr> acceptedBlocks() {
    return acceptedBlocks;
  }

  /** {@return the source of randomness} */
  public RandomGenerator random() {
    return random;
  }

  /** {@return whether echo requests are answered} */
  public boolean echoReply() {
    return echoReply;
  }

  /** {@return whether IPv4 echo requests to broadcast and multicast addresses are answered} */
  public boolean broadcastEchoReply() {
    return broadcastEchoReply;
  }

  /** {@return whether packets from our own addresses are accepted from the device} */
  public boolean loopback() {
    return loopback;
  }

  /** {@return how many ICMP errors are sent per second at most} */
  public int icmpErrorRate() {
    return icmpErrorRate;
  }

  /** {@return the hop limit of packets that ask for no other} */
  public int hopLimit() {
    return hopLimit;
  }

  /** {@return whether routers may tell of better first hops} */
  public boolean acceptRedirects() {
    return acceptRedirects;
  }

  /** {@return how many probes precede the use of each configured address; 0 if they are used at once} */
  public int duplicateAddressDetection() {
    return duplicateAddressDetection;
  }

  /** {@return how many neighbours are remembered at most} */
  public int neighborLimit() {
    return neighborLimit;
  }

  /** {@return how many packets wait for neighbours at most, all neighbours together} */
  public int neighborQueueLimit() {
    return neighborQueueLimit;
  }

  /** {@return how many memberships in multicast groups there are at most, those of all sockets together} */
  public int groupLimit() {
    return groupLimit;
  }

  /** {@return how many sources a membership in a multicast group names at most} */
  public int groupSourceLimit() {
    return groupSourceLimit;
  }

  /** {@return how much memory and time the fragments of incomplete datagrams may take} */
  public ReassemblyLimits reassembly() {
    return reassembly;
  }

  /** {@return whether datagrams that are too long for a packet are sent in fragments} */
  public boolean fragmentation() {
    return fragmentation;
  }

  List<StaticRoute> routes() {
    return routes;
  }

  List<StaticNeighbor> neighbors() {
    return neighbors;
  }

  /** Refuses what cannot be the address of a host. */
  static void requireHost(IpCidr cidr) {
    boolean valid =
        switch (Objects.requireNonNull(cidr, "address is null").address()) {
          case Ipv4Address v4 -> isHost(v4, cidr.prefix());
          case Ipv6Address v6 -> isHost(v6, cidr.prefix());
        };
    if (!valid) {
      throw new IllegalArgumentException(
          "address is " + cidr + "; it has to be the unicast address of a host with the prefix of its subnet");
    }
  }

  @Only(IPV4)
  private static boolean isHost(Ipv4Address address, int prefix) {
    int bits = address.bits();
    if (prefix < 0 || prefix > 32 || bits >>> 28 >= 0xe || bits >>> 24 == 0) {
      return false;
    }
    int host = prefix < 31 ? ~Ipv4Addresses.mask(prefix) : 0;
    return host == 0 || ((bits & host) != 0 && (bits & host) != host);
  }

  @Only(IPV6)
  private static boolean isHost(Ipv6Address address, int prefix) {
    return prefix >= 0 && prefix <= 128 && address.isUnicast();
  }

  /** Gathers a configuration; every method returns this builder. */
  public static final class Builder {
    private final List<IpCidr> addresses = new ArrayList<>();
    private final List<IpCidr> acceptedBlocks = new ArrayList<>();
    private final List<StaticRoute> routes = new ArrayList<>();
    private final List<StaticNeighbor> neighbors = new ArrayList<>();
    private final List<IpAddress> gateways = new ArrayList<>();
    private MacAddress hardwareAddress;
    private RandomGenerator random;
    private boolean echoReply = true;
    private boolean broadcastEchoReply;
    private boolean loopback;
    private int icmpErrorRate = 100;
    private int hopLimit = IpLayer.DEFAULT_HOP_LIMIT;
    private boolean acceptRedirects = true;
    private int duplicateAddressDetection;
    private int neighborLimit = 256;
    private int groupLimit = 256;
    private int groupSourceLimit = 64;
    private int neighborQueueLimit = 256;
    private ReassemblyLimits reassembly = ReassemblyLimits.DEFAULT;
    private boolean fragmentation = true;

    private Builder() {}

    /**
     * Sets the MAC address, which an Ethernet interface needs.
     *
     * @param address a unicast address
     * @return this
     */
    public Builder hardwareAddress(MacAddress address) {
      requireUnicast("hardwareAddress", address);
      hardwareAddress = address;
      return this;
    }

    /**
     * Adds an address; an interface may have several, of either family.
     *
     * @param address a unicast address, with the prefix of its subnet
     * @return this
     */
    public Builder address(IpCidr address) {
      requireHost(address);
      addresses.add(address);
      return this;
    }

    /**
     * Accepts packets to all addresses of a block, too, and answers neighbours that ask for them ("any IP"): for a host
     * that stands in for many, such as the end of a tunnel.
     *
     * @param block the addresses; {@code 0.0.0.0/0} and {@code ::/0} for all of a family
     * @return this
     */
    public Builder accept(IpCidr block) {
      if (block.address().isMulticast()) {
        throw new IllegalArgumentException("block is " + block + "; it has to be one of unicast addresses");
      }
      acceptedBlocks.add(block);
      return this;
    }

    /**
     * Adds the default gateway of a family.
     *
     * @param gateway the gateway, on the link
     * @return this
     */
    public Builder gateway(IpAddress gateway) {
      gateways.add(Objects.requireNonNull(gateway, "gateway is null"));
      return this;
    }

    /**
     * Adds a route.
     *
     * @param destination the addresses that it leads to
     * @param gateway the neighbour that forwards to them, on the link
     * @return this
     */
    public Builder route(IpCidr destination, IpAddress gateway) {
      Objects.requireNonNull(destination, "destination is null");
      routes.add(new StaticRoute(destination, Objects.requireNonNull(gateway, "gateway is null")));
      return this;
    }

    /**
     * Adds a neighbour that is never asked for its MAC address.
     *
     * @param address its address
     * @param neighborHardwareAddress its MAC address
     * @return this
     */
    public Builder neighbor(IpAddress address, MacAddress neighborHardwareAddress) {
      requireUnicast("hardwareAddress of neighbor " + address, neighborHardwareAddress);
      neighbors.add(new StaticNeighbor(address, neighborHardwareAddress));
      return this;
    }

    /**
     * Sets the source of randomness; by default a {@link SecureRandom}.
     *
     * @param source the source, which the thread of the stack uses
     * @return this
     */
    public Builder random(RandomGenerator source) {
      random = Objects.requireNonNull(source, "random is null");
      return this;
    }

    /**
     * Sets whether echo requests are answered (RFC 1122 §3.2.2.6, RFC 4443 §4.2); they are by default.
     *
     * @param answered whether they are
     * @return this
     */
    public Builder echoReply(boolean answered) {
      echoReply = answered;
      return this;
    }

    /**
     * Sets whether IPv4 echo requests to broadcast and multicast addresses are answered, too (RFC 1122 §3.2.2.6); they
     * are not by default. Over IPv6, requests to groups are answered in any case (RFC 4443 §4.2).
     *
     * @param answered whether they are
     * @return this
     */
    public Builder broadcastEchoReply(boolean answered) {
      broadcastEchoReply = answered;
      return this;
    }

    /**
     * Sets whether packets from our own addresses are accepted, as a loopback device delivers them; elsewhere they are
     * forged, and dropped, which is the default.
     *
     * @param accepted whether they are
     * @return this
     */
    public Builder loopback(boolean accepted) {
      loopback = accepted;
      return this;
    }

    /**
     * Sets how many ICMP errors are sent per second at most (RFC 1812 §4.3.2.8, RFC 4443 §2.4); by default 100.
     *
     * @param perSecond how many; 0 for none at all
     * @return this
     */
    public Builder icmpErrorRate(int perSecond) {
      requireRange("icmpErrorRate", perSecond, 0, 1_000_000);
      icmpErrorRate = perSecond;
      return this;
    }

    /**
     * Sets the hop limit of packets that ask for no other (RFC 1122 §3.2.1.7), until a router has another for IPv6; by
     * default 64 (RFC 1700).
     *
     * @param hops how many hops (1 to 255)
     * @return this
     */
    public Builder hopLimit(int hops) {
      requireRange("hopLimit", hops, 1, 255);
      hopLimit = hops;
      return this;
    }

    /**
     * Sets whether routers may tell of better first hops (RFC 1122 §3.2.2.2, RFC 4861 §8.3); they may by default.
     *
     * @param accepted whether they may
     * @return this
     */
    public Builder acceptRedirects(boolean accepted) {
      acceptRedirects = accepted;
      return this;
    }

    /**
     * Sets how many probes find out whether another host has an address of this configuration, before it is used and
     * announced (RFC 5227 §2.1, RFC 4862 §5.4); by default none: the addresses are used at once.
     *
     * @param probes how many (0 to 16); the RFCs have three for an IPv4 address and one for an IPv6 address
     * @return this
     */
    public Builder duplicateAddressDetection(int probes) {
      requireRange("duplicateAddressDetection", probes, 0, 16);
      duplicateAddressDetection = probes;
      return this;
    }

    /**
     * Sets how many neighbours are remembered at most; by default 256.
     *
     * @param limit how many (8 to 65,536)
     * @return this
     */
    public Builder neighborLimit(int limit) {
      requireRange("neighborLimit", limit, 8, 65_536);
      neighborLimit = limit;
      return this;
    }

    /**
     * Sets how many packets wait for neighbours at most, all neighbours together; by default 256. A
     * fourth of them may wait for the same one: as many as the longest datagram has fragments on most links.
     *
     * @param limit how many (1 to 65,536)
     * @return this
     */
    public Builder neighborQueueLimit(int limit) {
      requireRange("neighborQueueLimit", limit, 1, 65_536);
      neighborQueueLimit = limit;
      return this;
    }

    /**
     * Sets how many memberships in multicast groups there are at most, those of all sockets together; by default 256.
     * The solicited-node groups of IPv6 addresses do not count.
     *
     * @param limit how many (0 to 65,536)
     * @return this
     */
    public Builder groupLimit(int limit) {
      requireRange("groupLimit", limit, 0, 65_536);
      groupLimit = limit;
      return this;
    }

    /**
     * Sets how much memory and time the fragments of incomplete datagrams may take; by default 4 MiB, a fourth of it for
     * each source, and 60 seconds.
     *
     * @param limits the limits; {@link ReassemblyLimits#NONE} for no reassembly
     * @return this
     */
    public Builder reassembly(ReassemblyLimits limits) {
      reassembly = Objects.requireNonNull(limits, "limits is null");
      return this;
    }

    /**
     * Sets how many sources a membership in a multicast group names at most; by default 64.
     *
     * @param limit how many (0 to 1,024)
     * @return this
     */
    public Builder groupSourceLimit(int limit) {
      requireRange("groupSourceLimit", limit, 0, 1_024);
      groupSourceLimit = limit;
      return this;
    }

    /**
     * Sets whether datagrams that are too long for a packet are sent in fragments (RFC 791 §3.2, RFC 8200 §4.5); they are
     * by default. Otherwise they are dropped, and counted.
     *
     * @param allowed whether they are
     * @return this
     */
    public Builder fragmentation(boolean allowed) {
      fragmentation = allowed;
      return this;
    }

    /**
     * Returns the configuration.
     *
     * @return the configuration
     * @throws IllegalArgumentException if a gateway is not on the link of any address
     */
    public InterfaceConfiguration build() {
      for (IpAddress gateway : gateways) {
        routes.add(new StaticRoute(everything(gateway), gateway));
      }
      gateways.clear();
      for (StaticRoute route : routes) {
        requireOnLink(route.gateway());
      }
      return new InterfaceConfiguration(this);
    }

    private static IpCidr everything(IpAddress gateway) {
      return switch (gateway) {
        case Ipv4Address _ -> new IpCidr(Ipv4Address.UNSPECIFIED, 0);
        case Ipv6Address _ -> new IpCidr(Ipv6Address.UNSPECIFIED, 0);
      };
    }

    private void requireOnLink(IpAddress gateway) {
      LocalAddresses local = new LocalAddresses();
      addresses.forEach(local::add);
      if (gateway.isMulticast() || !local.isOnLink(gateway)) {
        throw new IllegalArgumentException(
            "gateway is " + gateway + "; it has to be a unicast address in the subnet of one of " + addresses);
      }
    }

    private static void requireUnicast(String name, MacAddress address) {
      Objects.requireNonNull(address, name + " is null");
      if (!address.isUnicast()) {
        throw new IllegalArgumentException(name + " is " + address + "; it has to be a unicast MAC address");
      }
    }

    private static void requireRange(String name, int value, int least, int most) {
      if (value < least || value > most) {
        throw new IllegalArgumentException(name + " is " + value + "; it has to be from " + least + " to " + most);
      }
    }
  }
}
