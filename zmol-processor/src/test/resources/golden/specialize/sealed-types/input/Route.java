package net;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Sealed types of all kinds. */
@Specialize
final class Route {
  /** A sealed class keeps its place; only its list of subclasses changes. */
  abstract static sealed class Hop permits Direct, Via4, Via6 {
    abstract int metric();
  }

  static final class Direct extends Hop {
    @Override
    int metric() {
      return 0;
    }
  }

  @Only(Family.IPV4)
  static final class Via4 extends Hop {
    @Override
    int metric() {
      return 4;
    }
  }

  @Only(Family.IPV6)
  static final class Via6 extends Hop {
    @Override
    int metric() {
      return 6;
    }
  }

  /** A nested interface collapses to the one that is left. */
  sealed interface Gateway extends java.io.Serializable {
    int weight();
  }

  @Only(Family.IPV4)
  record Gateway4(int weight) implements Gateway, java.io.Serializable {}

  @Only(Family.IPV6)
  @SuppressWarnings("serial")
  static non-sealed class Gateway6 implements Gateway, java.io.Serializable {
    @Override
    public int weight() {
      return 6;
    }
  }

  /** With no subtype left, a sealed type is gone. */
  @SuppressWarnings("unused")
  sealed interface Legacy permits Broadcast, Classful {}

  @Only(Family.IPV4)
  record Broadcast(Ipv4Address address) implements Legacy {}

  @Only(Family.IPV4)
  enum Classful implements Legacy {
    A,
    B
  }

  private final Map<String, List<? extends IpAddress>> names;
  private final List<Hop> hops = new ArrayList<>();
  Gateway gateway;

  Route(Map<String, List<? extends IpAddress>> names) {
    this.names = names;
  }

  <T extends IpAddress, R> R first(String name, Function<? super IpAddress, R> mapping, IpAddress... others) {
    IpAddress[] all = names.get(name).toArray(IpAddress[]::new);
    return mapping.apply(all.length == 0 ? others[0] : all[0]);
  }

  int metric() {
    return hops.stream().mapToInt(Hop::metric).sum() + gateway.weight();
  }

  String kind(Hop hop) {
    return switch (hop) {
      case Direct _ -> "direct";
      case Via4 _ -> "via IPv4";
      case Via6 _ -> "via IPv6";
    };
  }

  Object literal(IpAddress address) {
    return (IpAddress.class.isInstance(address) ? (Object) address : net.IpAddress.parse("1")).hashCode();
  }
}
