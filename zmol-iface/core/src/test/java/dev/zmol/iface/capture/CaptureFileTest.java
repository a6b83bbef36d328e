package dev.zmol.iface.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zmol.testkit.conformance.Covers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Covers({"D6", "D7"})
class CaptureFileTest {
  /** 2001-09-09T01:46:40.123456789Z. */
  private static final long NOW = 1_000_000_000_123_456_789L;

  private static final String SECTION =
      "0a0d0d0a 28000000 4d3c2b1a 01000000 ffffffffffffffff 04000400 7a6d6f6c 00000000 28000000";
  private static final String ETHERNET_INTERFACE =
      "01000000 20000000 01000000 00000400 09000100 09000000 00000000 20000000";

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  private CaptureWriter writer(CaptureFormat format) {
    return CaptureWriter.to(output, format, LinkType.ETHERNET, CaptureWriter.MAX_SNAP_LENGTH);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static List<CapturedFrame> read(byte[] file) throws IOException {
    List<CapturedFrame> frames = new ArrayList<>();
    try (CaptureReader reader = CaptureReader.of(new ByteArrayInputStream(file))) {
      for (var frame = reader.next(); frame.isPresent(); frame = reader.next()) {
        frames.add(frame.get());
      }
    }
    return frames;
  }

  @Test
  void pcapngSaysAllThatIsKnownOfAFrame() {
    try (CaptureWriter writer = writer(CaptureFormat.PCAPNG)) {
      writer.append(new byte[] {9, 1, 2, 3, 4, 5, 9}, 1, 5, 7, NOW, FrameDirection.INBOUND, 0x1122334455L, "why");
    }
    assertThat(output.toByteArray())
        .isEqualTo(
            bytes(SECTION + ETHERNET_INTERFACE
                + "06000000 48000000 00000000 b3b6e00d 15cdbfae 05000000 07000000 0102030405000000"
                + "02000400 01000000 05000800 5544332211000000 01000300 77687900 00000000 48000000"));
  }

  @Test
  void pcapngSaysNothingOfWhichNothingIsKnown() {
    try (CaptureWriter writer = writer(CaptureFormat.PCAPNG)) {
      writer.append(new byte[] {1, 2, 3, 4}, 0, 4, 1);
    }
    assertThat(output.toByteArray())
        .isEqualTo(
            bytes(SECTION + ETHERNET_INTERFACE
                + "06000000 24000000 00000000 00000000 01000000 04000000 04000000 01020304 24000000"));
  }

  @ParameterizedTest
  @EnumSource
  void whatWasWrittenIsRead(CaptureFormat format) throws IOException {
    byte[] frame = new byte[70_000];
    Arrays.fill(frame, (byte) 7);
    try (CaptureWriter writer = writer(format)) {
      writer.append(frame, 0, 61, NOW);
      writer.append(frame, 0, 0, NOW + 1000);
      writer.append(frame, 0, frame.length, 80_000, NOW + 2000, FrameDirection.OUTBOUND, -1, "größer");
    }
    List<CapturedFrame> frames = read(output.toByteArray());
    assertThat(frames).extracting(CapturedFrame::linkType).containsOnly(1);
    assertThat(frames).extracting(each -> each.bytes().length).containsExactly(61, 0, 70_000);
    assertThat(frames.getLast().originalLength()).isEqualTo(80_000);
    assertThat(frames.getLast().bytes()).containsOnly(7);
    long resolution = format == CaptureFormat.PCAP_MICROSECONDS ? 1000 : 1;
    assertThat(frames).extracting(CapturedFrame::epochNanos)
        .containsExactly(NOW / resolution * resolution, (NOW + 1000) / resolution * resolution,
            (NOW + 2000) / resolution * resolution);
    if (format == CaptureFormat.PCAPNG) {
      assertThat(frames.getLast().direction()).isEqualTo(FrameDirection.OUTBOUND);
      assertThat(frames.getLast().id()).hasValue(-1);
      assertThat(frames.getLast().comments()).containsExactly("größer");
    }
    assertThat(frames.getFirst().direction()).isEqualTo(FrameDirection.UNKNOWN);
    assertThat(frames.getFirst().id()).isEmpty();
    assertThat(frames.getFirst().comments()).isEmpty();
  }

  @Test
  void pcapOfEitherByteOrderIsRead() throws IOException {
    byte[] big =
        bytes("a1b2c3d4 0002 0004 00000000 00000000 00040000 00000065 3b9aca00 0001e240 00000001 00000002 45");
    byte[] little =
        bytes("4d3cb2a1 0200 0400 00000000 00000000 00000400 65000000 00ca9a3b 15cd5b07 01000000 02000000 45");
    for (CapturedFrame frame : List.of(read(big).getFirst(), read(little).getFirst())) {
      assertThat(frame.linkType()).isEqualTo(LinkType.RAW_IP.number());
      assertThat(frame.bytes()).containsExactly(0x45);
      assertThat(frame.originalLength()).isEqualTo(2);
    }
    assertThat(read(big).getFirst().epochNanos()).isEqualTo(NOW - 789);
    assertThat(read(little).getFirst().epochNanos()).isEqualTo(NOW);
  }

  @Test
  void aBigEndianSectionMayFollowALittleEndianOne() throws IOException {
    byte[] file =
        bytes(SECTION + ETHERNET_INTERFACE
            + "06000000 24000000 00000000 00000000 01000000 04000000 04000000 01020304 24000000"
            + "0a0d0d0a 0000001c 1a2b3c4d 00010000 ffffffffffffffff 0000001c"
            + "00000005 00000010 00000000 00000010"
            + "00000001 00000014 00650000 00000000 00000014"
            + "00000006 00000038 00000000 00038d7e a4c86240 00000001 00000001 45000000"
            + "0002 0004 00000002 0001 0001 78000000 0000 0000 00000038");
    List<CapturedFrame> frames = read(file);
    assertThat(frames).extracting(CapturedFrame::linkType).containsExactly(1, 101);
    CapturedFrame second = frames.get(1);
    assertThat(second.epochNanos()).as("microseconds").isEqualTo(1_000_000_000_123_456_000L);
    assertThat(second.direction()).isEqualTo(FrameDirection.OUTBOUND);
    assertThat(second.comments()).containsExactly("x");
  }

  @Test
  void olderBlocksAreReadToo() throws IOException {
    byte[] file =
        bytes(SECTION + ETHERNET_INTERFACE
            + "03000000 14000000 05000000 01020304 14000000"
            + "02000000 24000000 0000 0000 00000000 01000000 03000000 03000000 01020300 24000000");
    List<CapturedFrame> frames = read(file);
    assertThat(frames).extracting(each -> each.bytes().length).containsExactly(4, 3);
    assertThat(frames.getFirst().originalLength()).isEqualTo(5);
    assertThat(frames.get(1).epochNanos()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "0x06, 1500000, 1500000000",
    "0x00, 2, 2000000000",
    "0x09, 7, 7",
    "0x0c, 7000, 7",
    "0x7f, 7000, 0",
    "0x80, 3, 3000000000",
    "0x8a, 1536, 1500000000",
    "0xbf, 4611686018427387904, 500000000",
    "0xff, 1, 0"
  })
  void timesHaveTheResolutionThatTheirInterfaceSays(String resolution, long units, long nanos) {
    int code = Integer.decode(resolution);
    assertThat(new CaptureInterface(1, 0, code, 0).epochNanos(units)).isEqualTo(nanos);
    assertThat(new CaptureInterface(1, 0, code, 10).epochNanos(units)).isEqualTo(nanos + 10_000_000_000L);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      ''                                                                        | the file is empty
      4d3c                                                                      | ends in the middle of the first
      00112233                                                                  | begins with 0x33221100
      d4c3b2a1 0200                                                             | ends in the middle of the header
      d4c3b2a1 0300 0400 00000000 00000000 00000400 01000000                    | version of pcap is 3
      d4c3b2a1 0200 0400 00000000 00000000 00000400 01000000 00                 | middle of the header of a frame
      d4c3b2a1 0200 0400 0000000000000000 00000400 01000000 0000000000000000 ffffffff 00000000 | length of 4294967295
      d4c3b2a1 0200 0400 0000000000000000 00000400 01000000 0000000000000000 02000000 02000000 11 | middle of a frame
      0a0d0d0a 1c000000 00000000                                                | byte order
      0a0d0d0a 1c000000 4d3c2b1a 02000000                                       | version of pcapng is 2
      0a0d0d0a 08000000 4d3c2b1a                                                | a block has a length of 8
      0a0d0d0a fcffffff 4d3c2b1a                                                | a block has a length of 4294967292
      0a0d0d0a 1c000000 4d3c2b1a 01000000                                       | middle of the header of the section
      S 06000000 00                                                             | middle of the header of a block
      S 06000000 09000000                                                       | a block has a length of 9
      S 06000000 00000070                                                       | a block has a length of 1879048192
      S 07000000 00000070                                                       | middle of a block
      S 06000000 0c000000 0c000000                                              | interface 12, of which
      S 01000000 0c000000 0c000000                                              | an interface is cut short
      SI 06000000 0c000000 00000000                                             | a frame is longer than its block
      SI 06000000 20000000 00000000 0000000000000000 01000000 01000000 20000000 | a frame is longer than its block
      SI 03000000 0c000000 0c000000                                             | no length that could be
      """)
  void aBrokenFileIsRefused(String hex, String message) {
    byte[] file = bytes(hex.replace("SI", "S" + ETHERNET_INTERFACE).replace("S", SECTION));
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(CaptureFormatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void interfacesWithoutEndAreRefused() {
    String file = SECTION + ETHERNET_INTERFACE.repeat(4097);
    assertThatThrownBy(() -> read(bytes(file)))
        .isInstanceOf(CaptureFormatException.class)
        .hasMessage("there are more than 4096 interfaces");
  }

  @ParameterizedTest
  @EnumSource
  void whateverAFileHoldsNothingButItsFailureIsThrown(CaptureFormat format) {
    try (CaptureWriter writer = writer(format)) {
      for (int k = 1; k < 5; k++) {
        writer.append(new byte[40], 0, 10 * k, 10 * k, NOW, FrameDirection.INBOUND, k, "comment " + k);
      }
    }
    byte[] good = output.toByteArray();
    SplittableRandom random = new SplittableRandom(20_261);
    int refused = 0;
    for (int k = 0; k < 20_000; k++) {
      byte[] file = Arrays.copyOf(good, random.nextInt(good.length / 2, good.length + 1));
      for (int n = random.nextInt(6); n > 0; n--) {
        file[random.nextInt(file.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(read(file)).hasSizeLessThan(50);
      } catch (IOException e) {
        assertThat(e).isInstanceOf(CaptureFormatException.class);
        refused++;
      }
    }
    assertThat(refused).isBetween(2_000, 20_000);
  }

  @Test
  void linkTypesHaveTheirNumbers() {
    assertThat(LinkType.of(195)).contains(LinkType.IEEE802_15_4);
    assertThat(LinkType.of(230)).contains(LinkType.IEEE802_15_4_WITHOUT_FCS);
    assertThat(LinkType.of(999)).isEmpty();
  }

  @Test
  void theSnapLengthIsChecked() {
    assertThatThrownBy(() -> CaptureWriter.to(output, CaptureFormat.PCAP, LinkType.ETHERNET, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("snapLength is 0; it has to be from 1 to 262144");
  }
}
