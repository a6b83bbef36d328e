package dev.zmol.socket.tcp;

import static dev.zmol.socket.tcp.Script.LOCAL;
import static dev.zmol.socket.tcp.Script.REMOTE;
import static dev.zmol.socket.tcp.Segment.ACK;
import static dev.zmol.socket.tcp.Segment.FIN;
import static dev.zmol.socket.tcp.Segment.RST;
import static dev.zmol.socket.tcp.Segment.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

@Covers({"S4", "S5"})
class BufferMemoryTest {
  private static final int LIMIT = 1 << 20;
  private static final int RECEIVE = LIMIT / 2;
  private static final int SEND = LIMIT - LIMIT / 2 - LIMIT / 16;

  private final BufferMemory memory = new BufferMemory(LIMIT);

  private static Script established() {
    return Script.established(Script.PLAIN.toBuilder().bufferMemory(LIMIT).build(), 60_000);
  }

  /** Beside others that have borrowed enough. */
  private static Script crowded() {
    Script script = established();
    for (int lent = 0; lent <= LIMIT / 64; lent += BufferMemory.RESERVED) {
      script.driver.memory().take(BufferMemory.RESERVED);
    }
    return script;
  }

  private static Segment data(int offset, String text) {
    return Segment.of(ACK, REMOTE + 1 + offset, LOCAL + 1).data(text);
  }

  @Test
  void anArrayIsUsedAgain() {
    byte[] array = memory.take(4_096);
    memory.give(array);

    assertThat(memory.take(2_048)).isNotSameAs(array);
    assertThat(memory.take(4_096)).isSameAs(array);
    assertThat(memory.take(4_096)).isNotSameAs(array);
  }

  @Test
  void onlySoManyArraysAreKept() {
    for (int k = 0; k < 1_000; k++) {
      memory.give(new byte[2_048]);
    }

    assertThat(memory.used()).isEqualTo(LIMIT / 16);
  }

  @Test
  void whatIsReservedIsNotCharged() {
    memory.granted(0, BufferMemory.RESERVED);
    memory.sendArray(0, BufferMemory.RESERVED);
    assertThat(memory.used()).isZero();

    memory.granted(BufferMemory.RESERVED, 65_536);
    assertThat(memory.used()).isEqualTo(65_536 - BufferMemory.RESERVED);
    memory.granted(65_536, 0);
    assertThat(memory.used()).isZero();
  }

  @Test
  void newConnectionsLeaveAHalfToThoseThatNeedMore() {
    int count = 0;
    while (memory.firstGrant(262_144) > BufferMemory.RESERVED) {
      memory.granted(0, memory.firstGrant(262_144));
      count++;
    }

    assertThat(count).isEqualTo(RECEIVE / 2 / (65_536 - BufferMemory.RESERVED));
    assertThat(memory.grants(65_536, 131_072)).isTrue();
  }

  @Test
  void anIdleConnectionAmongManyHoldsNoArray() {
    Script script = crowded();

    script.exchange(data(0, "request"));
    assertThat(script.read()).isEqualTo("request");
    script.send("response");
    script.poll();
    assertThat(script.connection.sender.capacity()).isPositive();
    script.exchange(Segment.of(ACK, REMOTE + 8, LOCAL + 1 + 8));

    assertThat(script.connection.sender.capacity()).isZero();
    assertThat(script.connection.receiver.capacity()).isZero();
  }

  private static void requestAndResponse(Script script, int length) {
    script.exchange(data(0, "request"));
    assertThat(script.read()).isEqualTo("request");
    script.send("x".repeat(length));
    script.poll();
    script.exchange(Segment.of(ACK, REMOTE + 8, LOCAL + 1 + length));
  }

  @Test
  void amongFewItKeepsSmallArraysForTheNextRequest() {
    Script script = established();

    requestAndResponse(script, 100);

    assertThat(script.connection.sender.capacity()).isBetween(1, BufferMemory.RESERVED);
    assertThat(script.connection.receiver.capacity()).isBetween(1, BufferMemory.RESERVED);
    assertThat(script.driver.bufferMemoryUsed()).isEqualTo(established().driver.bufferMemoryUsed());
  }

  @Test
  void largeArraysAreNotKept() {
    Script script = established();

    requestAndResponse(script, 5_000);

    assertThat(script.connection.sendQueue()).isZero();
    assertThat(script.connection.sender.capacity()).isZero();
  }

  @Test
  void nothingIsKeptThatWillNotBeUsed() {
    Script script = established();
    requestAndResponse(script, 100);

    script.connection.close();
    script.poll();
    assertThat(script.connection.sender.capacity()).isZero();
    script.exchange(Segment.of(FIN | ACK, REMOTE + 8, LOCAL + 1 + 100));
    assertThat(script.connection.receiver.capacity()).isZero();
  }

  @Test
  void aConnectionThatIsResetKeepsNothing() {
    Script script = established();
    requestAndResponse(script, 100);

    script.exchange(Segment.of(RST, REMOTE + 8, 0));

    assertThat(script.connection.sender.capacity()).isZero();
    assertThat(script.connection.receiver.capacity()).isZero();
  }

  @Test
  void roomThatNobodyWritesToIsTakenBackByTheNextPoll() {
    Script script = crowded();

    assertThat(script.connection.sendSpan()).isPositive();
    assertThat(script.connection.sendArray()).isNotEmpty();
    script.poll();

    assertThat(script.connection.sender.capacity()).isZero();
  }

  @Test
  void whatWasReadInPlaceIsTheArrayUntilItIsTakenOut() {
    Script script = crowded();
    script.exchange(data(0, "ab"));

    assertThat(script.connection.receiveSpan()).isEqualTo(2);
    byte[] array = script.connection.receiveArray();
    int at = script.connection.receiveIndex();
    script.connection.advanceReceive(1);
    assertThat(array[at]).isEqualTo((byte) 'a');
    assertThat(script.connection.receiveArray()[script.connection.receiveIndex()]).isEqualTo((byte) 'b');
    script.connection.advanceReceive(1);

    assertThat(script.connection.receiver.capacity()).isZero();
  }

  @Test
  void dataBehindAGapKeepsItsArray() {
    Script script = crowded();
    script.exchange(data(3, "def"));
    script.exchange(data(0, "a"));
    assertThat(script.read()).isEqualTo("a");
    assertThat(script.connection.receiver.capacity()).isPositive();

    script.exchange(data(1, "bc"));

    assertThat(script.read()).isEqualTo("bcdef");
    assertThat(script.connection.receiver.capacity()).isZero();
  }

  @Test
  void sendsTakeLessWhenTheMemoryIsUsedUp() {
    Script script = established();
    script.driver.memory().sendArray(0, SEND + BufferMemory.RESERVED);
    int[] called = new int[1];
    script.connection.onReady(() -> called[0]++);
    script.poll();
    int before = called[0];

    assertThat(script.connection.sendCapacity()).isEqualTo(BufferMemory.RESERVED);
    assertThat(script.connection.send(new byte[10_000], 0, 10_000)).isEqualTo(BufferMemory.RESERVED);
    assertThat(script.connection.send(new byte[1], 0, 1)).isZero();
    assertThat(script.connection.sendSpan()).isZero();
    script.poll();
    script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 1 + BufferMemory.RESERVED));

    assertThat(called[0]).isGreaterThan(before);
    assertThat(script.connection.sendCapacity()).isEqualTo(BufferMemory.RESERVED);
    script.driver.memory().sendArray(SEND + BufferMemory.RESERVED, 0);
    assertThat(script.connection.sendCapacity()).isEqualTo(262_144);
  }

  @Test
  @Covers("SHLD-14")
  void aScarceMemoryLetsWindowsCloseAndTakesNothingBack() {
    Script script = established();
    script.driver.memory().granted(0, RECEIVE);
    int edge = 65_535;

    int read = 0;
    for (int k = 0; k < 400; k++) {
      script.exchange(data(read, "x".repeat(100)));
      read += script.read().length();
      script.pass(50);
      while (!script.sent.isEmpty()) {
        Segment segment = script.next();
        int announced = segment.acknowledgment() - REMOTE - 1 + segment.window();
        assertThat(announced).isGreaterThanOrEqualTo(edge);
        edge = announced;
      }
    }
    assertThat(edge - read).isLessThanOrEqualTo(32_768);

    script.driver.memory().granted(RECEIVE, 0);
    script.exchange(data(read, "x".repeat(100)));
    assertThat(script.read()).hasSize(100);
  }

  @Test
  void aWindowWidensForAReaderThatKeepsUp() {
    Script script = Script.connecting(Script.PLAIN.toBuilder().windowScaling(true).bufferMemory(LIMIT).build());
    script.driver.memory().granted(0, RECEIVE / 4);
    script.pass(20);
    script.exchange(Segment.of(SYN | ACK, REMOTE, LOCAL + 1).shift(0));
    int first = script.next().window() << 3;

    int read = 0;
    for (int k = 0; k < 2_000; k++) {
      script.exchange(data(read, "x".repeat(100)));
      read += script.read().length();
    }
    script.sent.clear();
    script.exchange(data(read, "x".repeat(100)));
    script.pass(100);

    assertThat(first).isEqualTo(65_528);
    assertThat(script.next().window() << 3).isGreaterThan(130_000);
  }

  @Test
  void aWindowStaysForAReaderThatIsSlow() {
    Script script = Script.connecting(Script.PLAIN.toBuilder().windowScaling(true).bufferMemory(LIMIT).build());
    script.driver.memory().granted(0, RECEIVE / 4);
    script.pass(20);
    script.exchange(Segment.of(SYN | ACK, REMOTE, LOCAL + 1).shift(0));

    int read = 0;
    for (int k = 0; k < 2_000; k++) {
      script.exchange(data(read, "x".repeat(100)));
      read += script.read().length();
      script.pass(5);
    }

    assertThat(script.sent).allMatch(segment -> segment.window() << 3 <= 65_536);
  }

  @Test
  void aConnectionThatIsOverIsChargedForNothing() {
    Script script = established();
    assertThat(script.driver.bufferMemoryUsed()).isPositive();
    script.send("x".repeat(20_000));
    script.exchange(data(0, "unread"));

    script.exchange(Segment.of(RST, REMOTE + 1 + 6, 0));

    assertThat(script.driver.bufferMemoryUsed()).isLessThanOrEqualTo(LIMIT / 16);
    assertThat(script.read()).isEqualTo("unread");
  }

  @Test
  void afterAFinNothingMoreIsAwaited() {
    Script script = established();

    script.exchange(Segment.of(FIN | ACK, REMOTE + 1, LOCAL + 1));

    assertThat(script.driver.bufferMemoryUsed()).isZero();
  }
}
