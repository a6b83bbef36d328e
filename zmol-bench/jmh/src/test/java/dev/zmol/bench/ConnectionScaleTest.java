package dev.zmol.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A hundred thousand connections in one stack, in a Java of its own with a heap of 2 GiB. */
@Covers("S4")
class ConnectionScaleTest {
  /**
   * The goal is 2. What is measured depends on who else uses the caches of the machine, see docs/performance.md; this
   * finds what grows with the number of connections.
   */
  private static final double MOST = 5;

  /** 428 with the default headers of objects: a callback and an address of 40 bytes included, arrays of buffers not. */
  private static final int MOST_BYTES = 480;

  private static String run() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-cp",
                System.getProperty("java.class.path"),
                ConnectionScale.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private static double number(String output, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(output);
    assertThat(matcher.find()).as(output).isTrue();
    return Double.parseDouble(matcher.group(1));
  }

  @Test
  void aHundredThousandConnectionsAreHeldAndServed() throws Exception {
    String output = run();

    assertThat(number(output, "(\\d+) connections\n")).isEqualTo(100_000);
    assertThat(number(output, "idle: (\\d+) bytes")).isLessThan(MOST_BYTES);
    assertThat(number(output, "ratio: ([\\d.]+)")).isLessThan(MOST);
  }
}
