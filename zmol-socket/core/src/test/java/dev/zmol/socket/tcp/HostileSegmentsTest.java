package dev.zmol.socket.tcp;

import static dev.zmol.socket.tcp.Script.LOCAL;
import static dev.zmol.socket.tcp.Script.REMOTE;
import static dev.zmol.socket.tcp.Segment.ACK;
import static dev.zmol.socket.tcp.Segment.FIN;
import static dev.zmol.socket.tcp.Segment.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.socket.TcpState;
import dev.zmol.wire.TcpWire;
import java.util.EnumSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A million random segments for connections in every state: nothing is thrown, and the invariants hold. */
class HostileSegmentsTest {
  private static final int SEGMENTS = 1_000_000;
  private static final int SEGMENTS_PER_CONNECTION = 500;
  private static final long SEED = 0x5eed;

  private final EnumSet<TcpState> seen = EnumSet.noneOf(TcpState.class);

  @Test
  void aMillionHostileSegmentsBreakNothing() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int k = 0; k < SEGMENTS / SEGMENTS_PER_CONNECTION; k++) {
      long seed = random.nextLong();
      try {
        attack(new SplittableRandom(seed));
      } catch (RuntimeException | AssertionError failure) {
        throw new AssertionError("seed of the connection is " + seed, failure);
      }
    }
    assertThat(seen).containsAll(EnumSet.complementOf(EnumSet.of(TcpState.LISTEN)));
  }

  private void attack(SplittableRandom random) {
    CongestionAlgorithm algorithm = CongestionAlgorithm.values()[random.nextInt(2)];
    TcpConfiguration configuration =
        TcpConfiguration.builder()
            .congestion(algorithm)
            .timestamps(random.nextBoolean())
            .windowScaling(random.nextBoolean())
            .buffers(4096, 8192)
            .build();
    Script script = Script.connecting(configuration);
    begin(script, random);
    byte[] buffer = new byte[3_000];
    for (int k = 0; k < SEGMENTS_PER_CONNECTION; k++) {
      script.receive(hostile(script, random));
      check(script, act(script, random, buffer));
      script.sent.clear();
    }
  }

  /** Takes the connection to a state to begin in. */
  private static void begin(Script script, SplittableRandom random) {
    int how = random.nextInt(10);
    if (how == 0) {
      return;
    }
    if (how == 1) {
      script.exchange(Segment.of(SYN, REMOTE, 0));
      return;
    }
    script.exchange(Segment.of(SYN | ACK, REMOTE, LOCAL + 1).timestamps(1, 0).shift(random.nextInt(20)));
    if (how > 4) {
      script.connection.close();
      script.poll();
    }
    if (how > 6) {
      script.exchange(Segment.of(ACK, REMOTE + 1, LOCAL + 2).timestamps(1, 0));
    }
    if (how > 8) {
      script.exchange(Segment.of(FIN | ACK, REMOTE + 1, LOCAL + 2).timestamps(1, 0));
    }
  }

  private static byte[] hostile(Script script, SplittableRandom random) {
    SendSide sender = script.connection.sender;
    int sequence = near(random, script.connection.receiver.next, 9_000);
    int acknowledgment = near(random, random.nextBoolean() ? sender.unacknowledged : sender.maximum, 5_000);
    int flags = random.nextInt(4) == 0 ? random.nextInt(256) : ACK | (random.nextInt(40) == 0 ? FIN : 0);
    Segment segment =
        Segment.of(flags, sequence, acknowledgment)
            .window(random.nextInt(3) == 0 ? random.nextInt(300) : random.nextInt(65_536))
            .data("h".repeat(random.nextInt(4) == 0 ? random.nextInt(3_000) : random.nextInt(3)));
    if (random.nextInt(4) != 0) {
      segment = segment.timestamps(near(random, 1, 50), near(random, script.connection.timestampNow(), 50));
    }
    byte[] bytes = segment.toBytes(80 << 16 | 1234);
    if (random.nextInt(8) == 0) {
      int header = TcpWire.LENGTH + random.nextInt(Math.max(1, bytes.length - TcpWire.LENGTH));
      bytes[random.nextInt(12, Math.min(header + 1, bytes.length))] = (byte) random.nextInt();
    }
    return bytes;
  }

  private static int near(SplittableRandom random, int number, int distance) {
    return switch (random.nextInt(8)) {
      case 0 -> random.nextInt();
      case 1, 2 -> number + random.nextInt(-distance, distance);
      default -> number;
    };
  }

  /** Does what an application might do; tells whether time has passed. */
  private static boolean act(Script script, SplittableRandom random, byte[] buffer) {
    int action = random.nextInt(60);
    switch (action) {
      case 0, 1, 2, 3 -> {
        if (script.connection.canSend()) {
          script.connection.send(buffer, 0, random.nextInt(buffer.length));
        }
      }
      case 4, 5, 6 -> script.connection.receive(buffer, 0, random.nextInt(buffer.length));
      case 7 -> {
        script.deviceBusy = false;
        script.pass(random.nextInt(2_000));
      }
      case 8 -> script.deviceBusy = random.nextBoolean();
      case 9 -> {
        if (random.nextInt(20) == 0) {
          script.connection.close();
        }
      }
      default -> {
        // Only the segment.
      }
    }
    script.driver.poll(script.driver.nowNanos());
    return action == 7;
  }

  private void check(Script script, boolean timePassed) {
    Connection connection = script.connection;
    SendSide sender = connection.sender;
    seen.add(connection.state());
    assertThat(connection.available()).isBetween(0, 8192);
    assertThat(connection.sendQueue()).isBetween(0, 4096);
    assertThat(sender.flight()).isBetween(0, 4096 + 2);
    assertThat(sender.next - sender.unacknowledged).isBetween(0, sender.flight());
    assertThat(connection.receiver.window()).isBetween(-1, 8192);
    TcpInfo info = connection.info();
    assertThat(info.congestionWindow()).isNotNegative();
    int allowed = Math.min(info.congestionWindow(), info.sendWindow());
    for (Segment segment : script.sent) {
      int length = segment.data().length();
      int reach = segment.sequence() + length - sender.unacknowledged;
      assertThat(length).isLessThanOrEqualTo(info.sendSegmentSize());
      if (length > 0 && !timePassed && segment.sequence() != sender.unacknowledged) {
        assertThat(reach).as("reach of %s in %s", segment, info).isLessThanOrEqualTo(allowed);
      }
    }
  }
}
