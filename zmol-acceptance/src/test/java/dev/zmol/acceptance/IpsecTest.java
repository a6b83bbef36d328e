package dev.zmol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two images that protect what they exchange, each at one end of a {@code veth} pair, and what {@code tshark} and
 * {@code zmol dump} make of the capture once they are given the keys.
 */
@Covers({"P2", "W10"})
@DisabledIfSystemProperty(named = "zmol.network", matches = "none")
class IpsecTest {
  private static final int SIZE = 1 << 20;
  private static final int TO_SERVER = 0x1001;
  private static final int TO_CLIENT = 0x1002;

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "IPV4, transport, sha256, 32, 128, 16, HMAC-SHA-256-128 [RFC4868]",
    "IPV6, tunnel, sha512, 64, 256, 32, HMAC-SHA-512-256 [RFC4868]",
    "DUAL, transport, sha384, 48, 192, 24, HMAC-SHA-384-192 [RFC4868]"
  })
  void everyFrameDecryptsAndIsAuthentic(
      Flavor flavor, String mode, String hash, int hashKey, int icvBits, int aesKey, String tsharkName)
      throws Exception {
    String server = flavor.addresses().getLast();
    String client = server.substring(0, server.length() - 1) + "3";
    String algorithms =
        "\tauth-trunc hmac(" + hash + ") %s " + icvBits + "\n\tenc cbc(aes) %s\n";
    String[] keys = {hex(1, hashKey), hex(2, aesKey), hex(3, hashKey), hex(4, aesKey)};
    String states =
        state(client, server, TO_SERVER, mode, algorithms.formatted(keys[0], keys[1]))
            + state(server, client, TO_CLIENT, mode, algorithms.formatted(keys[2], keys[3]));
    Path capture = exchange(flavor, server, client, mode, states);

    List<String[]> frames = dissect(capture, server, client, List.of(
        association(client, server, TO_SERVER, keys[1], tsharkName, keys[0]),
        association(server, client, TO_CLIENT, keys[3], tsharkName, keys[2])));
    assertThat(frames).hasSizeGreaterThan(SIZE / 1460);
    assertThat(frames).allSatisfy(fields -> assertThat(fields).startsWith("1").doesNotContain(""));
    long fromServer =
        frames.stream().filter(fields -> fields[1].equals("80")).mapToLong(fields -> Long.parseLong(fields[2])).sum();
    assertThat(fromServer).isGreaterThanOrEqualTo(SIZE);
    assertThatDumpShowsTheSame(flavor, capture, states, frames.size());
  }

  @ParameterizedTest
  @CsvSource({
    "IPV4, tunnel, rfc4106(gcm(aes)), 36",
    "IPV6, transport, 'rfc7539esp(chacha20,poly1305)', 36",
    "DUAL, tunnel, rfc4543(gcm(aes)), 20"
  })
  void combinedAlgorithmsAreShownByTheDump(Flavor flavor, String mode, String algorithm, int key) throws Exception {
    String server = flavor.addresses().getFirst();
    String client = server.substring(0, server.length() - 1) + "3";
    String states =
        state(client, server, TO_SERVER, mode, "\taead " + algorithm + " " + hex(5, key) + " 128\n")
            + state(server, client, TO_CLIENT, mode, "\taead " + algorithm + " " + hex(6, key) + " 128\n");
    Path capture = exchange(flavor, server, client, mode, states);
    int frames = dissect(capture, server, client, List.of()).size();
    assertThat(frames).isGreaterThan(SIZE / 1460);
    assertThatDumpShowsTheSame(flavor, capture, states, frames);
  }

  private static String hex(int seed, int length) {
    byte[] key = new byte[length];
    new Random(seed).nextBytes(key);
    return "0x" + HexFormat.of().formatHex(key);
  }

  private static String state(String from, String to, int spi, String mode, String algorithms) {
    return "src %s dst %s\n\tproto esp spi 0x%08x reqid 1 mode %s\n\treplay-window 0 \n%s"
        .formatted(from, to, spi, mode, algorithms);
  }

  private static String policy(String from, String to, String direction, String mode) {
    String length = Flavor.isV6(from) ? "/128" : "/32";
    return "src %s%s dst %s%s \n\tdir %s priority 0 ptype main \n\ttmpl src %s dst %s\n\t\tproto esp reqid 1 mode %s\n"
        .formatted(from, length, to, length, direction, from, to, mode);
  }

  /** Has one image fetch from the other, with and without keys; returns what the server has captured. */
  private Path exchange(Flavor flavor, String server, String client, String mode, String states) throws Exception {
    Path capture = directory.resolve("capture.pcap");
    Path atServer = directory.resolve("server");
    Files.writeString(atServer, states + policy(client, server, "in", mode) + policy(server, client, "out", mode));
    Path atClient = directory.resolve("client");
    Files.writeString(atClient, states + policy(server, client, "in", mode) + policy(client, server, "out", mode));
    Path fetched = directory.resolve("fetched");
    try (Namespace namespace = Namespace.open()) {
      lay(namespace);
      String[] serve = {
        flavor.program(), "serve", "--raw", "zmol0", "--address", Flavor.cidr(server), "--ipsec", atServer.toString(),
        "--pcap", capture.toString()
      };
      try (LoggedProcess served = LoggedProcess.start(namespace, serve)) {
        served.await("Serving on");
        String url = Flavor.url(server, "/bytes/" + SIZE);
        List<String> get = new ArrayList<>(
            List.of(flavor.program(), "get", "--raw", "zmol1", "--address", Flavor.cidr(client), url));
        Outcome without = run(namespace, get, "--timeout", "2");
        assertThat(without.exitCode()).as("without keys").isEqualTo(1);
        run(namespace, get, "--ipsec", atClient.toString(), "-o", fetched.toString()).check();
      }
    }
    assertThat(fetched).hasSize(SIZE);
    return capture;
  }

  private static Outcome run(Namespace namespace, List<String> command, String... more) throws Exception {
    return namespace.run(Stream.concat(command.stream(), Stream.of(more)).toArray(String[]::new));
  }

  private static void lay(Namespace namespace) throws Exception {
    namespace.ip("link add zmol0 type veth peer name zmol1");
    // The kernel has nothing to say here.
    namespace.run("sh", "-c", "for f in /proc/sys/net/ipv6/conf/*/disable_ipv6; do echo 1 > $f; done").check();
    namespace.ip("link set zmol0 up");
    namespace.ip("link set zmol1 up");
  }

  private static String association(
      String from, String to, int spi, String key, String integrity, String integrityKey) {
    return "uat:esp_sa:\"%s\",\"%s\",\"%s\",\"0x%08x\",\"AES-CBC [RFC3602]\",\"%s\",\"%s\",\"%s\""
        .formatted(Flavor.isV6(from) ? "IPv6" : "IPv4", from, to, spi, key, integrity, integrityKey);
  }

  /** The frames between both that are protected: whether the ICV is right, and source port and length of TCP. */
  private static List<String[]> dissect(Path capture, String server, String client, List<String> associations)
      throws Exception {
    String family = Flavor.isV6(server) ? "ipv6" : "ip";
    List<String> command = new ArrayList<>(
        List.of("tshark", "-r", capture.toString(), "-o", "esp.enable_encryption_decode:TRUE", "-o",
            "esp.enable_authentication_check:TRUE", "-T", "fields", "-E", "occurrence=l", "-e", "esp.icv_good",
            "-e", "tcp.srcport", "-e", "tcp.len", "-Y",
            // Nothing between both is in the clear but neighbour discovery, and what came without keys.
            "%1$s.addr == %2$s and %1$s.addr == %3$s and not icmpv6.type >= 133".formatted(family, server, client)
                + " and not (tcp and not esp and %s.src == %s)".formatted(family, client)));
    associations.forEach(each -> command.addAll(List.of("-o", each)));
    return Outcome.of(command).check().output().lines().map(line -> line.split("\t", -1)).toList();
  }

  private void assertThatDumpShowsTheSame(Flavor flavor, Path capture, String states, int frames) throws Exception {
    Path keys = directory.resolve("keys");
    Files.writeString(keys, states);
    List<String> lines =
        Outcome.of(List.of(flavor.program(), "dump", "-t", "-r", capture.toString(), "--keys", keys.toString()))
            .check().output().lines().toList();
    assertThat(lines).filteredOn(line -> line.contains("ESP spi 0x")).hasSize(frames);
    assertThat(lines).filteredOn(line -> line.startsWith("  within: ")).hasSize(frames)
        .allMatch(line -> line.contains("TCP"));
  }
}
