package dev.zmol.socket.tcp;

import static dev.zmol.socket.tcp.Script.LOCAL;
import static dev.zmol.socket.tcp.Script.PLAIN;
import static dev.zmol.socket.tcp.Script.REMOTE;
import static dev.zmol.socket.tcp.Segment.ACK;
import static dev.zmol.socket.tcp.Segment.FIN;
import static dev.zmol.socket.tcp.Segment.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a receiver reports behind a gap (RFC 2018, RFC 2883). */
@Covers("S2")
class SelectiveAcknowledgmentTest {
  private static final TcpConfiguration SELECTIVE = PLAIN.toBuilder().selectiveAcknowledgments(true).build();
  private static final int FIRST = REMOTE + 1;

  private static Script established(TcpConfiguration configuration) {
    Script script = new Script(configuration);
    script.connection.open();
    script.poll();
    script.next();
    Segment answer = Segment.of(SYN | ACK, REMOTE, LOCAL + 1).segmentSize(100).sackPermitted();
    script.receive(configuration.timestamps() ? answer.timestamps(500, 0) : answer);
    script.poll();
    script.sent.clear();
    return script;
  }

  private static Segment data(int from, int to) {
    return Segment.of(ACK, FIRST + from, LOCAL + 1).data("x".repeat(to - from));
  }

  private static List<Integer> blocks(int... edges) {
    return Arrays.stream(edges).map(edge -> FIRST + edge).boxed().toList();
  }

  @Test
  @Covers("SYN-SENT sack option")
  void aSynOffersSelectiveAcknowledgments() {
    Script script = new Script(SELECTIVE);
    script.connection.open();
    script.poll();

    assertThat(script.next().selective()).isTrue();
  }

  @Test
  @Covers("RFC 2018 §4: only if permitted")
  void aPeerThatDoesNotPermitThemGetsNone() {
    Script script = Script.established(SELECTIVE, 60_000);

    script.exchange(data(100, 200));

    assertThat(script.next().blocks()).isEmpty();
  }

  @Test
  @Covers("RFC 2018 §4: newest first")
  void whatLiesBehindAGapIsReported() {
    Script script = established(SELECTIVE);

    script.exchange(data(100, 200));

    Segment report = script.next();
    assertThat(report.acknowledgment()).isEqualTo(FIRST);
    assertThat(report.blocks()).isEqualTo(blocks(100, 200));
  }

  @Test
  @Covers({
    "RFC 2018 §4: newest first",
    "RFC 2018 §4: repeat",
    "RFC 2018 §4: as many as fit",
    "established rfc2018 cases"
  })
  void theNewestBlockComesFirst() {
    Script script = established(SELECTIVE);
    script.exchange(data(100, 200));
    script.exchange(data(500, 600));
    script.exchange(data(300, 400));
    script.sent.clear();

    script.exchange(data(200, 250));

    assertThat(script.next().blocks()).isEqualTo(blocks(100, 250, 300, 400, 500, 600));
  }

  @Test
  @Covers({"RFC 2018 §3: blocks", "RFC 2018 §4: as many as fit"})
  void thereAreFourBlocksAtMost() {
    Script script = established(SELECTIVE);
    for (int k = 1; k <= 6; k++) {
      script.exchange(data(200 * k, 200 * k + 100));
    }
    Segment last = script.sent.peekLast();

    assertThat(last.blocks()).isEqualTo(blocks(1200, 1300, 1000, 1100, 800, 900, 600, 700));
  }

  @Test
  @Covers("RFC 2018 §3: blocks")
  void besideTimestampsThereAreThree() {
    Script script = established(SELECTIVE.toBuilder().timestamps(true).build());
    for (int k = 1; k <= 6; k++) {
      script.exchange(data(200 * k, 200 * k + 100).timestamps(500 + k, 0));
    }

    assertThat(script.sent.peekLast().blocks()).isEqualTo(blocks(1200, 1300, 1000, 1100, 800, 900));
  }

  @Test
  @Covers("RFC 2018 §4: all acknowledgments")
  void aFilledGapIsReportedNoMore() {
    Script script = established(SELECTIVE);
    script.exchange(data(100, 200));
    script.exchange(data(300, 400));
    script.sent.clear();

    script.exchange(data(0, 100));

    Segment report = script.next();
    assertThat(report.acknowledgment()).isEqualTo(FIRST + 200);
    assertThat(report.blocks()).isEqualTo(blocks(300, 400));
  }

  @Test
  @Covers({"RFC 2883 §4: first block", "RFC 2883 §4: once", "RFC 2883 §4: edges"})
  void aSegmentThatArrivesTwiceIsReportedOnce() {
    Script script = established(SELECTIVE);
    script.exchange(data(0, 100));
    script.pass(100);
    script.sent.clear();

    script.exchange(data(0, 100));

    assertThat(script.next().blocks()).isEqualTo(blocks(0, 100));
    script.exchange(data(200, 300));
    assertThat(script.next().blocks()).isEqualTo(blocks(200, 300));
  }

  @Test
  @Covers({"RFC 2883 §4: first block", "RFC 2883 §4: edges", "RFC 2883 §4: larger block"})
  void aSegmentThatArrivesTwiceBehindAGapIsFollowedByItsRange() {
    Script script = established(SELECTIVE);
    script.exchange(data(100, 200));
    script.exchange(data(200, 300));
    script.sent.clear();

    script.exchange(data(200, 300));

    assertThat(script.next().blocks()).isEqualTo(blocks(200, 300, 100, 300));
  }

  @Test
  @Covers({"MUST-16", "RFC 2018 §4: all acknowledgments"})
  void dataMakesRoomForTheReport() {
    Script script = established(SELECTIVE);
    script.exchange(data(100, 200));
    script.sent.clear();

    script.send("y".repeat(250));
    script.poll();

    Segment full = script.next();
    assertThat(full.blocks()).isEqualTo(blocks(100, 200));
    assertThat(full.data()).hasSize(100 - 12);
  }

  @Test
  void dataBehindAFinIsNotTaken() {
    Script script = established(SELECTIVE);
    script.exchange(Segment.of(ACK | FIN, FIRST + 100, LOCAL + 1).data("x".repeat(50)));
    script.exchange(data(150, 300));

    script.exchange(data(0, 100));

    assertThat(script.read()).hasSize(150);
    assertThat(script.connection.isEndOfStream()).isTrue();
  }
}
