package dev.zmol.socket.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dns.DnsName;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

@Covers("S9")
class SearchListTest {
  private final SearchList list = new SearchList(List.of(DnsName.parse("a.org"), DnsName.parse("b.org")), 2);

  private List<String> candidates(String text) {
    return list.candidates(text).stream().map(DnsName::toString).toList();
  }

  @Test
  void namesWithFewDotsAreTriedAsTheyAreAtLast() {
    assertThat(candidates("x")).containsExactly("x.a.org.", "x.b.org.", "x.");
    assertThat(candidates("x.y")).containsExactly("x.y.a.org.", "x.y.b.org.", "x.y.");
  }

  @Test
  void namesWithEnoughDotsAreTriedAsTheyAreAtFirst() {
    assertThat(candidates("x.y.z")).containsExactly("x.y.z.", "x.y.z.a.org.", "x.y.z.b.org.");
  }

  @Test
  void aDotAtTheEndMakesANameAbsoluteUnlessItBelongsToTheLabel() {
    assertThat(candidates("x.")).containsExactly("x.");
    assertThat(candidates("x\\.")).hasSize(3);
    assertThat(candidates("x\\\\.")).containsExactly("x\\\\.");
  }

  @Test
  void domainsThatMakeANameTooLongAreLeftOut() {
    String label = "x".repeat(62) + '.';
    assertThat(list.candidates(label.repeat(3) + "x".repeat(60))).hasSize(1);
  }

  @Test
  void thereAreOnlySoManyDomainsAndDots() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SearchList(Collections.nCopies(9, DnsName.parse("a.org")), 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new SearchList(List.of(), 16));
  }
}
