package dev.zmol.socket.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.Bytes;
import dev.zmol.wire.dual.DhcpUniqueIdentifier;
import dev.zmol.wire.dual.Dhcpv6Message;
import dev.zmol.wire.dual.Dhcpv6OptionCode;
import dev.zmol.wire.dual.Dhcpv6Options;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How a {@link Dhcpv6Client} behaves. Immutable; made by a {@link Builder}. */
@Only(Family.IPV6)
public final class Dhcpv6Configuration {
  /** What a client does unless told otherwise. */
  public static final Dhcpv6Configuration DEFAULT = builder().build();

  private final DhcpUniqueIdentifier clientIdentifier;
  private final Dhcpv6Options options;
  private final List<Integer> requested;
  private final boolean rapidCommit;
  private final boolean appliesLease;
  private final boolean conflictDetection;
  private final long longestLifetime;

  private Dhcpv6Configuration(Builder builder) {
    clientIdentifier = builder.clientIdentifier;
    options = builder.options.build();
    requested = List.copyOf(builder.requested);
    rapidCommit = builder.rapidCommit;
    appliesLease = builder.appliesLease;
    conflictDetection = builder.conflictDetection;
    longestLifetime = builder.longestLifetime;
  }

  /** {@return a builder that has nothing set} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return what tells this client from others; by default it is made of the hardware address} */
  public Optional<DhcpUniqueIdentifier> clientIdentifier() {
    return Optional.ofNullable(clientIdentifier);
  }

  /** {@return the options that are sent besides those that the protocol asks for} */
  public Dhcpv6Options options() {
    return options;
  }

  /** {@return the codes of the options that servers are asked for} */
  public List<Integer> requested() {
    return requested;
  }

  /** {@return whether the client takes addresses after two messages in place of four} */
  public boolean rapidCommit() {
    return rapidCommit;
  }

  /** {@return whether the interface gets the addresses; otherwise listeners alone hear of them} */
  public boolean appliesLease() {
    return appliesLease;
  }

  /** {@return whether other hosts are asked whether one of them has an address, before it is used} */
  public boolean conflictDetection() {
    return conflictDetection;
  }

  /** {@return how long an address is used at most, in seconds} */
  long longestLifetime() {
    return longestLifetime;
  }

  /** Gathers a configuration; every method returns this builder. */
  public static final class Builder {
    private static final int USER_CLASS = 15;
    private static final int VENDOR_CLASS = 16;
    private static final int VENDOR_OPTIONS = 17;

    private final Dhcpv6Options.Builder options = Dhcpv6Options.builder();
    private final List<Integer> requested =
        new ArrayList<>(List.of(Dhcpv6OptionCode.DNS_SERVERS, Dhcpv6OptionCode.DOMAIN_LIST));
    private DhcpUniqueIdentifier clientIdentifier;
    private boolean rapidCommit;
    private boolean appliesLease = true;
    private boolean conflictDetection = true;
    private long longestLifetime = Dhcpv6Message.INFINITE;

    private Builder() {}

    /**
     * Sets what tells this client from others; by default it is made of the hardware address of the interface (RFC 8415
     * §11.4). A host that can store one should make it of the time as well, and keep it.
     *
     * @param identifier the identifier
     * @return this
     */
    public Builder clientIdentifier(DhcpUniqueIdentifier identifier) {
      clientIdentifier = Objects.requireNonNull(identifier, "identifier is null");
      return this;
    }

    /**
     * Adds an option to what the client sends when it asks for something.
     *
     * @param code the code of the option
     * @param content what it holds
     * @return this
     */
    public Builder option(int code, Bytes content) {
      boolean theUsers = code == USER_CLASS || code == VENDOR_CLASS || code == VENDOR_OPTIONS;
      if (code <= Dhcpv6OptionCode.RECONFIGURE_ACCEPT && !theUsers) {
        throw new IllegalArgumentException(
            "code is " + code + "; the " + Dhcpv6OptionCode.format(code) + " is the client's to say");
      }
      options.bytes(code, content);
      return this;
    }

    /**
     * Asks servers for an option besides those that are understood.
     *
     * @param code the code of the option (1 to 65,535)
     * @return this
     */
    public Builder request(int code) {
      if (code < 1 || code > 0xffff) {
        throw new IllegalArgumentException("code is " + code + "; it has to be from 1 to 65535");
      }
      if (!requested.contains(code)) {
        requested.add(code);
      }
      return this;
    }

    /**
     * Sets whether the client takes addresses after two messages in place of four, if the server is prepared for that
     * (RFC 8415 §18.2.1); by default it does not ask for it.
     *
     * @param taken whether it does
     * @return this
     */
    public Builder rapidCommit(boolean taken) {
      rapidCommit = taken;
      return this;
    }

    /**
     * Sets whether the interface gets the addresses. By default it does; otherwise listeners alone hear of them.
     *
     * @param applied whether it does
     * @return this
     */
    public Builder appliesLease(boolean applied) {
      appliesLease = applied;
      return this;
    }

    /**
     * Sets whether other hosts are asked whether one of them has an address, before it is used (RFC 8415 §18.2.10.1,
     * RFC 4862 §5.4), which takes one to two seconds. By default they are, unless the interface is left alone.
     *
     * @param detected whether they are
     * @return this
     */
    public Builder conflictDetection(boolean detected) {
      conflictDetection = detected;
      return this;
    }

    /**
     * Sets how long an address is used at most before it is extended, whatever the server says; by default there is no
     * limit.
     *
     * @param most the longest time, in whole seconds
     * @return this
     */
    public Builder longestLifetime(Duration most) {
      if (most.toSeconds() < 1 || most.toSeconds() > Dhcpv6Message.INFINITE) {
        throw new IllegalArgumentException("most is " + most + "; it has to be from 1 to 2³² - 1 seconds");
      }
      longestLifetime = most.toSeconds();
      return this;
    }

    /** {@return the configuration} */
    public Dhcpv6Configuration build() {
      return new Dhcpv6Configuration(this);
    }
  }
}
