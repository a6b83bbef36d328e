package dev.zmol.socket.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.socket.TcpState;
import dev.zmol.testkit.conformance.Covers;
import java.util.Random;
import org.junit.jupiter.api.Test;

@Covers({"S1", "S2", "S3"})
class LossyPathTest {
  private static final int SIZE = 150_000;

  private static void transfer(TcpConfiguration configuration, LossyPath.Conditions conditions, int each, long seed) {
    LossyPath path = new LossyPath(configuration, conditions, each, seed);
    path.left.send(SIZE);
    // One that has nothing to say opens and closes all the same.
    path.right.send(seed % 2 == 0 ? 0 : SIZE / 3);
    path.open();

    path.run(40_000);

    String what = "seed %d: %s, %s".formatted(seed, path.left.connection.info(), path.right.connection.info());
    assertThat(path.left.hasAll() && path.right.hasAll()).as(what).isTrue();
    path.left.assertIntact();
    path.right.assertIntact();
    assertThat(path.left.connection.state()).as(what).isEqualTo(TcpState.CLOSED);
    assertThat(path.right.connection.state()).as(what).isEqualTo(TcpState.CLOSED);
  }

  private static TcpConfiguration configuration(Random random) {
    return TcpConfiguration.builder()
        .buffers(4096 << random.nextInt(5), 4096 << random.nextInt(5))
        .congestion(CongestionAlgorithm.values()[random.nextInt(2)])
        .lossDetection(LossDetection.values()[random.nextInt(2)])
        .selectiveAcknowledgments(random.nextInt(4) > 0)
        .timestamps(random.nextInt(3) > 0)
        .windowScaling(random.nextBoolean())
        // Where half of all round trips fail, nine timeouts in a row are nothing unusual.
        .userTimeoutNanos(36_000_000_000_000L)
        .ecn(random.nextBoolean() ? EcnMode.REQUEST : EcnMode.OFF)
        .build();
  }

  @Test
  void whateverThePathDoesTheStreamArrivesAndNoRuleIsBroken() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      LossyPath.Conditions conditions =
          new LossyPath.Conditions(
              random.nextInt(4) * 0.05,
              random.nextInt(3) * 0.1,
              random.nextInt(3) * 0.05,
              random.nextInt(3) * 0.02,
              1 + random.nextInt(50));
      transfer(configuration(random), conditions, random.nextBoolean() ? 0 : 30_000, seed);
    }
  }

  @Test
  void atThirtyPercentOfLossItNeverStalls() {
    for (int seed = 0; seed < 40; seed++) {
      TcpConfiguration configuration = configuration(new Random(seed));
      transfer(configuration, new LossyPath.Conditions(0.3, 0.1, 0.05, 0, 10), 0, seed);
    }
  }
}
