package dev.zmol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;

@Covers({"S4", "RFC 4987 §3.6"})
@DisabledIfSystemProperty(named = "zmol.network", matches = "none")
@Isolated
class SynFloodTest {
  private static final int SYNS = 1_000_000;
  private static final int LONG = 20_000_000;
  private static final int SHORT = 100_000;

  @Test
  void downloadsCompleteUnderAMillionForgedSyns() throws Exception {
    try (Served served = Served.start(Flavor.IPV4, "--gateway", "10.11.12.1")) {
      Process flood = startFlood(served.namespace());
      try (BufferedReader reader = flood.inputReader();
          PrintWriter writer = new PrintWriter(flood.outputWriter(), true)) {
        assertThat(reader.readLine()).isEqualTo("ready");
        served.namespace().ip("address add 198.18.0.1/15 dev flood0");
        served.namespace().ip("link set flood0 up");
        writer.println();
        CompletableFuture<String> answers = CompletableFuture.supplyAsync(() -> readLine(reader));
        int during = 0;
        do {
          // The first begins with the flood; the others, whose handshakes it disturbs, begin in the midst of it.
          download(served, during == 0 ? LONG : SHORT);
          during++;
        } while (!answers.isDone());
        // What the flood has sent and the kernel has not dropped was answered, by far most of it with cookies; what is
        // half-open is answered more than once.
        assertThat(Integer.parseInt(answers.join())).isBetween(100_000, SYNS + SYNS / 10);
        assertThat(during).isGreaterThan(1);
        download(served, SHORT);
      } finally {
        flood.destroyForcibly();
      }
    }
  }

  private static void download(Served served, int bytes) throws Exception {
    String url = Flavor.url("10.11.12.2", "/bytes/" + bytes);
    assertThat(served.curl("--output", "/dev/null", "--write-out", "%{size_download}", url).check().output())
        .isEqualTo("" + bytes);
  }

  private static Process startFlood(Namespace namespace) throws Exception {
    namespace.run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward").check();
    List<String> command =
        namespace.command(
            Flavor.IPV4.image().resolve("bin/java").toString(),
            "--add-modules",
            "dev.zmol.iface.linux",
            "--class-path",
            Flavor.root().resolve("zmol-acceptance/target/test-classes").toString(),
            SynFlood.class.getName(),
            "flood0",
            "" + (10 << 24 | 11 << 16 | 12 << 8 | 2),
            "" + SYNS);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String readLine(BufferedReader reader) {
    try {
      return reader.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
