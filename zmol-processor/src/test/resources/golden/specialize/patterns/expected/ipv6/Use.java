// The IPv6 flavour of net.Use, derived by zmol. Do not edit.
package net.ipv6;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

final class Use {
  private final Ipv6Address local;
  private Ipv6Address remote;
  private Ipv6Address gateway = null;
  private final List<Ipv6Address> all = new ArrayList<>();

  Use(Ipv6Address local) {
    this.local = local;
  }

  Ipv6Address next() {
    return all.removeLast();
  }

  /** A parameter stands for the variable of its pattern. */
  long parameter(Ipv6Address address) {
    var v6 = address;
    return v6.high() ^ v6.low();
  }

  /** So does a final field, unless a local variable hides it. */
  long field(long low) {
    return this.local.low() + low;
  }

  /** A field that may change becomes a variable. */
  long changing() {
    Ipv6Address v6 = remote;
    remote = local;
    return v6.low();
  }

  /** What may be null is tested all the same. */
  long nullable() {
    if (gateway instanceof Ipv6Address v6) {
      return v6.low();
    }
    return 0;
  }

  long call() {
    Ipv6Address next = next();
    return next.isMulticast() ? 1 : 2;
  }

  boolean callOfOneKind() {
    if (!(next() instanceof Ipv6Address a)) {
      return false;
    }
    return a.isMulticast();
  }

  record Neighbour(Ipv6Address address) {}

  boolean component(Neighbour neighbour) {
    return true;
  }

  /** Nested classes may give the name of the operand another meaning. */
  Supplier<Integer> nested(Ipv6Address address) {
    return () -> (int) address.low();
  }

  int assigned(Ipv6Address a) {
    return 0;
  }

  String records(Object o) {
    if (o instanceof Ipv6Address(long high, long _) && high == 0) {
      return "six";
    }
    return "none";
  }
}
