package dev.zmol.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.iface.Stack;
import dev.zmol.testkit.conformance.Covers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@Covers("D8")
class SimulationTest {
  private final ManualClock clock = new ManualClock();
  private final long start = clock.nowNanos();
  private final SimulatedLink link =
      SimulatedLink.create(DeviceCapabilities.plain(Medium.IP, 1500), start, 1)
          .conditions(LinkConditions.PERFECT.withLatency(Duration.ofMillis(10)));
  private final Player server = new Player(link.left());
  private final Player returner = new Player(link.right());
  private final Simulation simulation = new Simulation(clock, link, server, returner);

  @Test
  void timeJumpsFromEventToEvent() {
    server.serveAt = start + 5_000_000_000L;
    assertThat(simulation.runUntil(() -> server.hits == 3, Duration.ofHours(1))).isTrue();
    assertThat(clock.nowNanos() - start).isEqualTo(5_060_000_000L);
    assertThat(returner.hits).isEqualTo(3);
  }

  @Test
  void itStopsAtTheLimit() {
    server.serveAt = start;
    assertThat(simulation.runUntil(() -> false, Duration.ofMillis(25))).isFalse();
    assertThat(clock.nowNanos() - start).isEqualTo(25_000_000L);
    assertThat(server.hits).isEqualTo(1);
  }

  @Test
  void itStopsAtOnceWhenNothingWillEverHappen() {
    assertThat(simulation.runUntil(() -> false, Duration.ofHours(1))).isFalse();
    assertThat(clock.nowNanos()).isEqualTo(start);
  }

  @Test
  void runForLetsTheTimePassWhateverHappens() {
    simulation.runFor(Duration.ofSeconds(3));
    assertThat(clock.nowNanos() - start).isEqualTo(3_000_000_000L);
  }

  @Test
  void stacksThatNeverComeToRestAreReported() {
    server.isRestless = true;
    assertThatThrownBy(() -> simulation.runFor(Duration.ofSeconds(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("the stacks were still busy after 100000 polls");
  }

  @Test
  void onlyStacksWithSomethingToDoArePolled() {
    var network = SimulatedNetwork.create(DeviceCapabilities.plain(Medium.IP, 1500), start, 1);
    var quiet = new Simulation(clock, network);
    SimulatedSwitch middle = network.addSwitch();
    List<Player> crowd = new ArrayList<>();
    for (int k = 0; k < 2_000; k++) {
      SimulatedHost host = middle.attach();
      Player player = new Player(host.device());
      crowd.add(player);
      quiet.add(host, player);
    }
    crowd.get(7).serveAt = start + 5_000_000_000L;
    crowd.get(9).serveAt = start + 6_000_000_000L;
    crowd.forEach(player -> player.isSilent = true);

    quiet.runFor(Duration.ofSeconds(10));

    // Each once at the beginning; the two servers at their times; all others when their balls arrive.
    int polls = crowd.stream().mapToInt(player -> player.polls).sum();
    assertThat(polls).isLessThan(6 * 2_000);
    assertThat(crowd.get(0).hits).isEqualTo(2);
    assertThat(crowd.get(7).hits).isOne();
  }

  @Test
  void aStackThatWasCalledFromElsewhereCanBeWoken() {
    var network = SimulatedNetwork.create(DeviceCapabilities.plain(Medium.IP, 1500), start, 1);
    var woken = new Simulation(clock, network);
    SimulatedSwitch middle = network.addSwitch();
    SimulatedHost host = middle.attach();
    Player player = new Player(host.device());
    woken.add(host, player);
    woken.runFor(Duration.ofSeconds(1));
    int before = player.polls;

    woken.runUntil(
        () -> {
          if (player.polls == before + 1) {
            woken.wake(player);
          }
          return player.polls > before + 1;
        },
        Duration.ofSeconds(1));

    assertThat(player.polls).isEqualTo(before + 2);
    assertThatThrownBy(() -> woken.wake(server)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> woken.add(host, server)).isInstanceOf(IllegalStateException.class);
  }

  /** Returns each ball that it receives. */
  private static final class Player implements Stack {
    private final Device device;
    private final Packet ball = new Packet(100);
    private long serveAt = Long.MAX_VALUE;
    private boolean isRestless;
    private boolean isSilent;
    private int hits;
    private int polls;

    Player(Device device) {
      this.device = device;
    }

    @Override
    public boolean poll(long nowNanos) {
      polls++;
      boolean isServing = serveAt <= nowNanos;
      if (isServing) {
        serveAt = Long.MAX_VALUE;
        ball.clear();
        device.transmit(ball);
      } else if (device.receive(ball)) {
        hits++;
        if (!isSilent) {
          device.transmit(ball);
        }
        return true;
      }
      return isServing || isRestless;
    }

    @Override
    public void ingress(Packet frame, long nowNanos) {}

    @Override
    public boolean egress(long nowNanos) {
      return false;
    }

    @Override
    public long pollAt() {
      return serveAt;
    }

    @Override
    public DropCounters drops() {
      return new DropCounters();
    }
  }
}
