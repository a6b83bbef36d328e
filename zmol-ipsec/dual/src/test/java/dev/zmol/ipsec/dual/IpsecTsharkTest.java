package dev.zmol.ipsec.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Specialize;
import dev.zmol.ipsec.Mode;
import dev.zmol.socket.dual.UdpSocket;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.testkit.network.LinkConditions;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code tshark} sees in our packets, once it is given the keys. */
@Specialize
@Covers("P2")
@DisabledIfSystemProperty(named = "zmol.network", matches = "none")
class IpsecTsharkTest {
  private static final int RAW_IP = 101;
  private static final int PACKETS = 20;

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "ESP_GCM_128, AES-GCM with 16 octet ICV [RFC4106], NULL",
    "ESP_CBC_SHA1, AES-CBC [RFC3602], HMAC-SHA-1-96 [RFC2404]",
    "ESP_CBC_SHA256, AES-CBC [RFC3602], HMAC-SHA-256-128 [RFC4868]",
    "ESP_CBC_SHA384, AES-CBC [RFC3602], HMAC-SHA-384-192 [RFC4868]",
    "ESP_CBC_SHA512, AES-CBC [RFC3602], HMAC-SHA-512-256 [RFC4868]",
    "ESP_NULL_SHA256, NULL, HMAC-SHA-256-128 [RFC4868]"
  })
  void packetsDecryptAndTheirIntegrityCheckValuesAreRight(
      Protection protection, String encryption, String integrity) throws Exception {
    for (Mode mode : Mode.values()) {
      for (int family = 0; family < ProtectedPair.addresses(1).size(); family++) {
        List<String> lines = dissect(protection, encryption, integrity, mode, family);
        assertThat(lines).hasSize(PACKETS);
        boolean isChecked = protection.integrity != null;
        assertThat(lines).allMatch(line -> line.startsWith("5000\t" + (isChecked ? "1" : "")), mode.toString());
      }
    }
  }

  private List<String> dissect(
      Protection protection, String encryption, String integrity, Mode mode, int family) throws Exception {
    Path capture = directory.resolve("capture.pcap");
    write(capture, exchange(protection, mode, family));
    int spi = ProtectedPair.FIRST_SPI;
    String version = ProtectedPair.addresses(1).get(family).length() == 4 ? "IPv4" : "IPv6";
    String association =
        "uat:esp_sa:\"%s\",\"*\",\"*\",\"0x%08x\",\"%s\",\"%s\",\"%s\",\"%s\""
            .formatted(
                version, spi, encryption, hex(protection.key(spi)), integrity, hex(protection.integrityKey(spi)));
    Process tshark =
        new ProcessBuilder(
                "tshark", "-r", capture.toString(), "-T", "fields", "-e", "udp.dstport", "-e", "esp.icv_good",
                "-o", "esp.enable_encryption_decode:TRUE", "-o", "esp.enable_authentication_check:TRUE",
                "-o", association)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tshark.waitFor()).isZero();
    return out.lines().toList();
  }

  private static String hex(byte[] key) {
    return key.length == 0 ? "" : "0x" + HexFormat.of().formatHex(key);
  }

  private static List<byte[]> exchange(Protection protection, Mode mode, int family) {
    ProtectedPair pair = new ProtectedPair(LinkConditions.PERFECT);
    IpAddress right = ProtectedPair.addresses(2).get(family);
    pair.protect(protection, mode, ProtectedPair.addresses(1).get(family), right, builder -> builder);
    UdpSocket from = pair.left.udp().bind(5000);
    for (int length = 0; length < PACKETS; length++) {
      assertThat(from.send(new byte[length * 50], 0, length * 50, new IpEndpoint(right, 5000))).isTrue();
    }
    return pair.packets;
  }

  private static void write(Path file, List<byte[]> packets) throws IOException {
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      out.writeInt(0xa1b2c3d4);
      out.writeShort(2);
      out.writeShort(4);
      out.writeLong(0);
      out.writeInt(0xffff);
      out.writeInt(RAW_IP);
      for (byte[] packet : packets) {
        out.writeLong(0);
        out.writeInt(packet.length);
        out.writeInt(packet.length);
        out.write(packet);
      }
    }
  }
}
