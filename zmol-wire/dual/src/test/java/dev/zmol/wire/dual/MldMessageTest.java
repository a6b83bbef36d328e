package dev.zmol.wire.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.GroupRecordType;
import dev.zmol.wire.IpProtocol;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Only(Family.IPV6)
@Covers("W4")
class MldMessageTest {
  private static final Ipv6Address GROUP = Ipv6Address.parse("ff05::1:3");
  private static final Ipv6Address SOURCE = Ipv6Address.parse("2001:db8::7");
  private static final String GROUP_HEX = "ff050000000000000000000000010003";
  private static final String SOURCE_HEX = "20010db8000000000000000000000007";
  private static final String QUERY = "82000000" + "83e80000" + GROUP_HEX + "0a7d0001" + SOURCE_HEX;
  private static final String REPORT = "8f00000000000001" + "06000001" + GROUP_HEX + SOURCE_HEX;

  private static boolean isValid(String hex) {
    byte[] buf = Hex.bytes(hex);
    return MldMessage.isValid(buf, 0, buf.length);
  }

  @Test
  @Covers({"parse MLD query", "mld query via icmpv6"})
  void aQueryIsParsed() {
    byte[] buf = Hex.bytes(QUERY);
    assertThat(isValid(QUERY)).isTrue();
    assertThat(MldQueryWire.parse(buf, 0))
        .isEqualTo(
            new MldQueryHeader(Icmpv6Type.MULTICAST_LISTENER_QUERY, 0, 0, 0x83e8, 0, GROUP, 0, true, 2, 125, 1));
    assertThat(MldMessage.query(buf, 0, buf.length))
        .isEqualTo(new MembershipQuery(2, 0x13e8 << 3, GROUP, true, 2, 125, List.of(SOURCE)));
  }

  @Test
  @Covers("parse MLD report")
  void aReportIsParsed() {
    byte[] buf = Hex.bytes(REPORT);
    assertThat(isValid(REPORT)).isTrue();
    assertThat(MldReportWire.parse(buf, 0))
        .isEqualTo(new MldReportHeader(Icmpv6Type.MULTICAST_LISTENER_REPORT_V2, 0, 0, 0, 1));
  }

  @Test
  @Covers({"parse address record", "address record roundtrip"})
  void aRecordIsParsedAndWritten() {
    byte[] buf = Hex.bytes(REPORT);
    GroupRecord record = GroupRecord.parse(buf, MldReportWire.LENGTH, 16);
    assertThat(record).isEqualTo(new GroupRecord(GroupRecordType.BLOCK_OLD_SOURCES, GROUP, List.of(SOURCE)));
    assertThat(record.length()).isEqualTo(36);
    byte[] after = new byte[buf.length];
    assertThat(MldMessage.emitReport(after, 0, List.of(record))).isEqualTo(after.length);
    assertThat(Hex.text(after)).isEqualTo(REPORT);
  }

  @Test
  @Covers("MLD query roundtrip")
  void queriesAreWrittenAsTheyAreRead() {
    byte[] buf = new byte[64];
    var first = new MembershipQuery(1, 10_000, Ipv6Address.UNSPECIFIED, false, 0, 0, List.of());
    int end = MldMessage.emitQuery(buf, 0, first);
    assertThat(MldMessage.isValid(buf, 0, end)).isTrue();
    assertThat(MldMessage.query(buf, 0, end)).isEqualTo(first);

    byte[] second = Hex.bytes(QUERY);
    end = MldMessage.emitQuery(buf, 0, MldMessage.query(second, 0, second.length));
    assertThat(Hex.text(buf).substring(0, 2 * end)).isEqualTo(QUERY);
  }

  @Test
  void aDoneOfVersion1IsWrittenAndRead() {
    byte[] buf = new byte[24];
    assertThat(MldMessage.emit(buf, 0, Icmpv6Type.MULTICAST_LISTENER_DONE, GROUP)).isEqualTo(24);
    assertThat(Hex.text(buf)).isEqualTo("8400000000000000" + GROUP_HEX);
    assertThat(MldMessage.isValid(buf, 0, 24)).isTrue();
    assertThat(MldWire.group(buf, 0)).isEqualTo(GROUP);
  }

  @Test
  @Covers({"mldv2RouterAlert preset", "parse RouterAlert MLD"})
  void theRouterAlertIsAHopByHopOptionThatIsWalkedOver() {
    byte[] buf = new byte[Ipv6Wire.LENGTH + 8];
    IpPacket.emit(buf, 0, 0, 8, IpProtocol.HOP_BY_HOP, MldMessage.HOP_LIMIT, SOURCE, GROUP);
    assertThat(MldMessage.emitRouterAlert(buf, 40, IpProtocol.ICMPV6)).isEqualTo(48);
    assertThat(Hex.text(buf)).endsWith("3a00050200000100");

    var chain = new Ipv6HeaderChain();
    assertThat(chain.walk(buf, 0, buf.length)).isEqualTo(Ipv6HeaderChain.Outcome.COMPLETE);
    assertThat(chain.protocol()).isEqualTo(IpProtocol.ICMPV6);
    assertThat(MldMessage.hasRouterAlert(buf, 0)).isTrue();
    buf[47 - 3] = 1;
    assertThat(MldMessage.hasRouterAlert(buf, 0)).isFalse();
    buf[6] = IpProtocol.ICMPV6;
    assertThat(MldMessage.hasRouterAlert(buf, 0)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "too short,820000000000",
    "between two versions,82000000000000000000000000000000000000000000000000000000",
    "no group,82000000000000002001000000000000000000000000000000",
    "report of no group,830000000000000020010db8000000000000000000000007"
  })
  void whatIsNotWholeIsNotValid(String why, String hex) {
    String cut = why.startsWith("between") ? hex.substring(0, 52) : hex;
    assertThat(isValid(cut)).as(why).isFalse();
  }

  @Test
  @Covers("parse MLD unrecognized type")
  void otherTypesAreNotValid() {
    assertThat(isValid("89" + QUERY.substring(2))).isFalse();
    assertThat(isValid("8201" + QUERY.substring(4))).isFalse();
  }

  @Test
  @Covers("parse MLD rejects truncated variable fields")
  void sourcesAndRecordsHaveToBeWhole() {
    assertThat(isValid(QUERY.substring(0, QUERY.length() - 2))).isFalse();
    assertThat(isValid(REPORT.substring(0, REPORT.length() - 2))).isFalse();
    assertThat(isValid("8f00000000000002" + REPORT.substring(16))).isFalse();
  }

  @Test
  void randomBytesAreReadWithinTheirBounds() {
    Random random = new Random(4);
    int valid = 0;
    for (int k = 0; k < 200_000; k++) {
      byte[] buf = new byte[random.nextInt(100)];
      random.nextBytes(buf);
      if (buf.length > 27) {
        buf[0] = (byte) (random.nextBoolean() ? 0x82 : 0x8f);
        buf[1] = 0;
        buf[6] = 0;
        buf[7] &= 3;
        buf[8] = -1;
        buf[10] = 0;
        buf[11] &= 3;
        buf[26] = 0;
        buf[27] &= 7;
      }
      if (MldMessage.isValid(buf, 0, buf.length)) {
        valid++;
        if (IcmpWire.type(buf, 0) == Icmpv6Type.MULTICAST_LISTENER_QUERY) {
          assertThat(MldMessage.query(buf, 0, buf.length).sources()).hasSizeLessThan(8);
        }
      }
    }
    assertThat(valid).isBetween(20_000, 180_000);
  }
}
