package dev.zmol.iface.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.iface.ChecksumCapabilities;
import dev.zmol.iface.ChecksumMode;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Medium;
import dev.zmol.testkit.conformance.Covers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Covers("D5")
class GrantedOffloadTest {
  @ParameterizedTest
  @CsvSource({
    "0x67, UDP_SEGMENTATION, 1",
    "0x17, TCP_SEGMENTATION, 2",
    "0x01, CHECKSUM, 3",
    "0x00, NONE, 4",
    "-1, NONE, 4"
  })
  void aKernelThatKnowsLessIsAskedForLess(int known, GrantedOffload granted, int questions) {
    List<Integer> asked = new ArrayList<>();
    assertThat(
            GrantedOffload.probe(
                flags -> {
                  asked.add(flags);
                  return known >= 0 && (flags & ~known) == 0;
                }))
        .isEqualTo(granted);
    assertThat(asked).isEqualTo(List.of(0x67, 0x07, 0x01, 0).subList(0, questions));
  }

  @Test
  void theCapabilitiesTellWhatWasGranted() {
    assertThat(capabilities(GrantedOffload.NONE)).isEqualTo(DeviceCapabilities.plain(Medium.IP, 1_500));
    DeviceCapabilities checksums = capabilities(GrantedOffload.CHECKSUM);
    assertThat(checksums.checksums().tcp()).isEqualTo(ChecksumMode.VERIFY);
    assertThat(checksums.checksums().ipv4()).isEqualTo(ChecksumCapabilities.SOFTWARE.ipv4());
    assertThat(checksums.segmentation()).isZero();
    assertThat(capabilities(GrantedOffload.TCP_SEGMENTATION).segmentation()).isEqualTo(65_535);
    assertThat(capabilities(GrantedOffload.TCP_SEGMENTATION).datagramSegmentation()).isZero();
    assertThat(capabilities(GrantedOffload.UDP_SEGMENTATION).datagramSegmentation()).isEqualTo(65_535);
  }

  private static DeviceCapabilities capabilities(GrantedOffload granted) {
    return new Attachment("x", -1, Medium.IP, 1_500, VirtioHeader.LENGTH, granted, false).capabilities();
  }

  @ParameterizedTest
  @CsvSource({
    "6.1.0-18-amd64, false", "6.2.0, true", "6.18.44-x, true", "5.15.167, false", "7.0, true", "6.2, true",
    "'', false", "unknown, false", "6, false", "99999999999.1, false"
  })
  void theVersionOfTheKernelTellsWhetherSocketsKnowSuperDatagrams(String release, boolean known) {
    assertThat(PacketSocket.knowsDatagrams(release)).isEqualTo(known);
  }
}
