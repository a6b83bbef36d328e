package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.iface.StackRunner;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.testkit.conformance.Covers;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads that wait for a lease, of the stack of a {@link DhcpLan} that a thread runs. */
@Only(Family.IPV4)
@Covers({"S8", "S10"})
class DhcpLeasesTest {
  private final LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.ETHERNET, 1500));
  private final Device device = cable.left();
  private final EthernetStack stack =
      new ComposedEthernetStack(device, InterfaceConfiguration.builder().hardwareAddress(DhcpLan.MAC).build());
  private final StackRunner runner = StackRunner.start(stack, device);
  private final DhcpLeases leases = new DhcpLeases(runner, stack.dhcp());

  @AfterEach
  void close() {
    runner.close();
  }

  @Test
  void timeMayBeUp() {
    assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> leases.await(Duration.ofMillis(20)));
    assertThat(runner.<DhcpState>call(() -> stack.dhcp().state())).isEqualTo(DhcpState.SELECTING);
  }

  @Test
  void theEndOfTheStackEndsTheWait() throws Exception {
    BlockedCall<DhcpLease> call = BlockedCall.start(() -> leases.await(Duration.ZERO));
    call.assertBlocked();
    runner.close();
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(call::result)
        .withCauseInstanceOf(SocketException.class)
        .withMessageContaining("closed");
  }

  @Test
  void theThreadOfTheStackMustNotWait() {
    runner.call(
        () -> {
          assertThatIllegalStateException().isThrownBy(() -> leases.await(Duration.ofSeconds(1)));
          return null;
        });
  }

  @Test
  void withoutALeaseThereIsNothingToGiveBack() throws Exception {
    leases.release(Duration.ofSeconds(5));
    assertThat(runner.<DhcpState>call(() -> stack.dhcp().state())).isEqualTo(DhcpState.STOPPED);
  }
}
