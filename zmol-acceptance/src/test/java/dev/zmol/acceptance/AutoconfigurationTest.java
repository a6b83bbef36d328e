package dev.zmol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** An image that configures itself by what {@code radvd} advertises, and the kernel as its neighbour. */
@Covers("I7")
@DisabledIfSystemProperty(named = "zmol.network", matches = "none")
class AutoconfigurationTest {
  private static final String MAC = "02:00:00:00:00:77";
  private static final String FORMED = "fd11:7::ff:fe00:77";
  private static final String RENUMBERED = "fd11:8::ff:fe00:77";

  @TempDir private Path directory;
  private Namespace namespace;
  private final List<Process> processes = new ArrayList<>();
  private final List<String> log = new CopyOnWriteArrayList<>();

  @BeforeEach
  void connect() throws Exception {
    namespace = Namespace.open();
    namespace.ip("link add zmol0 type veth peer name kernel0");
    namespace.run("sysctl", "-qw", "net.ipv6.conf.all.forwarding=1", "net.ipv6.conf.kernel0.addr_gen_mode=1").check();
    namespace.ip("address add fd11:7::1/64 dev kernel0 nodad");
    namespace.ip("address add fd11:8::1/64 dev kernel0 nodad");
    namespace.ip("address add fe80::1/64 dev kernel0 nodad");
    namespace.run("ethtool", "-K", "kernel0", "tx", "off").check();
    namespace.ip("link set zmol0 up");
    namespace.ip("link set kernel0 up");
  }

  @AfterEach
  void disconnect() {
    processes.reversed().forEach(AutoconfigurationTest::end);
    namespace.close();
  }

  private static void end(Process process) {
    process.destroy();
    if (!Namespace.hasEnded(process)) {
      process.destroyForcibly();
    }
  }

  private Process start(String... command) throws IOException {
    List<String> inner = namespace.command(command);
    Process process = new ProcessBuilder(inner).redirectErrorStream(true).start();
    processes.add(process);
    return process;
  }

  private void startImage(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(Flavor.IPV6.program()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--raw", "zmol0", "--mac", MAC, "--json"));
    Process image = start(command.toArray(String[]::new));
    Thread.ofPlatform().daemon().start(() -> image.inputReader().lines().forEach(log::add));
  }

  private void awaitLog(String text) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (log.isEmpty() || !log.getLast().contains(text)) {
      assertThat(System.nanoTime()).as("\"%s\" in %s", text, log).isLessThan(end);
      Thread.sleep(20);
    }
  }

  private Process advertise(String prefixes) throws IOException {
    Path configuration = directory.resolve("radvd.conf");
    Files.writeString(
        configuration,
        "interface kernel0 { AdvSendAdvert on; MinRtrAdvInterval 3; MaxRtrAdvInterval 4; AdvDefaultLifetime 1800;\n"
            + "AdvOtherConfigFlag on; AdvLinkMTU 1400;\n" + prefixes
            + "RDNSS fd11:7::1 { AdvRDNSSLifetime 60; }; DNSSL lan.example { AdvDNSSLLifetime 60; }; };\n");
    String pid = directory.resolve("radvd.pid").toString();
    // It says nothing: what it says to a pipe that is closed would end it before its last advertisement.
    return start("radvd", "-n", "-m", "none", "-C", configuration.toString(), "-p", pid);
  }

  private static String prefix(String prefix, int valid, int preferred) {
    return "prefix " + prefix + "/64 { AdvValidLifetime " + valid + "; AdvPreferredLifetime " + preferred + "; };\n";
  }

  private Process capture(Path file) throws Exception {
    Process tcpdump = start("tcpdump", "-i", "kernel0", "-U", "-w", file.toString());
    while (!Files.exists(file)) {
      assertThat(tcpdump.isAlive()).as("tcpdump captures").isTrue();
      Thread.sleep(20);
    }
    return tcpdump;
  }

  @Test
  @Covers({"U1", "I2"})
  void followsRoutersFromTheFirstAddressThroughRenumberingToTheirEnd() throws Exception {
    Path file = directory.resolve("capture.pcap");
    Process tcpdump = capture(file);
    Process first = advertise(prefix("fd11:7::", 3600, 1800));
    startImage("slaac");
    awaitLog("\"" + FORMED + "/64 preferred\"");
    assertThat(log.getLast())
        .contains("\"routers\":[\"fe80::1\"]", "\"dns\":[\"fd11:7::1\"]", "\"search\":[\"lan.example\"]")
        .contains("\"onLink\":[\"fd11:7::/64\"]", "\"other\":\"true\"");

    namespace.ping(FORMED, 2, 1000);
    assertThat(neighbors()).contains(FORMED + " lladdr " + MAC + " REACHABLE");

    end(first);
    awaitLog("\"routers\":[]");
    Process second = advertise(prefix("fd11:7::", 3600, 0) + prefix("fd11:8::", 3600, 1800));
    awaitLog("\"" + RENUMBERED + "/64 preferred\"");
    awaitLog("\"" + FORMED + "/64 deprecated\"");
    namespace.ping(RENUMBERED, 1, 56);
    namespace.ping(FORMED, 1, 56);
    end(second);
    end(tcpdump);
    assertClean(file);
    FrameComparison.assertAgreement(file, "icmpv6.nd.ra.router_lifetime", "icmpv6.mldr.nb_mcast_records");
  }

  private String neighbors() throws Exception {
    return namespace.run("ip", "-6", "neigh", "show", "dev", "kernel0").check().output();
  }

  private static void assertClean(Path capture) throws Exception {
    String suspicious = "_ws.malformed || icmpv6.checksum.status == 0 || _ws.expert.severity == error";
    List<String> command = List.of("tshark", "-r", capture.toString(), "-Y", suspicious);
    assertThat(Outcome.of(command).check().output()).isEmpty();
  }

  @Test
  @Covers("U1")
  void servesUnderTheAddressThatItHasMade() throws Exception {
    Process router = advertise(prefix("fd11:7::", 3600, 1800));
    assertThat(router.isAlive()).isTrue();
    startImage("serve", "--slaac");
    awaitLog("\"event\":\"ready\"");
    assertThat(log.getLast()).contains(FORMED);
    Outcome curl =
        namespace.run(
            "curl", "-q", "-g", "-sS", "--fail", "--noproxy", "*", "--max-time", "20", Flavor.url(FORMED, "/bytes/9"));
    assertThat(curl.check().output()).hasSize(9);
  }

  @Test
  @Covers("I7")
  void duplicatesAreFoundByBothSides() throws Exception {
    namespace.ip("address add " + FORMED + "/64 dev kernel0 nodad");
    advertise(prefix("fd11:7::", 3600, 1800) + prefix("fd11:8::", 3600, 1800));
    startImage("slaac");
    awaitLog("\"" + RENUMBERED + "/64 preferred\"");
    assertThat(log.getLast()).doesNotContain(FORMED);

    namespace.ip("address add " + RENUMBERED + "/64 dev kernel0");
    String state = "";
    for (int k = 0; k < 100 && !state.contains("dadfailed"); k++) {
      Thread.sleep(50);
      state = namespace.run("ip", "-6", "address", "show", "dev", "kernel0").check().output();
    }
    assertThat(state).contains("dadfailed");
  }

  @Test
  @Covers("I2")
  void addressIsDefendedAgainstArpProbes() throws Exception {
    List<String> command =
        List.of(Flavor.IPV4.program(), "serve", "--raw", "zmol0", "--mac", MAC, "--json", "--address", "10.11.12.2/24");
    Process image = start(command.toArray(String[]::new));
    assertThat(image.inputReader().readLine()).contains("ready");
    namespace.ip("address add 10.11.12.1/24 dev kernel0");

    assertThat(namespace.run("busybox", "arping", "-D", "-c", "1", "-w", "2", "-I", "kernel0", "10.11.12.2").exitCode()).isOne();
    assertThat(namespace.run("busybox", "arping", "-D", "-c", "1", "-w", "1", "-I", "kernel0", "10.11.12.3").exitCode()).isZero();
    namespace.ping("10.11.12.2", 1, 56);
    assertThat(namespace.run("ip", "neigh", "show", "10.11.12.2").check().output()).contains(MAC + " REACHABLE");
  }
}
