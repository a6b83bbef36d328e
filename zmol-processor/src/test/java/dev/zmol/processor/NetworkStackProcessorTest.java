package dev.zmol.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zmol.testkit.conformance.Covers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Covers("G3")
class NetworkStackProcessorTest {
  private static final GoldenFiles GOLDEN = GoldenFiles.topic("stack");
  private static Compilation protocols;

  @BeforeAll
  static void compileWhatStacksAreComposedOf() throws Exception {
    Compilation stubs = InterfaceStubs.compile("ipv4", "ipv6", "dual");
    protocols =
        Compilation.of(
                "@dev.zmol.annotations.Flavors(ipv4 = \"acme.ipv4\", ipv6 = \"acme.ipv6\")\npackage acme.dual;\n",
                InterfaceStubs.icmp("acme.ipv4", "ipv4"),
                InterfaceStubs.protocol("acme.ipv4", "Udp", "17", "ipv4"),
                InterfaceStubs.tcp("acme.ipv4", "ipv4"),
                InterfaceStubs.observer("acme.ipv4", "ipv4"),
                InterfaceStubs.tunnel("acme.ipv4", "ipv4"),
                InterfaceStubs.service("acme.ipv4", "Resolver", "ipv4", "Udp", "Tcp"),
                InterfaceStubs.icmp("acme.ipv6", "ipv6"),
                InterfaceStubs.icmp("acme.dual", "dual"),
                InterfaceStubs.protocol("acme.dual", "Link", "253", "dual"),
                InterfaceStubs.protocol("acme.dual", "Switch", "254", "dual"))
            .with(stubs)
            .run();
    assertTrue(protocols.succeeded(), protocols::log);
  }

  static List<String> cases() {
    return GOLDEN.cases();
  }

  private static Compilation compile(Collection<String> sources) throws Exception {
    Compilation compilation = Compilation.of(sources.toArray(String[]::new)).with(protocols).run();
    assertTrue(compilation.succeeded(), compilation::log);
    return compilation;
  }

  private static Map<String, String> generated(Compilation compilation) {
    Map<String, String> sources = new TreeMap<>();
    compilation.outputs().stream()
        .filter(path -> path.endsWith(".java"))
        .forEach(path -> sources.put(path, compilation.output(path)));
    return sources;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void composesTheStackThatAPersonApproved(String name) throws Exception {
    GOLDEN.check(name, generated(compile(GOLDEN.inputs(name).values())));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void generatesTheSameWhateverTheOrderOfItsInputs(String name) throws Exception {
    List<String> inputs = new ArrayList<>(GOLDEN.inputs(name).values());
    Map<String, String> forwards = generated(compile(inputs));
    assertEquals(forwards, generated(compile(inputs.reversed())));
  }

  @Test
  @Covers("G2")
  void derivesAStackPerFlavourFromAnInterfaceThatIsATemplate() throws Exception {
    Compilation dual =
        compile(
            List.of(
                "@dev.zmol.annotations.Flavors(ipv4 = \"acme.app.ipv4\", ipv6 = \"acme.app.ipv6\")\npackage acme.app;\n",
                """
                package acme.app;

                import acme.dual.Icmp;
                import dev.zmol.annotations.Medium;
                import dev.zmol.annotations.NetworkStack;
                import dev.zmol.annotations.Specialize;
                import dev.zmol.iface.Stack;

                /** A template. */
                @Specialize
                @NetworkStack(medium = Medium.ETHERNET, protocols = Icmp.class)
                public interface AppStack extends Stack {
                  Icmp icmp();
                }
                """,
                """
                package acme.app;

                import dev.zmol.annotations.Specialize;

                /** A template that uses the generated stack. */
                @Specialize
                public final class App {
                  private final ComposedAppStack stack;

                  App(ComposedAppStack stack) {
                    this.stack = stack;
                  }

                  boolean poll() {
                    return stack.icmp().poll(0);
                  }
                }
                """));
    Compilation ipv4 =
        Compilation.of(
                """
                @Flavor(of = "acme.app", family = Family.IPV4)
                package acme.app.ipv4;

                import dev.zmol.annotations.Family;
                import dev.zmol.annotations.Flavor;
                """)
            .with(protocols)
            .with(dual)
            .run();
    assertTrue(ipv4.succeeded(), ipv4::log);
    assertTrue(
        ipv4.output("acme/app/ipv4/ComposedAppStack.java").contains("import acme.ipv4.Icmp;"),
        () -> ipv4.output("acme/app/ipv4/ComposedAppStack.java"));
  }

  @Test
  void waitsForProtocolsThatAreGeneratedInTheSameCompilation() throws Exception {
    // A generated wire format stands for any class that another processor generates: it is no protocol, but it is seen.
    Compilation compilation =
        Compilation.of(
                """
                package acme;
                @dev.zmol.annotations.WireFormat
                public record ByteHeader(@dev.zmol.annotations.Bits(8) int value) {}
                """,
                """
                package acme;
                import dev.zmol.annotations.*;
                @NetworkStack(family = Family.IPV4, medium = Medium.IP, protocols = ByteWire.class)
                public interface LateStack extends dev.zmol.iface.Stack {}
                """)
            .with(protocols)
            .run();
    assertEquals(
        List.of(
            "LateStack.java:3:77: ByteWire is no protocol: list classes that are annotated @Protocol, such as Udp.class"),
        compilation.errors());
  }
}
