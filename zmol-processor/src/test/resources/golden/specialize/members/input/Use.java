package net;

import static dev.zmol.annotations.Family.DUAL;
import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.FamilyTest;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import java.util.LinkedHashMap;
import java.util.Map;

@Specialize
@SuppressWarnings("serial")
public final class Use {
  // The gateways.

  /** The IPv4 gateway. */
  @Only(IPV4)
  private Ipv4Address gateway4;

  /** The IPv6 gateway. */
  @Only(IPV6)
  private Ipv6Address gateway6; // of this link

  @Only(IPV6)
  final Map<Ipv6Address, String> neighbours = new LinkedHashMap<>();

  IpAddress first, second;

  static {
    System.setProperty("net", "1");
  }

  /** Both constructors. */
  @Only(IPV4)
  public Use(Ipv4Address gateway4) {
    this.gateway4 = gateway4;
  }

  @Only(value = IPV6)
  public Use(Ipv6Address gateway6) {
    this.gateway6 = gateway6;
  }

  @Only(DUAL)
  void both() {}

  @FamilyTest(IPV6)
  private static boolean isSix(int version) {
    return version == 6;
  }

  @Only(IPV4)
  @Deprecated
  int four() {
    return gateway4.bits();
  }

  long six(int version) {
    return isSix(version) ? gateway6.low() : four();
  }

  interface Visitor<R> {
    @Only(IPV4)
    R four(Ipv4Address address);

    @Only(IPV6)
    R six(Ipv6Address address);

    default R visit(IpAddress address) {
      return switch (address) {
        case Ipv4Address a -> four(a);
        case Ipv6Address a -> six(a);
      };
    }
  }

  Visitor<String> anonymous() {
    return new Visitor<>() {
      @Only(IPV4)
      @Override
      public String four(Ipv4Address address) {
        return "4" + address;
      }

      @Override
      @Only(IPV6)
      public String six(Ipv6Address address) {
        return "6" + address;
      }
    };
  }

  record Pair<A extends IpAddress, B>(A first, @SuppressWarnings("unused") B second) {
    Pair {
      java.util.Objects.requireNonNull(first);
    }

    static Pair<IpAddress, String> of(IpAddress address) {
      return new Pair<>(address, address.toString());
    }
  }

  enum Kind {
    @Only(IPV4)
    BROADCAST {
      @Override
      boolean is(IpAddress address) {
        return address instanceof Ipv4Address v4 && v4.bits() == -1;
      }
    },
    MULTICAST {
      @Override
      boolean is(IpAddress address) {
        return address.isMulticast();
      }
    },
    @Only(IPV6)
    LINK_LOCAL {
      @Override
      boolean is(IpAddress address) {
        return address instanceof Ipv6Address v6 && v6.high() >>> 48 == 0xfe80;
      }
    };

    abstract boolean is(IpAddress address);
  }

  enum Option {
    /** Ends the list. */
    END,
    @Only(IPV4)
    ROUTER_ALERT,
    @Only(IPV6) JUMBO, @Only(IPV6) PAD
  }

  enum Code {
    ECHO(8), // both ways
    @Only(IPV4)
    TIMESTAMP(13),
    REDIRECT(5), // by routers
    /** Of neighbours. */
    @Only(IPV6)
    SOLICITATION(135),
    @Only(IPV6)
    ADVERTISEMENT(136);

    final int number;

    Code(int number) {
      this.number = number;
    }
  }
}
