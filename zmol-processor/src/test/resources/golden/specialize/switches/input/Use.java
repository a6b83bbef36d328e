package net;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Specialize;

@Specialize
final class Use {
  private IpAddress next;

  private IpAddress next() {
    return next;
  }

  String expression(IpAddress address) {
    return "it is " + switch (address) {
      case Ipv4Address v4 -> "four " + v4.bits();
      case Ipv6Address v6 -> "six " + v6.low();
    };
  }

  long returned(IpAddress address) {
    return switch (address) {
      case Ipv4Address v4 -> v4.bits();
      case Ipv6Address v6 -> throw new IllegalArgumentException("six: " + v6);
    };
  }

  int statement(IpAddress address) {
    int n = 0;
    switch (address) {
      case Ipv4Address v4 -> {
        n = v4.bits(); // all of them
        n++;
      }
      case Ipv6Address _ -> n = 6;
    }
    return n;
  }

  void call() {
    switch (next()) {
      case Ipv4Address v4 -> next = new Ipv4Address(v4.bits() + 1);
      case Ipv6Address v6 -> next = new Ipv6Address(v6.high(), v6.low() + 1);
    }
  }

  int constants(Version version) {
    switch (version) {
      case V4 -> {
        return 4;
      }
      case V6 -> {
        return 6;
      }
    }
    return -1;
  }

  int oldStyle(Version version, int n) {
    switch (version) {
      // The older one.
      case V4:
        n += 4;
        break;

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
      case V4:
      case V6:
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
      case V6 -> 6;
    };
  }

  String guarded(Object o) {
    return switch (o) {
      case Ipv4Address v4 when v4.isMulticast() -> "group of four";
      case Ipv6Address v6 when v6.isMulticast() -> "group of six";
      case Ipv4Address v4 -> "four " + v4;
      case Ipv6Address v6 -> "six " + v6;
      case String s when Comptime.IPV6 && s.indexOf(':') >= 0 -> "text of six";
      case String _ when Comptime.IPV4 -> "text of four";
      case null, default -> "none";
    };
  }

  /** The case of the interface is left of the last two, or nothing. */
  String dominated(Object o) {
    return switch (o) {
      case Ipv4Address _ -> "four";
      case IpAddress _ -> "other";
      default -> "none";
    };
  }

  record Pair(IpAddress address, int port) {}

  int components(Object o, Pair pair) {
    return switch (o) {
      case Pair(Ipv4Address a, int port) when port > 9 -> a.bits();
      case Pair(Ipv4Address a, var port) -> a.bits() + port;
      case Pair(Ipv6Address _, _) -> 6;
      case Pair(IpAddress _, int port) -> port;
      default -> switch (pair) {
        case Pair(Ipv4Address _, int port) -> port;
        case Pair(Ipv6Address _, int port) -> -port;
      };
    };
  }

  String nullable(IpAddress address) {
    return switch (address) {
      case null -> "none";
      case Ipv4Address v4 -> v4.toString();
      case Ipv6Address v6 -> v6.toString();
    };
  }
}
