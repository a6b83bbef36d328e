package dev.zmol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An image holds what its program needs and nothing else. */
class ImageTest {
  @TempDir private Path directory;

  @Test
  @Covers("G4")
  void theIpv4ImageHoldsNoIpv6() throws Exception {
    List<String> classes = ownClasses("ipv4");
    assertThat(classes).contains("/dev.zmol.socket.ipv4/dev/zmol/socket/ipv4/Tcp.class");
    assertThat(classes).filteredOn(name -> name.matches(".*([Ii]pv6|Icmpv6|Ndp|NeighborDiscovery|/dual/).*")).isEmpty();
  }

  @Test
  @Covers("G4")
  void theIpv6ImageHoldsNoIpv4() throws Exception {
    List<String> classes = ownClasses("ipv6");
    assertThat(classes).contains("/dev.zmol.socket.ipv6/dev/zmol/socket/ipv6/Tcp.class");
    assertThat(classes).filteredOn(name -> name.matches(".*([Ii]pv4|Icmpv4|/Arp|/dual/).*")).isEmpty();
  }

  @Test
  @Covers("G4")
  void theDualImageHoldsNoFlavourOfOneFamily() throws Exception {
    List<String> classes = ownClasses("dual");
    assertThat(classes).contains("/dev.zmol.socket.dual/dev/zmol/socket/dual/Tcp.class");
    assertThat(classes).filteredOn(name -> name.contains("/ipv4/") || name.contains("/ipv6/")).isEmpty();
  }

  @Test
  @Covers("G4")
  void theImageOfLowPowerNodesHoldsNoIpv4() throws Exception {
    List<String> classes = ownClasses("lowpan");
    assertThat(classes)
        .contains(
            "/dev.zmol.lowpan/dev/zmol/lowpan/LowpanLink.class", "/dev.zmol.lowpan/dev/zmol/lowpan/rpl/Rpl.class");
    assertThat(classes).filteredOn(name -> name.matches(".*([Ii]pv4|Icmpv4|/Arp|/dual/).*")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"wire", "ipv4", "ipv6", "dual"})
  @Covers("G4")
  void noOtherImageHoldsLowPowerNetworks(String name) throws Exception {
    assertThat(ownClasses(name)).isNotEmpty().noneMatch(entry -> entry.contains("lowpan"));
  }

  @Test
  @Covers("U1")
  void theImageOfLowPowerNodesRuns() throws Exception {
    String tool = target("lowpan").resolve("image/bin/zmol").toString();
    Outcome outcome = Outcome.of(List.of(tool, "lowpan", "simulate", "--side", "3"));
    assertThat(outcome.check().output()).contains("9 nodes in one DODAG", "8 of 8 nodes have got a reply");
  }

  @Test
  @Covers("U1")
  void itsDumpShowsFramesOfTheRadio() throws Exception {
    byte[] capture =
        HexFormat.of()
            .parseHex(
                "a1b2c3d4000200040000000000000000 0000ffff000000e6 00000000000000000000001900000019"
                    .concat("41d805cdabffff0200000000000200 7b3b3a1a9b00651d0000")
                    .replace(" ", ""));
    Path file = Files.write(directory.resolve("radio.pcap"), capture);
    List<String> arguments = List.of("dump", "-t", "-r", file.toString());
    assertThat(Outcome.of(command("lowpan", arguments)).check().output())
        .isEqualTo(
            "802.15.4 Data abcd/00:02:00:00:00:00:00:02 > abcd/ff:ff seq 5 6LoWPAN: "
                + "fe80::202:0:0:2 > ff02::1a ICMPv6 type 155 DIS\n");
    assertThat(Outcome.of(command("ipv6", arguments)).check().output()).isEqualTo("link type 230 length 25\n");
  }

  private static List<String> command(String image, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(target(image).resolve("image/bin/zmol").toString()));
    command.addAll(arguments);
    return command;
  }

  @Test
  @Covers("G4")
  void theWireImageHoldsNeitherInterfacesNorSockets() throws Exception {
    List<String> classes = ownClasses("wire");
    assertThat(classes).contains("/dev.zmol.wire/dev/zmol/wire/Checksum.class");
    assertThat(classes).allMatch(name -> name.matches("/dev\\.zmol\\.(wire|images)\\..*|/dev\\.zmol\\.wire/.*"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wire", "ipv4", "ipv6", "dual", "lowpan"})
  @Covers("G4")
  void noImageHoldsWhatIsForTheBuildOnly(String name) throws Exception {
    assertThat(ownClasses(name)).isNotEmpty().noneMatch(entry -> entry.matches(".*/(processor|annotations)/.*"));
    assertThat(modules(name))
        .noneMatch(module -> module.matches("jdk\\.compiler|java\\.compiler|java\\.desktop|java\\.logging"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wire", "ipv4", "ipv6", "dual", "lowpan"})
  @Covers("U2")
  void theBuildReportsTheSizeOfTheImage(String name) throws Exception {
    String[] columns = Files.readString(target(name).resolve("image.tsv")).strip().split("\t", -1);
    assertThat(columns[0]).isEqualTo(name);
    assertThat(Long.parseLong(columns[1])).isBetween(10_000_000L, 80_000_000L);
  }

  @Test
  @Covers("U2")
  void theWireImageRuns() throws Exception {
    Outcome outcome = Outcome.of(List.of(target("wire").resolve("image/bin/zmol").toString(), "192.0.2.77/24"));
    assertThat(outcome.check().output()).isEqualTo("192.0.2.77/24\tnetwork 192.0.2.0\tmask 255.255.255.0\n");
  }

  private static Path target(String name) {
    return Flavor.root().resolve("zmol-images").resolve(name).resolve("target");
  }

  private static List<String> modules(String name) throws Exception {
    return list(name, 1).map(path -> path.getFileName().toString()).toList();
  }

  /** The names of the classes in our modules, as in {@code /dev.zmol.wire/dev/zmol/wire/Checksum.class}. */
  private static List<String> ownClasses(String name) throws Exception {
    return list(name, Integer.MAX_VALUE)
        .map(path -> path.toString().substring("/modules".length()))
        .filter(path -> path.startsWith("/dev.zmol.") && path.endsWith(".class"))
        .toList();
  }

  /** Reads an image by the file system that every image brings. */
  private static Stream<Path> list(String name, int depth) throws Exception {
    Map<String, String> home = Map.of("java.home", target(name).resolve("image").toString());
    try (FileSystem image = FileSystems.newFileSystem(URI.create("jrt:/"), home);
        Stream<Path> paths = Files.walk(image.getPath("/modules"), depth)) {
      return paths.toList().stream();
    }
  }
}
