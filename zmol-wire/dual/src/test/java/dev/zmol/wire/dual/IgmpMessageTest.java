package dev.zmol.wire.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.GroupRecordType;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Only(Family.IPV4)
@Covers("W3")
class IgmpMessageTest {
  private static final Ipv4Address GROUP = Ipv4Address.of(239, 1, 2, 3);
  private static final List<IpAddress> SOURCES = List.of(Ipv4Address.of(192, 0, 2, 7), Ipv4Address.of(192, 0, 2, 8));
  private static final String LEAVE = "1700f7faef010203";
  private static final String REPORT_V2 = "1600f8faef010203";
  private static final String REPORT_V3 = "220063e700000001" + "05000002ef010203c0000207c0000208";
  private static final String QUERY_V3 = "118ac36def010203" + "0a8f0002c0000207c0000208";

  private static boolean isValid(String hex) {
    byte[] buf = Hex.bytes(hex);
    return IgmpMessage.isValid(buf, 0, buf.length);
  }

  private static MembershipQuery query(String hex) {
    byte[] buf = Hex.bytes(hex);
    return IgmpMessage.query(buf, 0, buf.length);
  }

  @Test
  @Covers("IGMP leave group parse")
  void aLeaveIsParsed() {
    byte[] buf = Hex.bytes(LEAVE);
    assertThat(IgmpMessage.isValid(buf, 0, 8)).isTrue();
    assertThat(IgmpMessage.verify(buf, 0, 8)).isTrue();
    assertThat(IgmpWire.parse(buf, 0)).isEqualTo(new IgmpHeader(IgmpMessage.LEAVE, 0, 0xf7fa, GROUP));
  }

  @Test
  @Covers("IGMP membership report v2 parse")
  void aReportOfVersion2IsParsed() {
    byte[] buf = Hex.bytes(REPORT_V2);
    assertThat(IgmpMessage.isValid(buf, 0, 8)).isTrue();
    assertThat(IgmpMessage.verify(buf, 0, 8)).isTrue();
    assertThat(IgmpWire.parse(buf, 0)).isEqualTo(new IgmpHeader(IgmpMessage.REPORT_V2, 0, 0xf8fa, GROUP));
  }

  @Test
  @Covers({"IGMP leave group emit and checksum", "IGMP report v2 emit and checksum", "IGMP emit roundtrip"})
  void messagesOfVersion2AreWritten() {
    byte[] buf = new byte[8];
    assertThat(IgmpMessage.emit(buf, 0, IgmpMessage.LEAVE, GROUP)).isEqualTo(8);
    assertThat(Hex.text(buf)).isEqualTo(LEAVE);
    IgmpMessage.emit(buf, 0, IgmpMessage.REPORT_V2, GROUP);
    assertThat(Hex.text(buf)).isEqualTo(REPORT_V2);
  }

  @Test
  void aReportOfVersion3IsWrittenAndRead() {
    byte[] buf = new byte[24];
    var record = new GroupRecord(GroupRecordType.ALLOW_NEW_SOURCES, GROUP, SOURCES);
    assertThat(IgmpMessage.emitReport(buf, 0, List.of(record))).isEqualTo(24);
    assertThat(IgmpMessage.verify(buf, 0, 24)).isTrue();
    assertThat(Hex.text(buf)).isEqualTo(REPORT_V3);
    assertThat(isValid(REPORT_V3)).isTrue();
    assertThat(GroupRecord.parse(buf, 8, 4)).isEqualTo(record);
    assertThat(GroupRecord.end(buf, 8, 24, 4)).isEqualTo(24);
    assertThat(record.length()).isEqualTo(16);
  }

  @Test
  @Covers("IGMP v1 query detected by zero max_resp_code")
  void theVersionOfAQueryIsThatOfItsLengthAndCode() {
    assertThat(query("1100eeff00000000").version()).isEqualTo(1);
    assertThat(query("1164ee9b00000000"))
        .isEqualTo(new MembershipQuery(2, 10_000, Ipv4Address.UNSPECIFIED, false, 0, 0, List.of()));
    assertThat(query(QUERY_V3)).isEqualTo(new MembershipQuery(3, 20_800, GROUP, true, 2, 248, SOURCES));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void queriesAreWrittenAsTheyAreRead(int version) {
    byte[] buf = new byte[64];
    boolean third = version == 3;
    var query =
        new MembershipQuery(
            version,
            version == 1 ? 0 : 2_500,
            Ipv4Address.UNSPECIFIED,
            false,
            third ? 2 : 0,
            third ? 125 : 0,
            third ? SOURCES : List.of());
    int end = IgmpMessage.emitQuery(buf, 0, query);
    assertThat(IgmpMessage.isValid(buf, 0, end)).isTrue();
    assertThat(IgmpMessage.verify(buf, 0, end)).isTrue();
    assertThat(IgmpMessage.query(buf, 0, end)).isEqualTo(query);
    assertThat(query.isGeneral()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "too short,1700f7faef0102",
    "no length of a query,118ac36def0102030a8f",
    "sources beyond the end,118ac36def0102030a8f0002c0000207c00002",
    "records beyond the end,220015e90000000105000002ef010203c0000207c00002",
    "fewer records than said,22000000000000010500",
    "auxiliary data beyond the end,220000000000000105010000ef010203",
    "unknown type,1300f7faef010203"
  })
  @Covers("IGMP parse rejects too short")
  void whatIsNotWholeIsNotValid(String why, String hex) {
    assertThat(isValid(hex)).as(why).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"17000000c0000201", "16000000c0000201", "1164000002000201", "1600e9ff00000000"})
  @Covers("IGMP parse rejects non-multicast group")
  void whatIsNoGroupIsNotValid(String hex) {
    assertThat(isValid(hex)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "none,45,'',false",
    "first,46,94040000,true",
    "behind others,48,010794030102030000000000,false",
    "behind no operation,47,0101010194040000,true",
    "behind the end,47,0000000094040000,false",
    "cut short,46,07034494,false",
    "of no length,46,07009404,false"
  })
  void theRouterAlertIsFoundAmongTheOptions(String why, String first, String options, boolean found) {
    byte[] buf = Hex.bytes(first + "00000000000000010200000000000000000000" + options);
    assertThat(IgmpMessage.hasRouterAlert(buf, 0)).as(why).isEqualTo(found);
  }

  @Test
  void randomBytesAreReadWithinTheirBounds() {
    Random random = new Random(3);
    int[] types = {IgmpMessage.QUERY, IgmpMessage.REPORT_V3, IgmpMessage.REPORT_V2};
    int valid = 0;
    for (int k = 0; k < 200_000; k++) {
      byte[] buf = new byte[random.nextInt(40)];
      random.nextBytes(buf);
      if (buf.length > 11) {
        buf[0] = (byte) types[k % 3];
        buf[4] = (byte) (random.nextBoolean() ? 0xe0 : buf[4]);
        buf[6] = 0;
        buf[7] &= 3;
        buf[10] = 0;
        buf[11] &= 7;
      }
      if (IgmpMessage.isValid(buf, 0, buf.length)) {
        valid++;
        if (IgmpWire.type(buf, 0) == IgmpMessage.QUERY) {
          assertThat(IgmpMessage.query(buf, 0, buf.length).sources()).hasSizeLessThan(8);
        }
      }
      PacketPrinter.ipTree(buf, 0, buf.length);
    }
    assertThat(valid).isBetween(20_000, 180_000);
  }
}
