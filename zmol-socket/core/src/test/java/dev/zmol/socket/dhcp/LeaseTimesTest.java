package dev.zmol.socket.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Covers("S8")
class LeaseTimesTest {
  private static final long SECOND = 1_000_000_000L;

  @ParameterizedTest
  @CsvSource({
    "1000,0,0,500,875", "1000,100,200,100,200", "1000,200,100,500,875", "1000,999,1000,500,875", "1000,-1,-1,500,875"
  })
  void timesThatMakeSenseCount(long duration, long renewal, long rebinding, long t1, long t2) {
    assertThat(LeaseTimes.of(-7, duration, renewal, rebinding, 875))
        .isEqualTo(new LeaseTimes(t1 * SECOND - 7, t2 * SECOND - 7, 1000 * SECOND - 7));
  }

  @Test
  void aLeaseWithoutEndMayHaveARenewal() {
    assertThat(LeaseTimes.of(0, LeaseTimes.INFINITE, 0, 0, 875))
        .isEqualTo(new LeaseTimes(LeaseTimes.NEVER, LeaseTimes.NEVER, LeaseTimes.NEVER));
    assertThat(LeaseTimes.of(0, LeaseTimes.INFINITE, 10, 20, 875))
        .isEqualTo(new LeaseTimes(10 * SECOND, 20 * SECOND, LeaseTimes.NEVER));
  }

  @Test
  void aRenewalMayBeEarlierButNotOneThatNeverComes() {
    assertThat(new LeaseTimes(10, 20, 30).renewedEarlier(3)).isEqualTo(new LeaseTimes(7, 20, 30));
    LeaseTimes never = new LeaseTimes(LeaseTimes.NEVER, LeaseTimes.NEVER, LeaseTimes.NEVER);
    assertThat(never.renewedEarlier(3)).isEqualTo(never);
  }
}
