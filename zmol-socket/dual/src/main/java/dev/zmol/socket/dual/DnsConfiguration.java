package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.socket.dns.SearchList;
import dev.zmol.wire.dns.DnsMessage;
import dev.zmol.wire.dns.DnsName;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How names are resolved: whom to ask, and for how long. Immutable.
 *
 * <p>{@link #DEFAULT} knows no servers; these come from DHCP, from router advertisements or from the user.
 */
@Specialize
public final class DnsConfiguration {
  /** The port of servers (RFC 1035 §4.2). */
  public static final int PORT = 53;

  /** The longest answer over UDP, in bytes, unless told otherwise: what fits the packets of every IPv6 link. */
  public static final int DATAGRAM_SIZE = 1232;

  /** The longest that can be asked for, in bytes. */
  public static final int MAX_DATAGRAM_SIZE = 9_000;

  /** How many servers are asked. */
  public static final int MAX_SERVERS = 8;

  /** No servers, no domains to search, one second for the first answer and ten for all. */
  public static final DnsConfiguration DEFAULT = builder().build();

  private final List<IpEndpoint> servers;
  private final SearchList searchList;
  private final long retryNanos;
  private final long timeoutNanos;
  private final int lookupLimit;
  private final boolean tcpOnly;
  private final boolean multicast;
  private final int datagramSize;

  private DnsConfiguration(Builder builder) {
    servers = List.copyOf(builder.servers);
    searchList = builder.searchList;
    retryNanos = builder.retryNanos;
    timeoutNanos = builder.timeoutNanos;
    lookupLimit = builder.lookupLimit;
    tcpOnly = builder.tcpOnly;
    multicast = builder.multicast;
    datagramSize = builder.datagramSize;
  }

  /** {@return settings to begin with} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return a builder with these settings} */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.servers.addAll(servers);
    builder.searchList = searchList;
    builder.retryNanos = retryNanos;
    builder.timeoutNanos = timeoutNanos;
    builder.lookupLimit = lookupLimit;
    builder.tcpOnly = tcpOnly;
    builder.multicast = multicast;
    builder.datagramSize = datagramSize;
    return builder;
  }

  /** {@return the servers, in the order in which they are asked} */
  public List<IpEndpoint> servers() {
    return servers;
  }

  /** {@return the domains in which names are looked for} */
  public SearchList searchList() {
    return searchList;
  }

  /** {@return how long a server has to answer at first, in nanoseconds; each round doubles it} */
  public long retryNanos() {
    return retryNanos;
  }

  /** {@return how long a name may take, in nanoseconds} */
  public long timeoutNanos() {
    return timeoutNanos;
  }

  /** {@return how many lookups may go on at once} */
  public int lookupLimit() {
    return lookupLimit;
  }

  /** {@return whether servers are asked over TCP alone} */
  public boolean isTcpOnly() {
    return tcpOnly;
  }

  /** {@return whether the hosts of the link are asked for names under {@code local.}} */
  public boolean usesMulticast() {
    return multicast;
  }

  /** {@return the longest answer over UDP, in bytes; 512 if servers are not told (RFC 6891 §6.2.3)} */
  public int datagramSize() {
    return datagramSize;
  }

  /** Settings to be made. */
  @Specialize
  public static final class Builder {
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final List<IpEndpoint> servers = new ArrayList<>();
    private SearchList searchList = SearchList.EMPTY;
    private long retryNanos = 1_000_000_000;
    private long timeoutNanos = 10_000_000_000L;
    private int lookupLimit = 64;
    private boolean tcpOnly;
    private boolean multicast = true;
    private int datagramSize = DATAGRAM_SIZE;

    private Builder() {}

    /**
     * Adds a server at the usual port.
     *
     * @param address its address
     * @return this
     */
    public Builder server(IpAddress address) {
      return server(new IpEndpoint(address, PORT));
    }

    /**
     * Adds a server.
     *
     * @param server its address and port
     * @return this
     * @throws IllegalArgumentException if it is no unicast address, or there are too many
     */
    public Builder server(IpEndpoint server) {
      if (!server.address().isUnicast() || server.port() == 0) {
        throw new IllegalArgumentException("server is " + server + "; it has to be a unicast address and a port");
      }
      if (servers.size() == MAX_SERVERS) {
        throw new IllegalArgumentException("server is " + server + "; there may be up to " + MAX_SERVERS);
      }
      servers.add(server);
      return this;
    }

    /**
     * Forgets the servers.
     *
     * @return this
     */
    public Builder noServers() {
      servers.clear();
      return this;
    }

    /**
     * Sets the domains in which names are looked for that have no dot in them, and then those that have.
     *
     * @param domains the domains, in the order in which they are tried
     * @return this
     */
    public Builder search(List<DnsName> domains) {
      return search(new SearchList(domains, searchList.dots()));
    }

    /**
     * Sets the domains in which names are looked for.
     *
     * @param list the domains, and how many dots make a name look absolute
     * @return this
     */
    public Builder search(SearchList list) {
      searchList = list;
      return this;
    }

    /**
     * Sets how long a server has to answer before the next is asked. When all have been asked the first is asked again,
     * and they have twice as long.
     *
     * @param time how long, from 10 ms to 5 minutes; 1 second by default
     * @return this
     */
    public Builder retry(Duration time) {
      retryNanos = nanos("time", time);
      return this;
    }

    /**
     * Sets how long a name may take, all its aliases included.
     *
     * @param time how long, from 10 ms to 5 minutes; 10 seconds by default
     * @return this
     */
    public Builder timeout(Duration time) {
      timeoutNanos = nanos("time", time);
      return this;
    }

    private static long nanos(String name, Duration time) {
      if (time.compareTo(Duration.ofMillis(10)) < 0 || time.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(name + " is " + time + "; it has to be from 10 ms to 5 minutes");
      }
      return time.toNanos();
    }

    /**
     * Sets how many lookups may go on at once.
     *
     * @param limit how many (1 to 4096); 64 by default
     * @return this
     */
    public Builder lookupLimit(int limit) {
      if (limit < 1 || limit > 4096) {
        throw new IllegalArgumentException("limit is " + limit + "; it has to be from 1 to 4096");
      }
      lookupLimit = limit;
      return this;
    }

    /**
     * Sets whether servers are asked over TCP alone (RFC 7766 §5), and not only when an answer is too long for UDP.
     *
     * @param whether whether they are; false by default
     * @return this
     */
    public Builder tcpOnly(boolean whether) {
      tcpOnly = whether;
      return this;
    }

    /**
     * Sets whether the hosts of the link are asked for names under {@code local.} (RFC 6762 §3), or the servers.
     *
     * @param whether whether the hosts are; true by default
     * @return this
     */
    public Builder multicast(boolean whether) {
      multicast = whether;
      return this;
    }

    /**
     * Sets how long an answer over UDP may be, which servers are told by EDNS(0) (RFC 6891 §6.2.3). What is longer
     * comes over TCP, and so it has to be no longer than what reaches us whole.
     *
     * @param bytes how long, from 512 to 9000; 1232 by default; 512 sends queries without EDNS(0)
     * @return this
     */
    public Builder datagramSize(int bytes) {
      if (bytes < DnsMessage.MAX_DATAGRAM || bytes > MAX_DATAGRAM_SIZE) {
        throw new IllegalArgumentException("bytes is " + bytes + "; it has to be from 512 to " + MAX_DATAGRAM_SIZE);
      }
      datagramSize = bytes;
      return this;
    }

    /** {@return the settings} */
    public DnsConfiguration build() {
      return new DnsConfiguration(this);
    }
  }
}
