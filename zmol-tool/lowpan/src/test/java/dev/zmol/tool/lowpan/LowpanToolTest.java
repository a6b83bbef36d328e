package dev.zmol.tool.lowpan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import dev.zmol.tool.Tool;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@Covers("U1")
@Timeout(180)
class LowpanToolTest {
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  private int run(String line) {
    CommandLine tool = new LowpanTool().commandLine().setErr(new PrintWriter(err, true));
    tool.getSubcommands().values().forEach(command -> command.setErr(new PrintWriter(err, true)));
    return Tool.run(tool, line.strip().split(" +", -1));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      node                                                     | --eui
      node --eui nonsense                                      | nonsense
      node --eui 00:01                                         | EUI-64
      node --eui 02:12:4b:00:00:00:00:01 --channel 9           | channel is 9
      node --eui 02:12:4b:00:00:00:00:01 --pan ffff            | pan is 65535
      node --eui 02:12:4b:00:00:00:00:01 --remote x            | is no address and port
      node --eui 02:12:4b:00:00:00:00:01 --root 2001:db8::1/48 | prefix of 64
      node --eui 02:12:4b:00:00:00:00:01 --ping x              | x
      node --eui 02:12:4b:00:00:00:00:01 -s 1201               | 1200
      hub --listen 127.0.0.1:65536                             | 65536
      hub --radios 1                                           | limit is 1
      simulate --side 1                                        | --side is 1
      simulate --loss 101                                      | --loss is 101
      simulate -s -1                                           | -s is -1
      """)
  void misuseIsOneLine(String line, String message) {
    assertThat(run(line)).isEqualTo(2);
    assertThat(err.toString()).contains(message).hasLineCount(1);
  }

  @Test
  void aNetworkOfSixteenNodesForms() {
    PrintStream out = System.out;
    var bytes = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
      assertThat(run("simulate --side 4 --seed 3")).isZero();
    } finally {
      System.setOut(out);
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("16 nodes in one DODAG", "15 of 15 nodes have got a reply");
    assertThat(run("simulate --side 4 --range 0.5 --limit 5")).isEqualTo(1);
    assertThat(err.toString()).contains("only 1 nodes");
  }

  @Test
  void nodesOfTwoProcessesPingEachOther() throws Exception {
    int port;
    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Thread hub = Thread.ofPlatform().daemon().start(() -> run("hub --listen 127.0.0.1:" + port));
    String to = " --remote 127.0.0.1:" + port;
    Thread root =
        Thread.ofPlatform()
            .daemon()
            .start(() -> run("node --eui 02:12:4b:00:00:00:00:01 --root 2001:db8::1/64" + to));
    Path capture = directory.resolve("node.pcap");
    int code =
        run("node --eui 02:12:4b:00:00:00:00:02 --ping 2001:db8::1 -c 3 -s 200 --pcap " + capture + to);
    assertThat(code).as("%s", err).isZero();
    byte[] bytes = Files.readAllBytes(capture);
    assertThat(bytes.length).isGreaterThan(500);
    assertThat((bytes[20] & 0xff) + (bytes[23] & 0xff)).as("link type, in either byte order").isEqualTo(230);
    assertThat(hub.isAlive()).isTrue();
    assertThat(root.isAlive()).isTrue();
  }
}
