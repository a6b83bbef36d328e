package dev.zmol.tool.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.capture.CaptureFormat;
import dev.zmol.iface.capture.CaptureReader;
import dev.zmol.iface.capture.CaptureWriter;
import dev.zmol.iface.capture.CapturedFrame;
import dev.zmol.iface.capture.FrameDirection;
import dev.zmol.iface.capture.LinkType;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.tool.Tool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Specialize
@Covers("U1")
class DumpCommandTest {
  private static final String HEADER = "020000000002" + "020000000001" + "88b5";
  private static final String LINE = "02:00:00:00:00:01 > 02:00:00:00:00:02 0x88b5 length ";

  @TempDir private Path directory;
  private final StringWriter err = new StringWriter();
  private Path file;

  @BeforeEach
  void writeCapture() throws IOException {
    file = directory.resolve("in.pcapng");
    try (CaptureWriter writer = writer(file)) {
      byte[] first = HexFormat.of().parseHex(HEADER + "41");
      byte[] second = HexFormat.of().parseHex(HEADER + "1b42");
      writer.append(first, 0, first.length, first.length, 1_000_000_001L, FrameDirection.INBOUND, 7, "");
      writer.append(second, 0, second.length, 99, 2_000_000_000L, FrameDirection.OUTBOUND, 0, "dropped: \u001bX");
    }
  }

  private static CaptureWriter writer(Path file) throws IOException {
    return CaptureWriter.to(Files.newOutputStream(file), CaptureFormat.PCAPNG, LinkType.ETHERNET, 65_535);
  }

  /** Returns what is printed on the standard output. */
  private String run(int exitCode, String... arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      CommandLine tool = Zmol.commandLine().setErr(new PrintWriter(err, true));
      assertThat(Tool.run(tool, arguments)).as(err.toString()).isEqualTo(exitCode);
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aFileIsShownInALineForEachFrame() {
    assertThat(run(0, "dump", "-t", "-r", file.toString()))
        .isEqualTo(LINE + "1 #7\n" + LINE + "2 [83 bytes were not captured] // dropped: ?X\n");
  }

  @Test
  void fieldsAndBytesAreShownWhenAskedFor() {
    assertThat(run(0, "dump", "-tt", "-v", "-x", "-c", "1", "-r", file.toString()))
        .isEqualTo(
            "1.000000001 " + LINE + "1 #7\n"
                + """
                    Ethernet
                      destination: 02:00:00:00:00:02
                      source: 02:00:00:00:00:01
                      etherType: 0x88b5
                    Payload
                      length: 1
                      bytes: 41
                    0x0000:  0200 0000 0002 0200 0000 0001 88b5 41    ..............A
                  """);
  }

  @Test
  void aFilterLeavesFramesOut() {
    assertThat(run(0, "dump", "-t", "-r", file.toString(), "less", "15")).isEqualTo(LINE + "1 #7\n");
    assertThat(run(0, "dump", "-t", "-r", file.toString(), "udp or ether proto 0x1234")).isEmpty();
  }

  @Test
  void framesAreWrittenToAnotherFile() throws IOException {
    Path copy = directory.resolve("out.pcapng");
    assertThat(run(0, "dump", "-r", file.toString(), "-w", copy.toString())).isEmpty();
    List<CapturedFrame> frames = read(copy);
    assertThat(frames).extracting(CapturedFrame::epochNanos).containsExactly(1_000_000_001L, 2_000_000_000L);
    assertThat(frames.get(0).id()).hasValue(7);
    assertThat(frames.get(1).comments()).hasSize(1);
    assertThat(frames.get(1).direction()).isEqualTo(FrameDirection.OUTBOUND);
    Path classic = directory.resolve("out.pcap");
    run(0, "dump", "-r", file.toString(), "-w", classic.toString());
    assertThat(read(classic)).extracting(CapturedFrame::originalLength).containsExactly(15, 99);
  }

  private static List<CapturedFrame> read(Path from) throws IOException {
    List<CapturedFrame> frames = new ArrayList<>();
    try (CaptureReader reader = CaptureReader.open(from)) {
      for (var frame = reader.next(); frame.isPresent(); frame = reader.next()) {
        frames.add(frame.get());
      }
    }
    return frames;
  }

  @Test
  void whatCannotBeReadIsOneLineAndExitCodeOne() throws IOException {
    Path broken = directory.resolve("broken");
    Files.write(broken, new byte[] {1, 2, 3, 4});
    run(1, "dump", "-r", broken.toString());
    run(1, "dump", "-r", directory.resolve("nothing").toString());
    assertThat(err.toString().lines())
        .hasSize(2)
        .satisfiesExactly(
            line -> assertThat(line).contains("it is no capture file"),
            line -> assertThat(line).contains("there is no file"));
  }

  @Test
  void whatPrecedesTheBrokenPlaceIsShown() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    assertThat(run(1, "dump", "-t", "-r", file.toString())).isEqualTo(LINE + "1 #7\n");
    assertThat(err.toString()).contains("the file ends in the middle of a block");
  }

  @Test
  void misuseIsOneLineAndExitCodeTwo() {
    run(2, "dump", "-r", "x", "nonsense");
    run(2, "dump", "-r", "x", "-i", "y");
    run(2, "dump");
    run(2, "dump", "-r", "x", "-c", "0");
    assertThat(err.toString().lines()).hasSize(4).first().asString().contains("'nonsense' is no condition");
  }

  @Test
  void keysThatCannotBeReadAreOneLineThatShowsNone() throws IOException {
    Path keys = directory.resolve("keys");
    String secret = "00112233445566778899aabbccddeeff";
    String state = "# mine\nsrc 10.0.0.1 dst 10.0.0.2\n\tproto esp spi 0x1001\n\tenc cbc(aes) " + secret + "\n";
    Files.writeString(keys, state);
    run(2, "dump", "-r", file.toString(), "--keys", keys.toString());
    run(2, "dump", "-r", file.toString(), "--keys", directory.resolve("nothing").toString());
    assertThat(err.toString().lines())
        .hasSize(2)
        .noneMatch(line -> line.contains(secret))
        .satisfiesExactly(
            line -> assertThat(line).contains("--keys: ", "line 4: a key has to begin with 0x"),
            line -> assertThat(line).contains("there is no file"));
  }
}
