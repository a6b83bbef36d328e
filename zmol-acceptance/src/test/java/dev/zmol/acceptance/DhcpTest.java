package dev.zmol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code zmol dhcp} at one end of a {@code veth} pair, and the servers that people run at the other.
 *
 * <p>dnsmasq gives no lease that is shorter than two minutes; the client takes it to last four seconds.
 */
@Covers({"S8", "U1", "W6"})
@DisabledIfSystemProperty(named = "zmol.network", matches = "none")
class DhcpTest {
  private static final String OURS = "zmol0";
  private static final String THEIRS = "kernel0";
  private static final String MAC = "02:00:5e:10:00:07";

  @TempDir private Path directory;
  private Namespace namespace;

  @BeforeEach
  void connect() throws Exception {
    namespace = Namespace.open();
    namespace.ip("link add " + OURS + " type veth peer name " + THEIRS);
    namespace.run("sh", "-c", "echo 0 > /proc/sys/net/ipv6/conf/" + THEIRS + "/accept_dad").check();
    namespace.ip("address add 10.11.12.1/24 dev " + THEIRS);
    namespace.ip("address add fd11:12::1/64 dev " + THEIRS + " nodad");
    namespace.ip("link set " + OURS + " up");
    namespace.ip("link set " + THEIRS + " up");
  }

  @AfterEach
  void disconnect() {
    namespace.close();
  }

  private LoggedProcess dnsmasq(String... options) throws IOException, InterruptedException {
    return dnsmasq(0, options);
  }

  /** A server that answers questions about names as well, at a port; 0 for none. */
  private LoggedProcess dnsmasq(int port, String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(
        "dnsmasq", "--no-daemon", "--conf-file=/dev/null", "--user=root", "--port=" + port, "--interface=" + THEIRS,
        "--bind-interfaces", "--no-ping", "--dhcp-authoritative",
        "--dhcp-leasefile=" + Files.createTempFile(directory, "dnsmasq", ".leases")));
    command.addAll(List.of(options));
    LoggedProcess server = LoggedProcess.start(namespace, command.toArray(String[]::new));
    server.await("IP range");
    return server;
  }

  private LoggedProcess client(Flavor flavor, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        flavor.program(), "dhcp", "--json", "--unchecked", "--raw", OURS, "--mac", MAC));
    command.addAll(List.of(options));
    return LoggedProcess.start(namespace, command.toArray(String[]::new));
  }

  private static String address(String line) {
    return line.replaceFirst(".*\"addresses\":\\[\"([^\"/]*).*", "$1");
  }

  @Test
  void renewsRebindsIsRefusedAndLosesALeaseOfDnsmasq() throws Exception {
    Path pcap = directory.resolve("dhcp.pcap");
    LoggedProcess server = dnsmasq("--dhcp-range=10.11.12.50,10.11.12.99,120", "--domain=example.org");
    try (LoggedProcess client = client(Flavor.IPV4, "--longest-lease", "4", "--pcap", pcap.toString())) {
      String bound = client.await("\"event\":\"bound\"");
      assertThat(bound).contains(
          "/24\"]", "\"server\":\"10.11.12.1\"", "0.0.0.0/0 via 10.11.12.1", "\"search\":[\"example.org\"]");
      assertThat(address(bound)).startsWith("10.11.12.");
      String renewed = client.await("\"event\":\"renewed\"", "\"server\":\"10.11.12.1\"");
      assertThat(address(renewed)).isEqualTo(address(bound));
      namespace.ping(address(bound), 2, 56);

      // Another server takes over: the first one, whom the renewal goes to, is there no more.
      server.close();
      namespace.ip("address add 10.11.12.2/24 dev " + THEIRS);
      namespace.ip("address del 10.11.12.1/24 dev " + THEIRS);
      namespace.ip("address replace 10.11.12.2/24 dev " + THEIRS);
      server = dnsmasq("--dhcp-range=10.11.12.50,10.11.12.99,120");
      String rebound = client.await("\"server\":\"10.11.12.2\"");
      assertThat(rebound).contains("\"event\":\"changed\"");
      assertThat(address(rebound)).isEqualTo(address(bound));

      // The network is renumbered, and then the server goes.
      server.close();
      server = dnsmasq("--dhcp-range=10.11.12.150,10.11.12.199,120");
      assertThat(client.await("\"event\":\"lost\"")).contains("refused");
      assertThat(address(client.await("\"event\":\"bound\""))).matches("10\\.11\\.12\\.1[5-9].");
      server.close();
      assertThat(client.await("\"event\":\"lost\"")).contains("expired");
    } finally {
      server.close();
    }
    assertThat(messages(pcap, "dhcp", "dhcp.option.dhcp")).contains("1", "2", "3", "5", "6");
    FrameComparison.assertAgreement(pcap, "dhcp.option.dhcp");
  }

  @ParameterizedTest
  @CsvSource({"IPV4,--dhcp", "IPV6,--slaac"})
  @Covers({"S9", "I7"})
  void theResolverAsksWhomTheServerOrTheRouterTells(Flavor flavor, String option) throws Exception {
    try (LoggedProcess _ = dnsmasq(
        53, "--dhcp-range=10.11.12.50,10.11.12.99,120", "--enable-ra", "--dhcp-range=fd11:12::,ra-stateless",
        "--no-resolv", "--no-hosts", "--host-record=printer.example.org,192.0.2.9,2001:db8::9")) {
      List<String> command =
          List.of(flavor.program(), "resolve", "--raw", OURS, "--mac", MAC, option, "printer.example.org");
      // With IPsec the stack is another one.
      Stream<String> protectedToo = Stream.concat(command.stream(), Stream.of("--ipsec", association(flavor)));
      for (List<String> each : List.of(command, protectedToo.toList())) {
        Outcome resolved = namespace.run(each.toArray(String[]::new)).check();
        assertThat(resolved.output()).contains(flavor == Flavor.IPV4 ? "192.0.2.9" : "2001:db8::9");
      }
    }
  }

  /** A file with an association that nothing here has to do with. */
  private String association(Flavor flavor) throws IOException {
    String network = flavor == Flavor.IPV4 ? "192.0.2." : "2001:db8::";
    Path file = directory.resolve("xfrm.txt");
    Files.writeString(
        file,
        "src " + network + "1 dst " + network + "2\n"
            + "\tproto esp spi 0x00001001 reqid 1 mode transport\n"
            + "\treplay-window 32\n"
            + "\taead rfc4106(gcm(aes)) 0x" + "5a".repeat(20) + " 128\n");
    return file.toString();
  }

  /** What tshark finds in a capture; it finds nothing malformed. */
  private static List<String> messages(Path pcap, String protocol, String field) throws Exception {
    List<String> tshark = List.of("tshark", "-r", pcap.toString());
    Outcome malformed = Outcome.of(Stream.concat(tshark.stream(), Stream.of("-Y", "_ws.malformed")).toList());
    assertThat(malformed.check().output()).isEmpty();
    Outcome types =
        Outcome.of(Stream.concat(tshark.stream(), Stream.of("-Y", protocol, "-T", "fields", "-e", field)).toList());
    return types.check().output().lines().distinct().toList();
  }

  @Test
  void renewsAndReleasesALeaseOfIscDhcpServer() throws Exception {
    Path configuration = directory.resolve("dhcpd.conf");
    Path leases = Files.createFile(directory.resolve("dhcpd.leases"));
    Files.writeString(configuration, """
        authoritative;
        ping-check false;
        default-lease-time 4;
        max-lease-time 4;
        min-lease-time 4;
        option domain-name-servers 10.11.12.1, 10.11.12.3;
        option routers 10.11.12.1;
        subnet 10.11.12.0 netmask 255.255.255.0 { range 10.11.12.100 10.11.12.110; }
        """);
    try (LoggedProcess server = LoggedProcess.start(
        namespace, "dhcpd", "-4", "-f", "-d", "--no-pid", "-cf", configuration.toString(), "-lf", leases.toString(),
        THEIRS)) {
      server.await("Server starting service");
      try (LoggedProcess client = client(Flavor.DUAL, "-4", "--release", "--host-name", "printer")) {
        String bound = client.await("\"event\":\"bound\"");
        assertThat(bound).contains("10.11.12.1", "/24", "\"seconds\":4,", "\"dns\":[\"10.11.12.1\",\"10.11.12.3\"]");
        client.await("\"event\":\"renewed\"");
        server.await("DHCPREQUEST for " + address(bound), "printer");
      }
      server.await("DHCPRELEASE of", MAC);
    }
  }

  @Test
  void renewsAndReleasesAnAddressOfDnsmasqByDhcpv6() throws Exception {
    Path pcap = directory.resolve("dhcpv6.pcap");
    try (LoggedProcess server = dnsmasq(
        "--dhcp-range=fd11:12::50,fd11:12::99,64,120", "--dhcp-option=option6:dns-server,[fd11:12::1]",
        "--dhcp-option=option6:domain-search,example.org", "--log-dhcp")) {
      try (LoggedProcess client =
          client(Flavor.IPV6, "--longest-lease", "3", "--release", "--pcap", pcap.toString())) {
        String bound = client.await("\"event\":\"bound\"");
        assertThat(bound).contains("fd11:12::", "\"dns\":[\"fd11:12::1\"]", "\"search\":[\"example.org\"]");
        assertThat(address(client.await("\"event\":\"renewed\""))).isEqualTo(address(bound));
      }
      server.await("DHCPRELEASE");
      Outcome stateless = namespace.run(
          Flavor.DUAL.program(), "dhcp", "-6", "--stateless", "--once", "--json", "--raw", OURS, "--mac", MAC);
      assertThat(stateless.check().output())
          .contains("\"event\":\"informed\"", "\"addresses\":[]", "\"dns\":[\"fd11:12::1\"]");
    }
    assertThat(messages(pcap, "dhcpv6", "dhcpv6.msgtype")).contains("1", "2", "3", "5", "7", "8");
    FrameComparison.assertAgreement(pcap, "dhcpv6.msgtype");
  }

  @Test
  void otherCommandsMayHaveALease() throws Exception {
    try (LoggedProcess server = dnsmasq(
        "--dhcp-range=10.11.12.50,10.11.12.99,120", "--dhcp-range=fd11:12::50,fd11:12::99,64,120")) {
      Outcome ping = namespace.run(
          Flavor.DUAL.program(), "ping", "--raw", OURS, "--dhcp", "--dhcpv6", "-c", "2", "-i", "0.1", "--json", "-q",
          "10.11.12.1");
      assertThat(ping.check().output()).contains("\"transmitted\":2,\"received\":2,");
      server.await("DHCPACK");
    }
  }

  @Test
  void withoutAServerThereIsOneLineAndExitCodeOne() throws Exception {
    Outcome outcome = namespace.run(
        Flavor.IPV4.program(), "dhcp", "--once", "--timeout", "1", "--raw", OURS);
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.error().lines()).hasSize(1).first().asString().contains("no answer from a DHCP server");
  }
}
