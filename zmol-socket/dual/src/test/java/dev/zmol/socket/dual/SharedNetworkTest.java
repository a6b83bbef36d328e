package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Medium;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.testkit.network.LinkConditions;
import dev.zmol.testkit.network.ManualClock;
import dev.zmol.testkit.network.SimulatedCable;
import dev.zmol.testkit.network.SimulatedHost;
import dev.zmol.testkit.network.SimulatedNetwork;
import dev.zmol.testkit.network.SimulatedSwitch;
import dev.zmol.testkit.network.Simulation;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.IpEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Many hosts that share a path. */
@Specialize
@Covers({"D8", "S2"})
class SharedNetworkTest {
  private static final int PORT = 80;

  private final ManualClock clock = new ManualClock();
  private final SimulatedNetwork network =
      SimulatedNetwork.create(DeviceCapabilities.plain(Medium.IP, 1500), clock.nowNanos(), 11);
  private final Simulation simulation = new Simulation(clock, network);
  private final SimulatedSwitch west = network.addSwitch();
  private final SimulatedSwitch east = network.addSwitch();
  private final SimulatedCable trunk = network.join(west, east);
  private final IpStack server = host(east, 1);
  private final List<Transfer> transfers = new ArrayList<>();

  private IpStack host(SimulatedSwitch at, int number) {
    SimulatedHost host = at.attach(address(number).toInetAddress());
    InterfaceConfiguration configuration =
        InterfaceConfiguration.builder()
            .address(new IpCidr(address(number), Comptime.IPV4 ? 16 : 64))
            .random(new Random(number))
            .build();
    IpStack stack = new ComposedIpStack(host.device(), configuration);
    simulation.add(host, stack);
    return stack;
  }

  private static IpAddress address(int number) {
    return IpAddress.parse(
        Comptime.IPV4 ? "10.0." + (number >> 8) + "." + (number & 0xff) : "fd00::" + Integer.toHexString(number));
  }

  /** Lets clients in the west send to the server in the east; it takes them in the order in which they come. */
  private void upload(int clients, long length) {
    List<TcpConnection> senders = new ArrayList<>();
    TcpListener listener = server.tcp().listen(PORT, clients);
    for (int k = 1; k <= clients; k++) {
      senders.add(host(west, k + 1).tcp().connect(new IpEndpoint(address(1), PORT)));
      transfers.add(Transfer.into(senders.getLast(), length, k));
    }
    listener.onReady(
        () -> {
          for (TcpConnection next = listener.accept(); next != null; next = listener.accept()) {
            for (int k = 0; k < clients; k++) {
              if (senders.get(k).local().equals(next.remote())) {
                transfers.get(k).attach(next);
              }
            }
          }
        });
  }

  private boolean finish() {
    return simulation.runUntil(
        () -> transfers.stream().allMatch(Transfer::isFinished), Duration.ofMinutes(30));
  }

  @Test
  void hundredsOfHostsShareABottleneckThatLosesInBursts() {
    trunk.conditions(
        LinkConditions.PERFECT
            .withLatency(Duration.ofMillis(5))
            .withRate(100_000_000, 100_000)
            .withBursts(0.002, 0.3, 1));
    upload(300, 50_000);

    assertThat(finish()).isTrue();
    assertThat(transfers).allMatch(Transfer::isIntact);
    assertThat(trunk.lostForward()).isPositive();
  }

  @Test
  void aPathThatNarrowsIsFollowedWhenARouterSaysSo() {
    LinkConditions wide = LinkConditions.PERFECT.withLatency(Duration.ofMillis(5)).withRate(20_000_000, 60_000);
    trunk.conditions(wide);
    upload(1, 1_000_000);
    simulation.runFor(Duration.ofMillis(50));

    trunk.conditions(wide.withMtu(1300, true));

    assertThat(finish()).isTrue();
    assertThat(transfers).allMatch(Transfer::isIntact);
  }

  @Test
  void aPartitionIsOutlivedByAllConnections() {
    trunk.conditions(LinkConditions.PERFECT.withLatency(Duration.ofMillis(5)).withRate(10_000_000, 60_000));
    upload(20, 100_000);
    simulation.runFor(Duration.ofMillis(100));

    trunk.cut();
    simulation.runFor(Duration.ofSeconds(60));
    assertThat(transfers).noneMatch(Transfer::isFinished);
    trunk.heal();

    assertThat(finish()).isTrue();
    assertThat(transfers).allMatch(Transfer::isIntact);
  }
}
