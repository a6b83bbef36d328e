package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.socket.TcpState;
import dev.zmol.socket.tcp.CongestionAlgorithm;
import dev.zmol.socket.tcp.TcpConfiguration;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.testkit.network.LinkConditions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@Specialize
@Covers({"S1", "S2"})
class TcpTransferTest {
  private static final long SIZE = 16L << 20;
  private static final LinkConditions CLEAN = LinkConditions.PERFECT.withLatency(Duration.ofMillis(1));
  private static final LinkConditions ROUGH =
      CLEAN.withLoss(0.02).withReordering(0.02, Duration.ofMillis(3)).withDuplication(0.005);

  private static void transfersIntact(
      DeviceCapabilities capabilities, LinkConditions conditions, TcpConfiguration configuration, long size) {
    TcpPair pair = new TcpPair(capabilities, conditions, configuration, 42);
    TcpPair.Ends ends = pair.connect();
    Transfer[] both = Transfer.bothWays(ends, size, 1);
    Transfer there = both[0];
    Transfer back = both[1];

    boolean done = pair.simulation.runUntil(() -> there.isFinished() && back.isFinished(), Duration.ofHours(24));

    assertThat(done).as("finished, %s and %s", there.arrived(), back.arrived()).isTrue();
    assertThat(there.isIntact()).isTrue();
    assertThat(back.isIntact()).isTrue();
    pair.pass(Duration.ofMinutes(3));
    assertThat(ends.left().state()).isEqualTo(TcpState.CLOSED);
    assertThat(ends.right().state()).isEqualTo(TcpState.CLOSED);
    assertThat(pair.client.tcp().connectionCount()).isZero();
    assertThat(pair.server.tcp().connectionCount()).isZero();
  }

  @Test
  void sixteenMebibytesEachWayArriveIntact() {
    transfersIntact(TcpPair.ETHERNET_SIZED, CLEAN, TcpConfiguration.DEFAULT, SIZE);
  }

  @Test
  void superSegmentsArriveIntact() {
    transfersIntact(TcpPair.SEGMENTING, CLEAN, TcpConfiguration.DEFAULT, SIZE);
  }

  @Test
  void twoPercentOfLossWithReorderingDoNotChangeTheData() {
    transfersIntact(TcpPair.ETHERNET_SIZED, ROUGH, TcpConfiguration.DEFAULT, 4L << 20);
  }

  @Test
  void superSegmentsSurviveLossAndReordering() {
    transfersIntact(TcpPair.SEGMENTING, ROUGH, TcpConfiguration.DEFAULT, SIZE);
  }

  @Test
  void newRenoSurvivesLossAndReordering() {
    TcpConfiguration configuration = TcpConfiguration.builder().congestion(CongestionAlgorithm.NEW_RENO).build();
    transfersIntact(TcpPair.ETHERNET_SIZED, ROUGH, configuration, 1L << 20);
  }

  @Test
  void smallBuffersWithoutOptionsSurviveLossAndReordering() {
    TcpConfiguration configuration =
        TcpConfiguration.builder().timestamps(false).windowScaling(false).buffers(4096, 4096).build();
    transfersIntact(TcpPair.ETHERNET_SIZED, ROUGH, configuration, 1L << 20);
  }

  @Test
  void aBottleneckWithAShortQueueDoesNotChangeTheData() {
    LinkConditions bottleneck = LinkConditions.PERFECT.withLatency(Duration.ofMillis(10)).withRate(20_000_000, 30_000);
    transfersIntact(TcpPair.ETHERNET_SIZED, bottleneck, TcpConfiguration.DEFAULT, SIZE / 4);
  }

  @Test
  @Covers({"zero window probe enters on send", "MUST-36", "MUST-37", "MAY-8"})
  void aReaderThatSleepsStopsTheSenderAndLosesNothing() {
    TcpPair pair = new TcpPair(TcpPair.ETHERNET_SIZED, CLEAN, TcpConfiguration.DEFAULT, 3);
    TcpPair.Ends ends = pair.connect();
    Transfer transfer = Transfer.into(ends.left(), 1 << 20, 7);
    pair.pass(Duration.ofMinutes(30));
    assertThat(ends.right().available()).isEqualTo(TcpConfiguration.DEFAULT.receiveBuffer());
    assertThat(ends.left().info().sendWindow()).isZero();
    assertThat(ends.left().isOpen()).isTrue();

    transfer.attach(ends.right());

    assertThat(pair.until(transfer::isFinished)).isTrue();
    assertThat(transfer.isIntact()).isTrue();
  }

  @Test
  @Covers({"simultaneous close raced", "simultaneous close combined FIN+ACK"})
  void closesThatCrossOnTheWayEndBothSides() {
    TcpPair pair = new TcpPair();
    TcpPair.Ends ends = pair.connect();

    ends.left().close();
    ends.right().close();
    pair.pass(Duration.ofMillis(6));
    assertThat(ends.left().state()).isEqualTo(TcpState.CLOSING);
    assertThat(ends.right().state()).isEqualTo(TcpState.CLOSING);
    pair.pass(Duration.ofMillis(6));
    assertThat(ends.left().state()).isEqualTo(TcpState.TIME_WAIT);
    pair.pass(Duration.ofSeconds(61));

    assertThat(ends.left().state()).isEqualTo(TcpState.CLOSED);
    assertThat(ends.right().state()).isEqualTo(TcpState.CLOSED);
  }

  @Test
  void oneConnectionTooManyInTimeWaitEndsTheOldest() {
    TcpConfiguration configuration = TcpConfiguration.builder().timeWaitLimit(3).build();
    TcpPair pair = new TcpPair(TcpPair.ETHERNET_SIZED, CLEAN, configuration, 9);
    List<TcpConnection> waiting = new ArrayList<>();
    for (int k = 0; k < 4; k++) {
      TcpPair.Ends ends = pair.connect();
      ends.left().close();
      pair.pass(Duration.ofMillis(10));
      ends.right().close();
      pair.pass(Duration.ofMillis(10));
      waiting.add(ends.left());
    }

    assertThat(waiting)
        .extracting(TcpConnection::state)
        .containsExactly(TcpState.CLOSED, TcpState.TIME_WAIT, TcpState.TIME_WAIT, TcpState.TIME_WAIT);
    assertThat(pair.client.tcp().connectionCount()).isEqualTo(3);
    pair.pass(Duration.ofSeconds(61));
    assertThat(pair.client.tcp().connectionCount()).isZero();
  }

  @Test
  void aPartitionThatHealsIsOutlived() {
    TcpPair pair = new TcpPair(TcpPair.ETHERNET_SIZED, CLEAN, TcpConfiguration.DEFAULT, 4);
    TcpPair.Ends ends = pair.connect();
    Transfer transfer = Transfer.oneWay(ends.left(), ends.right(), SIZE / 8, 8);
    pair.pass(Duration.ofMillis(5));
    pair.link.conditions(CLEAN.withLoss(1));
    pair.pass(Duration.ofSeconds(100));
    assertThat(transfer.isFinished()).isFalse();

    pair.link.conditions(CLEAN);

    assertThat(pair.until(transfer::isFinished)).isTrue();
    assertThat(transfer.isIntact()).isTrue();
  }
}
