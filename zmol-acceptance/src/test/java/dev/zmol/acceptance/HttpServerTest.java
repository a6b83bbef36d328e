package dev.zmol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The JDK's HTTP server and Netty over a TAP device of zmol, asked by {@code curl}; over the kernel's loopback as well,
 * for what {@code -Dzmol.http=long} prints: rates with 10,000 requests and bodies of 100 MiB.
 */
@Covers("S11")
@DisabledIfSystemProperty(named = "zmol.network", matches = "none")
class HttpServerTest {
  private static final boolean IS_LONG = "long".equals(System.getProperty("zmol.http"));
  private static final int REQUESTS = IS_LONG ? 10_000 : 300;
  private static final long BODY = IS_LONG ? 100L << 20 : 4L << 20;

  @TempDir private static Path directory;

  @BeforeAll
  static void makeKeys() throws Exception {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    String store = " -keystore " + directory.resolve("keys") + " -storepass changeit";
    String names = " -dname CN=server -ext san=ip:192.0.2.2,ip:127.0.0.1 -keyalg EC -alias server";
    Outcome.of(List.of((keytool + " -genkeypair" + names + store).split(" ", -1))).check();
    String file = " -rfc -alias server -file " + directory.resolve("server.pem");
    Outcome.of(List.of((keytool + " -exportcert" + file + store).split(" ", -1))).check();
  }

  /** A server in a namespace, and how to ask it. */
  private record Server(Namespace namespace, Process process, String address) implements AutoCloseable {
    static Server start(String kind, String device) throws IOException, InterruptedException {
      Namespace namespace = Namespace.open();
      String address = device.equals("kernel") ? "127.0.0.1" : "192.0.2.2";
      String provider = "-Djava.nio.channels.spi.SelectorProvider=dev.zmol.net.InstalledSelectorProvider";
      List<String> command =
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "--enable-native-access=ALL-UNNAMED",
              "-Dsun.net.httpserver.nodelay=true",
              device.equals("kernel") ? "-Dzmol=none" : provider,
              "-cp",
              System.getProperty("java.class.path"),
              HttpProgram.class.getName(),
              kind,
              address,
              device,
              directory.resolve("keys").toString());
      if (!device.equals("kernel")) {
        namespace.ip("tuntap add " + device + " mode tap vnet_hdr");
        namespace.ip("address add 192.0.2.1/24 dev " + device);
        namespace.ip("link set " + device + " up");
      }
      Process process =
          new ProcessBuilder(namespace.command(command.toArray(String[]::new)))
              .redirectError(directory.resolve("server.err").toFile())
              .start();
      if (!"ready".equals(process.inputReader().readLine())) {
        process.destroyForcibly();
        namespace.close();
        throw new AssertionError("no server: " + Files.readString(directory.resolve("server.err")));
      }
      return new Server(namespace, process, address);
    }

    /** Runs {@code curl}, and returns what it writes with {@code -w}. */
    String curl(String write, String... arguments) throws IOException, InterruptedException {
      List<String> command =
          new ArrayList<>(List.of("curl", "-q", "-sS", "--fail", "--noproxy", "*", "--max-time", "200", "-w", write));
      command.addAll(List.of(arguments));
      return Outcome.of(220, namespace.command(command.toArray(String[]::new))).check().output();
    }

    @Override
    public void close() {
      process.destroy();
      Namespace.hasEnded(process);
      process.destroyForcibly();
      namespace.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"jdk, zmol0", "netty, zmol0", "jdk, kernel", "netty, kernel"})
  void answersRequestsOnOneConnectionAndOnMany(String kind, String device) throws Exception {
    try (Server server = Server.start(kind, device)) {
      String url = "http://" + server.address() + "/hello?[1-" + REQUESTS + "]";
      for (String connection : List.of("keep-alive", "close")) {
        long start = System.nanoTime();
        String write = "%{http_code} %{num_connects}\n";
        String codes = server.curl(write, "-o", "/dev/null", "-H", "Connection: " + connection, url);
        report(kind, device, connection, REQUESTS * 1e9 / (System.nanoTime() - start), "requests/s");
        List<String> lines = codes.lines().toList();
        assertThat(lines).hasSize(REQUESTS).allMatch(line -> line.startsWith("200"));
        long connections = lines.stream().filter(line -> line.endsWith("1")).count();
        assertThat(connections).isEqualTo(connection.equals("close") ? REQUESTS : 1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"jdk, zmol0, http", "netty, zmol0, http", "jdk, zmol0, https", "jdk, kernel, http", "netty, kernel, http",
      "jdk, kernel, https"})
  void carriesLongBodiesBothWays(String kind, String device, String scheme) throws Exception {
    Path file = directory.resolve("body");
    Files.write(file, new byte[(int) BODY]);
    try (Server server = Server.start(kind, device)) {
      String root = scheme + "://" + server.address();
      String[] tls = {"--tlsv1.3", "--cacert", directory.resolve("server.pem").toString()};
      Path received = directory.resolve("received");

      String down = server.curl("%{speed_download}", with(tls, "-o", received.toString(), root + "/zeros/" + BODY));
      assertThat(Files.mismatch(file, received)).isEqualTo(-1);
      String up = server.curl(" %{speed_upload}", with(tls, "-T", file.toString(), root + "/count"));
      assertThat(up).startsWith(BODY + " ");

      report(kind, device, scheme + " down", Double.parseDouble(down) / (1 << 20), "MiB/s");
      report(kind, device, scheme + " up", Double.parseDouble(up.split(" ", -1)[1]) / (1 << 20), "MiB/s");
    }
  }

  /** Who asks for no version in particular gets the latest. */
  @Test
  void tellsTheVersionOfTls() throws Exception {
    try (Server server = Server.start("jdk", "zmol0")) {
      String pem = directory.resolve("server.pem").toString();
      Outcome outcome =
          server
              .namespace()
              .run("curl", "-q", "-svS", "--noproxy", "*", "--cacert", pem, "https://" + server.address() + "/hello")
              .check();

      assertThat(outcome.output()).isEqualTo("hello");
      assertThat(outcome.error()).contains("TLSv1.3");
    }
  }

  private static String[] with(String[] some, String... more) {
    List<String> all = new ArrayList<>(List.of(some));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static void report(String kind, String device, String what, double rate, String unit) {
    if (IS_LONG) {
      System.out.printf(Locale.ROOT, "%s over %s, %s: %,.0f %s%n", kind, device, what, rate, unit);
    }
  }
}
