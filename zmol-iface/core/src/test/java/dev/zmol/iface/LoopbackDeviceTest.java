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
  void aClosedLoopbackIsSilent() {
    device.transmit(Frames.of(60, 1));
    device.close();
    device.close();
    assertThat(device.receive(received)).isFalse();
    assertThat(device.transmit(Frames.of(60, 1))).isTrue();
    assertThat(device.dropped()).isEqualTo(1);
  }
}
