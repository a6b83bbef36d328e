package dev.zmol.socket.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

@Covers({"S2", "RFC 6675 §3"})
class SentSegmentsTest {
  private static final int START = -500;

  private final SentSegments segments = new SentSegments();
  private final List<Integer> delivered = new ArrayList<>();
  private final SentSegments.DeliveryListener listener = (end, _, _, _) -> delivered.add(end - START);

  SentSegmentsTest() {
    segments.clear(START);
  }

  private void send(int count) {
    for (int k = 0; k < count; k++) {
      segments.append(segments.end() + 100, k, false);
    }
  }

  @Test
  void whatIsAcknowledgedIsTakenOff() {
    send(5);

    assertThat(segments.acknowledge(START + 250, listener)).isEqualTo(250);

    assertThat(delivered).containsExactly(100, 200, 250);
    assertThat(segments.pipe()).isEqualTo(250);
    assertThat(segments.start(segments.from())).isEqualTo(START + 250);
  }

  @Test
  void whatIsSelectivelyAcknowledgedIsNotInFlight() {
    send(5);

    assertThat(segments.sack(START + 200, START + 400, listener)).isEqualTo(200);

    assertThat(segments.pipe()).isEqualTo(300);
    assertThat(segments.sackedBytes()).isEqualTo(200);
    assertThat(delivered).containsExactly(300, 400);
  }

  @Test
  void theSameBlockCountsOnce() {
    send(5);
    segments.sack(START + 200, START + 400, listener);

    assertThat(segments.sack(START + 200, START + 400, listener)).isZero();
    assertThat(segments.sack(START + 100, START + 500, listener)).isEqualTo(200);
  }

  @Test
  void deliveredNeighboursBecomeOneRange() {
    send(5);
    segments.sack(START + 100, START + 200, listener);
    segments.sack(START + 300, START + 400, listener);
    segments.sack(START + 200, START + 300, listener);

    assertThat(segments.count()).isEqualTo(3);
  }

  @Test
  void aBlockThatEndsInsideOfASuperSegmentSplitsIt() {
    segments.append(START + 1_000, 0, false);

    assertThat(segments.sack(START + 300, START + 600, listener)).isEqualTo(300);

    assertThat(segments.count()).isEqualTo(3);
    assertThat(segments.pipe()).isEqualTo(700);
  }

  @Test
  @Covers("hostile: SACK ranges")
  void blocksOutsideOfWhatWasSentHaveNoEffect() {
    send(3);

    assertThat(segments.sack(START + 300, START + 400, listener)).isZero();
    assertThat(segments.sack(START - 100, START, listener)).isZero();
    assertThat(segments.sack(START + 200, START + 100, listener)).isZero();
    assertThat(segments.sack(START + 200, START + 200, listener)).isZero();
    assertThat(segments.pipe()).isEqualTo(300);
  }

  @Test
  void whatIsLostIsNotInFlightUntilItIsSentAgain() {
    send(4);
    segments.markLost(segments.from());
    segments.markLost(segments.from() + 1);

    assertThat(segments.pipe()).isEqualTo(200);
    assertThat(segments.start(segments.firstLost())).isEqualTo(START);
    assertThat(segments.lostEnd(segments.firstLost())).isEqualTo(START + 200);
    segments.retransmitted(START, START + 150, 9);

    assertThat(segments.pipe()).isEqualTo(350);
    assertThat(segments.start(segments.firstLost())).isEqualTo(START + 150);
    assertThat(segments.is(segments.from(), SentSegments.RETRANSMITTED)).isTrue();
  }

  @Test
  @Covers("RFC 2018 §5: left edge after a timeout")
  void aReceiverMayThrowAwayWhatItHadAcknowledgedSelectively() {
    send(4);
    segments.sack(START, START + 200, listener);

    assertThat(segments.isFirstSacked()).isTrue();
    segments.forgetSacked();
    segments.markAllLost();

    assertThat(segments.lostBytes()).isEqualTo(400);
  }

  @Test
  void rangesAreBoundedHoweverSmallSegmentsAre() {
    for (int k = 0; k < 3 * SentSegments.MOST_RANGES; k++) {
      segments.append(segments.end() + 1, k, false);
    }
    for (int k = 0; k < 3 * SentSegments.MOST_RANGES; k += 2) {
      segments.sack(START + k, START + k + 1, listener);
    }

    assertThat(segments.count()).isLessThanOrEqualTo(SentSegments.MOST_RANGES);
    assertThat(segments.acknowledge(segments.end(), listener)).isPositive();
    assertThat(segments.isEmpty()).isTrue();
  }

  /** Compares with a byte for each byte. */
  @Test
  void agreesWithASimplerModel() {
    for (int seed = 0; seed < 200; seed++) {
      compare(new Random(seed), seed);
    }
  }

  private void compare(Random random, int seed) {
    int start = random.nextInt();
    segments.clear(start);
    byte[] model = new byte[4_000];
    int first = 0;
    int end = 0;
    for (int step = 0; step < 300; step++) {
      switch (random.nextInt(5)) {
        case 0, 1 -> {
          int length = 1 + random.nextInt(Math.max(1, Math.min(200, 3_999 - end)));
          if (end + length < 4_000) {
            segments.append(start + end + length, step, false);
            end += length;
          }
        }
        case 2 -> {
          int left = first + random.nextInt(end - first + 1);
          int right = left + random.nextInt(end - left + 1);
          int fresh = 0;
          for (int k = left; k < right; k++) {
            fresh += model[k] == SentSegments.SACKED ? 0 : 1;
            model[k] = SentSegments.SACKED;
          }
          assertThat(segments.sack(start + left, start + right, listener)).as("seed %d", seed).isEqualTo(fresh);
        }
        case 3 -> {
          if (segments.count() > 0) {
            int range = segments.from() + random.nextInt(segments.count());
            if (segments.markLost(range) > 0) {
              Arrays.fill(model, segments.start(range) - start, segments.end(range) - start, SentSegments.LOST);
            }
          }
          int lost = segments.firstLost();
          if (lost >= 0 && random.nextBoolean()) {
            int from = segments.start(lost) - start;
            int to = from + 1 + random.nextInt(segments.lostEnd(lost) - start - from);
            segments.retransmitted(start + from, start + to, step);
            Arrays.fill(model, from, to, (byte) 0);
          }
        }
        default -> {
          int to = first + random.nextInt(Math.min(end - first, 300) + 1);
          segments.acknowledge(start + to, listener);
          first = to;
        }
      }
      int sacked = 0;
      int lost = 0;
      for (int k = first; k < end; k++) {
        sacked += model[k] == SentSegments.SACKED ? 1 : 0;
        lost += model[k] == SentSegments.LOST ? 1 : 0;
      }
      assertThat(segments.sackedBytes()).as("seed %d, step %d", seed, step).isEqualTo(sacked);
      assertThat(segments.lostBytes()).as("seed %d, step %d", seed, step).isEqualTo(lost);
      assertThat(segments.pipe()).isEqualTo(end - first - sacked - lost);
    }
  }

  @Test
  void rangesStayBoundedWhenTheLastOneWasDelivered() {
    for (int k = 0; k < SentSegments.MOST_RANGES; k++) {
      segments.append(segments.end() + 1, k, false);
    }
    segments.sack(segments.end() - 1, segments.end(), listener);

    for (int k = 0; k < 1_000; k++) {
      segments.append(segments.end() + 1, k, false);
    }

    assertThat(segments.count()).isLessThanOrEqualTo(SentSegments.MOST_RANGES + 1);
  }
}
