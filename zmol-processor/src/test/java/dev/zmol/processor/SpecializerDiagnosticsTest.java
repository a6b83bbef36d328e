package dev.zmol.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zmol.testkit.conformance.Covers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each diagnostic of the specialiser, with its message and its line; {@code docs/specialisation.md} explains them. */
@Covers("G6")
class SpecializerDiagnosticsTest {
  /** The head of a template of 14 lines, with a class in it that the members of a test are put into. */
  private static final String HEAD =
      """
      package net;

      import static dev.zmol.annotations.Family.DUAL;
      import static dev.zmol.annotations.Family.IPV4;
      import static dev.zmol.annotations.Family.IPV6;

      import dev.zmol.annotations.*;

      @Specialize
      class Use {
        IpAddress a;
        Packet p;
        boolean flag;
        IpAddress next() { return a; }
      """;

  private static final int MEMBERS = 15;

  @Test
  void useOfWhatTheFamilyDoesNotHave() throws Exception {
    assertError(
        lines("long f() {", "  return ((Ipv6Address) a).low();", "}"),
        1,
        "Ipv6Address.low() does not exist in the IPv4 flavour; guard what uses it with a test of the family, or annotate"
            + " what declares it @Only");
  }

  @Test
  void useOfAnOtherFamilysClass() throws Exception {
    assertError(
        "Ipv4Address gateway;",
        0,
        "Ipv4Address does not exist in the IPv6 flavour; guard what uses it with a test of the family, or annotate what"
            + " declares it @Only");
  }

  @Test
  void methodReferenceToWhatTheFamilyDoesNotHave() throws Exception {
    assertError(
        lines("@Only(IPV6) void six() {}", "Runnable r = this::six;"),
        1,
        "Use.six() does not exist in the IPv4 flavour; guard what uses it with a test of the family, or annotate what"
            + " declares it @Only");
  }

  @Test
  void useOfALocalVariableThatTheFamilyDoesNotHave() throws Exception {
    assertError(
        lines("int f() {", "  @Only(IPV4) int n = 4;", "  return n;", "}"),
        2,
        "n does not exist in the IPv6 flavour; guard what uses it with a test of the family, or annotate what declares it"
            + " @Only");
  }

  @Test
  void survivorWithoutTheMember() throws Exception {
    assertError(
        "boolean f() { return a.isUnicast(); }",
        0,
        "the IPv4 flavour has Ipv4Address in place of IpAddress, and Ipv4Address does not declare"
            + " IpAddress.isUnicast()");
  }

  @Test
  void survivorInsideOfWhatItReplaces() throws Exception {
    assertError(
        lines(
            "sealed interface Hop {",
            "  @Only(IPV4) record Four() implements Hop {}",
            "  @Only(IPV6) record Six() implements Hop {}",
            "}"),
        0,
        "the IPv4 flavour has Four in place of Hop, which encloses it; make it a top-level class");
  }

  @Test
  void survivorThatLosesASupertype() throws Exception {
    assertError(
        lines(
            "sealed interface Hop extends Runnable permits Four, Six {}",
            "@Only(IPV4) record Four() implements Hop { public void run() {} }",
            "@Only(IPV6) record Six() implements Hop, Runnable { public void run() {} }"),
        0,
        "the IPv4 flavour has Four in place of Hop, but only through it is Four a Runnable; let it implement Runnable"
            + " itself");
  }

  @Test
  void twoMethodsOfOneSignature() throws Exception {
    assertError(
        lines("void f(IpAddress x) {}", "@Only(IPV4) void f(Ipv4Address x) {}"),
        1,
        "the IPv4 flavour has two methods f(net.Ipv4Address)");
  }

  @Test
  void overrideThatOnlyAFlavorHas() throws Exception {
    assertError(
        lines(
            "static class Base { void f(IpAddress x) {} }",
            "static class Derived extends Base {",
            "  @Only(IPV6)",
            "  void f(Ipv6Address x) {}",
            "}"),
        3,
        "Derived.f(net.Ipv6Address) would override Base.f(net.IpAddress) in the IPv6 flavour; rename it");
  }

  @Test
  void callOfAnotherOverload() throws Exception {
    assertError(
        lines(
            "static class Log {",
            "  void put(Object o) {}",
            "  void put(Record o) {}",
            "}",
            "void f(Log log) { log.put(a); }"),
        4,
        "the IPv4 flavour may call Log.put(java.lang.Record) here instead of Log.put(java.lang.Object); give one of them"
            + " another name");
  }

  @Test
  void branchOfAnotherType() throws Exception {
    assertError(
        lines("long f(int n) {", "  return n * (p.isIpv6() ? 1L : 2);", "}"),
        1,
        "this branch has type int, but the expression that it is a branch of has type long; the IPv4 flavour would"
            + " compute with another type; cast it to long");
  }

  @Test
  void callInADecidedOperand() throws Exception {
    assertError(
        lines("int f() {", "  return next() instanceof Ipv4Address ? 4 : 6;", "}"),
        1,
        "the IPv6 flavour would lose the call in this operand of a family test; assign it to a variable first");
  }

  @Test
  void callBeforeADecidedOperand() throws Exception {
    assertError(
        "boolean f() { return next().isMulticast() && p.isIpv6(); }",
        0,
        "the IPv4 flavour would lose the call in this operand of a family test; assign it to a variable first");
  }

  @Test
  void loopThatTheFamilyDecides() throws Exception {
    assertError(
        lines("void f(int n) {", "  while (p.isIpv6()) {", "    n++;", "  }", "}"),
        1,
        "in the IPv4 flavour the family decides this loop; put a test of the family around the loop instead");
  }

  @Test
  void switchWithoutACase() throws Exception {
    assertError(
        lines("void f(Object o) {", "  switch (Version.V4) {", "    case V6 -> flag = true;", "  }", "}"),
        1,
        "the IPv4 flavour has no case left in this switch");
  }

  @Test
  void switchExpressionThatOnlyThrows() throws Exception {
    assertError(
        lines(
            "int f() {",
            "  int n = switch (a) {",
            "    case Ipv4Address x -> throw new AssertionError();",
            "    case Ipv6Address x -> 6;",
            "  };",
            "  return n;",
            "}"),
        1,
        "the IPv4 flavour has nothing but a throw in this switch expression");
  }

  @Test
  void caseThatALiveOneFallsInto() throws Exception {
    assertError(
        lines(
            "@SuppressWarnings(\"fallthrough\")",
            "int f(Version v, int n) {",
            "  switch (v) {",
            "    case V4:",
            "      n++;",
            "    case V6:",
            "      n++;",
            "  }",
            "  return n;",
            "}"),
        5,
        "a live case falls into this case of another family; end that one with a break, or use arrows");
  }

  @Test
  void caseThatDeclaresForOthers() throws Exception {
    assertError(
        lines(
            "int f(Version v) {",
            "  switch (v) {",
            "    case V4:",
            "      int n = 4;",
            "      return n;",
            "    case V6:",
            "      n = 6;",
            "      return n;",
            "  }",
            "  return 0;",
            "}"),
        2,
        "a case of another family declares a variable that other cases can see; put it into a block");
  }

  @Test
  void onlyOnAFieldThatSharesItsDeclaration() throws Exception {
    assertError("@Only(IPV4) int m, n;", 0, "a field that is annotated @Only needs a declaration of its own");
  }

  @Test
  void onlyOnAVariableThatSharesItsDeclaration() throws Exception {
    assertError(
        lines("void f() {", "  @Only(IPV4) int m, n;", "}"),
        1,
        "a variable that is annotated @Only needs a declaration of its own");
  }

  @Test
  void onlyOnAVariableThatIsNoStatement() throws Exception {
    assertError(
        lines("void f(int[] all) {", "  for (@Only(IPV4) int i : all) {}", "}"),
        1,
        "a local variable can be @Only where it is a statement of its own, but not here");
  }

  @Test
  void onlyOnAComponent() throws Exception {
    assertError(
        "record R(int m, @Only(IPV4) int n) {}",
        0,
        "a component of a record cannot be @Only: write a record per family");
  }

  @Test
  void familyTestThatIsNoTest() throws Exception {
    assertError("@FamilyTest(IPV6) int f() { return 6; }", 0, "a @FamilyTest method returns boolean");
  }

  @Test
  void classWithoutAFlavor() throws Exception {
    assertError("Other other;", 0, "Other has no IPv4 flavour; annotate it @Specialize");
  }

  @Test
  void documentationThatNothingIsInheritedBy() throws Exception {
    assertError(
        lines(
            "@Only(IPV4) sealed interface Unused {}",
            "@Only(IPV4) record One() implements Unused {}",
            "sealed interface Hop permits Four, Six { void f(); }",
            "@Only(IPV4) record Four() implements Hop {",
            "  /** {@inheritDoc} */",
            "  @Override public void f() {}",
            "}",
            "@Only(IPV6) record Six() implements Hop { @Override public void f() {} }"),
        5,
        "{@inheritDoc} has nothing to inherit from in the IPv4 flavour; write the text out");
  }

  @Test
  void unicodeEscapeInCode() throws Exception {
    assertError(
        "int \\u0061bc;",
        -5,
        "zmol does not understand Unicode escapes outside of literals; write the characters");
  }

  @Test
  void leftoverOfTheOtherFamily() throws Exception {
    Compilation compilation =
        compile(HEAD + lines("private int six() {", "  return 6;", "}", "int f() { return p.isIpv6() ? six() : 4; }") + "\n}\n");
    assertTrue(compilation.succeeded(), compilation::log);
    String log = compilation.log();
    assertTrue(
        log.contains(
            "/net/Use.java:15: warning: @Specialize: nothing in the IPv4 flavour uses Use.six(); annotate it @Only with the"
                + " family that does, or @Only(DUAL) if neither does"),
        log);
    assertFalse(log.contains("IPv6 flavour"), log);
  }

  @Test
  void classThatSharesAFileWithATemplate() throws Exception {
    Compilation compilation = compile(HEAD + "}\nclass Stranger {}\n");
    assertEquals(
        List.of(
            "Use.java:16: @Specialize: Stranger shares a file with a template; annotate it @Specialize or move it"),
        errors(compilation));
  }

  @Test
  void packageWithoutFlavors() throws Exception {
    Compilation compilation =
        Compilation.of("package lone;\n\n@dev.zmol.annotations.Specialize\nclass Template {}\n").run();
    assertEquals(
        List.of("Template.java:4: package lone needs @Flavors, which names the packages of the flavours"),
        errors(compilation));
  }

  @Test
  void packageOfTheOwnModuleWithoutFlavors() throws Exception {
    Compilation compilation =
        Compilation.of(
                "module m {\n  requires static dev.zmol.annotations;\n}\n",
                "@Flavors(ipv4 = \"t.four\")\npackage t;\n\nimport dev.zmol.annotations.Flavors;\n",
                "package plain;\n\npublic class Plain {}\n",
                "package t;\n\n@dev.zmol.annotations.Specialize\nclass T {\n  plain.Plain plain;\n}\n")
            .option("--module-path", annotations())
            .run();
    assertEquals(
        List.of(
            "T.java:5: @Specialize: Plain is in package plain of the template's own module, which the IPv4 flavour cannot"
                + " see; annotate the package @Flavors and the class @Specialize"),
        errors(compilation));
  }

  @Test
  void flavorWithoutTemplates() throws Exception {
    Compilation compilation =
        Compilation.of(
                """
                @Flavor(of = "net", family = Family.IPV4)
                package net.four;

                import dev.zmol.annotations.Family;
                import dev.zmol.annotations.Flavor;
                """)
            .run();
    assertEquals(
        List.of(
            "package-info.java:2: the class path has no templates for this flavour: depend on the module of package net,"
                + " and build it first"),
        errors(compilation));
  }

  @Test
  void flavorOfTemplatesThatWereCompiledWithoutTheProcessor() throws Exception {
    Compilation templates =
        Compilation.of("@Flavors(ipv4 = \"net.four\")\npackage net;\n\nimport dev.zmol.annotations.Flavors;\n")
            .option("-proc:none")
            .run();
    Compilation compilation =
        Compilation.of(
                """
                @Flavor(of = "net", family = Family.IPV4)
                package net.four;

                import dev.zmol.annotations.Family;
                import dev.zmol.annotations.Flavor;
                """)
            .with(templates)
            .run();
    assertEquals(
        List.of(
            "package-info.java:2: the class path has package net, but not its flavours: zmol-processor did not run when it"
                + " was compiled, or its @Flavors does not name this package"),
        errors(compilation));
  }

  @Test
  void classInsideOfWhatCollapses() throws Exception {
    assertError(
        lines(
            "sealed interface Hop permits Four, Six {",
            "  enum Kind { NEAR, FAR }",
            "}",
            "@Only(IPV4) record Four() implements Hop {}",
            "@Only(IPV6) record Six() implements Hop {}",
            "Hop.Kind kind;"),
        5,
        "Kind is nested in Hop, which the IPv4 flavour does not have; move it out");
  }

  @Test
  void survivorThatHasNoSimpleName() throws Exception {
    assertError(
        lines(
            "sealed interface Hop permits Hops.Four, Hops.Six {}",
            "static class Hops {",
            "  @Only(IPV4) record Four() implements Hop {}",
            "  @Only(IPV6) record Six() implements Hop {}",
            "}",
            "Hop hop;"),
        5,
        "zmol cannot name net.Use.Hops.Four in place of net.Use.Hop; make it a top-level class");
  }

  @Test
  void packageWithOneFlavor() throws Exception {
    Compilation compilation =
        Compilation.of(
                "@Flavors(ipv4 = \"a.four\", ipv6 = \"a.six\")\npackage a;\n\nimport dev.zmol.annotations.Flavors;\n",
                "@Flavors(ipv4 = \"b.four\")\npackage b;\n\nimport dev.zmol.annotations.Flavors;\n",
                "package b;\n\n@dev.zmol.annotations.Specialize\npublic class B {}\n",
                "package a;\n\n@dev.zmol.annotations.Specialize\nclass A {\n  b.B b;\n}\n")
            .run();
    assertEquals(
        List.of("A.java:5: @Specialize: package b names no package for its IPv6 flavour"), errors(compilation));
  }

  @Test
  void survivorWhoseNameIsTaken() throws Exception {
    Compilation compilation =
        Compilation.of(
                "@Flavors(ipv4 = \"a.four\")\npackage a;\n\nimport dev.zmol.annotations.Flavors;\n",
                "@Flavors(ipv4 = \"b.four\")\npackage b;\n\nimport dev.zmol.annotations.Flavors;\n",
                "package b;\n\n@dev.zmol.annotations.Specialize\npublic sealed interface Hop permits Four, Six {}\n",
                "package b;\n\nimport dev.zmol.annotations.*;\n\n@Only(Family.IPV4)\npublic record Four() implements Hop {}\n",
                "package b;\n\nimport dev.zmol.annotations.*;\n\n@Only(Family.IPV6)\npublic record Six() implements Hop {}\n",
                "package c;\n\npublic class Four {}\n",
                "package a;\n\nimport b.Hop;\nimport c.Four;\n\n@dev.zmol.annotations.Specialize\n"
                    + "class A {\n  Hop hop;\n  Four four;\n}\n")
            .run();
    assertEquals(
        List.of("A.java:4: @Specialize: the IPv4 flavour would import both b.four.Four and c.Four"),
        errors(compilation));
  }

  @Test
  void moduleImport() throws Exception {
    Compilation compilation =
        compile(
            HEAD.replace("import dev.zmol.annotations.*;", "import module dev.zmol.annotations;") + "}\n",
            "--module-path", annotations(),
            "--add-modules", "dev.zmol.annotations");
    assertEquals(
        List.of(
            "Use.java:7: @Specialize: zmol cannot tell what a flavour needs of module dev.zmol.annotations; import the"
                + " classes"),
        errors(compilation));
  }

  @Test
  void annotationOfAComponentThatNamesTheOtherFamily() throws Exception {
    assertError(
        lines("@interface Of { Class<?> value(); }", "record R(@Of(Ipv6Address.class) int n) {}"),
        -5,
        "the IPv4 flavour still names Ipv6Address, in a place where zmol does not replace it; write this differently");
  }

  private static String annotations() throws Exception {
    return java.nio.file.Path.of(
            dev.zmol.annotations.Specialize.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .toString();
  }

  /** The first error of a template with the given members is the given one, in the given line of the members. */
  private static void assertError(String members, int line, String message) throws Exception {
    Compilation compilation = compile(HEAD + members + "\n}\n");
    assertFalse(compilation.succeeded());
    assertEquals(
        "Use.java:" + (MEMBERS + line) + ": @Specialize: " + message,
        errors(compilation).stream().findFirst().orElse(compilation.log()));
  }

  private static Compilation compile(String use, String... options) throws Exception {
    List<String> sources = new ArrayList<>(GoldenFiles.topic("shared").inputs("addresses").values());
    sources.replaceAll(
        s -> s.replace("  boolean isMulticast();\n", "  boolean isMulticast();\n\n  default boolean isUnicast() { return true; }\n"));
    sources.addAll(Arrays.asList("package net;\nclass Other {}\n", use));
    return Compilation.of(sources.toArray(String[]::new)).option(options).run();
  }

  /** The errors of a compilation without their columns. */
  private static List<String> errors(Compilation compilation) {
    return compilation.errors().stream().map(e -> e.replaceFirst("^([^:]*:\\d+):\\d+", "$1")).toList();
  }

  private static String lines(String... lines) {
    return String.join("\n", lines);
  }
}
