package dev.zmol.wire.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.TcpOptionWriter;
import dev.zmol.wire.TcpOptions;
import dev.zmol.wire.TcpSegment;
import dev.zmol.wire.TcpWire;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** TCP with the pseudo-headers of IP. */
@Specialize
@Covers("W5")
class TcpOverIpTest {
  private static final int LENGTH = 24;

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
    return PseudoHeader.sum(IpAddress.parse(source), IpAddress.parse(destination), IpProtocol.TCP, LENGTH);
  }

  private static byte[] syn() {
    byte[] buf = new byte[LENGTH];
    TcpSegment.emit(buf, 0, 48896, 80, 0x0123_4567, 0, LENGTH, TcpFlags.SYN, 65534);
    TcpOptionWriter.maximumSegmentSize(buf, TcpWire.LENGTH, 1460);
    return buf;
  }

  @Test
  @Covers({"parse TCP SYN", "TCP SYN roundtrip", "parse TCP with MSS option", "headerLen MSS only"})
  void aSynIsReadAsItWasWritten() {
    byte[] buf = syn();
    assertThat(TcpSegment.payload(buf, 0, LENGTH)).isEqualTo(LENGTH);
    assertThat(TcpWire.parse(buf, 0).flags()).isEqualTo(TcpFlags.SYN);
    assertThat(TcpWire.sequenceNumber(buf, 0)).isEqualTo(0x0123_4567);
    var options = new TcpOptions();
    options.parse(buf, TcpWire.LENGTH, LENGTH);
    assertThat(options.maximumSegmentSize()).isEqualTo(1460);
  }

  @Test
  @Covers({"parse TCP truncated", "parse TCP bad data offset"})
  void aSegmentThatIsShorterThanItsHeaderIsMalformed() {
    byte[] buf = syn();
    assertThat(TcpSegment.payload(buf, 0, LENGTH - 1)).isEqualTo(-1);
    TcpWire.dataOffset(buf, 0, 4);
    assertThat(TcpSegment.payload(buf, 0, LENGTH)).isEqualTo(-1);
  }

  @Test
  @Covers("TCP checksum computation")
  void theChecksumOfASegmentIsRightAndAWrongOneIsNot() {
    for (long pseudoHeader : pseudoHeaders()) {
      byte[] buf = syn();
      TcpSegment.fillChecksum(buf, 0, LENGTH, pseudoHeader);
      assertThat(TcpSegment.verify(buf, 0, LENGTH, pseudoHeader)).isTrue();
      buf[4]++;
      assertThat(TcpSegment.verify(buf, 0, LENGTH, pseudoHeader)).isFalse();
    }
  }

  @Test
  @Only(Family.IPV6)
  @Covers({"TCP IPv6 checksum verification", "IPv6 pseudo-header checksum"})
  void theChecksumCoversThePseudoHeaderOfIpv6() {
    byte[] buf = syn();
    TcpSegment.fillChecksum(buf, 0, LENGTH, sum("fe80::1", "fe80::2"));
    assertThat(TcpSegment.verify(buf, 0, LENGTH, sum("fe80::1", "fe80::2"))).isTrue();
    assertThat(TcpSegment.verify(buf, 0, LENGTH, sum("fe80::1", "fe80::3"))).isFalse();
  }
}
