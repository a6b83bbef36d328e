package dev.zmol.iface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

@Covers("D2")
class LoopbackDeviceTest {
  private final LoopbackDevice device = new LoopbackDevice();
  private final Packet received = new Packet(65_535);

  @Test
  void whatIsTransmittedComesBack() {
    assertThat(device.transmit(Frames.of(65_535, 5))).isTrue();
    assertThat(device.receive(received)).isTrue();
    assertThat(Frames.content(received)).isEqualTo(Frames.content(Frames.of(65_535, 5)));
    assertThat(device.receive(received)).isFalse();
  }

  @Test
  void itTakesABoundedNumberOfFrames() {
    int taken = 0;
    while (device.transmit(Frames.of(60, taken))) {
      taken++;
    }
    assertThat(taken).isEqualTo(16);
    assertThat(device.receive(received)).isTrue();
    assertThat(device.transmit(Frames.of(60, taken))).isTrue();
  }

  @Test
  void itCarriesIpPacketsWhoseChecksumsNobodyNeeds() {
    assertThat(device.capabilities().medium()).isEqualTo(Medium.IP);
    assertThat(device.capabilities().checksums().tcp().computes()).isFalse();
  }

  @Test
  @Covers("D5")
  void itCarriesSuperSegmentsAsTheyAre() {
    DeviceCapabilities narrow = DeviceCapabilities.plain(Medium.IP, 1_500).withSegmentation(65_535, 65_535);
    LoopbackDevice carrying = new LoopbackDevice(narrow);
    Packet sent = Frames.of(40_000, 3);
    sent.superSegment(Packet.SEGMENTATION_UDP, 1_000);
    sent.requestChecksum(sent.offset() + 20, 6);
    assertThat(carrying.transmit(sent)).isTrue();
    assertThat(carrying.receive(received)).isTrue();
    assertThat(received.length()).isEqualTo(40_000);
    assertThat(received.segmentation()).isEqualTo(Packet.SEGMENTATION_UDP);
    assertThat(received.segmentSize()).isEqualTo(1_000);
    assertThat(received.isChecksumVerified()).isTrue();
  }

  @Test
  void aClosedLoopbackIsSilent() {
    device.transmit(Frames.of(60, 1));
    device.close();
    device.close();
    assertThat(device.receive(received)).isFalse();
    assertThat(device.transmit(Frames.of(60, 1))).isTrue();
    assertThat(device.dropped()).isEqualTo(1);
  }
}
