package net;

import dev.zmol.annotations.Specialize;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

@Specialize
final class Use {
  private final IpAddress local;
  private IpAddress remote;
  private IpAddress gateway = null;
  private final List<IpAddress> all = new ArrayList<>();

  Use(IpAddress local) {
    this.local = local;
  }

  IpAddress next() {
    return all.removeLast();
  }

  /** A parameter stands for the variable of its pattern. */
  long parameter(IpAddress address) {
    if (address instanceof Ipv4Address v4) {
      return v4.bits();
    }
    var v6 = (Ipv6Address) address;
    return v6.high() ^ v6.low();
  }

  /** So does a final field, unless a local variable hides it. */
  long field(long low) {
    if (local instanceof Ipv4Address v4 && v4.bits() != 0) {
      return v4.bits();
    }
    return this.local instanceof Ipv6Address v6 ? v6.low() + low : 0;
  }

  /** A field that may change becomes a variable. */
  long changing() {
    if (remote instanceof Ipv4Address v4) {
      remote = local;
      return v4.bits();
    }
    Ipv6Address v6 = (Ipv6Address) remote;
    remote = local;
    return v6.low();
  }

  /** What may be null is tested all the same. */
  long nullable() {
    if (gateway instanceof Ipv4Address v4) {
      return v4.bits();
    } else if (gateway instanceof Ipv6Address v6) {
      return v6.low();
    }
    return 0;
  }

  long call() {
    IpAddress next = next();
    if (!(next instanceof Ipv4Address v4)) {
      return next.isMulticast() ? 1 : 2;
    }
    return v4.bits();
  }

  boolean callOfOneKind() {
    if (!(next() instanceof IpAddress a)) {
      return false;
    }
    return a.isMulticast();
  }

  record Neighbour(IpAddress address) {}

  boolean component(Neighbour neighbour) {
    if (neighbour.address() instanceof Ipv4Address v4 && v4.bits() == 0) {
      return true;
    }
    if (neighbour.address() instanceof Ipv4Address v4) {
      return v4.bits() == 1;
    }
    return neighbour.address() instanceof Ipv6Address;
  }

  /** Nested classes may give the name of the operand another meaning. */
  Supplier<Integer> nested(IpAddress address) {
    if (address instanceof Ipv4Address v4) {
      return new Supplier<>() {
        private final int address = 1;

        @Override
        public Integer get() {
          return v4.bits() + address;
        }
      };
    }
    return () -> address instanceof Ipv6Address v6 ? (int) v6.low() : 0;
  }

  int assigned(IpAddress a) {
    if (a instanceof Ipv4Address v4) {
      v4 = new Ipv4Address(v4.bits() + 1);
      return v4.bits();
    }
    return 0;
  }

  String records(Object o) {
    if (o instanceof Ipv4Address(int bits)) {
      return "four " + bits;
    }
    if (o instanceof Ipv6Address(long high, long _) && high == 0) {
      return "six";
    }
    return "none";
  }
}
