package dev.zmol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The projects in {@code examples} are built as their authors would build them, and run. */
@Covers("G5")
@ResourceLock("the repository of examples")
class ExamplesTest {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");

  @TempDir private static Path directory;

  private static Path examples;

  @BeforeAll
  static void build() throws Exception {
    examples = directory.resolve("examples");
    copy(Flavor.root().resolve("examples"), examples);
    Path settings = directory.resolve("settings.xml");
    Files.writeString(settings, ExampleRepository.settings());
    Path wrapper = Flavor.root().resolve("mvnw").toAbsolutePath().normalize();
    ProcessBuilder builder =
        new ProcessBuilder(
            wrapper.toString(),
            "--batch-mode",
            "--settings",
            settings.toString(),
            "-Dmaven.repo.local=" + ExampleRepository.DIRECTORY,
            "verify");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Path log = directory.resolve("build.log");
    Process maven = builder.directory(examples.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(maven.waitFor(5, TimeUnit.MINUTES)).isTrue();
      assertThat(maven.exitValue()).as(Files.readString(log)).isZero();
      assertThat(Files.readString(log)).contains("UdpLiteOverIpv4Test", "UdpLiteOverIpv6Test", "ReplicatedLogTest");
    } finally {
      maven.destroyForcibly();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.filter(each -> !each.toString().contains("/target")).toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        Files.createDirectories(target.getParent());
        if (!Files.isDirectory(path)) {
          Files.copy(path, target);
        }
      }
    }
  }

  /** A datagram to port 7 and back by the kernel's own UDP-Lite, whose checksum covers the header and four bytes. */
  private static String kernel(int family, String address) {
    return """
        use Socket qw(:DEFAULT inet_pton sockaddr_in6 AF_INET6);
        socket(my $s, %d, SOCK_DGRAM, 136) or die "no UDP-Lite: $!";
        setsockopt($s, 136, 10, 12) or die $!;
        my $to = %d == 4 ? sockaddr_in(7, inet_pton(AF_INET, "%s")) : sockaddr_in6(7, inet_pton(AF_INET6, "%3$s"));
        $SIG{ALRM} = sub { die "no answer" };
        alarm 10;
        send($s, "lightly", 0, $to) or die $!;
        recv($s, my $echo, 99, 0);
        print $echo;
        """
        .formatted(family == 4 ? 2 : 10, family, address);
  }

  @ParameterizedTest
  @CsvSource({
    "ipv4, 4, 192.0.2.1/24, 192.0.2.2/24",
    "ipv6, 6, 2001:db8::1/64, 2001:db8::2/64",
    "dual, 4, 192.0.2.1/24, 192.0.2.2/24",
    "dual, 6, 2001:db8::1/64, 2001:db8::2/64"
  })
  void udpLiteSpeaksWithTheKernel(String flavor, int family, String kernel, String own) throws Exception {
    Path target = examples.resolve("udp-lite/" + flavor + "/target");
    try (Namespace namespace = Namespace.open()) {
      namespace.ip("tuntap add zmol0 mode tap");
      namespace.ip("address add " + kernel + " dev zmol0" + (family == 6 ? " nodad" : ""));
      namespace.ip("link set zmol0 up");
      List<String> command =
          List.of(
              JAVA.resolve("java").toString(),
              "--enable-native-access=dev.zmol.iface.linux",
              "-p",
              target.resolve("lib") + ":" + target.resolve("udp-lite-" + flavor + "-1.0-SNAPSHOT.jar"),
              "-m",
              "org.example.udplite.%1$s/org.example.udplite.%1$s.Echo".formatted(flavor),
              "zmol0",
              own);
      Process echo = new ProcessBuilder(namespace.command(command.toArray(String[]::new))).redirectErrorStream(true).start();
      try {
        assertThat(echo.inputReader().readLine()).startsWith("UDP-Lite echo on port 7");
        String address = own.substring(0, own.indexOf('/'));
        Outcome outcome = namespace.run("perl", "-e", kernel(family, address)).check();
        assertThat(outcome.output()).isEqualTo("lightly");
      } finally {
        echo.destroyForcibly();
        Namespace.hasEnded(echo);
      }
    }
  }

  @Test
  void theKernelPingsANodeThroughTheBorderRouter() throws Exception {
    Path target = examples.resolve("border-router/target");
    String tool = Flavor.root().resolve("zmol-images/lowpan/target/image/bin/zmol").toString();
    List<Process> started = new ArrayList<>();
    try (Namespace namespace = Namespace.open()) {
      namespace.ip("link set lo up");
      namespace.ip("tuntap add zmol0 mode tun");
      namespace.ip("link set zmol0 mtu 1280 up");
      namespace.ip("address add 2001:db8:1::1/64 dev zmol0 nodad");
      namespace.ip("route add 2001:db8::/64 dev zmol0");
      try {
        started.add(start(namespace, "hub at", tool, "lowpan", "hub"));
        started.add(
            start(
                namespace,
                "border router",
                JAVA.resolve("java").toString(),
                "--enable-native-access=dev.zmol.iface.linux",
                "-p",
                target.resolve("lib") + ":" + target.resolve("border-router-1.0-SNAPSHOT.jar"),
                "-m",
                "org.example.border/org.example.border.Main",
                "zmol0",
                "2001:db8::1/64",
                "17754"));
        started.add(start(namespace, "radio at", tool, "lowpan", "node", "--eui", "02:12:4b:00:00:00:00:02"));
        assertThat(started.getLast().inputReader().readLine()).startsWith("in DODAG 2001:db8::1 STORING");

        Outcome outcome =
            namespace.run("ping", "-6", "-c", "20", "-i", "0.5", "-s", "300", "2001:db8::12:4b00:0:2").check();

        assertThat(outcome.output()).containsPattern("bytes from 2001:db8::12:4b00:0:2: icmp_seq=\\d+ ttl=6[0-9]");
      } finally {
        started.forEach(Process::destroyForcibly);
        for (Process process : started) {
          Namespace.hasEnded(process);
        }
      }
    }
  }

  /** Starts a program in a namespace, and waits until it says that it runs. */
  private static Process start(Namespace namespace, String ready, String... command) throws Exception {
    Process process = new ProcessBuilder(namespace.command(command)).redirectErrorStream(true).start();
    assertThat(process.inputReader().readLine()).startsWith(ready);
    return process;
  }

  @Test
  void conversationsAreBuiltByJavacAloneAndPrinted() throws Exception {
    String modules = String.join(":", library("zmol-iface-core"), library("zmol-wire-core"), library("zmol-wire-dual"));
    Path classes = directory.resolve("classes");
    List<String> javac = new ArrayList<>(List.of(JAVA.resolve("javac").toString(), "-p", modules, "-d", classes.toString()));
    try (Stream<Path> sources = Files.walk(examples.resolve("conversations/src/main"))) {
      sources.map(Path::toString).filter(path -> path.endsWith(".java")).forEach(javac::add);
    }
    Outcome.of(javac).check();
    Path capture = directory.resolve("ping.pcap");
    capturePing(capture);

    Outcome outcome =
        Outcome.of(
                List.of(
                    JAVA.resolve("java").toString(),
                    "-p",
                    modules + ":" + classes,
                    "-m",
                    "org.example.conversations/org.example.conversations.Main",
                    capture.toString()))
            .check();

    assertThat(outcome.output()).contains("ICMPv4\t10.11.12.1:0\t10.11.12.2:0\t4\t392\n");
  }

  private static String library(String artifact) throws IOException {
    Path folder = ExampleRepository.DIRECTORY.resolve("dev/zmol/" + artifact);
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches(artifact + "-[0-9.]+(-SNAPSHOT)?\\.jar"))
          .findFirst()
          .orElseThrow()
          .toString();
    }
  }

  /** Has an image answer two pings of the kernel, and write down both ways. */
  private static void capturePing(Path capture) throws Exception {
    try (Served served = Served.start(Flavor.IPV4, "--pcap", capture.toString())) {
      served.namespace().ping("10.11.12.2", 2, 56);
    }
  }
}
