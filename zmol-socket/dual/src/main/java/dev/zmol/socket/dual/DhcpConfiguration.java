package dev.zmol.socket.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.Bytes;
import dev.zmol.wire.dual.DhcpMessage;
import dev.zmol.wire.dual.DhcpOptionCode;
import dev.zmol.wire.dual.DhcpOptions;
import dev.zmol.wire.dual.Ipv4Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How a {@link DhcpClient} behaves. Immutable; made by a {@link Builder}. */
@Only(Family.IPV4)
public final class DhcpConfiguration {
  /** What a client does unless told otherwise. */
  public static final DhcpConfiguration DEFAULT = builder().build();

  private final DhcpOptions options;
  private final List<Integer> requested;
  private final boolean rapidCommit;
  private final boolean broadcast;
  private final boolean appliesLease;
  private final boolean conflictDetection;
  private final Ipv4Address previousAddress;
  private final int clientPort;
  private final int serverPort;
  private final long startDelay;
  private final long firstTimeout;
  private final long longestTimeout;
  private final long leastRenewalTimeout;
  private final long mostRenewalTimeout;
  private final long longestLease;

  private DhcpConfiguration(Builder builder) {
    options = builder.options.build();
    requested = List.copyOf(builder.requested);
    rapidCommit = builder.rapidCommit;
    broadcast = builder.broadcast;
    appliesLease = builder.appliesLease;
    conflictDetection = builder.conflictDetection;
    previousAddress = builder.previousAddress;
    clientPort = builder.clientPort;
    serverPort = builder.serverPort;
    startDelay = builder.startDelay;
    firstTimeout = builder.firstTimeout;
    longestTimeout = builder.longestTimeout;
    leastRenewalTimeout = builder.leastRenewalTimeout;
    mostRenewalTimeout = builder.mostRenewalTimeout;
    longestLease = builder.longestLease;
  }

  /** {@return a builder that has nothing set} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return the options that are sent besides those that the protocol asks for} */
  public DhcpOptions options() {
    return options;
  }

  /** {@return the codes of the options that servers are asked for} */
  public List<Integer> requested() {
    return requested;
  }

  /** {@return whether the client takes a lease after two messages in place of four} */
  public boolean rapidCommit() {
    return rapidCommit;
  }

  /** {@return whether servers are asked to broadcast their answers} */
  public boolean broadcast() {
    return broadcast;
  }

  /** {@return whether the interface gets what the lease says; otherwise listeners alone hear of it} */
  public boolean appliesLease() {
    return appliesLease;
  }

  /** {@return whether other hosts are asked whether one of them has the address, before it is used} */
  public boolean conflictDetection() {
    return conflictDetection;
  }

  /** {@return the address to begin with, which the client has had before} */
  public Optional<Ipv4Address> previousAddress() {
    return Optional.ofNullable(previousAddress);
  }

  /** {@return the port of the client} */
  public int clientPort() {
    return clientPort;
  }

  /** {@return the port of servers} */
  public int serverPort() {
    return serverPort;
  }

  /** {@return how long the client waits before its first message at most, in nanoseconds} */
  long startDelay() {
    return startDelay;
  }

  /** {@return how long the client waits for the first answer, in nanoseconds} */
  long firstTimeout() {
    return firstTimeout;
  }

  /** {@return how long it waits for an answer at most, in nanoseconds} */
  long longestTimeout() {
    return longestTimeout;
  }

  /** {@return how long it waits for the answer to a renewal at least, in nanoseconds} */
  long leastRenewalTimeout() {
    return leastRenewalTimeout;
  }

  /** {@return how long it waits for the answer to a renewal at most, in nanoseconds} */
  long mostRenewalTimeout() {
    return mostRenewalTimeout;
  }

  /** {@return how long a lease lasts at most, in seconds} */
  long longestLease() {
    return longestLease;
  }

  /** Gathers a configuration; every method returns this builder. */
  public static final class Builder {
    private static final long SECOND = 1_000_000_000L;

    private final DhcpOptions.Builder options = DhcpOptions.builder();
    private final List<Integer> requested =
        new ArrayList<>(
            List.of(
                DhcpOptionCode.SUBNET_MASK,
                // Before the router, which it replaces (RFC 3442).
                DhcpOptionCode.CLASSLESS_STATIC_ROUTE,
                DhcpOptionCode.ROUTER,
                DhcpOptionCode.STATIC_ROUTE,
                DhcpOptionCode.DNS_SERVER,
                DhcpOptionCode.DOMAIN_NAME,
                DhcpOptionCode.DOMAIN_SEARCH,
                DhcpOptionCode.INTERFACE_MTU,
                DhcpOptionCode.NTP_SERVER,
                DhcpOptionCode.RENEWAL_TIME,
                DhcpOptionCode.REBINDING_TIME));
    private boolean rapidCommit;
    private boolean broadcast;
    private boolean appliesLease = true;
    private boolean conflictDetection = true;
    private Ipv4Address previousAddress;
    private int clientPort = DhcpMessage.CLIENT_PORT;
    private int serverPort = DhcpMessage.SERVER_PORT;
    private long startDelay;
    private long firstTimeout = 4 * SECOND;
    private long longestTimeout = 64 * SECOND;
    private long leastRenewalTimeout = 60 * SECOND;
    private long mostRenewalTimeout = Long.MAX_VALUE;
    private long longestLease = DhcpMessage.INFINITE;

    private Builder() {}

    /**
     * Sets what tells this client from others (RFC 2132 §9.14); by default its hardware type and address.
     *
     * @param identifier two bytes or more, the first of which is a type
     * @return this
     */
    public Builder clientIdentifier(Bytes identifier) {
      if (identifier.length() < 2) {
        throw new IllegalArgumentException("identifier is '" + identifier + "'; it has to have two bytes or more");
      }
      options.bytes(DhcpOptionCode.CLIENT_IDENTIFIER, identifier);
      return this;
    }

    /**
     * Sets the name that servers are told; by default none.
     *
     * @param name the name, in ASCII
     * @return this
     */
    public Builder hostName(String name) {
      return option(DhcpOptionCode.HOST_NAME, ascii("name", name));
    }

    /**
     * Sets what kind of client this is (RFC 2132 §9.13); by default nothing is said.
     *
     * @param name the name of the kind, in ASCII
     * @return this
     */
    public Builder vendorClass(String name) {
      return option(DhcpOptionCode.VENDOR_CLASS, ascii("name", name));
    }

    private static Bytes ascii(String what, String text) {
      if (text.isEmpty() || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
        throw new IllegalArgumentException(what + " is \"" + text + "\"; it has to be of printable ASCII characters");
      }
      return DhcpOptions.builder().text(1, text).build().bytes(1).orElseThrow();
    }

    /**
     * Adds an option to what the client sends in DISCOVER and REQUEST messages.
     *
     * @param code the code of the option (1 to 254)
     * @param content what it holds
     * @return this
     */
    public Builder option(int code, Bytes content) {
      boolean reserved =
          switch (code) {
            case DhcpOptionCode.MESSAGE_TYPE,
                DhcpOptionCode.SERVER_IDENTIFIER,
                DhcpOptionCode.REQUESTED_ADDRESS,
                DhcpOptionCode.OVERLOAD,
                DhcpOptionCode.PARAMETER_REQUEST_LIST,
                DhcpOptionCode.MAXIMUM_MESSAGE_SIZE,
                DhcpOptionCode.RAPID_COMMIT ->
                true;
            default -> false;
          };
      if (reserved) {
        throw new IllegalArgumentException(
            "code is " + code + "; the " + DhcpOptionCode.format(code) + " is the client's to say");
      }
      options.bytes(code, content);
      return this;
    }

    /**
     * Asks servers for an option besides those that are understood; it is found in the options of the lease.
     *
     * @param code the code of the option (1 to 254)
     * @return this
     */
    public Builder request(int code) {
      if (code < 1 || code > 254) {
        throw new IllegalArgumentException("code is " + code + "; it has to be from 1 to 254");
      }
      if (!requested.contains(code)) {
        requested.add(code);
      }
      return this;
    }

    /**
     * Sets whether the client takes a lease after two messages in place of four, if the server is prepared for that
     * (RFC 4039); by default it does not ask for it.
     *
     * @param taken whether it does
     * @return this
     */
    public Builder rapidCommit(boolean taken) {
      rapidCommit = taken;
      return this;
    }

    /**
     * Sets whether servers are asked to broadcast their answers. By default they are not: the stack receives what is
     * sent to the address that it is about to have (RFC 2131 §4.1).
     *
     * @param asked whether they are
     * @return this
     */
    public Builder broadcast(boolean asked) {
      broadcast = asked;
      return this;
    }

    /**
     * Sets whether the interface gets what the lease says: its address, its routes. By default it does; otherwise
     * listeners alone hear of the lease.
     *
     * @param applied whether it does
     * @return this
     */
    public Builder appliesLease(boolean applied) {
      appliesLease = applied;
      return this;
    }

    /**
     * Sets whether other hosts are asked whether one of them has the address, before it is used (RFC 2131 §3.1 (5), RFC
     * 5227 §2.1), which takes four to seven seconds. By default they are, unless the interface is left alone.
     *
     * @param detected whether they are
     * @return this
     */
    public Builder conflictDetection(boolean detected) {
      conflictDetection = detected;
      return this;
    }

    /**
     * Sets an address that the client has had before, to begin with (RFC 2131 §3.2).
     *
     * @param address the address
     * @return this
     */
    public Builder previousAddress(Ipv4Address address) {
      if (!DhcpLease.isHost(address)) {
        throw new IllegalArgumentException("address is " + address + "; it has to be the address of a host");
      }
      previousAddress = address;
      return this;
    }

    /**
     * Sets the ports; by default 68 and 67.
     *
     * @param client the port of the client (1 to 65,535)
     * @param server the port of servers (1 to 65,535)
     * @return this
     */
    public Builder ports(int client, int server) {
      Ports.require("client port", client);
      Ports.require("server port", server);
      clientPort = client;
      serverPort = server;
      return this;
    }

    /**
     * Sets how long the client waits before its first message at most: a random time, so that hosts that are switched
     * on together do not ask together. By default it does not wait; RFC 2131 §4.4.1 suggests ten seconds.
     *
     * @param most the longest time
     * @return this
     */
    public Builder startDelay(Duration most) {
      startDelay = nanos("most", most, Duration.ZERO);
      return this;
    }

    /**
     * Sets how long the client waits for an answer before it sends again: the first time, and what that grows to by
     * doubling (RFC 2131 §4.1); by default 4 and 64 seconds.
     *
     * @param first the first time, each time changed by up to a quarter of this
     * @param most the longest time
     * @return this
     */
    public Builder timeouts(Duration first, Duration most) {
      firstTimeout = nanos("first", first, Duration.ofMillis(1));
      longestTimeout = nanos("most", most, first);
      return this;
    }

    /**
     * Sets how long the client waits for the answer to a renewal: half of the time that is left, but not less than the
     * one and not more than the other (RFC 2131 §4.4.5); by default one minute, and no limit.
     *
     * @param least the shortest time
     * @param most the longest time
     * @return this
     */
    public Builder renewalTimeouts(Duration least, Duration most) {
      leastRenewalTimeout = nanos("least", least, Duration.ofMillis(1));
      mostRenewalTimeout = nanos("most", most, least);
      return this;
    }

    /**
     * Sets how long a lease lasts at most, whatever the server says; by default there is no limit.
     *
     * @param most the longest time, in whole seconds
     * @return this
     */
    public Builder longestLease(Duration most) {
      if (most.toSeconds() < 1 || most.toSeconds() > DhcpMessage.INFINITE) {
        throw new IllegalArgumentException("most is " + most + "; it has to be from 1 to 2³² - 1 seconds");
      }
      longestLease = most.toSeconds();
      return this;
    }

    private static long nanos(String name, Duration duration, Duration least) {
      Objects.requireNonNull(duration, () -> name + " is null");
      if (duration.compareTo(least) < 0 || duration.compareTo(Duration.ofDays(365)) > 0) {
        throw new IllegalArgumentException(name + " is " + duration + "; it has to be from " + least + " to 365 days");
      }
      return duration.toNanos();
    }

    /** {@return the configuration} */
    public DhcpConfiguration build() {
      return new DhcpConfiguration(this);
    }
  }
}
