package dev.zmol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Groups against a Linux bridge that looks after them: it asks who listens, and forwards what is sent to a group to
 * those of its ports alone behind which somebody has said so.
 */
@Covers({"I6", "S6", "U1"})
@DisabledIfSystemProperty(named = "zmol.network", matches = "none")
class MulticastTest {
  private static final int PORT = 5_000;

  @TempDir private Path directory;

  /** A bridge with our TAP device at one of its ports, which gets nothing that nobody has asked for. */
  private static Namespace bridge(int igmp, int mld) throws Exception {
    Namespace namespace = Namespace.open();
    try {
      namespace.ip(
          "link add br0 type bridge mcast_snooping 1 mcast_querier 1 mcast_igmp_version " + igmp
              + " mcast_mld_version " + mld + " mcast_query_interval 200 mcast_query_response_interval 50"
              + " mcast_startup_query_interval 50 mcast_last_member_interval 20 mcast_last_member_count 1");
      namespace.ip("link set br0 up");
      namespace.ip("address add 10.11.12.1/24 dev br0");
      namespace.ip("address add fd11:12::1/64 dev br0 nodad");
      namespace.ip("tuntap add dev zmol0 mode tap");
      namespace.ip("link set zmol0 master br0");
      namespace.run("bridge", "link", "set", "dev", "zmol0", "mcast_flood", "off").check();
      namespace.ip("link set zmol0 up");
      return namespace;
    } catch (Exception | Error e) {
      namespace.close();
      throw e;
    }
  }

  private static String group(Flavor flavor) {
    return flavor == Flavor.IPV4 ? "239.1.2.3" : "ff05::1:3";
  }

  private static String endpoint(String group) {
    return (Flavor.isV6(group) ? "[" + group + "]" : group) + ":" + PORT;
  }

  private Process join(Namespace namespace, Flavor flavor, String group, String... more) throws Exception {
    List<String> command = new ArrayList<>(List.of(flavor.program(), "multicast", "join", "--tap", "zmol0"));
    for (String address : flavor.addresses()) {
      command.addAll(List.of("--address", Flavor.cidr(address)));
    }
    command.addAll(List.of("--pcap", pcap().toString(), "--json"));
    command.addAll(List.of(more));
    command.add(endpoint(group));
    Process process =
        new ProcessBuilder(namespace.command(command.toArray(String[]::new))).redirectErrorStream(true).start();
    assertThat(process.inputReader().readLine()).contains("ready");
    return process;
  }

  private Path pcap() {
    return directory.resolve("frames.pcap");
  }

  private static void send(Namespace namespace, String group, int count) throws Exception {
    String java = System.getProperty("java.home") + "/bin/java";
    String classes = Path.of("target", "test-classes").toAbsolutePath().toString();
    namespace
        .run(
            java, "-cp", classes, KernelMulticast.class.getName(), "br0", group, "" + PORT, "3", "" + count, "hello")
        .check();
  }

  private static String members(Namespace namespace) throws Exception {
    return namespace.run("bridge", "mdb", "show").check().output();
  }

  /** Waits until the bridge knows, or has forgotten, that somebody behind our port is in a group. */
  private static boolean awaitMember(Namespace namespace, String group, boolean expected) throws Exception {
    String entry = "port zmol0 grp " + group + " ";
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    boolean known = !expected;
    while (known != expected && System.nanoTime() < end) {
      known = members(namespace).contains(entry);
      Thread.sleep(20);
    }
    return known == expected;
  }

  @ParameterizedTest
  @CsvSource({"IPV4,2,1", "IPV4,3,2", "IPV6,2,1", "IPV6,3,2"})
  void theBridgeForwardsAGroupFromJoiningToLeaving(Flavor flavor, int igmp, int mld) throws Exception {
    String group = group(flavor);
    try (Namespace namespace = bridge(igmp, mld)) {
      Process process = join(namespace, flavor, group, "-c", "1000");
      assertThat(awaitMember(namespace, group, true)).as(() -> "joined").isTrue();
      awaitReports(flavor, flavor == Flavor.IPV4 ? igmp : mld);
      send(namespace, group, 3);
      BufferedReader reader = process.inputReader();
      for (int k = 0; k < 3; k++) {
        assertThat(reader.readLine())
            .contains("\"group\":\"" + group + "\"", "\"ttl\":3", "\"text\":\"hello\"");
      }
      process.destroy();
      assertThat(Namespace.hasEnded(process)).isTrue();
      assertThat(awaitMember(namespace, group, false)).as("left").isTrue();
      assertThatReportsAreRight(flavor);
    }
  }

  /** Waits for reports in the version of the querier, which is not known before it has asked for the first time. */
  private void awaitReports(Flavor flavor, int version) throws Exception {
    String reports =
        flavor == Flavor.IPV4
            ? "igmp.version == " + version + " && ip.src == 10.11.12.2"
            : "icmpv6.type == " + (version == 1 ? "131" : "143") + " && ipv6.hlim == 1";
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    long count = 0;
    while (count <= 1 && System.nanoTime() < end) {
      // The file is still being written: that it ends within a frame is no fault.
      count = tshark(reports).output().lines().count();
    }
    assertThat(count).as("reports in version " + version).isGreaterThan(1);
  }

  private void assertThatReportsAreRight(Flavor flavor) throws Exception {
    String ours = flavor == Flavor.IPV4 ? "igmp && ip.src == 10.11.12.2" : "icmpv6";
    assertThat(tshark("(" + ours + ") && (_ws.malformed || icmpv6.checksum.status == 0 || igmp.checksum.status == 0"
            + " || ip.checksum.status == 0)").check().output())
        .as("what tshark objects to")
        .isEmpty();
    FrameComparison.assertAgreement(pcap(), flavor == Flavor.IPV4 ? "igmp.type" : "icmpv6.type");
  }

  private Outcome tshark(String filter) throws Exception {
    return Outcome.of(
        List.of(
            "sh", "-c",
            "exec tshark -r \"$0\" -o ip.check_checksum:TRUE -Y \"$1\" 2>/dev/null",
            pcap().toString(), filter));
  }

  @ParameterizedTest
  @CsvSource({"IPV4,10.11.12.1,10.11.12.99", "IPV6,fd11:12::1,fd11:12::99"})
  void onlySourcesThatAreListenedToAreHeard(Flavor flavor, String source, String other) throws Exception {
    String group = group(flavor);
    try (Namespace namespace = bridge(3, 2)) {
      Process deaf = join(namespace, flavor, group, "--source", other, "-W", "3");
      send(namespace, group, 1);
      assertThat(Namespace.hasEnded(deaf)).isTrue();
      assertThat(deaf.exitValue()).as("nothing was heard").isEqualTo(1);

      Process process = join(namespace, flavor, group, "--source", source, "-c", "1", "-W", "20");
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
      while (process.isAlive() && System.nanoTime() < end) {
        send(namespace, group, 1);
      }
      assertThat(process.inputReader().readLine()).contains("hello");
      assertThat(Namespace.hasEnded(process)).isTrue();
      assertThat(tshark("igmp.record_type == 5 || icmpv6.mldr.mar.record_type == 5").check().output())
          .as("sources that are allowed")
          .isNotEmpty();
    }
  }
}
