package dev.zmol.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zmol.testkit.conformance.Covers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Covers("G2")
class SpecializerTest {
  private static final String PACKAGE =
      """
      @Flavors(ipv4 = "net.four", ipv6 = "net.six")
      package net;

      import dev.zmol.annotations.Flavors;
      """;
  private static final String ADDRESS =
      """
      package net;

      import dev.zmol.annotations.Specialize;

      /** An address: {@link Ipv4Address} or {@link Ipv6Address}. */
      @Specialize
      public sealed interface IpAddress permits Ipv4Address, Ipv6Address {
        boolean isMulticast();

        default boolean isUnicast() {
          return !isMulticast();
        }

        static IpAddress parse(String text) {
          return text.indexOf(':') < 0 ? Ipv4Address.parse(text) : Ipv6Address.parse(text);
        }
      }
      """;
  private static final String FOUR =
      """
      package net;

      import dev.zmol.annotations.Bits;
      import dev.zmol.annotations.Family;
      import dev.zmol.annotations.Only;
      import dev.zmol.annotations.WireFormat;

      /** An IPv4 address; see {@link Ipv6Address} for the other. */
      @Only(Family.IPV4)
      @WireFormat
      public record Ipv4Address(@Bits(32) int bits) implements IpAddress {
        public static Ipv4Address parse(String text) {
          return new Ipv4Address(Integer.parseInt(text));
        }

        @Override
        public boolean isMulticast() {
          return bits >>> 28 == 0xe;
        }

        @Override
        public String toString() {
          return Integer.toUnsignedString(bits);
        }
      }
      """;
  private static final String SIX =
      """
      package net;

      import dev.zmol.annotations.Family;
      import dev.zmol.annotations.Only;

      @Only(Family.IPV6)
      public record Ipv6Address(long high, long low) implements IpAddress {
        public static Ipv6Address parse(String text) {
          return new Ipv6Address(0, Long.parseLong(text, 1, text.length(), 10));
        }

        @Override
        public boolean isMulticast() {
          return high >>> 56 == 0xff;
        }
      }
      """;
  private static final String VERSION =
      """
      package net;

      import dev.zmol.annotations.Family;
      import dev.zmol.annotations.Only;
      import dev.zmol.annotations.Specialize;

      @Specialize
      public enum Version {
        /** Four. */
        @Only(Family.IPV4)
        V4(4),

        /** Six. */
        @Only(Family.IPV6)
        V6(6);

        final int number;

        Version(int number) {
          this.number = number;
        }
      }
      """;
  private static final String USE =
      """
      package net;

      import static dev.zmol.annotations.Family.DUAL;
      import static dev.zmol.annotations.Family.IPV4;
      import static dev.zmol.annotations.Family.IPV6;

      import java.util.ArrayList;
      import java.util.LinkedHashMap;
      import java.util.List;
      import java.util.Map;
      import dev.zmol.annotations.Comptime;
      import dev.zmol.annotations.FamilyTest;
      import dev.zmol.annotations.Only;
      import dev.zmol.annotations.Specialize;

      @Specialize
      final class Use {
        private final IpAddress local = null;
        private IpAddress remote;
        private final List<IpAddress> all = new ArrayList<>();

        IpAddress next() {
          return all.get(0);
        }

        @FamilyTest(IPV6)
        static boolean isSix(byte[] b) {
          return b[0] >>> 4 == 6;
        }

      %s
      }
      """;

  private static Compilation compile(String body) throws Exception {
    return Compilation.of(PACKAGE, ADDRESS, FOUR, SIX, VERSION, USE.formatted(body.indent(2).stripTrailing())).run();
  }

  /** The body of the flavour of a class whose body is given. */
  private static String flavor(String family, String body) throws Exception {
    Compilation dual = compile(body);
    assertTrue(dual.succeeded(), dual::log);
    assertCompiles(dual);
    String text = dual.output("zmol_flavors/main/net/" + family + "/Use.flavor");
    String after = "return all.get(0);\n  }\n";
    return text.substring(text.indexOf(after) + after.length(), text.lastIndexOf('}')).stripTrailing().stripIndent().strip();
  }

  /** Both flavours compile without so much as a warning. */
  private static void assertCompiles(Compilation dual) throws Exception {
    for (String family : List.of("four", "six")) {
      var flavor =
          Compilation.of(
                  """
                  @dev.zmol.annotations.Flavor(of = "net", family = dev.zmol.annotations.Family.%s)
                  package net.%s;
                  """
                      .formatted(family.equals("four") ? "IPV4" : "IPV6", family))
              .with(dual)
              .run();
      assertEquals("", flavor.log());
      assertTrue(flavor.succeeded());
    }
  }

  private static String lines(String... lines) {
    return String.join("\n", lines);
  }

  @Test
  void collapsesTheSealedType() throws Exception {
    Compilation dual = compile("");
    assertTrue(dual.succeeded(), dual::log);
    assertCompiles(dual);
    List<String> files = new ArrayList<>(dual.outputs());
    files.removeIf(f -> !f.startsWith("zmol_flavors/"));
    assertEquals(
        List.of(
            "zmol_flavors/main/net/four/Ipv4Address.flavor",
            "zmol_flavors/main/net/four/Use.flavor",
            "zmol_flavors/main/net/four/Version.flavor",
            "zmol_flavors/main/net/four/index",
            "zmol_flavors/main/net/six/Ipv6Address.flavor",
            "zmol_flavors/main/net/six/Use.flavor",
            "zmol_flavors/main/net/six/Version.flavor",
            "zmol_flavors/main/net/six/index"),
        files);
    assertEquals(
        """
        // The IPv4 flavour of net.Ipv4Address, derived by zmol. Do not edit.
        package net.four;

        import dev.zmol.annotations.Bits;
        import dev.zmol.annotations.WireFormat;

        /** An IPv4 address; see {@code Ipv6Address} for the other. */
        @WireFormat
        public record Ipv4Address(@Bits(32) int bits) {
          public static Ipv4Address parse(String text) {
            return new Ipv4Address(Integer.parseInt(text));
          }

          public boolean isMulticast() {
            return bits >>> 28 == 0xe;
          }

          @Override
          public String toString() {
            return Integer.toUnsignedString(bits);
          }
        }
        """,
        dual.output("zmol_flavors/main/net/four/Ipv4Address.flavor"));
    assertEquals(
        """
        // The IPv6 flavour of net.Version, derived by zmol. Do not edit.
        package net.six;

        public enum Version {
          /** Six. */
          V6(6);

          final int number;

          Version(int number) {
            this.number = number;
          }
        }
        """,
        dual.output("zmol_flavors/main/net/six/Version.flavor"));
  }

  @Test
  void unwrapsWhatATestGuards() throws Exception {
    String body =
        """
        int bits(byte[] b) {
          // Which one is it?
          if (isSix(b)) {
            // It is six.
            int x = 6;
            return x;
          } else {
            // It is four.
            int x = 4;
            return x;
          }
        }""";
    assertEquals(
        lines("int bits(byte[] b) {", "  // Which one is it?", "  // It is six.", "  int x = 6;", "  return x;", "}"),
        flavor("six", body));
    assertEquals(
        lines("int bits(byte[] b) {", "  // Which one is it?", "  // It is four.", "  int x = 4;", "  return x;", "}"),
        flavor("four", body));
  }

  @Test
  void dropsWhatNoLongerIsReached() throws Exception {
    String body =
        """
        long hash(IpAddress address) {
          if (address instanceof Ipv4Address v4) {
            return v4.bits();
          }
          var v6 = (Ipv6Address) address;
          return v6.high() ^ v6.low();
        }""";
    assertEquals(lines("long hash(Ipv4Address address) {", "  return address.bits();", "}"), flavor("four", body));
    assertEquals(
        lines("long hash(Ipv6Address address) {", "  var v6 = address;", "  return v6.high() ^ v6.low();", "}"),
        flavor("six", body));
  }

  @Test
  void keepsPatternsOfCallsBecauseTheyMayReturnNull() throws Exception {
    String body =
        """
        int first() {
          if (!(next() instanceof IpAddress a)) {
            return -1;
          }
          return a.isMulticast() ? 1 : 0;
        }

        @Only(IPV4)
        int four() {
          if (next() instanceof Ipv4Address a) {
            return a.bits();
          }
          return 0;
        }""";
    String four = flavor("four", body);
    assertTrue(four.endsWith(lines("  if (next() instanceof Ipv4Address a) {", "    return a.bits();", "  }", "  return 0;", "}")), four);
  }

  @Test
  void keepsPatternsThatMayFail() throws Exception {
    String body =
        """
        String show(Object o) {
          return switch (o) {
            case Ipv4Address v4 when v4.isMulticast() -> "multi four";
            case Ipv6Address v6 when v6.isMulticast() -> "multi six";
            case Ipv4Address v4 -> "four " + v4;
            case Ipv6Address v6 -> "six " + v6;
            case null, default -> "none";
          };
        }""";
    assertEquals(
        lines(
            "String show(Object o) {",
            "  return switch (o) {",
            "    case Ipv4Address v4 when v4.isMulticast() -> \"multi four\";",
            "    case Ipv4Address v4 -> \"four \" + v4;",
            "    case null, default -> \"none\";",
            "  };",
            "}"),
        flavor("four", body));
  }

  @Test
  void collapsesSwitches() throws Exception {
    String body =
        """
        String show(IpAddress address) {
          return "it is " + switch (address) {
            case Ipv4Address v4 -> "four " + v4.bits();
            case Ipv6Address v6 -> "six " + v6.low();
          };
        }

        int count(IpAddress address) {
          int n = 0;
          switch (address) {
            case Ipv4Address a -> {
              n = a.bits(); // all of them
              all.add(a);
            }
            case Ipv6Address _ -> n = 6;
          }
          return n;
        }

        int version(Version version) {
          switch (version) {
            case V4 -> {
              return 4;
            }
            case V6 -> {
              return 6;
            }
          }
          return -1;
        }""";
    assertEquals(
        lines(
            "String show(Ipv4Address address) {",
            "  return \"it is \" + (\"four \" + address.bits());",
            "}",
            "",
            "int count(Ipv4Address address) {",
            "  int n = 0;",
            "  n = address.bits(); // all of them",
            "  all.add(address);",
            "  return n;",
            "}",
            "",
            "int version(Version version) {",
            "  return 4;",
            "}"),
        flavor("four", body));
    assertEquals(
        lines(
            "String show(Ipv6Address address) {",
            "  return \"it is \" + (\"six \" + address.low());",
            "}",
            "",
            "int count(Ipv6Address address) {",
            "  int n = 0;",
            "  n = 6;",
            "  return n;",
            "}",
            "",
            "int version(Version version) {",
            "  return 6;",
            "}"),
        flavor("six", body));
  }

  @Test
  void simplifiesConditions() throws Exception {
    String body =
        """
        boolean both(IpAddress a, IpAddress b, byte[] buf) {
          if (a instanceof Ipv4Address x && b instanceof Ipv4Address y) {
            return x.bits() == y.bits();
          }
          return a instanceof Ipv6Address x && b instanceof Ipv6Address y && x.low() == y.low() || isSix(buf) && a == b;
        }

        int choose(IpAddress a, int total, boolean flag) {
          total += a instanceof Ipv4Address ? 4 : 16;
          if (total > 3 && Comptime.IPV4) {
            total++;
          } else if (a instanceof Ipv6Address) {
            total--;
          } else {
            total = 0;
          }
          if (flag) {
            total++;
          } else if (a instanceof Ipv6Address) {
            total--;
          }
          return Comptime.DUAL ? total : -total;
        }""";
    assertEquals(
        lines(
            "boolean both(Ipv4Address a, Ipv4Address b, byte[] buf) {",
            "  return a.bits() == b.bits();",
            "}",
            "",
            "int choose(Ipv4Address a, int total, boolean flag) {",
            "  total += 4;",
            "  if (total > 3) {",
            "    total++;",
            "  } else {",
            "    total = 0;",
            "  }",
            "  if (flag) {",
            "    total++;",
            "  }",
            "  return -total;",
            "}"),
        flavor("four", body));
    assertEquals(
        lines(
            "boolean both(Ipv6Address a, Ipv6Address b, byte[] buf) {",
            "  return a.low() == b.low() || a == b;",
            "}",
            "",
            "int choose(Ipv6Address a, int total, boolean flag) {",
            "  total += 16;",
            "  total--;",
            "  if (flag) {",
            "    total++;",
            "  } else {",
            "    total--;",
            "  }",
            "  return -total;",
            "}"),
        flavor("six", body));
  }

  @Test
  void dropsMembersOfTheOtherFamily() throws Exception {
    String body =
        """
        // The gateways.

        /** The IPv4 gateway. */
        @Only(IPV4)
        private Ipv4Address gateway4;

        /** The IPv6 gateway. */
        @Only(IPV6)
        private Ipv6Address gateway6; // of this link

        @Only(IPV6)
        private final Map<Ipv6Address, String> neighbours = new LinkedHashMap<>();

        @Only(DUAL)
        void both() {}

        /** Whether {@link #gateway6} or {@link Ipv6Address the other} is {@link IpAddress#parse known}. */
        boolean known() {
          @Only(IPV6)
          long low = gateway6.low();
          return Comptime.IPV6 && low != 0 || Comptime.IPV4 && gateway4 != null;
        }""";
    assertEquals(
        lines(
            "// The gateways.",
            "",
            "/** The IPv4 gateway. */",
            "private Ipv4Address gateway4;",
            "",
            "/** Whether {@code gateway6} or the other is {@link Ipv4Address#parse known}. */",
            "boolean known() {",
            "  return gateway4 != null;",
            "}"),
        flavor("four", body));
  }

  /** A bit of everything; both flavours have to compile. */
  @Test
  void survivesWhatJavaOffers() throws Exception {
    String body =
        """
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

        record Pair<A extends IpAddress, B>(A first, B second) {
          Pair {
            java.util.Objects.requireNonNull(first);
          }

          static Pair<IpAddress, String> of(IpAddress a) {
            return new Pair<>(a, \"""
                IpAddress a;
                  if (a instanceof Ipv6Address) {
                \""");
          }
        }

        String nested(Object o) {
          return switch (o) {
            case Pair<?, ?>(Ipv4Address a, String s) -> s + a.bits();
            case Pair<?, ?>(Ipv6Address a, String s) -> s + a.low();
            default -> "";
          };
        }

        java.util.function.Function<IpAddress, Integer> lambdas() {
          java.util.function.Predicate<IpAddress> p = IpAddress::isMulticast;
          java.util.function.BiFunction<net.IpAddress, net.IpAddress, Boolean> q =
              (x, y) -> x instanceof Ipv4Address a && y instanceof Ipv4Address b ? a.bits() == b.bits() : x.equals(y);
          return a -> {
            if (a instanceof Ipv4Address v4) return v4.bits();
            if (a instanceof Ipv6Address v6) {
              return (int) v6.low();
            }
            throw new AssertionError(p.test(a) + "" + q.apply(a, a));
          };
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

        int loops(List<? extends IpAddress> list) {
          int n = 0;
          outer:
          for (IpAddress a : list) {
            for (; ; ) {
              if (a instanceof Ipv4Address v4) {
                n += v4.bits();
                continue outer;
              } else if (a instanceof Ipv6Address v6 && v6.high() == 0) {
                break outer;
              }
              break;
            }
            // Other IPv6 addresses.
            if (a instanceof Ipv6Address v6) {
              n += (int) v6.low();
            }
          }
          return n;
        }

        int tries(IpAddress a) {
          try {
            if (a instanceof Ipv4Address) {
              return 4;
            }
          } finally {
            all.clear();
          }
          synchronized (this) {
            return a instanceof Ipv6Address ? 6 : 0;
          }
        }

        int oldSwitch(Version v, int n) {
          switch (n) {
            case 1:
              if (v == Version.V4) {
                return 4;
              }
              break;
            case 2:
              return v.number;
            default:
              n++;
          }
          return switch (v) {
            case V4 -> {
              int x = n + 4;
              yield x;
            }
            case V6 -> {
              int x = n + 6;
              yield x;
            }
          };
        }

        long sameName(IpAddress a, IpAddress b) {
          if (a instanceof Ipv4Address x) {
            long sum = x.bits();
            all.add(x);
            if (sum == 0) {
              return 1;
            }
          }
          long sum = 2;
          if (b instanceof Ipv6Address x) {
            sum += x.low();
          }
          if (next() instanceof IpAddress x) {
            sum += x.isMulticast() ? 1 : 0;
          }
          return sum;
        }

        static <T extends IpAddress & Comparable<T>> boolean bounded(T a, T b) {
          return a.compareTo(b) < 0;
        }

        enum Kind {
          @Only(IPV4)
          BROADCAST {
            @Override
            boolean is(IpAddress a) {
              return a instanceof Ipv4Address v && v.bits() == -1;
            }
          },
          MULTICAST {
            @Override
            boolean is(IpAddress a) {
              return a.isMulticast();
            }
          },
          @Only(IPV6)
          LINK_LOCAL {
            @Override
            boolean is(IpAddress a) {
              return a instanceof Ipv6Address v && v.high() >>> 48 == 0xfe80;
            }
          };

          abstract boolean is(IpAddress a);
        }

        boolean assigned(IpAddress a) {
          if (a instanceof Ipv4Address x) {
            x = new Ipv4Address(x.bits() + 1);
            return x.bits() == 0;
          }
          return !(a instanceof Ipv4Address);
        }""";
    String four = flavor("four", body);
    assertFalse(four.contains("Ipv6Address "), four);
    String six = flavor("six", body);
    assertFalse(six.contains("Ipv4Address"), six);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          long f(IpAddress a) { return ((Ipv6Address) a).low(); } | Use.java:31:49: @Specialize: Ipv6Address.low() does not exist in the IPv4 flavour; guard what uses it with a test of the family, or annotate what declares it @Only
          Ipv4Address g; | Use.java:31:3: @Specialize: Ipv4Address does not exist in the IPv6 flavour; guard what uses it with a test of the family, or annotate what declares it @Only
          boolean f(IpAddress a) { return a.isUnicast(); } | Use.java:31:36: @Specialize: the IPv4 flavour has Ipv4Address in place of IpAddress, and Ipv4Address does not declare IpAddress.isUnicast()
          void f(IpAddress a) {} @Only(IPV4) void f(Ipv4Address a) {} | Use.java:31:43: @Specialize: the IPv4 flavour has two methods f(net.Ipv4Address)
          int f() { return next() instanceof Ipv4Address ? 4 : 6; } | Use.java:31:24: @Specialize: the IPv6 flavour would lose the call in this operand of a family test; assign it to a variable first
          void f(byte[] b) { while (isSix(b)) { b[0]++; } } | Use.java:31:28: @Specialize: in the IPv4 flavour the family decides this loop; put a test of the family around the loop instead
          Other f; | Use.java:31:3: @Specialize: Other has no IPv4 flavour; annotate it @Specialize
          """)
  void reportsWhatCannotBeSpecialized(String member, String error) throws Exception {
    var compilation =
        Compilation.of(
                PACKAGE,
                ADDRESS,
                FOUR,
                SIX,
                "package net;\nfinal class Other {}\n",
                USE.formatted("  " + member))
            .run();
    assertFalse(compilation.succeeded());
    assertEquals(error, compilation.errors().get(0));
  }
}
