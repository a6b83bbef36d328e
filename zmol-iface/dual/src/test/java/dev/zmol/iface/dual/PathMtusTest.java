package dev.zmol.iface.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Specialize;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dual.IpAddress;
import org.junit.jupiter.api.Test;

@Specialize
@Covers("I8")
class PathMtusTest {
  private static final long MINUTE = 60_000_000_000L;

  private final PathMtus mtus = new PathMtus();
  private final IpAddress near = address(1);
  private final IpAddress far = address(2);

  private static IpAddress address(int number) {
    return IpAddress.parse(Comptime.IPV4 ? "192.0.2." + number : "2001:db8::" + number);
  }

  @Test
  void whatNothingIsKnownOfTakesWhatTheLinkTakes() {
    assertThat(mtus.find(near, 1500, 0)).isEqualTo(1500);
  }

  @Test
  @Covers({"RFC 1191 §6.2", "RFC 8201 §5.2", "RFC 1122 §3.3.3: MMS_S"})
  void aReductionIsRememberedForThatDestination() {
    mtus.learn(far, 1400, 0);

    assertThat(mtus.find(far, 1500, MINUTE)).isEqualTo(1400);
    assertThat(mtus.find(near, 1500, MINUTE)).isEqualTo(1500);
  }

  @Test
  @Covers({"RFC 1191 §6.3", "RFC 8201 §4"})
  void afterTenMinutesLargerPacketsAreTried() {
    mtus.learn(far, 1400, 0);

    assertThat(mtus.find(far, 1500, 10 * MINUTE - 1)).isEqualTo(1400);
    assertThat(mtus.find(far, 1500, 10 * MINUTE)).isEqualTo(1500);
  }

  @Test
  void thePathTakesNoMoreThanTheLink() {
    mtus.learn(far, 9000, 0);

    assertThat(mtus.find(far, 1500, 0)).isEqualTo(1500);
  }
}
