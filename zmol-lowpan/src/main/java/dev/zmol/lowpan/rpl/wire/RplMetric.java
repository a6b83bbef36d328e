package dev.zmol.lowpan.rpl.wire;

import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A routing metric or constraint in a DAG metric container (RFC 6551 §2.1). */
public sealed interface RplMetric {
  /** The type of {@link HopCount}. */
  int HOP_COUNT = 3;

  /** The type of {@link ExpectedTransmissions}. */
  int ETX = 7;

  /** The number by which an ETX of one is written (RFC 6551 §4.3.2). */
  int ETX_UNIT = 128;

  /** {@return what it is for: flags, aggregation and precedence} */
  Role role();

  /**
   * What a metric is for (RFC 6551 §2.1).
   *
   * @param partial whether nodes of the path may not have added to it (P)
   * @param constraint whether it is a constraint, not a metric (C)
   * @param optional whether a constraint need not be met (O)
   * @param recorded whether it is recorded along the path, not aggregated (R)
   * @param aggregation how it is aggregated: 0 added up, 1 the greatest, 2 the least, 3 multiplied (up to 7)
   * @param precedence in which order metrics count (0 to 15, the least first)
   */
  record Role(
      boolean partial, boolean constraint, boolean optional, boolean recorded, int aggregation, int precedence) {
    /** A metric that is added up along the path. */
    public static final Role ADDITIVE = new Role(false, false, false, false, 0, 0);

    /** Checks the ranges. */
    public Role {
      Ranges.require("aggregation", aggregation, 7);
      Ranges.require("precedence", precedence, 15);
    }

    static Role of(int bits) {
      return new Role(
          (bits & 0x400) != 0,
          (bits & 0x200) != 0,
          (bits & 0x100) != 0,
          (bits & 0x80) != 0,
          bits >>> 4 & 7,
          bits & 0xf);
    }

    int bits() {
      int flags = (partial ? 0x400 : 0) | (constraint ? 0x200 : 0) | (optional ? 0x100 : 0) | (recorded ? 0x80 : 0);
      return flags | aggregation << 4 | precedence;
    }
  }

  /**
   * How many hops the path has (RFC 6551 §3.3).
   *
   * @param role what it is for
   * @param flags the flags of the object (0 to 15)
   * @param hops the number of hops (0 to 255)
   */
  record HopCount(Role role, int flags, int hops) implements RplMetric {
    /** Checks the ranges. */
    public HopCount {
      Ranges.require("flags", flags, 0xf);
      Ranges.require("hops", hops, 0xff);
    }
  }

  /**
   * How many transmissions a packet is expected to take along the path (RFC 6551 §4.3.2).
   *
   * @param role what it is for
   * @param etx the number of transmissions, times {@link #ETX_UNIT} (0 to 65,535)
   */
  record ExpectedTransmissions(Role role, int etx) implements RplMetric {
    /** Checks the range. */
    public ExpectedTransmissions {
      Ranges.require("etx", etx, 0xffff);
    }
  }

  /**
   * A metric that is not known here, or a known one of a length that it does not have as an aggregate.
   *
   * @param role what it is for
   * @param type the type (0 to 255)
   * @param body what it says (up to 251 bytes)
   */
  record Unknown(Role role, int type, Bytes body) implements RplMetric {
    /** Checks the ranges. */
    public Unknown {
      Ranges.require("type", type, 0xff);
      Ranges.require("the length of body", body.length(), 251);
    }
  }

  /** {@return the type (0 to 255)} */
  default int type() {
    return switch (this) {
      case HopCount _ -> HOP_COUNT;
      case ExpectedTransmissions _ -> ETX;
      case Unknown unknown -> unknown.type;
    };
  }

  /** {@return the length in bytes, header included} */
  default int length() {
    return switch (this) {
      case HopCount _, ExpectedTransmissions _ -> 6;
      case Unknown unknown -> 4 + unknown.body.length();
    };
  }

  /**
   * Reads the metrics of a container.
   *
   * @param buf the bytes
   * @param from where they begin
   * @param to where they end
   * @return the metrics; nothing if one of them is cut short
   */
  static Optional<List<RplMetric>> parse(byte[] buf, int from, int to) {
    var metrics = new ArrayList<RplMetric>();
    int at = from;
    while (at < to) {
      if (to - at < 4 || to - at < 4 + (buf[at + 3] & 0xff)) {
        return Optional.empty();
      }
      RplMetric metric = read(buf, at, at + 4 + (buf[at + 3] & 0xff));
      metrics.add(metric);
      at += metric.length();
    }
    return Optional.of(List.copyOf(metrics));
  }

  private static RplMetric read(byte[] buf, int at, int end) {
    int type = buf[at] & 0xff;
    Role role = Role.of(BigEndian.getShort(buf, at + 1));
    if (type == HOP_COUNT && end - at == 6) {
      return new HopCount(role, buf[at + 4] & 0xf, buf[at + 5] & 0xff);
    }
    if (type == ETX && end - at == 6) {
      return new ExpectedTransmissions(role, BigEndian.getShort(buf, at + 4));
    }
    return new Unknown(role, type, Bytes.copyOf(buf, at + 4, end));
  }

  /**
   * Writes this metric.
   *
   * @param buf the bytes
   * @param at where it is to begin
   * @return where it ends
   */
  default int emit(byte[] buf, int at) {
    buf[at] = (byte) type();
    BigEndian.putShort(buf, at + 1, role().bits());
    buf[at + 3] = (byte) (length() - 4);
    switch (this) {
      case HopCount count -> BigEndian.putShort(buf, at + 4, count.flags << 8 | count.hops);
      case ExpectedTransmissions transmissions -> BigEndian.putShort(buf, at + 4, transmissions.etx);
      case Unknown unknown -> unknown.body.copyTo(buf, at + 4);
    }
    return at + length();
  }
}
