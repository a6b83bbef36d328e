package dev.zmol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Covers({"I4", "U1"})
@DisabledIfSystemProperty(named = "zmol.network", matches = "none")
class PingTest {
  @ParameterizedTest
  @EnumSource
  void answersAThousandEchoRequestsOfEachSizeWithoutLoss(Flavor flavor) throws Exception {
    try (Served served = Served.start(flavor)) {
      for (String address : flavor.addresses()) {
        for (int size : new int[] {56, 1400}) {
          assertThat(served.namespace().ping(address, 1000, size).output())
              .contains("1000 packets transmitted, 1000 received");
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void answersRawSocketsOfTheKernel(Flavor flavor) throws Exception {
    try (Served served = Served.start(flavor)) {
      for (String address : flavor.addresses()) {
        assertThat(served.namespace().pingByRawSocket(address, 100, 1400).output())
            .contains("100 packets transmitted, 100 received");
      }
    }
  }
}
