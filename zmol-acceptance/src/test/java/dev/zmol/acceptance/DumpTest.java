package dev.zmol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code zmol dump} on a {@code veth} pair beside {@code tcpdump}, and on the file that it wrote beside {@code tshark}.
 */
@Covers({"D4", "D6", "D7", "U1"})
@DisabledIfSystemProperty(named = "zmol.network", matches = "none")
class DumpTest {
  @TempDir private static Path directory;
  private static Path ours;
  private static Path theirs;
  private static String log;

  @BeforeAll
  static void captureTraffic() throws Exception {
    ours = directory.resolve("zmol.pcapng");
    theirs = directory.resolve("tcpdump.pcap");
    try (Namespace left = Namespace.open();
        Namespace right = left.neighbor()) {
      connect(left, right);
      Process tcpdump =
          start(left, "tcpdump.log", "listening", "tcpdump", "-i", "left", "-n", "-U", "--immediate-mode", "-w",
              theirs.toString());
      Process zmol =
          start(left, "zmol.log", "capturing", Flavor.DUAL.program(), "dump", "-i", "left", "-w", ours.toString());
      talk(left);
      Thread.sleep(300);
      for (Process process : List.of(zmol, tcpdump)) {
        process.destroy();
        assertThat(Namespace.hasEnded(process)).isTrue();
      }
      log = Files.readString(directory.resolve("zmol.log"));
    }
  }

  private static void connect(Namespace left, Namespace right) throws Exception {
    left.ip("link add left type veth peer name right");
    left.ip("link set right netns " + right.pid());
    left.ip("address add 10.11.13.1/24 dev left");
    left.ip("address add fd11:13::1/64 dev left nodad");
    right.ip("address add 10.11.13.2/24 dev right");
    right.ip("address add fd11:13::2/64 dev right nodad");
    left.ip("link set left up");
    right.ip("link set right up");
  }

  private static Process start(Namespace namespace, String logName, String ready, String... command)
      throws IOException, InterruptedException {
    Path file = directory.resolve(logName);
    Process process =
        new ProcessBuilder(namespace.command(command)).redirectErrorStream(true).redirectOutput(file.toFile()).start();
    while (!Files.readString(file).contains(ready)) {
      assertThat(process.isAlive()).as(Files.readString(file)).isTrue();
      Thread.sleep(50);
    }
    return process;
  }

  /** Has the kernel ask for neighbours, ping, and send to ports that nobody listens at. */
  private static void talk(Namespace left) throws Exception {
    for (String address : List.of("10.11.13.2", "fd11:13::2")) {
      left.ping(address, 3, 100);
      left.run("curl", "-gsS", "--noproxy", "*", "--max-time", "5", Flavor.url(address, "/"));
      left.run("dig", "+tries=1", "+time=1", "@" + address, "example.org", "AAAA");
    }
    left.run("ping", "-n", "-c", "1", "-W", "1", "10.11.13.99");
  }

  private static List<String> zmol(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(Flavor.DUAL.program(), "dump"));
    command.addAll(List.of(arguments));
    return Outcome.of(command).check().output().lines().toList();
  }

  private static List<String> tcpdump(Path file, String filter) throws Exception {
    return Outcome.of(List.of("tcpdump", "-n", "-t", "-r", file.toString(), filter)).check().output().lines().toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arp", "icmp", "icmp6", "udp", "tcp", "ip", "ip6", "host 10.11.13.2", "src host 10.11.13.2 and not arp",
        "net 10.11.13.0/24 and udp port 53", "tcp port 80 or udp dst port 53", "not (tcp or udp)", "ether multicast"
      })
  void filtersLetThroughWhatThoseOfTcpdumpDo(String filter) throws Exception {
    String ourFilter = filter.replace("ether multicast", "multicast");
    // Of itself tcpdump sees no ICMPv6 behind extension headers.
    String theirFilter = filter.replace("icmp6", "ip6 protochain 58");
    assertThat(zmol("-t", "-r", ours.toString(), ourFilter)).hasSameSizeAs(tcpdump(ours, theirFilter));
  }

  @Test
  void asManyFramesAreCapturedAsTcpdumpCaptures() throws Exception {
    String filter = "arp or icmp or udp or tcp";
    assertThat(zmol("-t", "-r", ours.toString(), filter)).hasSameSizeAs(tcpdump(theirs, filter)).hasSizeGreaterThan(15);
    assertThat(log).contains(" frames captured, 0 lost by the kernel");
  }

  @Test
  void allFieldsAreThoseThatTsharkSees() throws Exception {
    FrameComparison.assertAgreement(
        ours, "arp.opcode", "icmp.type", "icmpv6.type", "udp.length", "tcp.seq_raw", "dns.id");
  }

  @Test
  void everyLineBeginsWithTheAddressesAndPortsThatTsharkSees() throws Exception {
    List<String> lines = zmol("-t", "-r", ours.toString());
    List<Map<String, String>> expected = FrameComparison.theirs(ours);
    for (int k = 0; k < lines.size(); k++) {
      Map<String, String> frame = expected.get(k);
      String start = frame.get("Ethernet.source") + " > " + frame.get("Ethernet.destination") + ' ';
      String ip = frame.containsKey("Ipv4.source") ? "Ipv4" : "Ipv6";
      boolean isError = frame.containsKey("ICMP.type") || frame.containsKey("ICMPv6.type");
      if (frame.containsKey(ip + ".source")) {
        start += end(frame, ip + ".source", isError, "sourcePort") + " > "
            + end(frame, ip + ".destination", isError, "destinationPort");
      } else {
        start += "ARP ";
      }
      assertThat(lines.get(k)).as("frame " + (k + 1)).startsWith(start);
    }
  }

  /** An address, with its port if the packet itself has one. */
  private static String end(Map<String, String> frame, String addressField, boolean isIcmp, String portField) {
    String address = frame.get(addressField);
    String port =
        isIcmp
            ? null
            : Stream.of("Udp.", "Tcp.").map(each -> frame.get(each + portField)).filter(each -> each != null)
                .findFirst().orElse(null);
    if (port == null) {
      return address;
    }
    return (Flavor.isV6(address) ? "[" + address + "]" : address) + ":" + port;
  }
}
