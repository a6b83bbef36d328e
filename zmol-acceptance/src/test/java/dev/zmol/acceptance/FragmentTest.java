package dev.zmol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Datagrams of up to 64 KiB between the kernel and an image, each of which takes the other's fragments. */
@Covers({"I5", "I8"})
@DisabledIfSystemProperty(named = "zmol.network", matches = "none")
class FragmentTest {
  private static final int LONGEST = 65_507;

  /** Frames that tshark finds something wrong with. */
  private static final String WRONG =
      "_ws.malformed || ip.checksum.status == 0 || udp.checksum.status == 0 || icmp.checksum.status == 0"
          + " || icmpv6.checksum.status == 0 || ip.fragment.error || ip.fragment.overlap || ipv6.fragment.error"
          + " || ipv6.fragment.overlap";

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void longestPingsAndDatagramsAreEchoed(Flavor flavor) throws Exception {
    Path capture = directory.resolve("fragments.pcap");
    try (Served served = Served.start(flavor, "--no-offload", "--pcap", capture.toString())) {
      for (String address : flavor.addresses()) {
        ping(served.namespace(), address, 5, "0.3", "" + LONGEST);
        echo(served.namespace(), address);
      }
    }
    FrameComparison.assertAgreement(capture, flavor == Flavor.IPV6 ? "ipv6.fraghdr.offset" : "ip.frag_offset");
    String program = "tshark";
    Outcome wrong = Outcome.of(List.of(program, "-r", capture.toString(), "-o", "ip.check_checksum:TRUE",
        "-o", "udp.check_checksum:TRUE", "-Y", WRONG)).check();
    assertThat(wrong.output()).isEmpty();
    Outcome whole = Outcome.of(List.of(program, "-r", capture.toString(), "-Y",
        "ip.reassembled.length > 65000 || ipv6.reassembled.length > 65000")).check();
    assertThat(whole.output().lines()).hasSizeGreaterThanOrEqualTo(10 * flavor.addresses().size());
  }

  /**
   * Demands that pings are answered, which are sent so slowly that their fragments do not overrun the queue of the
   * device. With a deadline ping goes on until it has as many answers, and so the last of them
   * may be late on a busy machine; but no more than two may be missing by then.
   */
  private static void ping(Namespace namespace, String address, int count, String interval, String size)
      throws Exception {
    String output =
        namespace
            .run("ping", "-n", "-q", "-c", "" + count, "-i", interval, "-w", "30", "-M", "dont", "-s", size, address)
            .check()
            .output();
    Matcher matcher = Pattern.compile("([0-9]+) packets transmitted, ([0-9]+) received").matcher(output);
    assertThat(matcher.find()).as(output).isTrue();
    int received = Integer.parseInt(matcher.group(2));
    assertThat(received).as(output).isGreaterThanOrEqualTo(count);
    assertThat(Integer.parseInt(matcher.group(1)) - received).as(output).isBetween(0, 2);
  }

  private static void echo(Namespace namespace, String address) throws Exception {
    String java = System.getProperty("java.home") + "/bin/java";
    String classes = Path.of("target", "test-classes").toAbsolutePath().toString();
    List<String> command = new ArrayList<>(List.of(java, "-cp", classes, KernelDatagram.class.getName(), address));
    command.addAll(List.of("0", "1472", "1473", "9000", "60000", "" + LONGEST));
    namespace.run(command.toArray(String[]::new)).check();
  }

  /** Frames are held back here and there, so that fragments of several datagrams come in any order, both ways. */
  @ParameterizedTest
  @ValueSource(strings = {"10.11.12.2", "fd11:12::2"})
  void fragmentsOutOfOrderAreReassembled(String address) throws Exception {
    try (Served served = Served.start(Flavor.DUAL, "--reorder", "20", "--reorder-by", "5")) {
      ping(served.namespace(), address, 20, "0.05", "20000");
    }
  }

  /** The way back is narrower than the link: a router says so, and fragments are cut to fit. */
  @ParameterizedTest
  @ValueSource(strings = {"10.11.12.2", "fd11:12::2"})
  void repliesFitThePathOnceARouterHasSaidHowWideItIs(String address) throws Exception {
    boolean isV6 = Flavor.isV6(address);
    String gateway = isV6 ? "fd11:12::1" : "10.11.12.1";
    try (Served served = Served.start(Flavor.DUAL, "--gateway", gateway);
        Namespace client = served.namespace().neighbor()) {
      connect(served.namespace(), client, isV6);
      for (String size : List.of("1400", "5000")) {
        // The first one that is answered ends it: until then neighbours are looked for, and the router objects.
        client.run("ping", "-n", "-q", "-c", "1", "-w", "10", "-i", "0.3", "-M", "dont", "-s", size, address).check();
        ping(client, address, 5, "0.05", size);
      }
    }
  }

  /** The second network is the first one with a three in place of the two, and takes no more than 1300 bytes. */
  private static void connect(Namespace router, Namespace client, boolean isV6) throws Exception {
    router.ip("link add left mtu 1300 type veth peer name right mtu 1300");
    router.ip("link set right netns " + client.pid());
    router.run("sysctl", "-qw", isV6 ? "net.ipv6.conf.all.forwarding=1" : "net.ipv4.ip_forward=1").check();
    router.ip("address add " + (isV6 ? "fd11:13::1/64 dev left nodad" : "10.11.13.1/24 dev left"));
    client.ip("address add " + (isV6 ? "fd11:13::2/64 dev right nodad" : "10.11.13.2/24 dev right"));
    router.ip("link set left up");
    client.ip("link set right up");
    client.ip("route add default via " + (isV6 ? "fd11:13::1" : "10.11.13.1"));
  }
}
