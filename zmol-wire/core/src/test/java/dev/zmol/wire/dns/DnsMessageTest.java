package dev.zmol.wire.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.Bytes;
import dev.zmol.wire.Dissection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

@Covers("W6")
class DnsMessageTest {
  private static final DnsName HOST = DnsName.parse("www.example.org");
  private static final DnsName OTHER = DnsName.parse("lb.example.net");
  private static final DnsData ADDRESS = new DnsData.A(0xc000_0201);

  private static DnsMessage parse(Bytes message) {
    return DnsMessage.parse(message.toByteArray(), 0, message.length()).orElseThrow();
  }

  private static DnsMessage response(int code, DnsQuestion question, DnsRecord... answers) {
    var header =
        new DnsHeader(
            0x1234, true, DnsOpcode.QUERY, false, false, true, true, false, false, false, code, 1, answers.length, 0,
            0);
    return new DnsMessage(header, List.of(question), List.of(answers), List.of(), List.of());
  }

  private static void assertRoundTrip(DnsMessage message) {
    assertThat(parse(message.toBytes())).isEqualTo(message);
  }

  @Test
  @Covers("emit query")
  void writesAQuery() {
    assertThat(DnsMessage.query(0x1234, new DnsQuestion(HOST, DnsType.A)).toBytes())
        .isEqualTo(Bytes.parse("1234 0100 0001 0000 0000 0000"
            + "03777777 076578616d706c65 036f7267 00 0001 0001"));
  }

  @Test
  @Covers("parse request")
  void readsAQuery() {
    DnsMessage query = parse(Bytes.parse("5084 0100 0001 0000 0000 0000 0667 6f6f 676c 6503 636f 6d00 001c 0001"));
    assertThat(query.header()).isEqualTo(new DnsHeader(0x5084, false, 0, false, false, true, false, false, false,
        false, 0, 1, 0, 0, 0));
    assertThat(query.questions()).containsExactly(new DnsQuestion(DnsName.parse("google.com"), DnsType.AAAA));
  }

  @Test
  @Covers({"parse response single A", "parse response single AAAA", "parse response multiple A"})
  void readsAddresses() {
    var question = new DnsQuestion(HOST, DnsType.A);
    assertRoundTrip(response(0, question, new DnsRecord(HOST, 60, ADDRESS)));
    assertRoundTrip(response(0, question, new DnsRecord(HOST, 60, new DnsData.Aaaa(0x2001_0db8_0000_0000L, 1))));
    assertRoundTrip(
        response(0, question, new DnsRecord(HOST, 60, ADDRESS), new DnsRecord(HOST, 0xffff_ffffL, new DnsData.A(-1))));
  }

  @Test
  @Covers({"parse response CNAME", "parse response NXDomain"})
  void readsAliasesAndNegativeAnswers() {
    var question = new DnsQuestion(HOST, DnsType.A);
    assertRoundTrip(
        response(
            0, question, new DnsRecord(HOST, 1, new DnsData.CanonicalName(OTHER)), new DnsRecord(OTHER, 2, ADDRESS)));
    var authority =
        new DnsData.StartOfAuthority(DnsName.parse("ns.org"), DnsName.parse("root.ns.org"), -1, 1, 2, 3, 4);
    DnsMessage negative = response(DnsResponseCode.NAME_ERROR, question);
    Bytes bytes =
        new DnsMessage(
                negative.header(), negative.questions(), List.of(), List.of(new DnsRecord(HOST, 9, authority)),
                List.of())
            .toBytes();
    assertThat(parse(bytes).header().responseCode()).isEqualTo(DnsResponseCode.NAME_ERROR);
    assertThat(parse(bytes).authorities().getFirst().data()).isEqualTo(authority);
  }

  private static List<DnsData> everything() {
    return List.of(
        ADDRESS,
        new DnsData.Aaaa(0xfe80_0000_0000_0000L, 0x0000_ffff_0000_0001L),
        new DnsData.CanonicalName(OTHER),
        new DnsData.Pointer(HOST),
        new DnsData.NameServer(DnsName.ROOT),
        new DnsData.MailExchange(10, OTHER),
        new DnsData.Service(1, 2, 65535, HOST),
        DnsData.ofStrings(List.of("a=b", "", "say \"é\"")),
        new DnsData.StartOfAuthority(OTHER, HOST, 1, 2, 3, 4, 5),
        new DnsData.NextSecure(HOST, List.of(DnsType.A, DnsType.TXT, DnsType.SRV)),
        new DnsData.Unknown(0xfffe, Bytes.parse("00ff")),
        new DnsData.Unknown(DnsType.OPT, Bytes.EMPTY));
  }

  @Test
  void readsWhatItHasWrittenOfEveryType() {
    for (DnsData data : everything()) {
      assertRoundTrip(response(0, new DnsQuestion(HOST, data.type()), new DnsRecord(HOST, 60, data)));
    }
  }

  @Test
  void isReadWhereverItIsInAnArray() {
    DnsMessage message =
        response(0, new DnsQuestion(HOST, DnsType.PTR), new DnsRecord(HOST, 1, new DnsData.Pointer(HOST)));
    byte[] buf = new byte[300];
    int end = message.emit(buf, 77);
    assertThat(DnsMessage.parse(buf, 77, end)).contains(message);
  }

  @Test
  void compressesNames() {
    var message =
        response(0, new DnsQuestion(HOST, DnsType.PTR), new DnsRecord(HOST, 1, new DnsData.Pointer(HOST)));
    int uncompressed = 12 + HOST.length() + 4 + HOST.length() + 10 + HOST.length();
    assertThat(message.toBytes().length()).isEqualTo(uncompressed - 2 * (HOST.length() - 2));
  }

  @Test
  void leavesNamesOfServicesWhole() {
    DnsData data = new DnsData.Service(0, 0, 1, HOST);
    var message = response(0, new DnsQuestion(HOST, DnsType.SRV), new DnsRecord(HOST, 1, data));
    assertThat(data.toBytes().length()).isEqualTo(6 + HOST.length());
    assertThat(message.toBytes().toString()).endsWith(data.toBytes().toString());
  }

  @Test
  void takesTextsWithoutBytesForAnEmptyOne() {
    Bytes bytes = Bytes.parse("0001 8000 0000 0001 0000 0000 00 0010 0001 00000000 0000");
    assertThat(parse(bytes).answers().getFirst().data()).isEqualTo(new DnsData.Text(List.of(Bytes.EMPTY)));
  }

  @Test
  void isMalformedIfItsCountsPromiseWhatIsNotThere() {
    Bytes query = DnsMessage.query(1, new DnsQuestion(HOST, DnsType.A)).toBytes();
    for (int section = 4; section < 12; section += 2) {
      byte[] bytes = query.toByteArray();
      bytes[section] = (byte) 0xff;
      bytes[section + 1] = (byte) 0xff;
      assertThat(DnsMessage.parse(bytes, 0, bytes.length)).isEmpty();
    }
  }

  @Test
  void isMalformedIfDataIsNotAsLongAsItsTypeAsksFor() {
    for (DnsData data : everything()) {
      if (!(data instanceof DnsData.Unknown) && !(data instanceof DnsData.Text)) {
        Bytes record = data.toBytes();
        String head = "0001 8000 0000 0001 0000 0000 00 %04x 0001 00000000 %04x";
        Bytes longer = Bytes.parse(head.formatted(data.type(), record.length() + 1) + record + "00");
        Bytes shorter = Bytes.parse(head.formatted(data.type(), record.length() - 1) + record);
        boolean kept = data instanceof DnsData.NextSecure;
        assertThat(DnsMessage.parse(longer.toByteArray(), 0, longer.length()).isPresent()).isEqualTo(kept);
        assertThat(DnsMessage.parse(shorter.toByteArray(), 0, shorter.length()).isPresent()).isEqualTo(kept);
      }
    }
  }

  @Test
  void isMalformedIfItIsCutShort() {
    byte[] whole = new byte[512];
    int end = response(0, new DnsQuestion(HOST, DnsType.A), new DnsRecord(OTHER, 1, ADDRESS)).emit(whole, 0);
    for (int length = 0; length < end; length++) {
      assertThat(DnsMessage.parse(whole, 0, length)).isEmpty();
    }
  }

  @Test
  void leavesOutWhatThereIsNoRoomFor() {
    byte[] buf = new byte[DnsMessage.MAX_DATAGRAM];
    var out = new DnsWriter(buf, 0, 70).begin(DnsHeader.authoritativeResponse(0));
    assertThat(out.question(new DnsQuestion(HOST, DnsType.A))).isTrue();
    assertThat(out.answer(new DnsRecord(HOST, 1, ADDRESS))).isTrue();
    assertThat(out.answer(new DnsRecord(OTHER, 1, ADDRESS))).isFalse();
    assertThat(out.answer(new DnsRecord(HOST, 1, new DnsData.A(1)))).isTrue();
    int end = out.finish();
    assertThat(DnsMessage.parse(buf, 0, end).orElseThrow().answers()).hasSize(2);
    assertThatIllegalStateException().isThrownBy(() -> out.question(new DnsQuestion(HOST, DnsType.A)));
  }

  @Test
  void doesNotFitWhereThereIsNoRoom() {
    DnsMessage query = DnsMessage.query(1, new DnsQuestion(HOST, DnsType.A));
    assertThatIllegalArgumentException().isThrownBy(() -> query.emit(new byte[30], 0));
    assertThatIllegalArgumentException().isThrownBy(() -> query.emit(new byte[11], 0));
  }

  @Test
  void refersOnlyToNamesThatPointersReach() {
    var records = new ArrayList<DnsRecord>();
    for (int k = 0; k < 2000; k++) {
      records.add(new DnsRecord(DnsName.parse("host-" + k + ".example.org"), 1, ADDRESS));
    }
    assertRoundTrip(response(0, new DnsQuestion(HOST, DnsType.A), records.toArray(DnsRecord[]::new)));
  }

  @Test
  void isShownInOneLine() {
    var out = new StringBuilder();
    byte[] query = DnsMessage.query(7, new DnsQuestion(HOST, DnsType.A)).toBytes().toByteArray();
    DnsLine.append(out, query, 0, query.length);
    assertThat(out).hasToString("DNS query 7 A? www.example.org.");
    out.setLength(0);
    byte[] reply =
        response(
                DnsResponseCode.NAME_ERROR,
                new DnsQuestion(HOST, DnsType.A),
                Collections.nCopies(10, new DnsRecord(HOST, 1, ADDRESS)).toArray(DnsRecord[]::new))
            .toBytes()
            .toByteArray();
    DnsLine.append(out, reply, 0, reply.length);
    assertThat(out.toString())
        .startsWith("DNS response 4660 NXDOMAIN A? www.example.org. www.example.org. A 192.0.2.1, ")
        .endsWith(", and 2 more");
    out.setLength(0);
    DnsLine.append(out, reply, 0, 20);
    assertThat(out).hasToString("DNS [malformed] length 20");
  }

  @Test
  void isShownAsATree() {
    var out = new Dissection();
    byte[] query = DnsMessage.query(7, new DnsQuestion(HOST, DnsType.A)).toBytes().toByteArray();
    DnsMessage.describe(out, query, 0, query.length);
    DnsMessage.describe(out, query, 0, 14);
    DnsMessage.describe(out, query, 0, 3);
    assertThat(out.tree())
        .contains("  id: 7\n", "  recursionDesired: 1\n", "  question: www.example.org. IN A\n", "  malformed: 0377\n");
  }

  @Test
  void isShownWithTheLengthInFrontOfIt() {
    byte[] stream = new byte[200];
    int end = DnsMessage.query(7, new DnsQuestion(HOST, DnsType.A)).emit(stream, 2);
    stream[1] = (byte) (end - 2);
    var out = new StringBuilder();
    DnsLine.appendStream(out, stream, 0, end);
    DnsLine.appendStream(out, stream, 0, end - 1);
    assertThat(out).hasToString("DNS query 7 A? www.example.org.DNS segment length " + (end - 1));
  }

  @Test
  void showsDataAsMasterFilesHaveIt() {
    assertThat(everything().stream().map(DnsData::text))
        .containsExactly(
            "192.0.2.1",
            "fe80::ffff:0:1",
            "lb.example.net.",
            "www.example.org.",
            ".",
            "10 lb.example.net.",
            "1 2 65535 www.example.org.",
            "\"a=b\" \"\" \"say \\\"\\195\\169\\\"\"",
            "lb.example.net. www.example.org. 1 2 3 4 5",
            "www.example.org. A TXT SRV",
            "\\# 2 00ff",
            "\\# 0");
    assertThat(new DnsData.Aaaa(0, 0).text()).isEqualTo("::");
    assertThat(new DnsData.Aaaa(0, 1).text()).isEqualTo("::1");
    assertThat(new DnsData.Aaaa(0x2001_0db8_0000_0001L, 0x0001_0001_0001_0000L).text())
        .isEqualTo("2001:db8:0:1:1:1:1:0");
    assertThat(new DnsData.Aaaa(0x2001_0000_0000_0001L, 0).text()).isEqualTo("2001:0:0:1::");
  }

  @Test
  void namesTypesAndReadsTheirNames() {
    assertThat(DnsType.parse("aaaa")).isEqualTo(DnsType.AAAA);
    assertThat(DnsType.parse("TYPE65280")).isEqualTo(65280);
    assertThatIllegalArgumentException().isThrownBy(() -> DnsType.parse("TYPE65536"));
    assertThatIllegalArgumentException().isThrownBy(() -> DnsType.parse("AXFRX"));
  }
}
