package dev.zmol.wire.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.UdpDatagram;
import dev.zmol.wire.UdpHeader;
import dev.zmol.wire.UdpWire;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** UDP with the pseudo-headers of IP. */
@Specialize
@Covers("W5")
class UdpOverIpTest {
  /** Port 48896 to port 53, four bytes of payload, and four that a link appended. */
  private static final byte[] PADDED = Hex.bytes("bf00 0035 000c 0000 aa00 00ff 0102 0304");

  private static final int END = 12;

  private static List<Long> pseudoHeaders() {
    var sums = new ArrayList<Long>();
    if (Comptime.IPV4) {
      sums.add(sum("192.168.1.1", "192.168.1.2"));
    }
    if (Comptime.IPV6) {
      sums.add(sum("fe80::1", "fe80::2"));
    }
    return sums;
  }

  private static long sum(String source, String destination) {
    return PseudoHeader.sum(IpAddress.parse(source), IpAddress.parse(destination), IpProtocol.UDP, END);
  }

  @Test
  @Covers({"parse UDP datagram", "UDP deconstruct raw fields", "UDP payload extraction", "UDP roundtrip"})
  void aDatagramIsReadAsItWasWritten() {
    byte[] buf = PADDED.clone();
    UdpDatagram.emit(buf, 0, 48896, 53, END);
    assertThat(UdpWire.parse(buf, 0)).isEqualTo(new UdpHeader(48896, 53, END, 0));
    assertThat(buf).isEqualTo(PADDED);
  }

  @Test
  @Covers("parse UDP truncated")
  void aDatagramWithoutAWholeHeaderIsMalformed() {
    assertThat(UdpDatagram.end(PADDED, 0, 7)).isEqualTo(-1);
  }

  @Test
  @Covers({"UDP payload clamps trailing padding", "UDP checksum verifies declared length with trailing padding"})
  void paddingBehindADatagramIsNoPartOfIt() {
    for (long pseudoHeader : pseudoHeaders()) {
      byte[] buf = PADDED.clone();
      UdpDatagram.fillChecksum(buf, 0, END, pseudoHeader);
      int end = UdpDatagram.end(buf, 0, buf.length);
      assertThat(end).isEqualTo(END);
      assertThat(UdpDatagram.verify(buf, 0, end, pseudoHeader)).isTrue();
    }
  }

  @Test
  @Covers({"UDP payload rejects over-declared length", "UDP checksum rejects over-declared length"})
  void aDatagramThatDeclaresMoreThanThereIsIsMalformed() {
    assertThat(UdpDatagram.end(PADDED, 0, END - 1)).isEqualTo(-1);
  }

  @Test
  @Covers("UDP construct with checksum")
  void theChecksumOfADatagramIsRightAndAWrongOneIsNot() {
    for (long pseudoHeader : pseudoHeaders()) {
      byte[] buf = PADDED.clone();
      UdpDatagram.fillChecksum(buf, 0, END, pseudoHeader);
      assertThat(UdpDatagram.verify(buf, 0, END, pseudoHeader)).isTrue();
      buf[END - 1]++;
      assertThat(UdpDatagram.verify(buf, 0, END, pseudoHeader)).isFalse();
    }
  }

  @Test
  @Only(Family.IPV6)
  @Covers({"UDP v6 checksum roundtrip", "UDP v6 checksum rejects over-declared length"})
  void theChecksumCoversThePseudoHeaderOfIpv6() {
    byte[] buf = PADDED.clone();
    UdpDatagram.fillChecksum(buf, 0, END, sum("fe80::1", "fe80::2"));
    assertThat(UdpDatagram.verify(buf, 0, END, sum("fe80::1", "fe80::2"))).isTrue();
    assertThat(UdpDatagram.verify(buf, 0, END, sum("fe80::1", "fe80::3"))).isFalse();
    assertThat(UdpDatagram.end(buf, 0, END - 1)).isEqualTo(-1);
  }

  @Test
  @Covers({"UDP zero checksum becomes 0xFFFF", "UDP v6 fillChecksum avoids zero"})
  void aChecksumOfZeroIsWrittenAsAllOnes() {
    for (long pseudoHeader : pseudoHeaders()) {
      int found = 0;
      byte[] buf = PADDED.clone();
      for (int word = 0; word < 0x1_0000; word++) {
        buf[8] = (byte) (word >>> 8);
        buf[9] = (byte) word;
        UdpDatagram.fillChecksum(buf, 0, END, pseudoHeader);
        assertThat(UdpDatagram.hasChecksum(buf, 0)).isTrue();
        found += UdpWire.checksum(buf, 0) == 0xffff ? 1 : 0;
      }
      assertThat(found).isPositive();
    }
  }

  @Test
  void aDatagramWithoutChecksumIsToldFromOneWithAWrongOne() {
    assertThat(UdpDatagram.hasChecksum(PADDED, 0)).isFalse();
  }
}
