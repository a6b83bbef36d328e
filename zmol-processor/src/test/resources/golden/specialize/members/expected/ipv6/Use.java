// The IPv6 flavour of net.Use, derived by zmol. Do not edit.
package net.ipv6;

import java.util.LinkedHashMap;
import java.util.Map;

@SuppressWarnings("serial")
public final class Use {
  // The gateways.

  /** The IPv6 gateway. */
  private Ipv6Address gateway6; // of this link

  final Map<Ipv6Address, String> neighbours = new LinkedHashMap<>();

  Ipv6Address first, second;

  static {
    System.setProperty("net", "1");
  }

  public Use(Ipv6Address gateway6) {
    this.gateway6 = gateway6;
  }

  long six(int version) {
    return gateway6.low();
  }

  interface Visitor<R> {
    R six(Ipv6Address address);

    default R visit(Ipv6Address address) {
      return six(address);
    }
  }

  Visitor<String> anonymous() {
    return new Visitor<>() {
      @Override
      public String six(Ipv6Address address) {
        return "6" + address;
      }
    };
  }

  record Pair<A extends Ipv6Address, B>(A first, @SuppressWarnings("unused") B second) {
    Pair {
      java.util.Objects.requireNonNull(first);
    }

    static Pair<Ipv6Address, String> of(Ipv6Address address) {
      return new Pair<>(address, address.toString());
    }
  }

  enum Kind {
    MULTICAST {
      @Override
      boolean is(Ipv6Address address) {
        return address.isMulticast();
      }
    },
    LINK_LOCAL {
      @Override
      boolean is(Ipv6Address address) {
        return address.high() >>> 48 == 0xfe80;
      }
    };

    abstract boolean is(Ipv6Address address);
  }

  enum Option {
    /** Ends the list. */
    END,
    JUMBO, PAD
  }

  enum Code {
    ECHO(8), // both ways
    REDIRECT(5), // by routers
    /** Of neighbours. */
    SOLICITATION(135),
    ADVERTISEMENT(136);

    final int number;

    Code(int number) {
      this.number = number;
    }
  }
}
