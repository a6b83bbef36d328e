package dev.zmol.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zmol.testkit.conformance.Covers;
import java.util.List;
import org.junit.jupiter.api.Test;

@Covers("U1")
class OutputTest {
  @Test
  void jsonEscapesWhatItHasTo() {
    JsonObject json = new JsonObject().put("a\"b", "c\\d\n").put("n", 7).put("x", 0.5);
    assertThat(json.put("l", List.of("p", "q")).put("t", true))
        .hasToString("{\"a\\\"b\":\"c\\\\d\\u000a\",\"n\":7,\"x\":0.500,\"l\":[\"p\",\"q\"],\"t\":true}");
  }

  @Test
  void tableColumnsLineUp() {
    assertThat(new TextTable("what", "n").row("a", "10").row("longer", "2"))
        .hasToString("what    n\n------  --\na       10\nlonger  2\n");
  }

  @Test
  void tableRefusesARowOfAnotherWidth() {
    TextTable table = new TextTable("what", "n");
    assertThatThrownBy(() -> table.row("a")).hasMessage("cells has 1 elements; it has to have 2");
  }

  @Test
  void statisticsReadLikePing() {
    EchoStatistics statistics = new EchoStatistics();
    for (int k = 1; k <= 3; k++) {
      statistics.sent();
    }
    statistics.received(1_000_000);
    statistics.received(3_000_000);
    assertThat(statistics.summary("192.0.2.1", 2003).lines())
        .containsExactly(
            "--- 192.0.2.1 ping statistics ---",
            "3 packets transmitted, 2 received, 33.3333% packet loss, time 2003ms",
            "rtt min/avg/max/mdev = 1.000/2.000/3.000/1.000 ms");
  }

  @Test
  void statisticsWithoutReplyHaveNoTimes() {
    EchoStatistics statistics = new EchoStatistics();
    statistics.sent();
    assertThat(statistics.summary("a", 1)).endsWith("1 packets transmitted, 0 received, 100% packet loss, time 1ms");
    assertThat(statistics.json("a"))
        .hasToString("{\"target\":\"a\",\"transmitted\":1,\"received\":0,\"duplicates\":0,\"errors\":0,\"loss_percent\":100.000}");
  }
}
