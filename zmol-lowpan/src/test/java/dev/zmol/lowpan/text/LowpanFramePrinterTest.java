package dev.zmol.lowpan.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.iface.ipv6.Tracer;
import dev.zmol.lowpan.compress.CompressionContexts;
import dev.zmol.lowpan.frame.FrameCheckSequence;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.FramePrinter;
import dev.zmol.wire.ipv6.Ipv6Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

@Covers({"W7", "W8", "D6"})
class LowpanFramePrinterTest {
  private static final String HEADER = "41d8 05 cdab ffff 0200000000000200 ";

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static String line(String hex) {
    byte[] frame = bytes(hex);
    return new LowpanFramePrinter().line(230, frame, 0, frame.length);
  }

  private static String tree(String hex) {
    byte[] frame = bytes(hex);
    return new LowpanFramePrinter().tree(230, frame, 0, frame.length);
  }

  @Test
  void toolsFindItByTheLinkType() {
    FramePrinter printer = new LowpanFramePrinter();
    assertThat(printer.getClass().getModule().getDescriptor().provides())
        .anyMatch(provided -> provided.service().equals(FramePrinter.class.getName()));
    assertThat(printer.isFor(195)).isTrue();
    assertThat(printer.isFor(230)).isTrue();
    assertThat(printer.isFor(1)).isFalse();
  }

  @Test
  void showsMessagesOfRplInCompressedPackets() {
    // A DIS to all nodes that speak RPL: it has but six bytes.
    assertThat(line(HEADER + "7b3b 3a 1a 9b00 651d 0000"))
        .isEqualTo(
            "802.15.4 Data abcd/00:02:00:00:00:00:00:02 > abcd/ff:ff seq 5 6LoWPAN: "
                + "fe80::202:0:0:2 > ff02::1a ICMPv6 type 155 DIS");
  }

  @Test
  void showsAcknowledgmentsAndSecuredFrames() {
    assertThat(line("0200 07")).isEqualTo("802.15.4 Ack seq 7");
    assertThat(line("49d8 05 cdab ffff 0200000000000200 00 01")).endsWith("[secured] length 17");
    assertThat(line("ffff")).isEqualTo("802.15.4 [malformed] length 2");
    assertThat(tree("ffff")).startsWith("IEEE 802.15.4, malformed");
  }

  @Test
  void showsFragments() {
    assertThat(line(HEADER + "e164 000c 11 00112233")).endsWith("6LoWPAN fragment of 356 tag 12 at 136 length 4");
    assertThat(tree(HEADER + "e164 000c 11 00112233"))
        .contains("datagramSize: 356", "datagramTag: 12", "datagramOffset: 136");
  }

  @Test
  void contextsAreNeededForWhatIsLeftOut() {
    byte[] frame = bytes(HEADER + "7b 76 3a 01 9b00 0000 0000");
    var contexts = new CompressionContexts().set(0, Ipv6Address.parse("2001:db8::"), 64);
    assertThat(new LowpanFramePrinter().line(230, frame, 0, frame.length)).contains("context that is not known");
    assertThat(new LowpanFramePrinter(contexts).tree(230, frame, 0, frame.length)).contains("2001:db8::");
  }

  @Test
  void checksTheCheckSequence() {
    byte[] frame = Arrays.copyOf(bytes("0200 07"), 5);
    FrameCheckSequence.append(frame, 0, 3);
    assertThat(new LowpanFramePrinter().line(195, frame, 0, 5)).isEqualTo("802.15.4 Ack seq 7");
    frame[4]++;
    assertThat(new LowpanFramePrinter().line(195, frame, 0, 5)).isEqualTo("802.15.4 Ack seq 7 [bad check sequence]");
    assertThat(new LowpanFramePrinter().tree(195, frame, 0, 5)).contains("checkSequence: bad");
  }

  @Test
  void tracersUseIt() {
    LinkDevice.Pair air = LinkDevice.pair(DeviceCapabilities.plain(Medium.IEEE802154, 1280));
    List<String> lines = new ArrayList<>();
    var tracer = new Tracer(air.left(), new LowpanFramePrinter(), lines::add);
    var plain = new Tracer(tracer, lines::add);
    var packet = new Packet(1280);
    byte[] frame = bytes("0200 07");
    packet.set(packet.offset(), frame.length);
    System.arraycopy(frame, 0, packet.bytes(), packet.offset(), frame.length);
    plain.transmit(packet);
    assertThat(lines).containsExactly("> 802.15.4 Ack seq 7", "> length 3");
  }

  @Test
  void whateverTheBytesAreNothingIsThrown() {
    byte[][] seeds = {
      bytes(HEADER + "7b3b 3a 1a 9b00 1d4d 0000"),
      bytes(HEADER + "c164 000c 7b3b 3a 1a 8000 1d4d 0000 00112233445566778899"),
      bytes(HEADER + "b1 0001 0002 50 01 7e33 f0b1 b201 02030405"),
      bytes(HEADER + "7a33 60 00 07")
    };
    var random = new SplittableRandom(3);
    var printer = new LowpanFramePrinter();
    for (int round = 0; round < 50_000; round++) {
      byte[] frame = seeds[random.nextInt(seeds.length)].clone();
      for (int k = random.nextInt(5); k > 0; k--) {
        frame[random.nextInt(frame.length)] = (byte) random.nextInt();
      }
      int to = random.nextInt(frame.length + 1);
      int type = random.nextBoolean() ? 195 : 230;
      assertThatCode(() -> printer.line(type, frame, 0, to).concat(printer.tree(type, frame, 0, to)))
          .as(() -> HexFormat.of().formatHex(frame, 0, to))
          .doesNotThrowAnyException();
    }
  }
}
