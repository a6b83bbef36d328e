// The IPv6 flavour of net.Use, derived by zmol. Do not edit.
package net.ipv6;

final class Use {
  private Ipv6Address next;

  private Ipv6Address next() {
    return next;
  }

  String expression(Ipv6Address address) {
    return "it is " + ("six " + address.low());
  }

  long returned(Ipv6Address address) {
    throw new IllegalArgumentException("six: " + address);
  }

  int statement(Ipv6Address address) {
    int n = 0;
    n = 6;
    return n;
  }

  void call() {
    Ipv6Address v6 = next();
    next = new Ipv6Address(v6.high(), v6.low() + 1);
  }

  int constants(Version version) {
    return 6;
  }

  int oldStyle(Version version, int n) {
    switch (version) {
      // The newer one.
      case V6:
        n += 6;
        break;

      default:
        n++;
    }
    return n;
  }

  int shared(Version version) {
    switch (version) {
      case V6:
        return version.number;
      default:
        return 0;
    }
  }

  int yielded(Version version) {
    return 6;
  }

  String guarded(Object o) {
    return switch (o) {
      case Ipv6Address v6 when v6.isMulticast() -> "group of six";
      case Ipv6Address v6 -> "six " + v6;
      case String s when s.indexOf(':') >= 0 -> "text of six";
      case null, default -> "none";
    };
  }

  /** The case of the interface is left of the last two, or nothing. */
  String dominated(Object o) {
    return switch (o) {
      case Ipv6Address _ -> "other";
      default -> "none";
    };
  }

  record Pair(Ipv6Address address, int port) {}

  int components(Object o, Pair pair) {
    return switch (o) {
      case Pair(Ipv6Address _, _) -> 6;
      default -> switch (pair) {
        case Pair(Ipv6Address _, int port) -> -port;
      };
    };
  }

  String nullable(Ipv6Address address) {
    return switch (address) {
      case null -> "none";
      case Ipv6Address v6 -> v6.toString();
    };
  }
}
