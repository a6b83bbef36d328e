package dev.zmol.iface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static int taken(TokenBucket bucket, int tries, long nowNanos) {
    int taken = 0;
    for (int k = 0; k < tries; k++) {
      taken += bucket.tryTake(nowNanos) ? 1 : 0;
    }
    return taken;
  }

  @Test
  void burstIsAvailableAtOnce() {
    assertThat(taken(new TokenBucket(10, 5), 100, -7)).isEqualTo(5);
  }

  @Test
  void tokensFlowInAtTheRate() {
    TokenBucket bucket = new TokenBucket(10, 5);
    assertThat(taken(bucket, 100, 0)).isEqualTo(5);
    assertThat(taken(bucket, 100, 99_999_999)).isZero();
    assertThat(taken(bucket, 100, 300_000_000)).isEqualTo(3);
  }

  @Test
  void bucketHoldsNoMoreThanTheBurst() {
    TokenBucket bucket = new TokenBucket(10, 5);
    assertThat(taken(bucket, 100, Long.MIN_VALUE + 1)).isEqualTo(5);
    assertThat(taken(bucket, 100, Long.MAX_VALUE)).isEqualTo(5);
  }

  @Test
  void rateOfZeroAllowsNothing() {
    assertThat(taken(new TokenBucket(0, 5), 100, 0)).isZero();
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new TokenBucket(-1, 1)).hasMessageContaining("perSecond is -1");
    assertThatThrownBy(() -> new TokenBucket(1, 0)).hasMessageContaining("burst is 0");
  }
}
