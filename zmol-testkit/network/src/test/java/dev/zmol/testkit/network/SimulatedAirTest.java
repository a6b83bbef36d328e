package dev.zmol.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

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
class SimulatedAirTest {
  private static final DeviceCapabilities RADIO = DeviceCapabilities.plain(Medium.IEEE802154, 1280);
  private static final int DATA = 0x41;
  private static final int ACKNOWLEDGMENT = 0x02;

  /** What a byte takes. */
  private static final long BYTE = 32_000;

  private final SimulatedNetwork network = SimulatedNetwork.create(RADIO, 0, 7);
  private final SimulatedAir air = network.addAir();
  private final SimulatedStation first = air.attach(0, 0);
  private final SimulatedStation second = air.attach(1, 0);
  private final SimulatedStation third = air.attach(2, 0);
  private final Packet received = new Packet(1280);

  private static void send(SimulatedStation station, int control, int length, int number) {
    var packet = new Packet(1280);
    packet.set(packet.offset(), length);
    packet.bytes()[packet.offset()] = (byte) control;
    packet.bytes()[packet.end() - 1] = (byte) number;
    assertThat(station.device().transmit(packet)).isTrue();
  }

  private List<Integer> receiveAll(SimulatedStation station) {
    List<Integer> numbers = new ArrayList<>();
    while (station.device().receive(received)) {
      numbers.add((int) received.bytes()[received.end() - 1]);
    }
    return numbers;
  }

  private void pass(long nanos) {
    network.advanceTo(network.nowNanos() + nanos);
  }

  @Test
  void allInRangeHearAFrameButForWhoSendsIt() {
    air.range(1);
    send(second, DATA, 100, 1);
    send(first, DATA, 100, 2);
    pass(1_000_000_000);
    assertThat(receiveAll(first)).containsExactly(1);
    assertThat(receiveAll(second)).containsExactly(2);
    assertThat(receiveAll(third)).containsExactly(1);
    assertThat(air.sent()).isEqualTo(2);
    assertThat(air.heard()).isEqualTo(3);
  }

  @Test
  void whoMovesIsHeardByOthers() {
    air.range(1);
    third.moveTo(0, 1);
    send(first, DATA, 10, 1);
    pass(1_000_000_000);
    assertThat(receiveAll(third)).containsExactly(1);
  }

  @Test
  void oneMayHearTheOtherAndNotBeHeard() {
    air.audible((from, to) -> from.number() < to.number());
    send(first, DATA, 10, 1);
    send(second, DATA, 10, 2);
    pass(1_000_000_000);
    assertThat(receiveAll(first)).isEmpty();
    assertThat(receiveAll(second)).containsExactly(1);
  }

  @Test
  void framesTakeTheirTimeOneAfterTheOther() {
    send(first, DATA, 92, 1);
    send(first, DATA, 92, 2);
    pass(100 * BYTE - 1);
    assertThat(receiveAll(second)).isEmpty();
    pass(1);
    assertThat(receiveAll(second)).containsExactly(1);
    pass(100 * BYTE - 1);
    assertThat(receiveAll(second)).isEmpty();
    pass(1);
    assertThat(receiveAll(second)).containsExactly(2);
  }

  @Test
  void acknowledgmentsDoNotWaitForFrames() {
    send(first, DATA, 100, 1);
    send(first, ACKNOWLEDGMENT, 3, 2);
    pass(11 * BYTE);
    assertThat(receiveAll(second)).containsExactly(2);
  }

  @Test
  void noFrameIsLongerThanTheStandardHasIt() {
    send(first, DATA, 125, 1);
    send(first, DATA, 126, 2);
    pass(1_000_000_000);
    assertThat(receiveAll(second)).containsExactly(1);
    assertThat(air.tooLong()).isEqualTo(1);
  }

  @Test
  void eachListenerMissesFramesOfItsOwn() {
    air.loss(0.25);
    for (int k = 0; k < 1000; k++) {
      send(first, DATA, 10, k);
    }
    pass(1_000_000_000);
    List<Integer> bySecond = receiveAll(second);
    List<Integer> byThird = receiveAll(third);
    assertThat(bySecond).hasSizeBetween(700, 800).isNotEqualTo(byThird);
    assertThat(byThird).hasSizeBetween(700, 800);
    assertThat(air.heard()).isEqualTo(bySecond.size() + byThird.size());
    assertThat(air.heard() + air.lost()).isEqualTo(2000);
  }

  private static List<Integer> heard(long seed) {
    SimulatedNetwork other = SimulatedNetwork.create(RADIO, 0, seed);
    SimulatedAir channel = other.addAir().loss(0.5);
    SimulatedStation from = channel.attach(0, 0);
    SimulatedStation to = channel.attach(0, 0);
    var numbers = new ArrayList<Integer>();
    var packet = new Packet(1280);
    for (int k = 0; k < 100; k++) {
      send(from, DATA, 10, k);
    }
    other.advanceTo(1_000_000_000);
    while (to.device().receive(packet)) {
      numbers.add((int) packet.bytes()[packet.end() - 1]);
    }
    return numbers;
  }

  @Test
  void theSameSeedLosesTheSameFrames() {
    assertThat(heard(3)).isEqualTo(heard(3)).isNotEqualTo(heard(4));
  }

  @Test
  void observersSeeWhatIsSentAndWhen() {
    List<String> seen = new ArrayList<>();
    air.loss(1).observer((from, frame, now) -> seen.add(from.number() + " " + frame.length() + " " + now));
    pass(5);
    send(third, DATA, 20, 1);
    assertThat(seen).containsExactly("2 20 5");
  }

  /** A stack that counts what it hears. */
  private static final class Listener implements Stack {
    private final SimulatedStation station;
    private final Packet packet = new Packet(1280);
    private int heard;

    Listener(SimulatedStation station) {
      this.station = station;
    }

    @Override
    public boolean poll(long nowNanos) {
      boolean worked = station.device().receive(packet);
      heard += worked ? 1 : 0;
      return worked;
    }

    @Override
    public void ingress(Packet frame, long nowNanos) {
      heard++;
    }

    @Override
    public boolean egress(long nowNanos) {
      return false;
    }

    @Override
    public long pollAt() {
      return Long.MAX_VALUE;
    }

    @Override
    public DropCounters drops() {
      return new DropCounters();
    }
  }

  @Test
  void whatIsGoneHearsNothingUntilAnotherOneIsThere() {
    var clock = new ManualClock();
    network.advanceTo(clock.nowNanos());
    var simulation = new Simulation(clock, network);
    var gone = new Listener(second);
    simulation.add(second, gone);
    send(first, DATA, 10, 1);
    simulation.runFor(Duration.ofSeconds(1));
    assertThat(gone.heard).isEqualTo(1);

    send(first, DATA, 10, 2);
    simulation.remove(gone);
    simulation.runFor(Duration.ofSeconds(1));
    var returned = new Listener(second);
    simulation.add(second, returned);
    send(first, DATA, 10, 3);
    simulation.runFor(Duration.ofSeconds(1));

    assertThat(gone.heard).isEqualTo(1);
    assertThat(returned.heard).isEqualTo(1);
    assertThatIllegalArgumentException().isThrownBy(() -> simulation.remove(gone)).withMessageContaining("added");
  }

  @Test
  void misuseIsRefused() {
    SimulatedNetwork ethernet = SimulatedNetwork.create(DeviceCapabilities.plain(Medium.ETHERNET, 1514), 0, 1);
    assertThatIllegalStateException().isThrownBy(ethernet::addAir).withMessageContaining("ETHERNET");
    assertThatIllegalArgumentException().isThrownBy(() -> air.loss(1.5)).withMessageContaining("1.5");
    assertThatIllegalArgumentException().isThrownBy(() -> air.range(Double.NaN)).withMessageContaining("NaN");
  }
}
