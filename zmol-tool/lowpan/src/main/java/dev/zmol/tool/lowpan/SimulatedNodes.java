package dev.zmol.tool.lowpan;

import dev.zmol.iface.ipv6.InterfaceConfiguration;
import dev.zmol.lowpan.LowpanConfiguration;
import dev.zmol.lowpan.compress.CompressionContexts;
import dev.zmol.lowpan.frame.Ieee802154Address;
import dev.zmol.lowpan.rpl.RplConfiguration;
import dev.zmol.lowpan.rpl.RplStatus;
import dev.zmol.lowpan.rpl.wire.RplMode;
import dev.zmol.testkit.network.ManualClock;
import dev.zmol.testkit.network.SimulatedAir;
import dev.zmol.testkit.network.SimulatedNetwork;
import dev.zmol.testkit.network.SimulatedStation;
import dev.zmol.testkit.network.Simulation;
import dev.zmol.wire.ipv6.IpCidr;
import dev.zmol.wire.ipv6.Ipv6Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Nodes in a square on the simulated air, the root in a corner. */
final class SimulatedNodes {
  private static final Ipv6Address ROOT = Ipv6Address.parse("2001:db8::1");
  private static final int PAN = 0xabcd;
  private static final int ROUNDS = 5;

  private final ManualClock clock = new ManualClock();
  private final List<NodeStack> nodes = new ArrayList<>();

  /** The numbers of the nodes, by their link-local addresses. */
  private final Map<Ipv6Address, Integer> numbers = new HashMap<>();

  private final SimulatedAir air;
  private final Simulation simulation;

  SimulatedNodes(int side, double range, double loss, long seed, boolean nonStoring) {
    SimulatedNetwork network = SimulatedNetwork.create(SimulateCommand.RADIO, clock.nowNanos(), seed);
    this.air = network.addAir().range(range).loss(loss);
    this.simulation = new Simulation(clock, network);
    RplConfiguration root =
        RplConfiguration.root(new IpCidr(ROOT, 64), nonStoring ? RplMode.NON_STORING : RplMode.STORING);
    var random = new Random(seed);
    for (int k = 0; k < side * side; k++) {
      SimulatedStation station = air.attach(k % side, Math.floorDiv(k, side));
      add(station, random.nextLong(), k == 0 ? root : RplConfiguration.DEFAULT);
    }
  }

  private void add(SimulatedStation station, long seed, RplConfiguration rpl) {
    Ieee802154Address eui = Ieee802154Address.ofExtended(0x0212_4b00_0000_0001L + station.number());
    LowpanConfiguration radio =
        LowpanConfiguration.builder(eui, PAN).contexts(new CompressionContexts().set(0, ROOT, 64)).build();
    InterfaceConfiguration own = InterfaceConfiguration.builder().random(new Random(seed)).build();
    NodeStack node = new ComposedNodeStack(station.device(), own, radio, rpl);
    numbers.put(new Ipv6Address(0xfe80L << 48, eui.interfaceIdentifier()), nodes.size());
    nodes.add(node);
    simulation.add(station, node);
  }

  /** Lets the network form; returns how many seconds that took, or less than zero if it did not. */
  double form(int limitSeconds) {
    long begin = clock.nowNanos();
    boolean formed = simulation.runUntil(this::isComplete, Duration.ofSeconds(limitSeconds));
    return formed ? (clock.nowNanos() - begin) / 1e9 : -1;
  }

  private boolean isComplete() {
    return nodes.getFirst().rpl().routes().size() == nodes.size() - 1 && joined() == nodes.size();
  }

  /** How many nodes have a way to the root. */
  int joined() {
    return (int) nodes.stream().filter(node -> node.rpl().status().isPresent()).count();
  }

  /** How many frames were sent so far. */
  long frames() {
    return air.sent();
  }

  /** Has each node ping the root, a few times at most; returns how many have got a reply. */
  int ping(int size) {
    List<EchoCounter> counters = new ArrayList<>();
    for (NodeStack node : nodes) {
      var counter = new EchoCounter();
      node.icmp().listener(counter);
      counters.add(counter);
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int k = 1; k < nodes.size(); k++) {
        if (counters.get(k).replies() == 0) {
          nodes.get(k).icmp().sendEchoRequest(ROOT, k, round, new byte[size], clock.nowNanos());
          simulation.runFor(Duration.ofSeconds(1));
        }
      }
      simulation.runFor(Duration.ofSeconds(10));
    }
    return (int) counters.stream().filter(counter -> counter.replies() > 0).count();
  }

  /** How many hops the farthest node is away from the root. */
  int depth() {
    int deepest = 0;
    for (int k = 0; k < nodes.size(); k++) {
      deepest = Math.max(deepest, hops(k));
    }
    return deepest;
  }

  private int hops(int node) {
    int hops = 0;
    int at = node;
    while (at != 0 && hops < nodes.size()) {
      at = nodes.get(at).rpl().status().flatMap(RplStatus::parent).map(numbers::get).orElse(0);
      hops++;
    }
    return hops;
  }
}
