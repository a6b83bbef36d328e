package dev.zmol.lowpan.rpl;

import dev.zmol.lowpan.rpl.wire.RplInstanceId;
import dev.zmol.lowpan.rpl.wire.RplMode;
import dev.zmol.lowpan.rpl.wire.RplOption.DodagConfiguration;
import dev.zmol.wire.ipv6.IpCidr;
import java.util.Objects;

/**
 * How a node takes part in an RPL network. Immutable.
 *
 * @param role what the node does
 * @param instance the instance that it is in
 * @param rootAddress the address of the root, which is the name of the DODAG, and the prefix that all nodes make their
 *     addresses of; only for a root
 * @param mode how routes downwards are kept; only for a root, others do as it says
 * @param metrics whether the root has paths measured in a metric container (RFC 6551 §4.3.2)
 * @param dodag what the root sets for the DODAG; only for a root
 * @param neighborLimit how many neighbours are remembered (1 or more)
 * @param routeLimit how many routes downwards are remembered (0 or more)
 */
public record RplConfiguration(
    RplRole role,
    RplInstanceId instance,
    IpCidr rootAddress,
    RplMode mode,
    boolean metrics,
    DodagConfiguration dodag,
    int neighborLimit,
    int routeLimit) {
  private static final int INTERVAL_DOUBLINGS = 8;
  private static final int INTERVAL_MIN = 10;
  private static final int REDUNDANCY = 10;
  private static final int MIN_HOP_RANK_INCREASE = 256;
  private static final int MAX_RANK_INCREASE = 8 * MIN_HOP_RANK_INCREASE;
  private static final int LIFETIME = 30;
  private static final int LIFETIME_UNIT = 60;
  private static final int NEIGHBORS = 32;
  private static final int ROUTES = 256;

  /** What a root sets unless told otherwise: intervals from 1 to 262 seconds, routes that hold for half an hour. */
  public static final DodagConfiguration DODAG =
      new DodagConfiguration(
          DodagConfiguration.OPTION_SKIPPED,
          false,
          0,
          INTERVAL_DOUBLINGS,
          INTERVAL_MIN,
          REDUNDANCY,
          MAX_RANK_INCREASE,
          MIN_HOP_RANK_INCREASE,
          RplObjective.MINIMUM_RANK_WITH_HYSTERESIS.codePoint(),
          LIFETIME,
          LIFETIME_UNIT);

  /** A router of instance 0. */
  public static final RplConfiguration DEFAULT =
      new RplConfiguration(
          RplRole.ROUTER, RplInstanceId.global(0), null, RplMode.STORING, false, DODAG, NEIGHBORS, ROUTES);

  /** Checks what belongs together. */
  public RplConfiguration {
    Objects.requireNonNull(role, "role is null");
    Objects.requireNonNull(instance, "instance is null");
    Objects.requireNonNull(mode, "mode is null");
    Objects.requireNonNull(dodag, "dodag is null");
    if (role == RplRole.ROOT && (rootAddress == null || rootAddress.prefix() != 64)) {
      throw new IllegalArgumentException("rootAddress is " + rootAddress + "; a root needs one with a prefix of 64");
    }
    if (dodag.minHopRankIncrease() == 0) {
      throw new IllegalArgumentException("minHopRankIncrease is 0; it has to be 1 or more");
    }
    if (RplObjective.of(dodag.objectiveCodePoint()).isEmpty()) {
      throw new IllegalArgumentException(
          "objectiveCodePoint is " + dodag.objectiveCodePoint() + "; it has to be one of RplObjective");
    }
    requireAtLeast("neighborLimit", neighborLimit, 1);
    requireAtLeast("routeLimit", routeLimit, 0);
  }

  private static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " is " + value + "; it has to be " + least + " or more");
    }
  }

  /**
   * Returns the configuration of a root.
   *
   * @param address its address, with the prefix of the network (of 64 bits)
   * @param mode how routes downwards are kept
   * @return the configuration
   */
  public static RplConfiguration root(IpCidr address, RplMode mode) {
    return new RplConfiguration(
        RplRole.ROOT, RplInstanceId.global(0), address, mode, false, DODAG, NEIGHBORS, ROUTES);
  }

  /** {@return the configuration of a leaf} */
  public static RplConfiguration leaf() {
    return new RplConfiguration(
        RplRole.LEAF, RplInstanceId.global(0), null, RplMode.STORING, false, DODAG, NEIGHBORS, ROUTES);
  }

  /**
   * Returns a configuration like this one, for another instance.
   *
   * @param newInstance the instance
   * @return the configuration
   */
  public RplConfiguration withInstance(RplInstanceId newInstance) {
    return new RplConfiguration(
        role, newInstance, rootAddress, mode, metrics, dodag, neighborLimit, routeLimit);
  }

  /**
   * Returns a configuration like this one, with other settings for the DODAG.
   *
   * @param newDodag what the root sets
   * @param newMetrics whether it has paths measured
   * @return the configuration
   */
  public RplConfiguration withDodag(DodagConfiguration newDodag, boolean newMetrics) {
    return new RplConfiguration(
        role, instance, rootAddress, mode, newMetrics, newDodag, neighborLimit, routeLimit);
  }

  /**
   * Returns a configuration like this one, with other limits.
   *
   * @param neighbors how many neighbours are remembered (1 or more)
   * @param routes how many routes downwards are remembered (0 or more)
   * @return the configuration
   */
  public RplConfiguration withLimits(int neighbors, int routes) {
    return new RplConfiguration(role, instance, rootAddress, mode, metrics, dodag, neighbors, routes);
  }
}
