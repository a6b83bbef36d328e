package dev.zmol.socket.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

class TcpConfigurationTest {
  @Test
  @Covers({"MUST-19", "S3"})
  void congestionIsControlledUnlessSomebodySaysOtherwise() {
    assertThat(TcpConfiguration.DEFAULT.congestion()).isEqualTo(CongestionAlgorithm.CUBIC);
  }

  @Test
  void aBufferHasToBeAPowerOfTwo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TcpConfiguration.builder().buffers(5000, 4096))
        .withMessage("sendBuffer is 5000; it has to be a power of two");
  }

  @Test
  void aBufferHasToBeOfSomeSize() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TcpConfiguration.builder().buffers(4096, 1024))
        .withMessage("receiveBuffer is 1024; it has to be from 4096 to 1073741824");
  }

  @Test
  void acknowledgmentsMustNotWaitForHalfASecond() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TcpConfiguration.builder().delayedAckNanos(500_000_000))
        .withMessage("delayedAckNanos is 500000000; it has to be from 0 to 499999999");
  }
}
