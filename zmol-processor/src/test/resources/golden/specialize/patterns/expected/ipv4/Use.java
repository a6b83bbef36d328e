// The IPv4 flavour of net.Use, derived by zmol. Do not edit.
package net.ipv4;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

final class Use {
  private final Ipv4Address local;
  private Ipv4Address remote;
  private Ipv4Address gateway = null;
  private final List<Ipv4Address> all = new ArrayList<>();

  Use(Ipv4Address local) {
    this.local = local;
  }

  Ipv4Address next() {
    return all.removeLast();
  }

  /** A parameter stands for the variable of its pattern. */
  long parameter(Ipv4Address address) {
    return address.bits();
  }

  /** So does a final field, unless a local variable hides it. */
  long field(long low) {
    if (local.bits() != 0) {
      return local.bits();
    }
    return 0;
  }

  /** A field that may change becomes a variable. */
  long changing() {
    Ipv4Address v4 = remote;
    remote = local;
    return v4.bits();
  }

  /** What may be null is tested all the same. */
  long nullable() {
    if (gateway instanceof Ipv4Address v4) {
      return v4.bits();
    }
    return 0;
  }

  long call() {
    Ipv4Address next = next();
    return next.bits();
  }

  boolean callOfOneKind() {
    if (!(next() instanceof Ipv4Address a)) {
      return false;
    }
    return a.isMulticast();
  }

  record Neighbour(Ipv4Address address) {}

  boolean component(Neighbour neighbour) {
    if (neighbour.address() instanceof Ipv4Address v4 && v4.bits() == 0) {
      return true;
    }
    Ipv4Address v4 = neighbour.address();
    return v4.bits() == 1;
  }

  /** Nested classes may give the name of the operand another meaning. */
  Supplier<Integer> nested(Ipv4Address address) {
    Ipv4Address v4 = address;
    return new Supplier<>() {
      private final int address = 1;

      @Override
      public Integer get() {
        return v4.bits() + address;
      }
    };
  }

  int assigned(Ipv4Address a) {
    Ipv4Address v4 = a;
    v4 = new Ipv4Address(v4.bits() + 1);
    return v4.bits();
  }

  String records(Object o) {
    if (o instanceof Ipv4Address(int bits)) {
      return "four " + bits;
    }
    return "none";
  }
}
