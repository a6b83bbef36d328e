package dev.zmol.lowpan.rpl;

import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.testkit.network.ManualClock;
import dev.zmol.testkit.network.SimulatedAir;
import dev.zmol.testkit.network.SimulatedNetwork;
import dev.zmol.testkit.network.SimulatedStation;
import dev.zmol.testkit.network.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** Nodes of RPL over 6LoWPAN on a simulated air, in virtual time. */
final class Radio {
  private final List<RadioNode> nodes = new ArrayList<>();
  private final ManualClock clock = new ManualClock();
  private final Random random;
  private final SimulatedAir air;
  private final Simulation simulation;
  private long trace = 1;
  private FrameObserver observer = (_, _) -> {};

  /** Sees frames. */
  interface FrameObserver {
    void sent(Packet frame, long nowNanos);
  }

  Radio(long seed, double range, double loss) {
    this.random = new Random(seed);
    SimulatedNetwork network =
        SimulatedNetwork.create(DeviceCapabilities.plain(Medium.IEEE802154, 1280), clock.nowNanos(), seed);
    this.air = network.addAir().range(range).loss(loss).observer((_, frame, nowNanos) -> sent(frame, nowNanos));
    this.simulation = new Simulation(clock, network);
  }

  void observer(FrameObserver newObserver) {
    observer = newObserver;
  }

  private void sent(Packet frame, long nowNanos) {
    observer.sent(frame, nowNanos);
    for (int k = frame.offset(); k < frame.end(); k++) {
      trace = trace * 31 + frame.bytes()[k];
    }
    trace = trace * 31 + nowNanos;
  }

  RadioNode add(double x, double y, RplConfiguration configuration) {
    RadioNode node = node(air.attach(x, y), configuration);
    nodes.add(node);
    return node;
  }

  private RadioNode node(SimulatedStation station, RplConfiguration configuration) {
    var node = new RadioNode(station, random.nextLong(), configuration);
    simulation.add(station, node.stack());
    return node;
  }

  /** A node dies, and is not heard any more. */
  void turnOff(RadioNode node) {
    simulation.remove(node.stack());
  }

  /** A node takes the place of one that has been turned off, with the same addresses. */
  RadioNode replace(RadioNode gone, RplConfiguration configuration) {
    RadioNode node = node(gone.station(), configuration);
    nodes.set(nodes.indexOf(gone), node);
    return node;
  }

  List<RadioNode> nodes() {
    return nodes;
  }

  SimulatedAir air() {
    return air;
  }

  long nowNanos() {
    return clock.nowNanos();
  }

  /** A number that all frames so far, and their times, have a part in. */
  long trace() {
    return trace;
  }

  /** Lets time pass until something is so, and says whether it came to be. */
  boolean runUntil(long seconds, BooleanSupplier condition) {
    return simulation.runUntil(condition, Duration.ofSeconds(seconds));
  }

  void run(long seconds) {
    simulation.runFor(Duration.ofSeconds(seconds));
  }
}
