// The IPv6 flavour of net.Route, derived by zmol. Do not edit.
package net.ipv6;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Sealed types of all kinds. */
final class Route {
  /** A sealed class keeps its place; only its list of subclasses changes. */
  abstract static sealed class Hop permits Direct, Via6 {
    abstract int metric();
  }

  static final class Direct extends Hop {
    @Override
    int metric() {
      return 0;
    }
  }

  static final class Via6 extends Hop {
    @Override
    int metric() {
      return 6;
    }
  }

  @SuppressWarnings("serial")
  static class Gateway6 implements java.io.Serializable {
    public int weight() {
      return 6;
    }
  }

  private final Map<String, List<? extends Ipv6Address>> names;
  private final List<Hop> hops = new ArrayList<>();
  Gateway6 gateway;

  Route(Map<String, List<? extends Ipv6Address>> names) {
    this.names = names;
  }

  <T extends Ipv6Address, R> R first(String name, Function<? super Ipv6Address, R> mapping, Ipv6Address... others) {
    Ipv6Address[] all = names.get(name).toArray(Ipv6Address[]::new);
    return mapping.apply(all.length == 0 ? others[0] : all[0]);
  }

  int metric() {
    return hops.stream().mapToInt(Hop::metric).sum() + gateway.weight();
  }

  String kind(Hop hop) {
    return switch (hop) {
      case Direct _ -> "direct";
      case Via6 _ -> "via IPv6";
    };
  }

  Object literal(Ipv6Address address) {
    return (Ipv6Address.class.isInstance(address) ? (Object) address : net.ipv6.Ipv6Address.parse("1")).hashCode();
  }
}
