package dev.zmol.wire.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.Bytes;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@Covers("W6")
class DnsNameTest {
  private static final String LONGEST_LABEL = "a".repeat(63);

  /** A response with one PTR record whose data are bytes, so that they are read as a name at offset 23. */
  private static Optional<DnsName> read(String digits) {
    Bytes data = Bytes.parse(digits);
    Bytes message =
        Bytes.parse("0001 8000 0000 0001 0000 0000 00 000c 0001 00000000 %04x".formatted(data.length()) + data);
    return DnsMessage.parse(message.toByteArray(), 0, message.length())
        .map(parsed -> ((DnsData.Pointer) parsed.answers().getFirst().data()).target());
  }

  @Test
  @Covers("parse name with pointer compression")
  void goesOnWhereAPointerLeads() {
    var query = new DnsQuestion(DnsName.parse("lists.example.org"), DnsType.NS);
    byte[] message = new byte[200];
    int at = DnsMessage.query(1, query).emit(message, 0);
    Bytes record = Bytes.parse("c00c 0002 0001 0000003c 0006 036e7331 c012");
    int end = record.copyTo(message, at);
    DnsWire.answerCount(message, 0, 1);
    assertThat(DnsMessage.parse(message, 0, end).orElseThrow().answers())
        .containsExactly(
            new DnsRecord(query.name(), 60, new DnsData.NameServer(DnsName.parse("ns1.example.org"))));
  }

  @Test
  @Covers("parse name rejects out-of-range start")
  void isNoneIfAPointerLeadsOutOfTheMessageOrIntoItsHeader() {
    assertThat(read("c0ff")).isEmpty();
    assertThat(read("ffff")).isEmpty();
    assertThat(read("c00b")).isEmpty();
    assertThat(read("c0")).isEmpty();
  }

  @Test
  void isNoneIfPointersLeadInCircles() {
    assertThat(read("c017")).describedAs("itself").isEmpty();
    assertThat(read("01 61 c017")).describedAs("its beginning").isEmpty();
    assertThat(read("c019 c017")).describedAs("forwards").isEmpty();
    assertThat(read("01 61 c019")).describedAs("itself, behind a label").isEmpty();
  }

  @Test
  void isNoneIfItIsLongerThan255Bytes() {
    String label = "3f" + "61".repeat(63);
    assertThat(read(label.repeat(3) + "3d" + "61".repeat(61) + "00").orElseThrow().length()).isEqualTo(255);
    assertThat(read(label.repeat(3) + "3e" + "61".repeat(62) + "00")).isEmpty();
    assertThat(read(label.repeat(4) + "00")).isEmpty();
  }

  @Test
  void isNoneIfALabelIsOfAnUnknownKindOrCutShort() {
    assertThat(read("40 00")).isEmpty();
    assertThat(read("80 00")).isEmpty();
    assertThat(read("05 61 62")).isEmpty();
    assertThat(read("01 61")).isEmpty();
  }

  @Test
  void isReadFromAndWrittenToText() {
    DnsName name = DnsName.parse("www.Example.org");
    assertThat(name).hasToString("www.Example.org.").isEqualTo(DnsName.parse("www.Example.org."));
    assertThat(name.labelCount()).isEqualTo(3);
    assertThat(DnsName.parse(".")).isEqualTo(DnsName.ROOT).hasToString(".");
  }

  @Test
  void escapesWhatIsSpecialInText() {
    DnsName name = DnsName.ofLabel("My Printer 2.0 \\ é").child("_ipp");
    assertThat(name.toString()).isEqualTo("_ipp.My\\032Printer\\0322\\.0\\032\\\\\\032\\195\\169.");
    assertThat(DnsName.parse(name.toString())).isEqualTo(name);
    assertThat(name.parent().firstLabel()).isEqualTo("My Printer 2.0 \\ é");
  }

  @Test
  void doesNotDependOnTheCaseOfItsLetters() {
    DnsName name = DnsName.parse("wWw.eXample.ORG");
    assertThat(name).isEqualTo(DnsName.parse("www.example.org")).hasSameHashCodeAs(DnsName.parse("WWW.EXAMPLE.ORG"));
    assertThat(name).isNotEqualTo(DnsName.parse("www.example.com")).isNotEqualTo(DnsName.parse("example.org"));
    assertThat(DnsName.parse("[.org")).isNotEqualTo(DnsName.parse("{.org"));
  }

  @Test
  void isWithinTheDomainsThatItEndsWith() {
    DnsName name = DnsName.parse("www.example.org");
    assertThat(name.isWithin(DnsName.parse("EXAMPLE.org"))).isTrue();
    assertThat(name.isWithin(name)).isTrue();
    assertThat(name.isWithin(DnsName.ROOT)).isTrue();
    assertThat(name.isWithin(DnsName.parse("ample.org"))).isFalse();
    assertThat(DnsName.parse("org").isWithin(name)).isFalse();
    assertThat(DnsName.parse("www").within(DnsName.parse("example.org"))).isEqualTo(name);
    assertThat(name.parent()).isEqualTo(DnsName.parse("example.org"));
    assertThat(DnsName.ROOT.parent()).isEqualTo(DnsName.ROOT);
  }

  @Test
  @Covers({"start query rejects empty name", "start query rejects too-long label"})
  void isRefusedInText() {
    assertThatIllegalArgumentException().isThrownBy(() -> DnsName.parse("")).withMessageContaining("empty");
    assertThatIllegalArgumentException().isThrownBy(() -> DnsName.parse("a..b")).withMessageContaining("empty label");
    assertThatIllegalArgumentException().isThrownBy(() -> DnsName.parse(".a")).withMessageContaining("empty label");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DnsName.parse(LONGEST_LABEL + "a.org"))
        .withMessageContaining("64 bytes long; it has to be from 1 to 63");
    String longest = LONGEST_LABEL + '.';
    assertThat(DnsName.parse(longest.repeat(3) + "a".repeat(61)).length()).isEqualTo(255);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DnsName.parse(longest.repeat(3) + "a".repeat(62)))
        .withMessageContaining("256 bytes long on the wire; it may have 255");
    assertThatIllegalArgumentException().isThrownBy(() -> DnsName.parse("a\\")).withMessageContaining("backslash");
    assertThatIllegalArgumentException().isThrownBy(() -> DnsName.parse("a\\25")).withMessageContaining("three");
    assertThatIllegalArgumentException().isThrownBy(() -> DnsName.parse("a\\256")).withMessageContaining("no byte");
    assertThatIllegalArgumentException().isThrownBy(() -> DnsName.ofLabel("")).withMessageContaining("0 bytes");
  }
}
