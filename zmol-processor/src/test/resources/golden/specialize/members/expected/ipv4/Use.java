// The IPv4 flavour of net.Use, derived by zmol. Do not edit.
package net.ipv4;

@SuppressWarnings("serial")
public final class Use {
  // The gateways.

  /** The IPv4 gateway. */
  private Ipv4Address gateway4;

  Ipv4Address first, second;

  static {
    System.setProperty("net", "1");
  }

  /** Both constructors. */
  public Use(Ipv4Address gateway4) {
    this.gateway4 = gateway4;
  }

  @Deprecated
  int four() {
    return gateway4.bits();
  }

  long six(int version) {
    return four();
  }

  interface Visitor<R> {
    R four(Ipv4Address address);

    default R visit(Ipv4Address address) {
      return four(address);
    }
  }

  Visitor<String> anonymous() {
    return new Visitor<>() {
      @Override
      public String four(Ipv4Address address) {
        return "4" + address;
      }
    };
  }

  record Pair<A extends Ipv4Address, B>(A first, @SuppressWarnings("unused") B second) {
    Pair {
      java.util.Objects.requireNonNull(first);
    }

    static Pair<Ipv4Address, String> of(Ipv4Address address) {
      return new Pair<>(address, address.toString());
    }
  }

  enum Kind {
    BROADCAST {
      @Override
      boolean is(Ipv4Address address) {
        return address.bits() == -1;
      }
    },
    MULTICAST {
      @Override
      boolean is(Ipv4Address address) {
        return address.isMulticast();
      }
    };

    abstract boolean is(Ipv4Address address);
  }

  enum Option {
    /** Ends the list. */
    END,
    ROUTER_ALERT
  }

  enum Code {
    ECHO(8), // both ways
    TIMESTAMP(13),
    REDIRECT(5); // by routers

    final int number;

    Code(int number) {
      this.number = number;
    }
  }
}
