package dev.zmol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PingTest {
  @ParameterizedTest
  @EnumSource
  void answersAThousandEchoRequestsOfEachSizeWithoutLoss(Flavor flavor) throws Exception {
    try (Served served = Served.start(flavor)) {
      for (String address : flavor.addresses()) {
        for (String size : new String[] {"56", "1400"}) {
          String output = ping(served, address, size);
          assertThat(output).contains("1000 packets transmitted, 1000 received");
        }
      }
    }
  }

  private static String ping(Served served, String address, String size) throws Exception {
    return served
        .namespace()
        .run("ping", "-n", "-q", "-c", "1000", "-i", "0.002", "-W", "5", "-s", size, address)
        .output();
  }
}
