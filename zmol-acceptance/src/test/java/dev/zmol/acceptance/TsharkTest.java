package dev.zmol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code tshark} says of the checksums of segments that left the stack as super-segments, with a sum of the
 * pseudo-header alone.
 *
 * <p>On the TAP device itself nobody could say: there the kernel has not completed them yet. So the client is in a
 * namespace behind the kernel, which forwards between the TAP device and a {@code veth} pair, whose ends have no
 * offload at all. There the kernel has to cut super-segments up and complete checksums, from what the stack has said in the
 * virtio header.
 */
@Covers("D5")
@DisabledIfSystemProperty(named = "zmol.network", matches = "none")
class TsharkTest {
  private static final int SIZE = 4 << 20;
  private static final String GOOD = "1";

  /** The other way to write the sum 0, which the kernel uses and tshark takes for an error (RFC 1624 §3). */
  private static final String NEGATIVE_ZERO = "0xffff";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"10.11.12.2", "fd11:12::2"})
  void allChecksumsAreRight(String address) throws Exception {
    boolean isV6 = Flavor.isV6(address);
    String gateway = isV6 ? "fd11:12::1" : "10.11.12.1";
    try (Served served = Served.start(Flavor.DUAL, "--gateway", gateway);
        Namespace client = served.namespace().neighbor()) {
      connect(served.namespace(), client, isV6);
      Path capture = directory.resolve("capture.pcapng");
      Process tshark = startCapture(client, capture);
      carry(client, Flavor.url(address, ""));
      tshark.destroy();
      assertThat(Namespace.hasEnded(tshark)).as("tshark has ended").isTrue();
      check(capture, address, isV6);
    }
  }

  /** The second network is the first one with a three in place of the two. */
  private static void connect(Namespace router, Namespace client, boolean isV6) throws Exception {
    router.ip("link add left type veth peer name right");
    router.ip("link set right netns " + client.pid());
    for (String command : List.of("ethtool -K left tx off gro off", "sysctl -qw net.ipv4.ip_forward=1")) {
      router.run(command.split(" ", -1)).check();
    }
    router.run("sysctl", "-qw", "net.ipv6.conf.all.forwarding=1").check();
    client.run("ethtool", "-K", "right", "tx", "off", "gro", "off").check();
    router.ip("address add " + (isV6 ? "fd11:13::1/64 dev left nodad" : "10.11.13.1/24 dev left"));
    client.ip("address add " + (isV6 ? "fd11:13::2/64 dev right nodad" : "10.11.13.2/24 dev right"));
    router.ip("link set left up");
    client.ip("link set right up");
    client.ip("route add default via " + (isV6 ? "fd11:13::1" : "10.11.13.1"));
  }

  private Process startCapture(Namespace client, Path capture) throws Exception {
    Path log = directory.resolve("tshark.log");
    List<String> command = client.command("tshark", "-i", "right", "-f", "tcp", "-w", capture.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    while (!Files.readString(log).contains("Capturing on") || !Files.exists(capture)) {
      assertThat(process.isAlive()).as("tshark captures: " + Files.readString(log)).isTrue();
      Thread.sleep(50);
    }
    return process;
  }

  private void carry(Namespace client, String url) throws Exception {
    Path file = directory.resolve("upload");
    Files.write(file, new byte[SIZE]);
    String[] curl = {"curl", "-q", "-g", "-sS", "--fail", "--noproxy", "*", "--max-time", "60"};
    for (List<String> more : List.of(
        List.of("--output", "/dev/null", url + "/bytes/" + SIZE),
        List.of("--upload-file", file.toString(), url + "/x"))) {
      client.run(Stream.concat(Stream.of(curl), more.stream()).toArray(String[]::new)).check();
    }
  }

  private static void check(Path capture, String address, boolean isV6) throws Exception {
    String family = isV6 ? "ipv6" : "ip";
    Outcome outcome =
        Outcome.of(
            List.of(
                "tshark", "-r", capture.toString(), "-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE",
                "-T", "fields", "-e", "tcp.checksum.status", "-e", family + ".src", "-e", "tcp.len",
                "-e", isV6 ? "ipv6.plen" : "ip.checksum.status", "-e", "tcp.checksum"));
    List<String[]> frames = outcome.check().output().lines().map(line -> line.split("\t", -1)).toList();
    List<String[]> ours = frames.stream().filter(fields -> fields[1].equals(address)).toList();
    assertThat(frames.stream().filter(fields -> !isRight(fields, isV6)))
        .as("frames with a wrong checksum, of " + frames.size())
        .isEmpty();
    assertThat(ours.stream().mapToLong(fields -> Long.parseLong(fields[2])).sum())
        .as("bytes from the image that were looked at")
        .isGreaterThan(SIZE / 2);
    assertThat(ours).as("none is longer than the MTU allows").allMatch(fields -> Integer.parseInt(fields[2]) <= 1_460);
    assertThat(frames).as("segments of the kernel").hasSizeGreaterThan(ours.size() + 1_000);
  }

  private static boolean isRight(String[] fields, boolean isV6) {
    boolean isTcpRight = fields[0].equals(GOOD) || fields[4].equals(NEGATIVE_ZERO);
    return isTcpRight && (isV6 || fields[3].equals(GOOD));
  }
}
