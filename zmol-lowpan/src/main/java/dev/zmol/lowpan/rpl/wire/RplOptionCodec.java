package dev.zmol.lowpan.rpl.wire;

import dev.zmol.lowpan.rpl.wire.RplOption.DodagConfiguration;
import dev.zmol.lowpan.rpl.wire.RplOption.MetricContainer;
import dev.zmol.lowpan.rpl.wire.RplOption.Pad1;
import dev.zmol.lowpan.rpl.wire.RplOption.PadN;
import dev.zmol.lowpan.rpl.wire.RplOption.PrefixInformation;
import dev.zmol.lowpan.rpl.wire.RplOption.RouteInformation;
import dev.zmol.lowpan.rpl.wire.RplOption.SolicitedInformation;
import dev.zmol.lowpan.rpl.wire.RplOption.Target;
import dev.zmol.lowpan.rpl.wire.RplOption.TargetDescriptor;
import dev.zmol.lowpan.rpl.wire.RplOption.TransitInformation;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Bytes;
import dev.zmol.wire.ipv6.Ipv6Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads and writes the options of RPL (RFC 6550 §6.7). */
final class RplOptionCodec {
  private RplOptionCodec() {}

  /** Reads all options; nothing if one of them is cut short, or has a length that its type cannot have. */
  static Optional<List<RplOption>> parse(byte[] buf, int from, int to) {
    var options = new ArrayList<RplOption>();
    int at = from;
    while (at < to) {
      if (buf[at] == RplOption.PAD1) {
        options.add(new Pad1());
        at++;
        continue;
      }
      if (to - at < 2 || to - at < 2 + (buf[at + 1] & 0xff)) {
        return Optional.empty();
      }
      int end = at + 2 + (buf[at + 1] & 0xff);
      Optional<? extends RplOption> option = read(buf, at, end);
      if (option.isEmpty()) {
        return Optional.empty();
      }
      options.add(option.get());
      at = end;
    }
    return Optional.of(List.copyOf(options));
  }

  private static Optional<? extends RplOption> read(byte[] buf, int at, int end) {
    int length = end - at;
    return switch (buf[at] & 0xff) {
      case RplOption.PADN -> Optional.of(new PadN(length - 2));
      case RplOption.METRIC_CONTAINER -> RplMetric.parse(buf, at + 2, end).map(MetricContainer::new);
      case RplOption.ROUTE_INFORMATION -> route(buf, at, end);
      case RplOption.DODAG_CONFIGURATION -> length == 16 ? Optional.of(configuration(buf, at)) : Optional.empty();
      case RplOption.TARGET -> target(buf, at, end);
      case RplOption.TRANSIT_INFORMATION ->
          length == 6 || length == 22 ? Optional.of(transit(buf, at, end)) : Optional.empty();
      case RplOption.SOLICITED_INFORMATION -> length == 21 ? Optional.of(solicited(buf, at)) : Optional.empty();
      case RplOption.PREFIX_INFORMATION -> length == 32 ? prefix(buf, at) : Optional.empty();
      case RplOption.TARGET_DESCRIPTOR ->
          length == 6 ? Optional.of(new TargetDescriptor(BigEndian.getInt(buf, at + 2))) : Optional.empty();
      default -> Optional.of(new RplOption.Unknown(buf[at] & 0xff, Bytes.copyOf(buf, at + 2, end)));
    };
  }

  private static Optional<RplOption> route(byte[] buf, int at, int end) {
    if (end - at < 8 || !isPrefix(buf[at + 2] & 0xff, end - at - 8)) {
      return Optional.empty();
    }
    int bits = buf[at + 2] & 0xff;
    long lifetime = BigEndian.getInt(buf, at + 4) & RplOption.INFINITE;
    return Optional.of(
        new RouteInformation(prefixAt(buf, at + 8, end, bits), bits, buf[at + 3] >>> 3 & 3, lifetime));
  }

  private static Optional<RplOption> target(byte[] buf, int at, int end) {
    if (end - at < 4 || !isPrefix(buf[at + 3] & 0xff, end - at - 4)) {
      return Optional.empty();
    }
    int bits = buf[at + 3] & 0xff;
    return Optional.of(new Target(prefixAt(buf, at + 4, end, bits), bits));
  }

  /** Whether so many bytes hold a prefix of so many bits. */
  private static boolean isPrefix(int bits, int bytes) {
    return bits <= 128 && bytes >= Ranges.prefixBytes(bits) && bytes <= Ranges.ADDRESS;
  }

  private static Ipv6Address prefixAt(byte[] buf, int at, int end, int bits) {
    return Ranges.prefix(buf, at, end - at).mask(bits);
  }

  private static DodagConfiguration configuration(byte[] buf, int at) {
    int first = buf[at + 2] & 0xff;
    return new DodagConfiguration(
        first >>> 4,
        (first & 8) != 0,
        first & 7,
        buf[at + 3] & 0xff,
        buf[at + 4] & 0xff,
        buf[at + 5] & 0xff,
        BigEndian.getShort(buf, at + 6),
        BigEndian.getShort(buf, at + 8),
        BigEndian.getShort(buf, at + 10),
        buf[at + 13] & 0xff,
        BigEndian.getShort(buf, at + 14));
  }

  private static TransitInformation transit(byte[] buf, int at, int end) {
    Ipv6Address parent = end - at == 22 ? Ranges.address(buf, at + 6) : Ipv6Address.UNSPECIFIED;
    return new TransitInformation(
        buf[at + 2] < 0, buf[at + 3] & 0xff, buf[at + 4] & 0xff, buf[at + 5] & 0xff, parent);
  }

  private static SolicitedInformation solicited(byte[] buf, int at) {
    int flags = buf[at + 3];
    return new SolicitedInformation(
        RplInstanceId.of(buf[at + 2] & 0xff),
        (flags & 0x80) != 0,
        (flags & 0x40) != 0,
        (flags & 0x20) != 0,
        Ranges.address(buf, at + 4),
        buf[at + 20] & 0xff);
  }

  private static Optional<RplOption> prefix(byte[] buf, int at) {
    int bits = buf[at + 2] & 0xff;
    int flags = buf[at + 3];
    if (bits > 128) {
      return Optional.empty();
    }
    return Optional.of(
        new PrefixInformation(
            Ranges.address(buf, at + 16),
            bits,
            (flags & 0x80) != 0,
            (flags & 0x40) != 0,
            (flags & 0x20) != 0,
            BigEndian.getInt(buf, at + 4) & RplOption.INFINITE,
            BigEndian.getInt(buf, at + 8) & RplOption.INFINITE));
  }

  static void emit(RplOption option, byte[] buf, int at) {
    buf[at] = (byte) option.type();
    if (option instanceof Pad1) {
      return;
    }
    Arrays.fill(buf, at + 2, at + option.length(), (byte) 0);
    buf[at + 1] = (byte) (option.length() - 2);
    switch (option) {
      case Pad1 _, PadN _ -> {
        // There is nothing in it but zeros.
      }
      case MetricContainer container -> emitMetrics(container.metrics(), buf, at + 2);
      case RouteInformation route -> {
        buf[at + 2] = (byte) route.prefixLength();
        buf[at + 3] = (byte) (route.preference() << 3);
        BigEndian.putInt(buf, at + 4, (int) route.lifetime());
        Ranges.emitPrefix(route.prefix(), route.prefixLength(), buf, at + 8);
      }
      case DodagConfiguration configuration -> emitConfiguration(configuration, buf, at);
      case Target target -> {
        buf[at + 3] = (byte) target.prefixLength();
        Ranges.emitPrefix(target.prefix(), target.prefixLength(), buf, at + 4);
      }
      case TransitInformation transit -> emitTransit(transit, buf, at);
      case SolicitedInformation solicited -> {
        buf[at + 2] = (byte) solicited.instance().octet();
        int version = solicited.matchVersion() ? 0x80 : 0;
        int instance = solicited.matchInstance() ? 0x40 : 0;
        buf[at + 3] = (byte) (version | instance | (solicited.matchDodag() ? 0x20 : 0));
        solicited.dodagId().emit(buf, at + 4);
        buf[at + 20] = (byte) solicited.version();
      }
      case PrefixInformation prefix -> emitPrefix(prefix, buf, at);
      case TargetDescriptor(int descriptor) -> BigEndian.putInt(buf, at + 2, descriptor);
      case RplOption.Unknown unknown -> unknown.content().copyTo(buf, at + 2);
    }
  }

  private static void emitMetrics(List<RplMetric> metrics, byte[] buf, int from) {
    int at = from;
    for (RplMetric metric : metrics) {
      at = metric.emit(buf, at);
    }
  }

  private static void emitConfiguration(DodagConfiguration configuration, byte[] buf, int at) {
    int authentication = configuration.authentication() ? 8 : 0;
    buf[at + 2] = (byte) (configuration.flags() << 4 | authentication | configuration.pathControlSize());
    buf[at + 3] = (byte) configuration.intervalDoublings();
    buf[at + 4] = (byte) configuration.intervalMin();
    buf[at + 5] = (byte) configuration.redundancy();
    BigEndian.putShort(buf, at + 6, configuration.maxRankIncrease());
    BigEndian.putShort(buf, at + 8, configuration.minHopRankIncrease());
    BigEndian.putShort(buf, at + 10, configuration.objectiveCodePoint());
    buf[at + 13] = (byte) configuration.defaultLifetime();
    BigEndian.putShort(buf, at + 14, configuration.lifetimeUnit());
  }

  private static void emitTransit(TransitInformation transit, byte[] buf, int at) {
    buf[at + 2] = (byte) (transit.external() ? 0x80 : 0);
    buf[at + 3] = (byte) transit.pathControl();
    buf[at + 4] = (byte) transit.pathSequence();
    buf[at + 5] = (byte) transit.pathLifetime();
    if (!transit.parent().isUnspecified()) {
      transit.parent().emit(buf, at + 6);
    }
  }

  private static void emitPrefix(PrefixInformation prefix, byte[] buf, int at) {
    int flags = (prefix.onLink() ? 0x80 : 0) | (prefix.autonomous() ? 0x40 : 0);
    buf[at + 2] = (byte) prefix.prefixLength();
    buf[at + 3] = (byte) (flags | (prefix.routerAddress() ? 0x20 : 0));
    BigEndian.putInt(buf, at + 4, (int) prefix.validLifetime());
    BigEndian.putInt(buf, at + 8, (int) prefix.preferredLifetime());
    prefix.prefix().emit(buf, at + 16);
  }
}
