package dev.zmol.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zmol.annotations.Specialize;
import dev.zmol.processor.check.Check;
import dev.zmol.testkit.conformance.Covers;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The specialiser in {@code javac} as a user calls it, with nothing but its options: one call per module. */
class PlainJavacTest {
  private static final ToolProvider JAVAC = ToolProvider.findFirst("javac").orElseThrow();

  @TempDir Path directory;
  private Path templates;
  private Path templateClasses;
  private Path flavors;
  private Path flavorClasses;

  @BeforeEach
  void writeSources() throws IOException {
    templates = directory.resolve("dual");
    templateClasses = directory.resolve("dual-classes");
    flavors = directory.resolve("ipv4");
    flavorClasses = directory.resolve("ipv4-classes");
    for (Map.Entry<String, String> source : GoldenFiles.topic("shared").inputs("addresses").entrySet()) {
      write(templates.resolve("net").resolve(source.getKey()), source.getValue());
    }
    write(
        flavors.resolve("net/ipv4/package-info.java"),
        """
        @Flavor(of = "net", family = Family.IPV4)
        package net.ipv4;

        import dev.zmol.annotations.Family;
        import dev.zmol.annotations.Flavor;
        """);
  }

  @Test
  @Covers("G2")
  void twoCallsMakeTheTemplatesAndTheFlavor() throws Exception {
    compileTemplates(sources(templates));
    compileFlavor();
    assertEquals(
        List.of("Ipv4Address.class", "Packet.class", "Version.class", "package-info.class"), flavorFiles());
    assertEquals(List.of(), Check.missing(templateClasses));
    assertEquals(List.of(), Check.missing(flavorClasses));
  }

  @Test
  @Covers("G2")
  void modulesWorkLikeTheClassPath() throws Exception {
    write(templates.resolve("module-info.java"), "module net.dual { requires static dev.zmol.annotations; exports net; }\n");
    write(
        flavors.resolve("module-info.java"),
        "module net.ipv4 { requires static dev.zmol.annotations; exports net.ipv4; }\n");
    String modules = annotations().toString();
    javac(sources(templates), "--module-path", modules, "-d", templateClasses.toString());
    javac(
        sources(flavors),
        "--module-path", modules, "--class-path", templateClasses.toString(), "-d", flavorClasses.toString());
    assertTrue(flavorFiles().contains("Ipv4Address.class"), flavorFiles()::toString);
  }

  @Test
  @Covers("G2")
  void aChangedTemplateIsRecompiledAlone() throws Exception {
    compileTemplates(sources(templates));
    Path packet = templates.resolve("net/Packet.java");
    write(packet, Files.readString(packet).replace("int length()", "int size()"));
    compileTemplates(List.of(packet));
    assertEquals("Ipv4Address\nPacket\nVersion\n", index("ipv4"));
    compileFlavor();
    assertTrue(Files.readString(flavor("ipv4", "Packet")).contains("int size()"));
    assertEquals(
        List.of("Ipv4Address.class", "Packet.class", "Version.class", "package-info.class"), flavorFiles());
  }

  @Test
  @Covers("G2")
  void aTemplateThatIsNoMoreHasNoFlavor() throws Exception {
    compileTemplates(sources(templates));
    Files.delete(templates.resolve("net/Version.java"));
    Files.delete(templateClasses.resolve("net/Version.class"));
    compileTemplates(sources(templates));
    assertEquals("Ipv4Address\nPacket\n", index("ipv4"));
    assertEquals("Ipv6Address\nPacket\n", index("ipv6"));
    assertFalse(Files.exists(flavor("ipv4", "Version")));
  }

  @Test
  @Covers("G2")
  void aRenamedTemplateHasTheFlavorOfItsNewName() throws Exception {
    compileTemplates(sources(templates));
    Path version = templates.resolve("net/Version.java");
    write(templates.resolve("net/IpVersion.java"), Files.readString(version).replace("Version", "IpVersion"));
    Files.delete(version);
    Files.delete(templateClasses.resolve("net/Version.class"));
    compileTemplates(List.of(templates.resolve("net/IpVersion.java")));
    assertEquals("IpVersion\nIpv4Address\nPacket\n", index("ipv4"));
    compileFlavor();
    assertEquals(
        List.of("IpVersion.class", "Ipv4Address.class", "Packet.class", "package-info.class"), flavorFiles());
  }

  @Test
  @Covers("G2")
  void aTemplateThatChangesItsFamilyLeavesTheOther() throws Exception {
    compileTemplates(sources(templates));
    Path version = templates.resolve("net/Version.java");
    write(version, Files.readString(version).replace("@Specialize", "@Only(Family.IPV6)"));
    compileTemplates(List.of(version));
    assertEquals("Ipv4Address\nPacket\n", index("ipv4"));
    assertEquals("Ipv6Address\nPacket\nVersion\n", index("ipv6"));
  }

  @Test
  @Covers("G2")
  void testTemplatesDoNotMixWithThoseOfWhatTheyTest() throws Exception {
    compileTemplates(sources(templates));
    javac(
        sources(templates),
        "-Azmol.sources=test", "--class-path", annotations().toString(), "-d", templateClasses.toString());
    assertTrue(Files.exists(templateClasses.resolve("zmol_flavors/test/net/ipv4/index")));
    assertEquals("Ipv4Address\nPacket\nVersion\n", index("ipv4"));
  }

  @Test
  void verboseProcessorsTellWhatTheyDo() throws Exception {
    String log =
        javac(
            sources(templates),
            "-Azmol.verbose=true", "--class-path", annotations().toString(), "-d", templateClasses.toString());
    assertTrue(log.contains("zmol: derived the IPv4 flavour of net.Packet"), log);
    log =
        javac(
            sources(flavors),
            "-Azmol.verbose=true",
            "--class-path", annotations() + java.io.File.pathSeparator + templateClasses,
            "-d", flavorClasses.toString());
    assertTrue(log.contains("zmol: filled net.ipv4 with 3 classes of net"), log);
  }

  @Test
  void theCheckTellsThatTheProcessorDidNotRunForTemplates() throws Exception {
    javac(
        sources(templates), "-proc:none", "--class-path", annotations().toString(), "-d", templateClasses.toString());
    assertEquals(
        List.of(
            "net holds templates, but net.ipv4 has not been derived from them.",
            "net holds templates, but net.ipv6 has not been derived from them."),
        Check.missing(templateClasses));
  }

  @Test
  void theCheckTellsThatTheProcessorDidNotRunForTheFlavor() throws Exception {
    javac(sources(flavors), "-proc:none", "--class-path", annotations().toString(), "-d", flavorClasses.toString());
    assertEquals(List.of("net.ipv4 is a @Flavor, but holds no class."), Check.missing(flavorClasses));
  }

  @Test
  void theCheckTellsThatTheProcessorDidNotRunForAHeader() throws Exception {
    Path header = directory.resolve("header");
    write(
        header.resolve("acme/PingHeader.java"),
        "package acme;\n@dev.zmol.annotations.WireFormat record PingHeader(@dev.zmol.annotations.Bits(8) int type) {}\n");
    javac(sources(header), "-proc:none", "--class-path", annotations().toString(), "-d", flavorClasses.toString());
    assertEquals(
        List.of("acme.PingHeader is a @WireFormat, but there is no class PingWire beside it."),
        Check.missing(flavorClasses));
  }

  private void compileTemplates(List<Path> sources) {
    javac(
        sources,
        "--class-path", annotations() + java.io.File.pathSeparator + templateClasses,
        "-d", templateClasses.toString());
  }

  private void compileFlavor() throws IOException {
    javac(
        sources(flavors),
        "--class-path", annotations() + java.io.File.pathSeparator + templateClasses,
        "-d", flavorClasses.toString());
  }

  private static String javac(List<Path> sources, String... options) {
    List<String> arguments = new ArrayList<>(List.of("-processorpath", processorPath()));
    arguments.addAll(Arrays.asList(options));
    sources.forEach(s -> arguments.add(s.toString()));
    var log = new StringWriter();
    var writer = new java.io.PrintWriter(log);
    int status = JAVAC.run(writer, writer, arguments.toArray(String[]::new));
    assertEquals(0, status, log::toString);
    return log.toString();
  }

  private String index(String family) throws IOException {
    return Files.readString(templateClasses.resolve("zmol_flavors/main/net").resolve(family).resolve("index"));
  }

  private Path flavor(String family, String name) {
    return templateClasses.resolve("zmol_flavors/main/net").resolve(family).resolve(name + ".flavor");
  }

  private List<String> flavorFiles() throws IOException {
    try (Stream<Path> files = Files.list(flavorClasses.resolve("net/ipv4"))) {
      return files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".class")).sorted().toList();
    }
  }

  private static List<Path> sources(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** The processors with all they need, found through {@code META-INF/services} as on any processor path. */
  private static String processorPath() {
    return Stream.of(Check.class, Specialize.class, com.palantir.javapoet.JavaFile.class)
        .map(PlainJavacTest::location)
        .map(Path::toString)
        .distinct()
        .reduce((a, b) -> a + java.io.File.pathSeparator + b)
        .orElseThrow();
  }

  private static Path annotations() {
    return location(Specialize.class);
  }

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (java.net.URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
