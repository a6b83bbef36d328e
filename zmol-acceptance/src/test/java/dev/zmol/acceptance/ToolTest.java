package dev.zmol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The commands that are clients: one image against another, with the kernel as the router between them. */
@Covers("U1")
@DisabledIfSystemProperty(named = "zmol.network", matches = "none")
class ToolTest {
  @TempDir private Path directory;

  /** Prepares a second device, whose far end gets the addresses .2 and ::2 of another subnet. */
  private static void route(Namespace namespace) throws Exception {
    namespace.ip("tuntap add dev zmol1 mode tap");
    // Whenever a tool attaches, the kernel would look for duplicates of its own address first, and answer nobody.
    namespace.run("sh", "-c", "echo 0 > /proc/sys/net/ipv6/conf/zmol1/accept_dad").check();
    namespace.ip("address add 10.11.13.1/24 dev zmol1");
    namespace.ip("address add fd11:13::1/64 dev zmol1 nodad");
    namespace.ip("link set zmol1 up");
    namespace.run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward").check();
    namespace.run("sh", "-c", "echo 1 > /proc/sys/net/ipv6/conf/all/forwarding").check();
  }

  private static Served start(Flavor flavor) throws Exception {
    return flavor.addresses().size() == 1
        ? Served.start(flavor, "--gateway", gateway(flavor.addresses().getFirst()))
        : Served.start(flavor, "--gateway", "10.11.12.1", "--gateway", "fd11:12::1");
  }

  private static String gateway(String address) {
    return address.substring(0, address.length() - 1) + "1";
  }

  @ParameterizedTest
  @EnumSource
  @Covers("I3")
  void pingsAndGetsThroughARouter(Flavor flavor) throws Exception {
    try (Served served = start(flavor)) {
      route(served.namespace());
      for (String target : flavor.addresses()) {
        String own = target.replace("12", "13");
        Outcome ping = served.namespace().run(
            flavor.program(), "ping", "--tap", "zmol1", "--address", Flavor.cidr(own),
            "--gateway", gateway(own), "-c", "12", "-i", "0.1", "-W", "10", "--json", "-q", target);
        assertThat(ping.check().output()).contains("\"transmitted\":12,\"received\":12,");
        Outcome get = served.namespace().run(
            flavor.program(), "get", "--tap", "zmol1", "--address", Flavor.cidr(own), "--gateway", gateway(own),
            Flavor.url(target, "/"));
        assertThat(get.check().output()).contains("<title>zmol</title>");
      }
    }
  }

  /** The longest ping goes in 45 fragments each way. */
  @ParameterizedTest
  @EnumSource
  @Covers("I5")
  void sendsTheLongestPingAndMeasuresThroughARouter(Flavor flavor) throws Exception {
    try (Served served = start(flavor)) {
      route(served.namespace());
      for (String target : flavor.addresses()) {
        String own = target.replace("12", "13");
        List<String> host = List.of("--tap", "zmol1", "--address", Flavor.cidr(own), "--gateway", gateway(own));
        // Until the router has found the image, it need not keep all fragments that are to go there.
        served.namespace().ping(target, 1, 56);
        Outcome ping = run(served, flavor, "ping", host, "-c", "3", "-i", "0.5", "-W", "10", "-s", "65507", target);
        assertThat(ping.check().output()).contains("65515 bytes from ", "3 packets transmitted, 3 received");
        Outcome bench = run(served, flavor, "bench", host, "-t", "0.5", "--json", target);
        assertThat(bench.check().output().lines().map(line -> line.replaceAll("\\d+(\\.\\d+)?", "N")).toList())
            .hasSize(3)
            .startsWith(
                "{\"measure\":\"send\",\"gbit_per_s\":N}", "{\"measure\":\"receive\",\"gbit_per_s\":N}")
            .last(InstanceOfAssertFactories.STRING)
            .contains("\"measure\":\"round trip\"");
      }
    }
  }

  private static Outcome run(Served served, Flavor flavor, String name, List<String> host, String... more)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(flavor.program(), name));
    command.addAll(host);
    command.addAll(List.of(more));
    return served.namespace().run(command.toArray(String[]::new));
  }

  @Test
  @Covers("D6")
  void recordsFramesInACaptureFile() throws Exception {
    Path pcap = directory.resolve("frames.pcap");
    try (Served served = Served.start(Flavor.DUAL, "--pcap", pcap.toString())) {
      served.curl(Flavor.url("10.11.12.2", "/")).check();
    }
    byte[] bytes = Files.readAllBytes(pcap);
    assertThat(bytes.length).isGreaterThan(500);
    assertThat(bytes).startsWith(0x4d, 0x3c, 0xb2, 0xa1);
  }

  @Test
  @Covers("D6")
  void tracesFramesOnTheStandardError() throws Exception {
    try (Served served = Served.start(Flavor.DUAL, "--trace")) {
      served.namespace().ping("10.11.12.2", 1, 56);
      served.awaitLog("ICMP echo reply");
      assertThat(served.log()).contains("ARP who has 10.11.12.2", "ICMP echo request", "ICMP echo reply");
    }
  }

  @Test
  @Covers({"D3", "I10"})
  void servesOnATunDevice() throws Exception {
    try (Namespace namespace = Namespace.open()) {
      namespace.ip("tuntap add dev tun0 mode tun");
      namespace.ip("address add 10.11.12.1/24 dev tun0");
      namespace.ip("link set tun0 up");
      Process process =
          new ProcessBuilder(
                  namespace.command(
                      Flavor.IPV4.program(), "serve", "--json", "--tun", "tun0", "--address", "10.11.12.2/24"))
              .start();
      try {
        assertThat(process.inputReader().readLine()).contains("ready");
        namespace.ping("10.11.12.2", 3, 56);
        Outcome page = namespace.run("curl", "-q", "-sS", "--noproxy", "*", "-m", "20", "http://10.11.12.2/");
        assertThat(page.check().output()).contains("<title>zmol</title>");
      } finally {
        process.destroy();
        process.waitFor();
      }
    }
  }
}
