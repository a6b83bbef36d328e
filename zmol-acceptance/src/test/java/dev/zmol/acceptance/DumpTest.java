package dev.zmol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
  /** What tshark calls a field, and where our dissection has it. */
  private static final Map<String, List<String>> FIELDS = new LinkedHashMap<>();

  static {
    FIELDS.put("eth.src", List.of("Ethernet.source"));
    FIELDS.put("eth.dst", List.of("Ethernet.destination"));
    FIELDS.put("eth.type", List.of("Ethernet.etherType"));
    FIELDS.put("arp.opcode", List.of("Arp.operation"));
    FIELDS.put("arp.src.proto_ipv4", List.of("Arp.senderAddress"));
    FIELDS.put("arp.dst.proto_ipv4", List.of("Arp.targetAddress"));
    FIELDS.put("ip.src", List.of("Ipv4.source"));
    FIELDS.put("ip.dst", List.of("Ipv4.destination"));
    FIELDS.put("ip.len", List.of("Ipv4.totalLength"));
    FIELDS.put("ip.proto", List.of("Ipv4.protocol"));
    FIELDS.put("ip.ttl", List.of("Ipv4.timeToLive"));
    FIELDS.put("ip.checksum", List.of("Ipv4.headerChecksum"));
    FIELDS.put("ipv6.src", List.of("Ipv6.source"));
    FIELDS.put("ipv6.dst", List.of("Ipv6.destination"));
    FIELDS.put("ipv6.plen", List.of("Ipv6.payloadLength"));
    FIELDS.put("ipv6.nxt", List.of("Ipv6.nextHeader"));
    FIELDS.put("ipv6.hlim", List.of("Ipv6.hopLimit"));
    FIELDS.put("udp.srcport", List.of("Udp.sourcePort"));
    FIELDS.put("udp.dstport", List.of("Udp.destinationPort"));
    FIELDS.put("udp.length", List.of("Udp.length"));
    FIELDS.put("tcp.srcport", List.of("Tcp.sourcePort"));
    FIELDS.put("tcp.dstport", List.of("Tcp.destinationPort"));
    FIELDS.put("tcp.seq_raw", List.of("Tcp.sequenceNumber"));
    FIELDS.put("tcp.ack_raw", List.of("Tcp.acknowledgmentNumber"));
    FIELDS.put("tcp.window_size_value", List.of("Tcp.window"));
    FIELDS.put("icmp.type", List.of("ICMP.type"));
    FIELDS.put("icmp.code", List.of("ICMP.code"));
    FIELDS.put("icmp.checksum", List.of("ICMP.checksum"));
    FIELDS.put("icmpv6.type", List.of("ICMPv6.type"));
    FIELDS.put("icmpv6.code", List.of("ICMPv6.code"));
    FIELDS.put("icmpv6.checksum", List.of("ICMPv6.checksum"));
    FIELDS.put("icmpv6.nd.ns.target_address", List.of("ICMPv6.target"));
    FIELDS.put("dns.id", List.of("Dns.id"));
  }

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
    List<Map<String, String>> frames = ourFields();
    List<Map<String, String>> expected = tsharkFields();
    assertThat(frames).hasSameSizeAs(expected).hasSizeGreaterThan(25);
    for (int k = 0; k < frames.size(); k++) {
      assertThat(frames.get(k)).as("frame " + (k + 1)).containsAllEntriesOf(expected.get(k));
    }
    for (String field : List.of("arp.opcode", "icmp.type", "icmpv6.type", "udp.length", "tcp.seq_raw", "dns.id")) {
      String path = FIELDS.get(field).getFirst();
      assertThat(expected).as(field).anyMatch(frame -> frame.containsKey(path));
    }
  }

  /** What tshark sees, under our names; the first value of each field. */
  private static List<Map<String, String>> tsharkFields() throws Exception {
    List<String> command =
        new ArrayList<>(List.of("tshark", "-r", ours.toString(), "-T", "fields", "-E", "occurrence=f"));
    FIELDS.keySet().forEach(field -> command.addAll(List.of("-e", field)));
    return Outcome.of(command).check().output().lines().map(DumpTest::tsharkFrame).toList();
  }

  private static Map<String, String> tsharkFrame(String line) {
    String[] values = line.split("\t", -1);
    Map<String, String> frame = new HashMap<>();
    int k = 0;
    for (List<String> path : FIELDS.values()) {
      String value = values[k++];
      if (!value.isEmpty()) {
        frame.put(path.getFirst(), normal(value));
      }
    }
    if (frame.containsKey("ICMP.type") || frame.containsKey("ICMPv6.type")) {
      // What an error quotes we show as far as its ports.
      frame.remove("Dns.id");
    }
    return frame;
  }

  private static List<Map<String, String>> ourFields() throws Exception {
    List<Map<String, String>> frames = new ArrayList<>();
    String part = "";
    for (String line : zmol("-t", "-v", "-r", ours.toString())) {
      String text = line.strip();
      int colon = text.indexOf(": ");
      if (!line.startsWith(" ")) {
        frames.add(new HashMap<>());
      } else if (colon < 0) {
        part = text.startsWith("ICMP") ? text.substring(0, text.indexOf(' ')) : text;
      } else {
        String name = part + '.' + text.substring(0, colon);
        frames.getLast().putIfAbsent(name, normal(text.substring(colon + 2)));
      }
    }
    return frames;
  }

  /** Numbers as numbers, whatever their notation. */
  private static String normal(String value) {
    return value.startsWith("0x") ? Long.toString(Long.decode(value)) : value;
  }

  @Test
  void everyLineBeginsWithTheAddressesAndPortsThatTsharkSees() throws Exception {
    List<String> lines = zmol("-t", "-r", ours.toString());
    List<Map<String, String>> expected = tsharkFields();
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
