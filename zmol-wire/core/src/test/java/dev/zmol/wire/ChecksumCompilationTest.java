package dev.zmol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The checksum stays compiled for good.
 *
 * <p>When the compiler has to give up an assumption about the bounds of a loop it leaves it in a slow form for ever. One
 * short packet would be enough for an attacker, so a virtual machine of its own sums packets of all lengths here.
 */
class ChecksumCompilationTest {
  private static final int CALLS = 3_000_000;

  /** What the other virtual machine runs. */
  static final class Program {
    private Program() {}

    /** Sums packets of mixed lengths, long ones first. */
    public static void main(String[] arguments) {
      var random = new SplittableRandom(2);
      byte[] buf = new byte[2048];
      random.nextBytes(buf);
      long sum = 0;
      for (int call = 0; call < CALLS; call++) {
        int longest = call < CALLS / 2 ? 1500 : 64;
        int from = random.nextInt(16);
        sum = Checksum.foldSum(Checksum.add(sum, buf, from, from + random.nextInt(longest)));
      }
      System.exit(sum < 0 ? 1 : 0);
    }
  }

  @Test
  void neverGivesUpABoundOfItsLoop(@TempDir Path directory) throws IOException, InterruptedException {
    Path log = directory.resolve("deoptimization.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xlog:deoptimization=debug:file=" + log,
                "-cp",
                classPath(Checksum.class) + java.io.File.pathSeparator + classPath(Program.class),
                Program.class.getName())
            .inheritIO()
            .start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("ends in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isZero();
    assertThat(Files.readAllLines(log)).noneMatch(line -> line.contains("loop_limit_check"));
  }

  private static String classPath(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath()).toString();
  }
}
