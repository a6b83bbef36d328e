package dev.zmol.lowpan.rpl;

import dev.zmol.lowpan.rpl.wire.RplInstanceId;
import dev.zmol.lowpan.rpl.wire.RplMessage.DodagInformation;
import dev.zmol.lowpan.rpl.wire.RplMode;
import dev.zmol.lowpan.rpl.wire.RplOption;
import dev.zmol.lowpan.rpl.wire.RplOption.DodagConfiguration;
import dev.zmol.lowpan.rpl.wire.RplOption.PrefixInformation;
import dev.zmol.wire.ipv6.Ipv6Address;
import java.util.Optional;

/**
 * The version of a DODAG that a node is in, as its root has it: what does not depend on where in it the node is.
 *
 * @param instance the instance
 * @param dodagId the DODAG
 * @param version its version
 * @param grounded whether it reaches what it is for
 * @param mode how routes downwards are kept
 * @param preference how much the root wants to be one
 * @param configuration what the root sets
 * @param prefix what nodes make their addresses of; null for nothing
 * @param metrics whether paths are measured in a metric container
 */
record Membership(
    RplInstanceId instance,
    Ipv6Address dodagId,
    int version,
    boolean grounded,
    RplMode mode,
    int preference,
    DodagConfiguration configuration,
    PrefixInformation prefix,
    boolean metrics) {
  /** Takes it from a message; nothing if that does not say enough, and nothing is known. */
  static Optional<Membership> of(DodagInformation dio, Membership known) {
    boolean same = known != null && known.dodagId.equals(dio.dodagId());
    DodagConfiguration configuration =
        find(dio, DodagConfiguration.class).orElse(same ? known.configuration : null);
    PrefixInformation prefix = find(dio, PrefixInformation.class).orElse(same ? known.prefix : null);
    boolean metrics = find(dio, RplOption.MetricContainer.class).isPresent();
    if (configuration == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Membership(
            dio.instance(),
            dio.dodagId(),
            dio.version(),
            dio.grounded(),
            dio.mode(),
            dio.preference(),
            configuration,
            prefix,
            metrics));
  }

  /** Whether a node can do what this asks for. */
  boolean isPossible() {
    return configuration.minHopRankIncrease() != 0
        && RplObjective.of(configuration.objectiveCodePoint()).isPresent()
        && dodagId.isUnicast();
  }

  Membership withVersion(int newVersion) {
    return new Membership(
        instance, dodagId, newVersion, grounded, mode, preference, configuration, prefix, metrics);
  }

  /** Whether a DODAG is worth leaving this one for (RFC 6550 §8.2.2.2). */
  boolean isWorseThan(DodagInformation other) {
    return other.grounded() != grounded ? other.grounded() : other.preference() > preference;
  }

  int minHopRankIncrease() {
    return configuration.minHopRankIncrease();
  }

  /** How long routes hold, in nanoseconds; {@link Long#MAX_VALUE} for ever. */
  long lifetimeNanos(int units) {
    return units == 0xff ? Long.MAX_VALUE : (long) units * configuration.lifetimeUnit() * 1_000_000_000L;
  }

  /** The first option of a type. */
  static <T extends RplOption> Optional<T> find(DodagInformation dio, Class<T> type) {
    return dio.options().stream().filter(type::isInstance).map(type::cast).findFirst();
  }
}
