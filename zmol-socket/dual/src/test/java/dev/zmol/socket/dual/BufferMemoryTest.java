package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Packet;
import dev.zmol.socket.tcp.TcpConfiguration;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.testkit.network.LinkConditions;
import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.TcpSegment;
import dev.zmol.wire.dual.IpPacket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@Specialize
@Covers({"S4", "S5"})
class BufferMemoryTest {
  private static final int LIMIT = 1 << 20;
  private static final int CONNECTIONS = 60;
  private static final int LENGTH = 150_000;

  private final TcpPair pair =
      new TcpPair(
          TcpPair.ETHERNET_SIZED,
          LinkConditions.PERFECT.withLatency(Duration.ofMillis(2)),
          TcpConfiguration.builder().bufferMemory(LIMIT).build(),
          5);
  private final Map<Integer, Integer> edges = new HashMap<>();
  private int shrunk;

  /** Watches the right edges of the windows that the server announces; a scaled window loses up to seven bytes. */
  private boolean watch(Packet packet) {
    int tcp = packet.offset() + IpPacket.headerLength(pair.client.address());
    int control = TcpSegment.control(packet.bytes(), tcp);
    int flags = TcpSegment.flags(control);
    int acknowledgment = (int) TcpSegment.sequences(packet.bytes(), tcp);
    int shift = (flags & TcpFlags.SYN) != 0 ? 0 : 3;
    int edge = acknowledgment + (TcpSegment.window(control) << shift);
    Integer before = edges.put(TcpSegment.ports(packet.bytes(), tcp), edge);
    if (before != null && edge - before < -7) {
      shrunk++;
    }
    return true;
  }

  private List<TcpPair.Ends> connect() {
    TcpListener listener = pair.server.tcp().listen(TcpPair.PORT, CONNECTIONS);
    List<TcpPair.Ends> ends = new ArrayList<>();
    for (int k = 0; k < CONNECTIONS; k++) {
      TcpConnection client = pair.client.tcp().connect(pair.service());
      pair.until(() -> listener.pending() == 1);
      ends.add(new TcpPair.Ends(client, listener.accept()));
    }
    return ends;
  }

  @Test
  @Covers("SHLD-14")
  void nothingIsLostAndNoWindowTakenBackWhenMemoryIsUsedUp() {
    pair.link.filterToLeft(this::watch);
    List<Transfer> transfers = new ArrayList<>();
    for (TcpPair.Ends ends : connect()) {
      transfers.addAll(List.of(Transfer.bothWays(ends, LENGTH, transfers.size())));
    }

    long[] most = new long[1];
    boolean done =
        pair.until(
            () -> {
              most[0] = Math.max(most[0], pair.server.tcp().bufferMemoryUsed());
              return transfers.stream().allMatch(Transfer::isFinished);
            });

    assertThat(done).isTrue();
    assertThat(transfers).allMatch(Transfer::isIntact);
    assertThat(shrunk).isZero();
    assertThat(most[0]).isBetween(LIMIT / 2L, (long) LIMIT);
  }

  @Test
  void readersThatSleepKeepNobodyElseFromReading() {
    List<TcpPair.Ends> ends = connect();
    for (TcpPair.Ends sleeping : ends.subList(0, CONNECTIONS - 1)) {
      sleeping.left().onReady(() -> sleeping.left().send(new byte[LENGTH], 0, LENGTH));
      sleeping.right().onReady(() -> sleeping.right().send(new byte[LENGTH], 0, LENGTH));
    }
    pair.pass(Duration.ofSeconds(2));
    assertThat(pair.server.tcp().bufferMemoryUsed()).isLessThanOrEqualTo(LIMIT);

    Transfer[] awake = Transfer.bothWays(ends.getLast(), LENGTH, 9);

    assertThat(pair.until(() -> awake[0].isFinished() && awake[1].isFinished())).isTrue();
    assertThat(awake).allMatch(Transfer::isIntact);
    for (TcpPair.Ends sleeping : ends.subList(0, CONNECTIONS - 1)) {
      assertThat(sleeping.right().available()).isGreaterThanOrEqualTo(4_096);
      assertThat(sleeping.right().isEstablished()).isTrue();
    }
  }

  @Test
  void whatIsOverIsChargedForNothing() {
    for (TcpPair.Ends ends : connect()) {
      ends.left().abort();
    }
    pair.pass(Duration.ofMillis(100));

    assertThat(pair.server.tcp().bufferMemoryUsed()).isZero();
    assertThat(pair.client.tcp().bufferMemoryUsed()).isZero();
  }
}
