package dev.zmol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import dev.zmol.tool.service.PatternSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Covers({"S1", "S2", "U1"})
@DisabledIfSystemProperty(named = "zmol.network", matches = "none")
class StreamTest {
  private static final int SIZE = 100 << 20;

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void carriesAHundredMebibytesEachWay(Flavor flavor) throws Exception {
    carryBothWays(flavor);
  }

  @ParameterizedTest
  @EnumSource
  void carriesThemAsWellInPacketsOfTheMtu(Flavor flavor) throws Exception {
    carryBothWays(flavor, "--no-offload");
  }

  private void carryBothWays(Flavor flavor, String... options) throws Exception {
    Transfer transfer = new Transfer(directory, SIZE);
    try (Served served = Served.start(flavor, options)) {
      for (String address : flavor.addresses()) {
        transfer.upload(served, address);
        transfer.download(served, address);
      }
    }
  }

  @Test
  void takesABodyInChunks() throws Exception {
    Path upload = directory.resolve("upload");
    Files.write(upload, new byte[100_000]);
    try (Served served = Served.start(Flavor.DUAL)) {
      String answer =
          served
              .curl("-H", "Transfer-Encoding: chunked", "--data-binary", "@" + upload, Flavor.url("10.11.12.2", "/x"))
              .check()
              .output();
      assertThat(answer).isEqualTo("{\"length\":100000,\"sha256\":\"" + Transfer.sha256(upload) + "\"}\n");
    }
  }

  @Test
  void servesTwoHundredDownloadsAtOnce() throws Exception {
    int count = 200;
    Path config = directory.resolve("config");
    Files.write(config, downloads(count));
    try (Served served = Served.start(Flavor.DUAL)) {
      served
          .curl("--parallel", "--parallel-immediate", "--parallel-max", "" + count, "--config", config.toString())
          .check();
    }
    String expected = PatternSource.sha256(1 << 20);
    for (int k = 0; k < count; k++) {
      assertThat(Transfer.sha256(directory.resolve("part-" + k))).as("download %d", k).isEqualTo(expected);
    }
  }

  /** Half of them over each family. */
  private List<String> downloads(int count) {
    List<String> lines = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      String address = Flavor.DUAL.addresses().get(k % 2);
      lines.add("url = \"" + Flavor.url(address, "/bytes/1048576") + "\"");
      lines.add("output = \"" + directory.resolve("part-" + k) + "\"");
    }
    return lines;
  }
}
