package dev.zmol.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zmol.testkit.conformance.Covers;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each mistake in a {@code @NetworkStack}, with the message and the place it is reported at. */
@Covers("G6")
class NetworkStackDiagnosticsTest {
  private static Compilation stubs;
  private static Compilation protocols;

  @BeforeAll
  static void compileWhatStacksAreComposedOf() throws Exception {
    stubs = InterfaceStubs.compile("ipv4", "ipv6", "dual");
    protocols =
        Compilation.of(
                "@dev.zmol.annotations.Flavors(ipv4 = \"acme.ipv4\", ipv6 = \"acme.ipv6\")\npackage acme.dual;\n",
                flavor("ipv4", "IPV4"),
                flavor("ipv6", "IPV6"),
                InterfaceStubs.icmp("acme.ipv4", "ipv4"),
                InterfaceStubs.protocol("acme.ipv4", "Udp", "17", "ipv4"),
                InterfaceStubs.icmp("acme.ipv6", "ipv6"),
                InterfaceStubs.protocol("acme.ipv6", "Udp", "17", "ipv6"),
                InterfaceStubs.protocol("acme.dual", "Udp", "17", "dual"),
                InterfaceStubs.protocol("lone", "Same", "17", "ipv4"),
                InterfaceStubs.protocol("lone", "Twice", "{9, 9}", "ipv4"),
                InterfaceStubs.protocol("lone", "Big", "256", "ipv4"),
                InterfaceStubs.protocol("lone", "Negative", "-1", "ipv4"),
                InterfaceStubs.service("lone", "Service", "ipv4"),
                InterfaceStubs.service("lone", "Names", "ipv4", "Same"),
                InterfaceStubs.service("lone", "Hen", "ipv4", "Egg"),
                InterfaceStubs.service("lone", "Egg", "ipv4", "Hen"),
                InterfaceStubs.protocol("lone", "Foreign", "99", "ipv6"),
                InterfaceStubs.protocol("lone", "Open", "99", "ipv4").replace("public final class", "public class"),
                InterfaceStubs.protocol("lone", "Closed", "99", "ipv4").replace("public Closed(", "Closed("),
                InterfaceStubs.protocol("lone", "Deaf", "99", "ipv4")
                    .replace(" implements TransportProtocol", "")
                    .replace("@Override ", ""))
            .with(stubs)
            // The flavours are written by hand here: there is nothing to fill them from.
            .option("-proc:none")
            .run();
    assertTrue(protocols.succeeded(), protocols::log);
  }

  private static String flavor(String name, String family) {
    return "@dev.zmol.annotations.Flavor(of = \"acme.dual\", family = dev.zmol.annotations.Family." + family + ")\n"
        + "package acme." + name + ";\n";
  }

  private static List<String> errors(String source) throws Exception {
    return Compilation.of(source).with(protocols).run().errors();
  }

  /** Compiles a stack whose annotation has the given arguments, on line 7, from column 15 on. */
  private static List<String> errorsIn(String arguments) throws Exception {
    return errors(
        """
        package app;

        import dev.zmol.annotations.*;
        import dev.zmol.iface.Stack;
        import lone.*;

        @NetworkStack(%s)
        public interface AnyStack extends Stack {}
        """
            .formatted(arguments));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          protocols = {}, family = Family.IPV4, medium = Medium.IP | 27: a stack without protocols would drop everything: list at least one, such as Icmp.class
          protocols = String.class, family = Family.IPV4, medium = Medium.IP | 33: String is no protocol: list classes that are annotated @Protocol, such as Udp.class
          protocols = int.class, family = Family.IPV4, medium = Medium.IP | 30: int is no protocol: list classes that are annotated @Protocol, such as Udp.class
          protocols = Big.class, family = Family.IPV4, medium = Medium.IP | 30: Big claims protocol number 256; it has to be from 0 to 255
          protocols = Negative.class, family = Family.IPV4, medium = Medium.IP | 35: Negative claims protocol number -1; it has to be from 0 to 255
          protocols = {Service.class, Service.class}, family = Family.IPV4, medium = Medium.IP | 50: Service is listed twice: list it once
          protocols = Names.class, family = Family.IPV4, medium = Medium.IP | 32: Names works with Same: list that, too
          protocols = {Hen.class, Egg.class}, family = Family.IPV4, medium = Medium.IP | 31: Hen takes a protocol that, in the end, takes it: one of them has to do without
          protocols = Twice.class, family = Family.IPV4, medium = Medium.IP | 32: Twice claims protocol number 9 twice: a packet has one protocol; list one of them, once
          protocols = {acme.ipv4.Udp.class, Same.class}, family = Family.IPV4, medium = Medium.IP | 53: Same and Udp both claim protocol number 17: a packet has one protocol; list one of them, once
          protocols = {Same.class, Same.class}, family = Family.IPV4, medium = Medium.IP | 44: Same claims protocol number 17 twice: a packet has one protocol; list one of them, once
          protocols = Open.class, family = Family.IPV4, medium = Medium.IP | 31: Open has to be a public final top-level class, so that the stack can call it directly
          protocols = Closed.class, family = Family.IPV4, medium = Medium.IP | 33: Closed needs a public constructor whose first parameter is dev.zmol.iface.ipv4.IpLayer, and whose others, if any, are protocols and at last a configuration that has a constant DEFAULT
          protocols = Deaf.class, family = Family.IPV4, medium = Medium.IP | 31: Deaf has to implement dev.zmol.iface.ipv4.TransportProtocol
          protocols = acme.dual.Udp.class, family = Family.IPV4, medium = Medium.IP | 40: acme.dual.Udp is dual-stack, and this stack is IPv4 only: use acme.ipv4.Udp
          protocols = acme.ipv6.Udp.class, family = Family.IPV4, medium = Medium.IP | 40: acme.ipv6.Udp speaks IPv6, an address family that the IPv4 flavour of this stack lacks: use acme.ipv4.Udp
          protocols = acme.ipv4.Udp.class, family = Family.DUAL, medium = Medium.IP | 40: acme.ipv4.Udp speaks IPv4 only, and this stack is dual-stack: use acme.dual.Udp
          protocols = acme.ipv6.Udp.class, family = Family.IPV6, medium = Medium.ETHERNET | 40: IPv6 on Ethernet finds its neighbours by ICMPv6 (RFC 4861): add the protocol that has number 58, Icmp.class
          protocols = acme.ipv4.Udp.class, family = Family.IPV4, medium = Medium.IEEE802154 | 85: IEEE802154 carries IPv6 alone (RFC 4944), and this stack is IPv4: set family = Family.IPV6
          protocols = acme.ipv6.Udp.class, family = Family.IPV6, medium = Medium.IEEE802154 | 85: the link of IEEE802154 is not readable here: depend on zmol-lowpan
          device = String.class, protocols = Same.class, family = Family.IPV4, medium = Medium.IP | 30: java.lang.String is no device: name a class that implements dev.zmol.iface.Device, or leave the device out to compose a stack for any
          device = int.class, protocols = Same.class, family = Family.IPV4, medium = Medium.IP | 27: int is no device: name a class that implements dev.zmol.iface.Device, or leave the device out to compose a stack for any
          """)
  void reportsAMistakeInAnArgumentWhereItStands(String arguments, String error) throws Exception {
    assertEquals(List.of("AnyStack.java:7:" + error), errorsIn(arguments));
  }

  @Test
  void reportsAllThatIsWrongWithAProtocolOfNoKnownFlavour() throws Exception {
    assertEquals(
        List.of(
            "AnyStack.java:7:34: Foreign has to implement dev.zmol.iface.ipv4.TransportProtocol",
            "AnyStack.java:7:34: Foreign needs a public constructor whose first parameter is"
                + " dev.zmol.iface.ipv4.IpLayer, and whose others, if any, are protocols and at last a configuration that"
                + " has a constant DEFAULT"),
        errorsIn("protocols = Foreign.class, family = Family.IPV4, medium = Medium.IP"));
  }

  @Test
  void reportsTheMistakesOfAllArgumentsInOnePass() throws Exception {
    assertEquals(
        List.of(
            "AnyStack.java:7:30: java.lang.String is no device: name a class that implements dev.zmol.iface.Device, or"
                + " leave the device out to compose a stack for any",
            "AnyStack.java:7:54: Big claims protocol number 256; it has to be from 0 to 255",
            "AnyStack.java:7:66: Open has to be a public final top-level class, so that the stack can call it directly"),
        errorsIn(
            "device = String.class, protocols = {Big.class, Open.class}, family = Family.IPV4, medium = Medium.IP"));
  }

  @Test
  void saysWhichModuleIsMissingIfTheFlavourIsNotReadable() throws Exception {
    Compilation ipv4 = InterfaceStubs.compile("ipv4");
    Compilation compilation =
        Compilation.of(
                """
                package app;

                import dev.zmol.annotations.*;

                @NetworkStack(family = Family.IPV6, medium = Medium.IP, protocols = lone.Same.class)
                public interface AnyStack extends dev.zmol.iface.Stack {}
                """)
            .with(Compilation.of(InterfaceStubs.protocol("lone", "Same", "17", "ipv4")).with(ipv4).run())
            .run();
    assertEquals(
        List.of("AnyStack.java:5:30: the IPv6 flavour is not readable here: depend on zmol-iface-ipv6"),
        compilation.errors());
  }

  @Test
  void asksForTheFamilyWhereThePackageHasNone() throws Exception {
    assertEquals(
        List.of("AnyStack.java:8:8: @NetworkStack needs a family: the package of AnyStack is of no flavour"),
        errorsIn("medium = Medium.IP, protocols = Same.class"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          public final class AnyStack {} | 14: @NetworkStack goes on an interface, and AnyStack is none
          public interface AnyStack {} | 8: interface AnyStack has to extend dev.zmol.iface.Stack
          public interface AnyStack<T> extends dev.zmol.iface.Stack {} | 8: interface AnyStack is generic: a composed stack has no type parameters; remove them
          """)
  void reportsATypeThatCannotBeComposed(String declaration, String error) throws Exception {
    assertEquals(
        List.of("AnyStack.java:6:" + error),
        errors(
            """
            package app;

            import dev.zmol.annotations.*;

            @NetworkStack(family = Family.IPV4, medium = Medium.IP, protocols = acme.ipv4.Udp.class)
            %s
            """
                .formatted(declaration)));
  }

  @Test
  void reportsANestedInterface() throws Exception {
    assertEquals(
        List.of("Outer.java:7:3: interface Inner is nested: @NetworkStack goes on a top-level interface; move it"),
        errors(
            """
            package app;

            import dev.zmol.annotations.*;

            public final class Outer {
              @NetworkStack(family = Family.IPV4, medium = Medium.IP, protocols = acme.ipv4.Udp.class)
              interface Inner extends dev.zmol.iface.Stack {}
            }
            """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          String name(); | 10: a composed stack cannot implement name()
          acme.ipv4.Udp udp(int which); | 17: a composed stack cannot implement udp(int)
          acme.ipv4.Icmp icmp(); | 18: a composed stack cannot implement icmp()
          """)
  void reportsAMethodThatReturnsNoPart(String method, String error) throws Exception {
    assertEquals(
        List.of(
            "AnyStack.java:7:" + error
                + ": a method without parameters may return one of acme.ipv4.Udp, dev.zmol.iface.ipv4.IpLayer,"
                + " dev.zmol.iface.ipv4.PointToPointLink, dev.zmol.iface.ipv4.Link, dev.zmol.iface.Device; give any"
                + " other method a body"),
        errors(
            """
            package app;

            import dev.zmol.annotations.*;

            @NetworkStack(family = Family.IPV4, medium = Medium.IP, protocols = acme.ipv4.Udp.class)
            public interface AnyStack extends dev.zmol.iface.Stack {
              %s
            }
            """
                .formatted(method)));
  }

  @Test
  void reportsAnInheritedMethodAtTheInterfaceItself() throws Exception {
    List<String> errors =
        errors(
            """
            package app;

            import dev.zmol.annotations.*;

            @NetworkStack(family = Family.IPV4, medium = Medium.IP, protocols = acme.ipv4.Udp.class)
            public interface AnyStack extends dev.zmol.iface.Stack, java.util.function.IntSupplier {}
            """);
    assertEquals(1, errors.size(), errors::toString);
    assertTrue(
        errors.getFirst().startsWith("AnyStack.java:6:8: a composed stack cannot implement getAsInt(): "),
        errors::toString);
  }
}
