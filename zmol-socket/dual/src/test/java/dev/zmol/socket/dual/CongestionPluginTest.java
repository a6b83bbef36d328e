package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Specialize;
import dev.zmol.socket.tcp.CongestionAlgorithm;
import dev.zmol.socket.tcp.CongestionControl;
import dev.zmol.socket.tcp.TcpConfiguration;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.testkit.network.LinkConditions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Congestion control that is not ours. */
@Specialize
@Covers("S3")
class CongestionPluginTest {
  private static final LinkConditions LOSSY = LinkConditions.PERFECT.withLatency(Duration.ofMillis(10)).withLoss(0.005);

  private static double seconds(CongestionControl.Factory factory) {
    TcpConfiguration configuration = TcpConfiguration.builder().congestion(factory).buffers(1 << 20, 1 << 20).build();
    TcpPair pair = new TcpPair(TcpPair.ETHERNET_SIZED, LOSSY, configuration, 3);
    TcpPair.Ends ends = pair.connect();
    long start = pair.simulation.clock().nowNanos();
    Transfer transfer = Transfer.oneWay(ends.left(), ends.right(), 4 << 20, 1);
    assertThat(pair.until(transfer::isFinished)).isTrue();
    assertThat(transfer.isIntact()).isTrue();
    return (pair.simulation.clock().nowNanos() - start) / 1e9;
  }

  @Test
  void anAlgorithmOfTheUserDecidesHowMuchIsInFlight() {
    double reno = seconds(CongestionAlgorithm.NEW_RENO);

    double scalable = seconds(ScalableCongestionControl::new);

    // It gives up an eighth for a loss, not a half.
    assertThat(scalable).isLessThan(reno / 1.5);
  }
}
