package dev.zmol.socket.dual;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Protocol;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.IcmpError;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.iface.dual.ReceivedPacket;
import dev.zmol.iface.dual.TransportProtocol;
import dev.zmol.socket.dns.DnsOutcome;
import dev.zmol.socket.dns.DnsResult;
import dev.zmol.wire.dns.DnsName;
import dev.zmol.wire.dns.DnsQuestion;
import dev.zmol.wire.dns.DnsRecord;
import dev.zmol.wire.dns.DnsType;
import dev.zmol.wire.dual.AddressRecords;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A stub resolver (RFC 1034 §5.3.1, RFC 1123 §6.1.3.1): asks recursive servers what belongs to names.
 *
 * <p>Each question goes out from a port and with an id that nobody can foretell, and only what comes from the server,
 * to that port, with that id and about that question is an answer (RFC 5452 §9). Names under {@code local.} are asked of
 * the hosts of the link (RFC 6762 §3). Nothing is remembered from one lookup to the next.
 *
 * <p>Owned by the thread that polls the stack; all methods are called by it. {@link DnsResolver} is for other threads.
 */
@Specialize
@Protocol(number = {})
public final class DnsClient implements TransportProtocol {
  private static final int[] ADDRESS_TYPES = addressTypes();

  private final IpLayer ip;
  private final Udp udp;
  private final Tcp tcp;
  private final List<DnsLookup> lookups = new ArrayList<>();
  private final LearnedNameServers learned = new LearnedNameServers();
  private DnsConfiguration configuration = DnsConfiguration.DEFAULT;
  private DnsConfiguration settings = DnsConfiguration.DEFAULT;
  private long nowNanos;

  /**
   * Creates a resolver that knows no server.
   *
   * @param ip the network layer
   * @param udp what carries questions and answers
   * @param tcp what carries answers that are too long for UDP
   */
  public DnsClient(IpLayer ip, Udp udp, Tcp tcp) {
    this.ip = ip;
    this.udp = udp;
    this.tcp = tcp;
  }

  private static int[] addressTypes() {
    if (Comptime.DUAL) {
      return new int[] {DnsType.AAAA, DnsType.A};
    }
    return new int[] {Comptime.IPV6 ? DnsType.AAAA : DnsType.A};
  }

  /** {@return whom to ask, and for how long, as it was set} */
  public DnsConfiguration configuration() {
    return configuration;
  }

  /** {@return whom to ask, and for how long, with the servers and domains that were learned where none were set} */
  public DnsConfiguration settings() {
    return settings;
  }

  /**
   * Learns of servers and domains to search. They are used as long as none are {@linkplain #configure set}; what several
   * have told goes together, in the order in which they have told first. What cannot be is left out.
   *
   * @param source who tells: he replaces what he has told before
   * @param servers the addresses of the servers, the preferred one first; none if he knows of none any more
   * @param domains the domains to search
   */
  public void learn(Object source, List<? extends IpAddress> servers, List<String> domains) {
    Objects.requireNonNull(source, "source is null");
    learned.put(source, servers, domains);
    settings = learned.complete(configuration);
  }

  /**
   * Sets whom to ask, and for how long. Questions that are on their way stay with the servers that they began with.
   *
   * @param newConfiguration the settings
   */
  public void configure(DnsConfiguration newConfiguration) {
    configuration = Objects.requireNonNull(newConfiguration, "newConfiguration is null");
    settings = learned.complete(configuration);
  }

  /**
   * Sets the servers, at the usual port: those that DHCP or a router has told of.
   *
   * @param addresses the addresses, in the order in which they are asked; of too many the first
   * @throws IllegalArgumentException if one is no unicast address
   */
  public void servers(List<? extends IpAddress> addresses) {
    DnsConfiguration.Builder builder = configuration.toBuilder().noServers();
    addresses.stream().distinct().limit(DnsConfiguration.MAX_SERVERS).forEach(builder::server);
    configure(builder.build());
  }

  /**
   * Looks up the addresses of a host, of all families that are spoken here.
   *
   * @param host its name, looked for in the domains of the search list unless it ends with a dot; or an address
   * @param whenDone told when it is done, by the thread of the stack, at a later poll
   * @return the lookup
   * @throws IllegalArgumentException if the name is none
   * @throws IllegalStateException if too many lookups are going on
   */
  public DnsLookup addresses(String host, Consumer<? super DnsLookup> whenDone) {
    if (isLiteral(host)) {
      DnsRecord itself = new DnsRecord(DnsName.parse(host), 0, AddressRecords.data(IpAddress.parse(host)));
      DnsResult known = new DnsResult(DnsOutcome.ANSWERED, itself.name(), List.of(itself), List.of(), 0);
      return add(new DnsLookup(this, known, whenDone));
    }
    return add(new DnsLookup(this, settings.searchList().candidates(host), ADDRESS_TYPES, whenDone));
  }

  private static boolean isLiteral(String host) {
    if (!host.chars().allMatch(c -> c == '.' || c == ':' || Character.digit(c, 16) >= 0)) {
      return false;
    }
    try {
      IpAddress.parse(host);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Looks up the names of an address (RFC 1035 §3.5).
   *
   * @param address the address
   * @param whenDone told when it is done, by the thread of the stack, at a later poll
   * @return the lookup, which finds PTR records
   * @throws IllegalStateException if too many lookups are going on
   */
  public DnsLookup names(IpAddress address, Consumer<? super DnsLookup> whenDone) {
    return lookup(AddressRecords.reverseName(address), DnsType.PTR, whenDone);
  }

  /**
   * Looks up records of a type.
   *
   * @param name the name, looked for in the domains of the search list unless it ends with a dot
   * @param type the type, see {@link DnsType}
   * @param whenDone told when it is done, by the thread of the stack, at a later poll
   * @return the lookup
   * @throws IllegalArgumentException if the name is none, or the type not from 1 to 65,535
   * @throws IllegalStateException if too many lookups are going on
   */
  public DnsLookup lookup(String name, int type, Consumer<? super DnsLookup> whenDone) {
    return lookup(settings.searchList().candidates(name), type, whenDone);
  }

  /**
   * Looks up records of a type, of that very name.
   *
   * @param name the name
   * @param type the type, see {@link DnsType}
   * @param whenDone told when it is done, by the thread of the stack, at a later poll
   * @return the lookup
   * @throws IllegalArgumentException if the type is not from 1 to 65,535
   * @throws IllegalStateException if too many lookups are going on
   */
  public DnsLookup lookup(DnsName name, int type, Consumer<? super DnsLookup> whenDone) {
    return lookup(List.of(name), type, whenDone);
  }

  private DnsLookup lookup(List<DnsName> candidates, int type, Consumer<? super DnsLookup> whenDone) {
    if (type < 1 || type > 0xffff) {
      throw new IllegalArgumentException("type is " + type + "; it has to be from 1 to 65535");
    }
    return add(new DnsLookup(this, candidates, new int[] {type}, whenDone));
  }

  private DnsLookup add(DnsLookup lookup) {
    if (lookups.size() >= configuration.lookupLimit()) {
      throw new IllegalStateException(
          lookups.size() + " lookups are going on; the configuration allows " + configuration.lookupLimit());
    }
    lookups.add(lookup);
    return lookup;
  }

  void forget(DnsLookup lookup) {
    lookups.remove(lookup);
  }

  /** {@return how many lookups are going on} */
  public int lookupCount() {
    return lookups.size();
  }

  /** Begins to ask a question of whom it concerns. */
  DnsExchange ask(DnsQuestion question) {
    return configuration.usesMulticast() && MulticastDnsGroups.contain(question.name())
        ? new DnsMulticastExchange(this, question)
        : new DnsServerExchange(this, question);
  }

  IpLayer ip() {
    return ip;
  }

  Udp udp() {
    return udp;
  }

  Tcp tcp() {
    return tcp;
  }

  /** An id that nobody can foretell (RFC 5452 §9.2). */
  int nextId() {
    return ip.random().nextInt(0x10000);
  }

  @Override
  public boolean receive(ReceivedPacket packet, long now) {
    return false;
  }

  @Override
  public void error(IcmpError error, long now) {
    // UDP and TCP are told.
  }

  @Override
  public boolean poll(long now) {
    nowNanos = now;
    // Mostly there is nothing to look up: that costs, and allocates, nothing.
    return !lookups.isEmpty() && pollLookups(now);
  }

  private boolean pollLookups(long now) {
    boolean sent = false;
    for (DnsLookup lookup : List.copyOf(lookups)) {
      if (!lookup.isDone()) {
        sent |= lookup.poll(now);
      }
      if (lookup.isDone() && lookups.remove(lookup)) {
        lookup.callBack();
      }
    }
    return sent;
  }

  @Override
  public long pollAt() {
    if (lookups.isEmpty()) {
      return Long.MAX_VALUE;
    }
    long next = Long.MAX_VALUE;
    for (DnsLookup lookup : lookups) {
      next = Math.min(next, lookup.pollAt(nowNanos));
    }
    return next;
  }
}
