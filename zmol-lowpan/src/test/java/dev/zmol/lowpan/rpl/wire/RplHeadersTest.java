package dev.zmol.lowpan.rpl.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.Bytes;
import dev.zmol.wire.ipv6.Ipv6Address;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

@Covers("W9")
class RplHeadersTest {
  private static final Ipv6Address A = Ipv6Address.parse("2001:db8::a");
  private static final Ipv6Address B = Ipv6Address.parse("2001:db8::b");
  private static final Ipv6Address C = Ipv6Address.parse("2001:db8::c");
  private static final Ipv6Address ELSEWHERE = Ipv6Address.parse("2001:db9::c");
  private static final int IP = 3;
  private static final int HEADER = IP + 40;

  @Test
  @Covers("HopByHop option parse and emit")
  void packetInformation() {
    byte[] buf = new byte[10];
    var information = new RplPacketInformation(true, false, true, RplInstanceId.global(30), 768);
    assertThat(information.emitHeader(buf, 1, 58, RplPacketInformation.TYPE)).isEqualTo(9);
    assertThat(Bytes.copyOf(buf, 1, 9)).hasToString("3a002304a01e0300");
    assertThat(RplPacketInformation.find(buf, 1, 9)).isEqualTo(3);
    assertThat(RplPacketInformation.parse(buf, 3)).isEqualTo(information);
  }

  @Test
  void packetInformationIsFoundBehindOtherOptionsAndUnderItsOldType() {
    byte[] buf = Bytes.parse("3a01 0502 0000 00 6304 401e0100 0101 00").toByteArray();
    assertThat(RplPacketInformation.find(buf, 0, 16)).isEqualTo(7);
    assertThat(RplPacketInformation.parse(buf, 7))
        .isEqualTo(new RplPacketInformation(false, true, false, RplInstanceId.global(30), 256));
    assertThat(RplPacketInformation.find(buf, 0, 15)).isEqualTo(-1);
  }

  @Test
  void hopByHopHeadersWithoutPacketInformation() {
    assertThat(RplPacketInformation.find(Bytes.parse("3a00 0104 00000000").toByteArray(), 0, 8)).isEqualTo(-1);
    assertThat(RplPacketInformation.find(Bytes.parse("3a00 2305 00000000").toByteArray(), 0, 8)).isEqualTo(-1);
    assertThat(RplPacketInformation.find(Bytes.parse("3a00 2303 00000000").toByteArray(), 0, 8)).isEqualTo(-1);
    assertThat(RplPacketInformation.find(new byte[7], 0, 7)).isEqualTo(-1);
  }

  private static byte[] packet(Ipv6Address first, List<Ipv6Address> rest) {
    int length = SourceRoute.length(first, rest);
    byte[] buf = new byte[HEADER + length];
    first.emit(buf, IP + 24);
    assertThat(SourceRoute.emit(buf, HEADER, 17, first, rest)).isEqualTo(buf.length);
    return buf;
  }

  private static SourceRoute.Step advance(byte[] buf, Ipv6Address... ours) {
    return SourceRoute.advance(buf, IP, HEADER, buf.length, List.of(ours)::contains);
  }

  @Test
  void sourceRouteLeavesOutWhatAllAddressesShare() {
    byte[] buf = packet(A, List.of(B, C));
    assertThat(Bytes.copyOf(buf, HEADER, buf.length)).hasToString("11010302ff600000" + "0b0c000000000000");
    assertThat(SourceRoute.addresses(buf, HEADER, buf.length, A)).containsExactly(B, C);
    assertThat(SourceRoute.length(A, List.of(ELSEWHERE))).isEqualTo(24);
    assertThat(SourceRoute.addresses(packet(A, List.of(B, ELSEWHERE)), HEADER, HEADER + 40, A))
        .containsExactly(B, ELSEWHERE);
  }

  @Test
  void eachHopIsVisited() {
    byte[] buf = packet(A, List.of(B, C));
    assertThat(advance(buf, A)).isEqualTo(SourceRoute.Step.ADVANCED);
    assertThat(B.isAt(buf, IP + 24)).isTrue();
    assertThat(buf[HEADER + 3]).isEqualTo((byte) 1);
    assertThat(advance(buf, B)).isEqualTo(SourceRoute.Step.ADVANCED);
    assertThat(C.isAt(buf, IP + 24)).isTrue();
    assertThat(buf[HEADER + 3]).isZero();
    assertThat(SourceRoute.addresses(buf, HEADER, buf.length, C)).containsExactly(A, B);
    assertThat(advance(buf, C)).isEqualTo(SourceRoute.Step.MALFORMED);
  }

  @Test
  void sourceRouteThatComesBackIsRefused() {
    byte[] buf = packet(A, List.of(B, A));
    byte[] before = buf.clone();
    assertThat(advance(buf, A)).isEqualTo(SourceRoute.Step.LOOP);
    assertThat(buf).isEqualTo(before);
  }

  @Test
  void sourceRouteToAGroupIsRefused() {
    assertThat(advance(packet(A, List.of(Ipv6Address.ALL_NODES)), A)).isEqualTo(SourceRoute.Step.MALFORMED);
  }

  @Test
  void moreSegmentsThanAddressesAreRefused() {
    byte[] buf = packet(A, List.of(B, C));
    buf[HEADER + 3] = 3;
    assertThat(advance(buf, A)).isEqualTo(SourceRoute.Step.MALFORMED);
  }

  @Test
  @Covers("hostile: RPL bounds")
  void randomSourceRoutesAreSteppedOrRefusedWithinBounds() {
    var random = new Random(3);
    int advanced = 0;
    for (int k = 0; k < 200_000; k++) {
      byte[] buf = new byte[HEADER + random.nextInt(60)];
      random.nextBytes(buf);
      buf[IP + 24] = 0x20;
      if (buf.length > HEADER + 4) {
        buf[HEADER + 1] = (byte) random.nextInt(8);
        buf[HEADER + 2] = SourceRoute.TYPE;
        buf[HEADER + 3] = (byte) random.nextInt(6);
      }
      byte[] before = buf.clone();
      SourceRoute.Step step = advance(buf, A);
      advanced += step == SourceRoute.Step.ADVANCED ? 1 : 0;
      assertThat(step == SourceRoute.Step.ADVANCED || Arrays.equals(before, buf)).isTrue();
      RplPacketInformation.find(buf, HEADER, buf.length);
    }
    assertThat(advanced).isGreaterThan(1000);
  }
}
