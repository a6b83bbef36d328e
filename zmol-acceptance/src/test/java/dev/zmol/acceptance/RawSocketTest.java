package dev.zmol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An image with a raw packet socket at one end of a {@code veth} pair, and the kernel's TCP at the other. */
@Covers({"D4", "S1", "U1"})
@DisabledIfSystemProperty(named = "zmol.network", matches = "none")
class RawSocketTest {
  private static final int SIZE = 20 << 20;

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  @Covers("D5")
  void carriesTwentyMebibytesEachWayInSuperSegments(Flavor flavor) throws Exception {
    try (Served served = Served.startRaw(flavor)) {
      carryBothWays(served, flavor);
    }
  }

  @Test
  void carriesThemAsWellInPacketsOfTheMtu() throws Exception {
    try (Served served = Served.startRaw(Flavor.DUAL, "--no-offload", "--promiscuous")) {
      // Otherwise the kernel would leave checksums and segmentation to a device that isn't there.
      served.namespace().run("ethtool", "-K", Served.CABLE, "tx", "off").check();
      carryBothWays(served, Flavor.DUAL);
    }
  }

  private void carryBothWays(Served served, Flavor flavor) throws Exception {
    Transfer transfer = new Transfer(directory, SIZE);
    for (String address : flavor.addresses()) {
      transfer.upload(served, address);
      transfer.download(served, address);
    }
  }

  @Test
  void anInterfaceThatThereIsNotIsOneLineAndExitCodeOne() throws Exception {
    try (Namespace namespace = Namespace.open()) {
      Outcome outcome = namespace.run(Flavor.IPV4.program(), "serve", "--raw", "nowhere", "--address", "10.0.0.1/24");
      assertThat(outcome.exitCode()).as(outcome.error()).isEqualTo(1);
      assertThat(outcome.error().lines()).hasSize(1).first().asString().contains("no interface 'nowhere'", "ip link");
    }
  }
}
