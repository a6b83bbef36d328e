package dev.zmol.iface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PacketTest {
  private final Packet packet = new Packet(1500);

  @Test
  void aNewPacketIsEmptyAndHasHeadroom() {
    assertThat(packet.offset()).isEqualTo(Packet.HEADROOM);
    assertThat(packet.length()).isZero();
    assertThat(packet.room()).isEqualTo(1500);
    assertThat(packet.isChecksumPartial()).isFalse();
    assertThat(packet.isChecksumVerified()).isFalse();
    assertThat(packet.segmentation()).isEqualTo(Packet.SEGMENTATION_NONE);
  }

  @Test
  void headersArePushedInFrontAndPulledOff() {
    packet.set(Packet.HEADROOM, 100);
    assertThat(packet.push(20)).isEqualTo(Packet.HEADROOM - 20);
    assertThat(packet.length()).isEqualTo(120);
    assertThat(packet.pull(34)).isEqualTo(Packet.HEADROOM + 14);
    assertThat(packet.length()).isEqualTo(86);
    assertThat(packet.end()).isEqualTo(Packet.HEADROOM + 100);
  }

  @Test
  void theBytesHaveToLieInTheBuffer() {
    assertThatThrownBy(() -> packet.push(Packet.HEADROOM + 1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> packet.pull(1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> packet.set(Packet.HEADROOM, 1501)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(packet.length()).as("as before").isZero();
  }

  @Test
  void clearingForgetsWhatWasAskedOfTheDevice() {
    packet.set(0, 10);
    packet.requestChecksum(0, 6);
    packet.superSegment(Packet.SEGMENTATION_TCPV6, 1440);
    packet.markChecksumVerified();
    packet.id(9);
    packet.clear();
    assertThat(packet).usingRecursiveComparison().isEqualTo(new Packet(1500));
  }

  @Test
  void aCopyLiesWhereTheOriginalLies() {
    Packet original = original();
    packet.copyOf(original);
    assertThat(packet.offset()).isEqualTo(original.offset());
    assertThat(packet.checksumStart()).isEqualTo(original.checksumStart());
    assertThat(Frames.content(packet)).isEqualTo(Frames.content(original));
  }

  @Test
  void aDeliveredFrameLiesAtTheHeadroomWithAllItsMetadata() {
    assertThat(packet.deliver(original())).isTrue();
    assertThat(packet.offset()).isEqualTo(Packet.HEADROOM);
    assertThat(Frames.content(packet)).isEqualTo(Frames.content(original()));
    assertThat(packet.checksumStart()).isEqualTo(Packet.HEADROOM + 20);
    assertThat(packet.checksumOffset()).isEqualTo(16);
    assertThat(packet.segmentation()).isEqualTo(Packet.SEGMENTATION_TCPV4);
    assertThat(packet.segmentSize()).isEqualTo(1460);
    assertThat(packet.isChecksumVerified()).isTrue();
    assertThat(packet.id()).isEqualTo(5);
  }

  private static Packet original() {
    Packet original = Frames.of(40, 3);
    original.push(20);
    original.requestChecksum(original.offset() + 20, 16);
    original.superSegment(Packet.SEGMENTATION_TCPV4, 1460);
    original.markChecksumVerified();
    original.id(5);
    return original;
  }

  @Test
  void aFrameThatIsTooLongIsNotDelivered() {
    packet.set(Packet.HEADROOM, 10);
    assertThat(packet.deliver(Frames.of(1501, 1))).isFalse();
    assertThat(packet.length()).isZero();
  }

  @Test
  void theRoomIsChecked() {
    assertThatThrownBy(() -> new Packet(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("room is -1; it has to be 0 or more");
  }
}
