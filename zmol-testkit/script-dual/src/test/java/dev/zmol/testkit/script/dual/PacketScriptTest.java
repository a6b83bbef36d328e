package dev.zmol.testkit.script.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.zmol.annotations.Specialize;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.testkit.script.PacketScript;
import dev.zmol.testkit.script.ScriptException;
import dev.zmol.testkit.script.ScriptFailure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the interpreter notices: a script that could not fail would show nothing. */
@Specialize
@Covers("D8")
class PacketScriptTest {
  private static final String ESTABLISHED =
      """
      config congestion NONE
      config timestamps off
      config leastTimeout 1s
      config windowScaling off
      0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
      +0 connect(3, ..., ...) = -1 EINPROGRESS
      +0 > S 0:0(0) <mss 1460,...>
      +.1 < S. 0:0(0) ack 1 win 20000 <mss 1000>
      +0 > . 1:1(0) ack 1
      """;

  private static List<String> run(String text) {
    return PacketScript.parse("test.pkt", text).run(ScriptStacks.all().getFirst());
  }

  private static void fails(String text, String... parts) {
    assertThatExceptionOfType(ScriptFailure.class)
        .isThrownBy(() -> run(ESTABLISHED + text))
        .satisfies(failure -> assertThat(failure.getMessage()).contains(parts));
  }

  @Test
  void passesWhatIsAsItSays() {
    assertThat(run(ESTABLISHED + "+0 write(3, ..., 10) = 10\n+0 > P. 1:11(10) ack 1 win *\n"))
        .last()
        .asString()
        .startsWith("0.100000 > P. 1:11(10) ack 1 win ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          . 1:11(10) ack 1           | flags are P. instead of .
          P. 2:12(10) ack 1          | sequence number is 1 instead of 2
          P. 1:12(11) ack 1          | length is 10 instead of 11
          P. 1:11(10) ack 2          | acknowledgment number is 1 instead of 2
          P. 1:11(10) ack 1 win 7    | instead of 7
          P. 1:11(10) ack 1 urg 7    | urgent pointer is 0 instead of 7
          P. 1:11(10) ack 1 <sackOK> | options are <> instead of <sackOK>
          [ce] P. 1:11(10) ack 1     | ECN field is NOECN instead of CE
          """)
  void namesEachDifference(String segment, String difference) {
    fails("+0 write(3, ..., 10) = 10\n+0 > " + segment + "\n", "line 11: +0 > ", difference);
  }

  @Test
  void showsTheTraceAndTheScript() {
    fails(
        "+0 write(3, ..., 10) = 10\n+0 > . 1:1(0) ack 1\n",
        "test.pkt (",
        "0.100000 < S. 0:0(0) ack 1 win 20000 <mss 1000>",
        "0.100000 write(3, ..., 10) = 10",
        ">  11  +0 > . 1:1(0) ack 1");
  }

  @Test
  void failsIfNothingIsSent() {
    fails("+1 > . 1:1(0) ack 1\n", "actual:   nothing was sent until 1.102000");
  }

  @Test
  void failsIfASegmentIsSentTooLate() {
    fails(
        "+0 write(3, ..., 10) = 10\n+0 > P. 1:11(10) ack 1\n+.5 > P. 1:11(10) ack 1\n",
        "nothing was sent until 0.602");
  }

  @Test
  void failsIfASegmentIsSentTooEarly() {
    fails(
        "+0 write(3, ..., 10) = 10\n+0 > P. 1:11(10) ack 1\n+2 > P. 1:11(10) ack 1\n",
        "it was sent at 1.100000; it has to be sent at 2.100000");
  }

  @Test
  void takesASegmentInARangeOfTimes() {
    run(ESTABLISHED + "+0 write(3, ..., 10) = 10\n+0 > P. 1:11(10) ack 1\n+.5~+2 > P. 1:11(10) ack 1\n");
  }

  @Test
  void takesASegmentAtAnyTimeAndGoesOnFromThere() {
    run(
        ESTABLISHED
            + "+0 write(3, ..., 10) = 10\n+0 > P. 1:11(10) ack 1\n* > P. 1:11(10) ack 1\n+2 > P. 1:11(10) ack 1\n");
  }

  @Test
  void failsIfASegmentIsSentWhileNothingShouldBe() {
    fails(
        "+0 write(3, ..., 10) = 10\n+1 nothing\n",
        "unexpected: > P. 1:11(10) ack 1",
        "nothing should be sent before");
  }

  @Test
  void failsIfASegmentIsLeftOverAtTheEnd() {
    fails("+0 write(3, ..., 10) = 10\n", "unexpected: > P. 1:11(10) ack 1", "the script has no line for it");
  }

  @Test
  void failsIfACallReturnsSomethingElse() {
    fails("+0 read(3, ..., 10) = 10\n", "read has returned -1 EAGAIN");
    fails("+0 read(3, ..., 10) = -1 ECONNRESET\n", "read has returned -1 EAGAIN");
  }

  @Test
  void failsIfAClaimDoesNotHold() {
    fails("+0 %{ state == CLOSED }%\n", "state is ESTABLISHED; it has to be == CLOSED");
    fails("+0 %{ flight == 0; sendWindow > 2 * 10000 }%\n", "sendWindow is 20000; it has to be > 2 * 10000");
  }

  @Test
  void saysWhichClaimsThereAre() {
    fails("+0 %{ mood == good }%\n", "mood is nothing that can be asserted");
  }

  @Test
  void callsOptionsByTheNamesOfTheMethodsOfConnections() {
    run(ESTABLISHED + "+0 setsockopt(3, noDelay, true) = 0\n+0 setsockopt(3, hopLimit, 300) = -1 EINVAL\n");
    fails("+0 setsockopt(3, colour, blue) = 0\n", "colour is no option of a connection");
  }

  @Test
  void countsTimestampsAsTheFirstLineCallsThem() {
    run(
        """
        0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
        +0 connect(3, ..., ...) = -1 EINPROGRESS
        +0 > S 0:0(0) <TS val 1000 ecr 0,...>
        +.1 < S. 0:0(0) ack 1 win 20000 <mss 1000,nop,nop,TS val 70 ecr 1000>
        +0 > . 1:1(0) ack 1 <TS val 1100 ecr 70>
        +0 %{ smoothedRoundTripMicros == 100000 }%
        """);
  }

  @Test
  void countsSackBlocksFromTheInitialSequenceNumber() {
    run(ESTABLISHED + "+.1 < . 1:1(0) ack 1 win 20000 <nop,nop,sack 1:101 201:301>\n");
  }

  @Test
  void carriesErrorsOfIcmpInTheFamilyOfTheStack() {
    run(
        """
        0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
        +0 connect(3, ..., ...) = -1 EINPROGRESS
        +0 > S 0:0(0) <...>
        +.1 < icmp port_unreachable [S 0:0(0)]
        +0 %{ state == CLOSED; closeReason == REFUSED }%
        +0 read(3, ..., 1) = -1 ECONNREFUSED
        """);
  }

  @Test
  void comparesASequenceNumberOnTheWire() {
    run("+0 < R 1:1(0)\n+0 < - 1:1(0)\n+0 > R. =0:=0(0) ack 1\n+0 < . 5:5(0) ack 77\n+0 > R 77:77(0)\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          +0 > S 0:5(0)            | the segment ends at 5
          +0 > X 0:0(0)            | X is no flag
          +0 > S 0:0(0) <mss>      | there has to be a number
          +0 > S 0:0(0) <mtu 1>    | mtu is no option
          +0 < S *:*(0)            | no number can be a star
          +0 < S 0:0(0) ack 1      | a segment without ACK acknowledges nothing
          +x nothing               | there has to be a time in seconds
          +0 read(3, ..., 1)       | there has to be =
          +0 %{ state }%           | no comparison
          config buffers 5 4k      | sendBuffer is 5
          config colour blue       | colour is no setting
          config timestamps maybe  | maybe is neither on nor off
          """)
  void refusesWhatIsNoScript(String text, String problem) {
    assertThatExceptionOfType(ScriptException.class)
        .isThrownBy(() -> PacketScript.parse("bad.pkt", "// a comment\n" + text + "\n"))
        .withMessageStartingWith("bad.pkt, line 2: ")
        .withMessageContaining(problem);
  }
}
