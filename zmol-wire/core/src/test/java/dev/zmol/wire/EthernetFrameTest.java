package dev.zmol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

@Covers("W2")
class EthernetFrameTest {
  private static final MacAddress DESTINATION = MacAddress.parse("f2:02:03:04:05:06");
  private static final MacAddress SOURCE = MacAddress.parse("a1:b2:c3:d4:e5:f6");
  private static final byte[] FRAME = Hex.bytes("f20203040506 a1b2c3d4e5f6 86dd 60aa");

  @Test
  @Covers("parse ethernet frame")
  void isReadFieldByField() {
    assertThat(EthernetFrame.destination(FRAME, 0)).isEqualTo(DESTINATION.bits());
    assertThat(EthernetFrame.source(FRAME, 0)).isEqualTo(SOURCE.bits());
    assertThat(EthernetFrame.etherType(FRAME, 0)).isEqualTo(EtherType.IPV6);
  }

  @Test
  @Covers("parse ethernet frame")
  void isReadAsAValue() {
    assertThat(EthernetWire.parse(FRAME, 0)).isEqualTo(new EthernetHeader(DESTINATION, SOURCE, EtherType.IPV6));
  }

  @Test
  @Covers("emit ethernet frame")
  void isWrittenAtAnyOffsetWithoutTouchingWhatIsAround() {
    byte[] buf = Hex.bytes("eeee eeeeeeeeeeee eeeeeeeeeeee eeee 60aa");
    int payload = EthernetFrame.emit(buf, 2, DESTINATION.bits(), SOURCE.bits(), EtherType.IPV6);
    assertThat(buf).isEqualTo(Hex.bytes("eeee f20203040506 a1b2c3d4e5f6 86dd 60aa"));
    assertThat(payload).isEqualTo(16);
  }

  @Test
  @Covers("emit ethernet frame")
  void ofAValueIsTheSameAsFieldByField() {
    byte[] buf = new byte[EthernetWire.LENGTH];
    EthernetWire.emit(new EthernetHeader(DESTINATION, SOURCE, EtherType.IPV6), buf, 0);
    assertThat(buf).isEqualTo(Bytes.copyOf(FRAME, 0, EthernetWire.LENGTH).toByteArray());
  }

  @Test
  @Covers("ethernet roundtrip")
  void isWrittenAsItWasRead() {
    byte[] buf = new byte[EthernetWire.LENGTH];
    EthernetWire.emit(EthernetWire.parse(FRAME, 0), buf, 0);
    assertThat(buf).isEqualTo(Bytes.copyOf(FRAME, 0, EthernetWire.LENGTH).toByteArray());
  }

  @Test
  @Covers("payload extraction")
  void hasItsPayloadBehindTheHeader() {
    assertThat(Bytes.copyOf(FRAME, EthernetWire.LENGTH, FRAME.length)).isEqualTo(Bytes.parse("60aa"));
  }

  @Test
  @Covers("parse ethernet truncated")
  void isIncompleteBelow14Bytes() {
    byte[] buf = new byte[20];
    assertThat(EthernetWire.fits(buf, 0, 13)).isFalse();
    assertThat(EthernetWire.fits(buf, 0, 14)).isTrue();
  }

  @Test
  void doesNotFitOutsideTheArray() {
    byte[] buf = new byte[20];
    assertThat(EthernetWire.fits(buf, 0, 21)).isFalse();
    assertThat(EthernetWire.fits(buf, -1, 14)).isFalse();
    assertThat(EthernetWire.fits(buf, 7, 20)).isFalse();
    assertThat(EthernetWire.fits(buf, Integer.MAX_VALUE, Integer.MIN_VALUE)).isFalse();
    assertThat(EthernetWire.fits(buf, 1, Integer.MIN_VALUE)).isFalse();
  }

  @Test
  void printsItselfInOneLine() {
    assertThat(EthernetWire.format(FRAME, 0))
        .isEqualTo("Ethernet destination=f2:02:03:04:05:06 source=a1:b2:c3:d4:e5:f6 etherType=0x86dd");
  }

  @Test
  void namesTypesOfPayloads() {
    assertThat(EtherType.format(EtherType.IPV4)).isEqualTo("IPv4");
    assertThat(EtherType.format(0x88cc)).isEqualTo("0x88cc");
  }
}
