package dev.zmol.lowpan;

import dev.zmol.lowpan.compress.CompressionContexts;
import dev.zmol.lowpan.frame.Ieee802154Address;
import java.util.Objects;
import java.util.Optional;

/** How a station behaves on the radio: its addresses, its network, its patience. Made by a {@link Builder}. */
public final class LowpanConfiguration {
  private final Ieee802154Address extendedAddress;
  private final Ieee802154Address shortAddress;
  private final int pan;
  private final boolean acknowledgments;
  private final int retries;
  private final long acknowledgmentWaitNanos;
  private final int frameQueueLimit;
  private final int reassemblyLimit;
  private final long reassemblyTimeoutNanos;
  private final CompressionContexts contexts;

  private LowpanConfiguration(Builder builder) {
    extendedAddress = builder.extendedAddress;
    shortAddress = builder.shortAddress;
    pan = builder.pan;
    acknowledgments = builder.acknowledgments;
    retries = builder.retries;
    acknowledgmentWaitNanos = builder.acknowledgmentWaitNanos;
    frameQueueLimit = builder.frameQueueLimit;
    reassemblyLimit = builder.reassemblyLimit;
    reassemblyTimeoutNanos = builder.reassemblyTimeoutNanos;
    contexts = builder.contexts;
  }

  /**
   * Returns a builder.
   *
   * @param extendedAddress the EUI-64 of the station
   * @param pan the network, 0 to 0xfffe
   * @return the builder
   */
  public static Builder builder(Ieee802154Address extendedAddress, int pan) {
    return new Builder(extendedAddress, pan);
  }

  /** {@return the EUI-64 of the station} */
  public Ieee802154Address extendedAddress() {
    return extendedAddress;
  }

  /** {@return the short address of the station, if it has one} */
  public Optional<Ieee802154Address> shortAddress() {
    return Optional.ofNullable(shortAddress);
  }

  /** {@return the network} */
  public int pan() {
    return pan;
  }

  /** {@return whether frames to one station ask for an acknowledgment} */
  public boolean acknowledgments() {
    return acknowledgments;
  }

  /** {@return how often a frame is sent again at most} */
  public int retries() {
    return retries;
  }

  /** {@return how long an acknowledgment may take, in nanoseconds} */
  public long acknowledgmentWaitNanos() {
    return acknowledgmentWaitNanos;
  }

  /** {@return how many frames may wait to be sent} */
  public int frameQueueLimit() {
    return frameQueueLimit;
  }

  /** {@return how many datagrams may be incomplete at once} */
  public int reassemblyLimit() {
    return reassemblyLimit;
  }

  /** {@return how long a datagram may be incomplete, in nanoseconds} */
  public long reassemblyTimeoutNanos() {
    return reassemblyTimeoutNanos;
  }

  /** {@return the prefixes that packets need not carry} */
  public CompressionContexts contexts() {
    return contexts;
  }

  /** Gathers a configuration; every method returns this builder. */
  public static final class Builder {
    private final Ieee802154Address extendedAddress;
    private final int pan;
    private Ieee802154Address shortAddress;
    private boolean acknowledgments = true;
    private int retries = 3;
    private long acknowledgmentWaitNanos = 5_000_000;
    private int frameQueueLimit = 64;
    private int reassemblyLimit = 8;
    private long reassemblyTimeoutNanos = 60_000_000_000L;
    private CompressionContexts contexts = new CompressionContexts();

    private Builder(Ieee802154Address extendedAddress, int pan) {
      if (!extendedAddress.isExtended() || !extendedAddress.isUnicast()) {
        throw new IllegalArgumentException("extendedAddress is " + extendedAddress + "; it has to be an EUI-64");
      }
      requireRange("pan", pan, 0, 0xfffe);
      this.extendedAddress = extendedAddress;
      this.pan = pan;
    }

    /**
     * Sets the short address, which makes headers shorter; none by default.
     *
     * @param address a short address of one station
     * @return this
     */
    public Builder shortAddress(Ieee802154Address address) {
      if (!address.isShort() || !address.isUnicast()) {
        throw new IllegalArgumentException("address is " + address + "; it has to be short, and of one station");
      }
      shortAddress = address;
      return this;
    }

    /**
     * Sets whether frames to one station ask for an acknowledgment; they do by default.
     *
     * @param asked whether they do
     * @return this
     */
    public Builder acknowledgments(boolean asked) {
      acknowledgments = asked;
      return this;
    }

    /**
     * Sets how often a frame that nobody acknowledges is sent again; by default three times, as macMaxFrameRetries.
     *
     * @param count how often at most (0 to 15)
     * @return this
     */
    public Builder retries(int count) {
      requireRange("retries", count, 0, 15);
      retries = count;
      return this;
    }

    /**
     * Sets how long an acknowledgment may take; by default five milliseconds.
     *
     * @param nanos the time in nanoseconds (100 µs to 1 s)
     * @return this
     */
    public Builder acknowledgmentWaitNanos(long nanos) {
      requireRange("acknowledgmentWaitNanos", nanos, 100_000, 1_000_000_000);
      acknowledgmentWaitNanos = nanos;
      return this;
    }

    /**
     * Sets how many frames may wait to be sent; by default 64. A packet of 1,280 bytes takes up to seventeen.
     *
     * @param frames how many (32 to 4,096)
     * @return this
     */
    public Builder frameQueueLimit(int frames) {
      requireRange("frameQueueLimit", frames, 32, 4_096);
      frameQueueLimit = frames;
      return this;
    }

    /**
     * Sets how many datagrams may be incomplete at once; by default eight, each of which takes 1,280 bytes.
     *
     * @param datagrams how many (1 to 1,024)
     * @return this
     */
    public Builder reassemblyLimit(int datagrams) {
      requireRange("reassemblyLimit", datagrams, 1, 1_024);
      reassemblyLimit = datagrams;
      return this;
    }

    /**
     * Sets how long a datagram may be incomplete; by default 60 seconds, which is the most (RFC 4944 §5.3).
     *
     * @param nanos the time in nanoseconds (1 ms to 60 s)
     * @return this
     */
    public Builder reassemblyTimeoutNanos(long nanos) {
      requireRange("reassemblyTimeoutNanos", nanos, 1_000_000, 60_000_000_000L);
      reassemblyTimeoutNanos = nanos;
      return this;
    }

    /**
     * Sets the prefixes that packets need not carry; none by default.
     *
     * @param prefixes the prefixes, which the thread of the stack may change later
     * @return this
     */
    public Builder contexts(CompressionContexts prefixes) {
      contexts = Objects.requireNonNull(prefixes, "prefixes is null");
      return this;
    }

    private static void requireRange(String name, long value, long least, long most) {
      if (value < least || value > most) {
        throw new IllegalArgumentException(name + " is " + value + "; it has to be from " + least + " to " + most);
      }
    }

    /** {@return the configuration} */
    public LowpanConfiguration build() {
      return new LowpanConfiguration(this);
    }
  }
}
