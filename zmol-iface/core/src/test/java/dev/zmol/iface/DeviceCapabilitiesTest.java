package dev.zmol.iface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Covers("D1")
class DeviceCapabilitiesTest {
  @Test
  void aFrameHoldsTheMtuAndTheLinkLayerHeader() {
    assertThat(DeviceCapabilities.plain(Medium.ETHERNET, 1500).maxFrameLength()).isEqualTo(1514);
    assertThat(DeviceCapabilities.plain(Medium.IP, 1500).maxFrameLength()).isEqualTo(1500);
  }

  @Test
  @Covers({"DeviceCapabilities defaults enable all checksums", "DeviceCapabilities defaults include icmpv6 checksum"})
  void aPlainDeviceLeavesAllChecksumsToTheStack() {
    ChecksumCapabilities checksums = DeviceCapabilities.plain(Medium.ETHERNET, 1500).checksums();
    assertThat(checksums.ipv4()).isEqualTo(ChecksumMode.BOTH);
    assertThat(checksums.udp()).isEqualTo(ChecksumMode.BOTH);
    assertThat(checksums.tcp()).isEqualTo(ChecksumMode.BOTH);
    assertThat(checksums.icmpv4()).isEqualTo(ChecksumMode.BOTH);
    assertThat(checksums.icmpv6()).isEqualTo(ChecksumMode.BOTH);
  }

  @Test
  void superSegmentsMakeLongerFrames() {
    DeviceCapabilities offload =
        new DeviceCapabilities(Medium.ETHERNET, 1500, 0, ChecksumCapabilities.IGNORED, 65_535);
    assertThat(offload.maxFrameLength()).isEqualTo(65_549);
  }

  @ParameterizedTest
  @ValueSource(ints = {67, 65_536, -1})
  void theMtuIsChecked(int mtu) {
    assertThatThrownBy(() -> DeviceCapabilities.plain(Medium.IP, mtu))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mtu is " + mtu + "; it has to be from 68 to 65535");
  }

  @ParameterizedTest
  @ValueSource(ints = {1499, 65_536, -1})
  void theSegmentationIsChecked(int segmentation) {
    assertThatThrownBy(
            () -> new DeviceCapabilities(Medium.IP, 1500, 0, ChecksumCapabilities.SOFTWARE, segmentation))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "segmentation is " + segmentation + "; it has to be 0 (none), or from the mtu 1500 to 65535");
  }

  @Test
  void theBurstIsChecked() {
    assertThatThrownBy(() -> new DeviceCapabilities(Medium.IP, 1500, -1, ChecksumCapabilities.SOFTWARE, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("burst is -1; it has to be 0 (no limit) or more");
  }

  @ParameterizedTest
  @CsvSource({"BOTH, true, true", "VERIFY, true, false", "COMPUTE, false, true", "NONE, false, false"})
  @Covers("ChecksumMode shouldVerifyRx and shouldComputeTx")
  void aChecksumModeSaysWhatTheStackDoes(ChecksumMode mode, boolean verifies, boolean computes) {
    assertThat(mode.verifies()).isEqualTo(verifies);
    assertThat(mode.computes()).isEqualTo(computes);
  }
}
