package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.FaultInjector;
import dev.zmol.iface.Faults;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.testkit.network.ManualClock;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A hundred mebibytes each way between two ready-made stacks, in virtual time. */
@Specialize
@Covers({"S1", "S2"})
class ComposedTransferTest {
  private static final long SIZE = 100L << 20;
  private static final int PORT = 80;
  private static final long BUSY_STEP = 10_000;
  private static final long IDLE_STEP = 1_000_000;
  private static final long LIMIT = Duration.ofHours(24).toNanos();
  private static final Faults ROUGH = Faults.NONE.withDrop(0.02).withDelay(0.02, Duration.ofMillis(2));

  private final ManualClock clock = new ManualClock(1_000_000_000);
  private final LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.ETHERNET, 1500));
  private final Node server = Node.on(cable.right(), 2);

  @Test
  void aHundredMebibytesEachWayArriveIntact() {
    for (IpAddress address : Node.addresses(2)) {
      transfer(cable.left(), address);
    }
  }

  @Test
  void aHundredMebibytesEachWaySurviveLossAndReordering() {
    IpAddress address = Node.addresses(2).getLast();
    FaultInjector faulty = new FaultInjector(cable.left(), ROUGH, ROUGH, new Random(5), clock::nowNanos);

    transfer(faulty, address);

    assertThat(faulty.transmittedCounts().dropped()).isGreaterThan(1_000);
    assertThat(faulty.receivedCounts().dropped()).isGreaterThan(1_000);
    assertThat(faulty.transmittedCounts().delayed()).isGreaterThan(1_000);
    assertThat(faulty.receivedCounts().delayed()).isGreaterThan(1_000);
  }

  private void transfer(Device device, IpAddress address) {
    Node client = Node.on(device, 1);
    TcpListener listener = server.tcp().listen(PORT, 1);
    TcpConnection left = client.tcp().connect(new IpEndpoint(address, PORT));
    while (listener.pending() == 0 || !left.isEstablished()) {
      step(client);
    }
    Transfer[] both = Transfer.bothWays(new TcpPair.Ends(left, listener.accept()), SIZE, 3);
    listener.close();
    while (!(both[0].isFinished() && both[1].isFinished())) {
      step(client);
    }
    for (Transfer transfer : both) {
      assertThat(transfer.arrived()).isEqualTo(SIZE);
      assertThat(transfer.isIntact()).isTrue();
    }
  }

  private void step(Node client) {
    boolean worked = client.stack().poll(clock.nowNanos());
    worked |= server.stack().poll(clock.nowNanos());
    clock.advance(Duration.ofNanos(worked ? BUSY_STEP : IDLE_STEP));
    assertThat(clock.nowNanos()).isLessThan(LIMIT);
  }
}
