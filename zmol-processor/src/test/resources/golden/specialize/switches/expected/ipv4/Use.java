// The IPv4 flavour of net.Use, derived by zmol. Do not edit.
package net.ipv4;

final class Use {
  private Ipv4Address next;

  private Ipv4Address next() {
    return next;
  }

  String expression(Ipv4Address address) {
    return "it is " + ("four " + address.bits());
  }

  long returned(Ipv4Address address) {
    return address.bits();
  }

  int statement(Ipv4Address address) {
    int n = 0;
    n = address.bits(); // all of them
    n++;
    return n;
  }

  void call() {
    Ipv4Address v4 = next();
    next = new Ipv4Address(v4.bits() + 1);
  }

  int constants(Version version) {
    return 4;
  }

  int oldStyle(Version version, int n) {
    switch (version) {
      // The older one.
      case V4:
        n += 4;
        break;

      default:
        n++;
    }
    return n;
  }

  int shared(Version version) {
    switch (version) {
      case V4:
        return version.number;
      default:
        return 0;
    }
  }

  int yielded(Version version) {
    return switch (version) {
      case V4 -> {
        int n = 4;
        yield n;
      }
    };
  }

  String guarded(Object o) {
    return switch (o) {
      case Ipv4Address v4 when v4.isMulticast() -> "group of four";
      case Ipv4Address v4 -> "four " + v4;
      case String _ -> "text of four";
      case null, default -> "none";
    };
  }

  /** The case of the interface is left of the last two, or nothing. */
  String dominated(Object o) {
    return switch (o) {
      case Ipv4Address _ -> "four";
      default -> "none";
    };
  }

  record Pair(Ipv4Address address, int port) {}

  int components(Object o, Pair pair) {
    return switch (o) {
      case Pair(Ipv4Address a, int port) when port > 9 -> a.bits();
      case Pair(Ipv4Address a, var port) -> a.bits() + port;
      default -> switch (pair) {
        case Pair(Ipv4Address _, int port) -> port;
      };
    };
  }

  String nullable(Ipv4Address address) {
    return switch (address) {
      case null -> "none";
      case Ipv4Address v4 -> v4.toString();
    };
  }
}
