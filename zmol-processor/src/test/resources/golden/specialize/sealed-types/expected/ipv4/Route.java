// The IPv4 flavour of net.Route, derived by zmol. Do not edit.
package net.ipv4;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Sealed types of all kinds. */
final class Route {
  /** A sealed class keeps its place; only its list of subclasses changes. */
  abstract static sealed class Hop permits Direct, Via4 {
    abstract int metric();
  }

  static final class Direct extends Hop {
    @Override
    int metric() {
      return 0;
    }
  }

  static final class Via4 extends Hop {
    @Override
    int metric() {
      return 4;
    }
  }

  record Gateway4(int weight) implements java.io.Serializable {}

  /** With no subtype left, a sealed type is gone. */
  @SuppressWarnings("unused")
  sealed interface Legacy permits Broadcast, Classful {}

  record Broadcast(Ipv4Address address) implements Legacy {}

  enum Classful implements Legacy {
    A,
    B
  }

  private final Map<String, List<? extends Ipv4Address>> names;
  private final List<Hop> hops = new ArrayList<>();
  Gateway4 gateway;

  Route(Map<String, List<? extends Ipv4Address>> names) {
    this.names = names;
  }

  <T extends Ipv4Address, R> R first(String name, Function<? super Ipv4Address, R> mapping, Ipv4Address... others) {
    Ipv4Address[] all = names.get(name).toArray(Ipv4Address[]::new);
    return mapping.apply(all.length == 0 ? others[0] : all[0]);
  }

  int metric() {
    return hops.stream().mapToInt(Hop::metric).sum() + gateway.weight();
  }

  String kind(Hop hop) {
    return switch (hop) {
      case Direct _ -> "direct";
      case Via4 _ -> "via IPv4";
    };
  }

  Object literal(Ipv4Address address) {
    return (Ipv4Address.class.isInstance(address) ? (Object) address : net.ipv4.Ipv4Address.parse("1")).hashCode();
  }
}
