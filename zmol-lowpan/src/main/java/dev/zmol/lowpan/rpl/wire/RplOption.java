package dev.zmol.lowpan.rpl.wire;

import dev.zmol.wire.Bytes;
import dev.zmol.wire.ipv6.Ipv6Address;
import java.util.List;

/** An option of a message of RPL (RFC 6550 §6.7). */
public sealed interface RplOption {
  /** The type of {@link Pad1}. */
  int PAD1 = 0;

  /** The type of {@link PadN}. */
  int PADN = 1;

  /** The type of {@link MetricContainer}. */
  int METRIC_CONTAINER = 2;

  /** The type of {@link RouteInformation}. */
  int ROUTE_INFORMATION = 3;

  /** The type of {@link DodagConfiguration}. */
  int DODAG_CONFIGURATION = 4;

  /** The type of {@link Target}. */
  int TARGET = 5;

  /** The type of {@link TransitInformation}. */
  int TRANSIT_INFORMATION = 6;

  /** The type of {@link SolicitedInformation}. */
  int SOLICITED_INFORMATION = 7;

  /** The type of {@link PrefixInformation}. */
  int PREFIX_INFORMATION = 8;

  /** The type of {@link TargetDescriptor}. */
  int TARGET_DESCRIPTOR = 9;

  /** The lifetime, in seconds, of what lasts. */
  long INFINITE = 0xffff_ffffL;

  /** One byte of padding, which has no length. */
  record Pad1() implements RplOption {}

  /**
   * Padding of two bytes or more.
   *
   * @param size how many zeros follow type and length (0 to 255)
   */
  record PadN(int size) implements RplOption {
    /** Checks the range. */
    public PadN {
      Ranges.require("size", size, 0xff);
    }
  }

  /**
   * Metrics and constraints (RFC 6550 §6.7.4, RFC 6551).
   *
   * @param metrics the metrics
   */
  record MetricContainer(List<RplMetric> metrics) implements RplOption {
    /** Checks the length. */
    public MetricContainer {
      metrics = List.copyOf(metrics);
      Ranges.require("the length of metrics", lengthOf(metrics), 0xff);
    }

    private static int lengthOf(List<RplMetric> metrics) {
      return metrics.stream().mapToInt(RplMetric::length).sum();
    }
  }

  /**
   * That the root has a route (RFC 6550 §6.7.5).
   *
   * @param prefix where it leads to; the bits after the prefix are zero
   * @param prefixLength how many bits of it count (0 to 128)
   * @param preference the preference of RFC 4191 §2.1 (0 to 3)
   * @param lifetime how long it holds, in seconds; {@link #INFINITE} for ever
   */
  record RouteInformation(Ipv6Address prefix, int prefixLength, int preference, long lifetime) implements RplOption {
    /** Checks the ranges. */
    public RouteInformation {
      Ranges.require("prefixLength", prefixLength, 128);
      Ranges.require("preference", preference, 3);
      Ranges.require("lifetime", lifetime, INFINITE);
    }
  }

  /**
   * What the root sets for the whole DODAG (RFC 6550 §6.7.6).
   *
   * @param flags the four flags in front (0 to 15); {@link #OPTION_SKIPPED} is one
   * @param authentication whether nodes have to authenticate themselves
   * @param pathControlSize how many bits of path control count, less one (0 to 7)
   * @param intervalDoublings how often the interval of the Trickle timer doubles
   * @param intervalMin its least interval, as a power of two of milliseconds
   * @param redundancy its redundancy constant; 0 for none
   * @param maxRankIncrease how far a node's rank may increase in a version of the DODAG; 0 for without a bound
   * @param minHopRankIncrease by how much the rank increases with a hop at least
   * @param objectiveCodePoint the objective function (RFC 6552, RFC 6719)
   * @param defaultLifetime how long routes hold, in units; 0xff for ever
   * @param lifetimeUnit the unit, in seconds
   */
  record DodagConfiguration(
      int flags,
      boolean authentication,
      int pathControlSize,
      int intervalDoublings,
      int intervalMin,
      int redundancy,
      int maxRankIncrease,
      int minHopRankIncrease,
      int objectiveCodePoint,
      int defaultLifetime,
      int lifetimeUnit)
      implements RplOption {
    /** The flag that says that packets carry the option that others may skip (RFC 9008 §4.3). */
    public static final int OPTION_SKIPPED = 1;

    /** Checks the ranges. */
    public DodagConfiguration {
      Ranges.require("flags", flags, 0xf);
      Ranges.require("pathControlSize", pathControlSize, 7);
      Ranges.require("intervalDoublings", intervalDoublings, 0xff);
      Ranges.require("intervalMin", intervalMin, 0xff);
      Ranges.require("redundancy", redundancy, 0xff);
      Ranges.require("maxRankIncrease", maxRankIncrease, 0xffff);
      Ranges.require("minHopRankIncrease", minHopRankIncrease, 0xffff);
      Ranges.require("objectiveCodePoint", objectiveCodePoint, 0xffff);
      Ranges.require("defaultLifetime", defaultLifetime, 0xff);
      Ranges.require("lifetimeUnit", lifetimeUnit, 0xffff);
    }
  }

  /**
   * What a message is about: an address or a prefix that can be reached, or a group (RFC 6550 §6.7.7).
   *
   * @param prefix the address, or the prefix; the bits after it are zero
   * @param prefixLength how many bits of it count (0 to 128)
   */
  record Target(Ipv6Address prefix, int prefixLength) implements RplOption {
    /** Checks the range. */
    public Target {
      Ranges.require("prefixLength", prefixLength, 128);
    }
  }

  /**
   * How the targets before it are reached (RFC 6550 §6.7.8).
   *
   * @param external whether the targets are outside of the RPL network
   * @param pathControl which parents are preferred (0 to 255)
   * @param pathSequence the counter of the node that owns the targets (0 to 255)
   * @param pathLifetime how long this holds, in units of the DODAG; 0 for no more, 0xff for ever
   * @param parent the parent of the targets in non-storing mode; the unspecified address for none
   */
  record TransitInformation(
      boolean external, int pathControl, int pathSequence, int pathLifetime, Ipv6Address parent)
      implements RplOption {
    /** Checks the ranges. */
    public TransitInformation {
      Ranges.require("pathControl", pathControl, 0xff);
      Ranges.require("pathSequence", pathSequence, 0xff);
      Ranges.require("pathLifetime", pathLifetime, 0xff);
    }
  }

  /**
   * Who is asked to answer a solicitation (RFC 6550 §6.7.9).
   *
   * @param instance the instance
   * @param matchVersion whether the version has to be the same
   * @param matchInstance whether the instance has to be the same
   * @param matchDodag whether the DODAG has to be the same
   * @param dodagId the DODAG
   * @param version the version of the DODAG (0 to 255)
   */
  record SolicitedInformation(
      RplInstanceId instance,
      boolean matchVersion,
      boolean matchInstance,
      boolean matchDodag,
      Ipv6Address dodagId,
      int version)
      implements RplOption {
    /** Checks the range. */
    public SolicitedInformation {
      Ranges.require("version", version, 0xff);
    }
  }

  /**
   * A prefix for the addresses of the network (RFC 6550 §6.7.10).
   *
   * @param prefix the prefix, or the whole address of the sender if {@code routerAddress} is set
   * @param prefixLength how many bits of it are the prefix (0 to 128)
   * @param onLink whether all addresses of the prefix are on the link
   * @param autonomous whether nodes make addresses of it
   * @param routerAddress whether the bits after the prefix make it the address of the sender
   * @param validLifetime how long it is valid, in seconds; {@link #INFINITE} for ever
   * @param preferredLifetime how long addresses of it are preferred, in seconds
   */
  record PrefixInformation(
      Ipv6Address prefix,
      int prefixLength,
      boolean onLink,
      boolean autonomous,
      boolean routerAddress,
      long validLifetime,
      long preferredLifetime)
      implements RplOption {
    /** Checks the ranges. */
    public PrefixInformation {
      Ranges.require("prefixLength", prefixLength, 128);
      Ranges.require("validLifetime", validLifetime, INFINITE);
      Ranges.require("preferredLifetime", preferredLifetime, INFINITE);
    }
  }

  /**
   * A tag of the target before it (RFC 6550 §6.7.11).
   *
   * @param descriptor the tag, which only who has set it understands
   */
  record TargetDescriptor(int descriptor) implements RplOption {}

  /**
   * An option that is not known here, which is to be ignored (RFC 6550 §6.7.1).
   *
   * @param type the type (10 to 255)
   * @param content what it says (up to 255 bytes)
   */
  record Unknown(int type, Bytes content) implements RplOption {
    /** Checks the ranges. */
    public Unknown {
      if (type <= TARGET_DESCRIPTOR || type > 0xff) {
        throw new IllegalArgumentException("type is " + type + "; it has to be from 10 to 255");
      }
      Ranges.require("the length of content", content.length(), 0xff);
    }
  }

  /** {@return the type (0 to 255)} */
  default int type() {
    return switch (this) {
      case Pad1 _ -> PAD1;
      case PadN _ -> PADN;
      case MetricContainer _ -> METRIC_CONTAINER;
      case RouteInformation _ -> ROUTE_INFORMATION;
      case DodagConfiguration _ -> DODAG_CONFIGURATION;
      case Target _ -> TARGET;
      case TransitInformation _ -> TRANSIT_INFORMATION;
      case SolicitedInformation _ -> SOLICITED_INFORMATION;
      case PrefixInformation _ -> PREFIX_INFORMATION;
      case TargetDescriptor _ -> TARGET_DESCRIPTOR;
      case Unknown unknown -> unknown.type;
    };
  }

  /** {@return the length in bytes, with type and length} */
  default int length() {
    return switch (this) {
      case Pad1 _ -> 1;
      case PadN padding -> 2 + padding.size;
      case MetricContainer container -> 2 + MetricContainer.lengthOf(container.metrics);
      case RouteInformation route -> 8 + Ranges.prefixBytes(route.prefixLength);
      case DodagConfiguration _ -> 16;
      case Target target -> 4 + Ranges.prefixBytes(target.prefixLength);
      case TransitInformation transit -> transit.parent.isUnspecified() ? 6 : 22;
      case SolicitedInformation _ -> 21;
      case PrefixInformation _ -> 32;
      case TargetDescriptor _ -> 6;
      case Unknown unknown -> 2 + unknown.content.length();
    };
  }

  /**
   * Writes this option.
   *
   * @param buf the bytes
   * @param at where it is to begin
   * @return where it ends
   */
  default int emit(byte[] buf, int at) {
    RplOptionCodec.emit(this, buf, at);
    return at + length();
  }
}
