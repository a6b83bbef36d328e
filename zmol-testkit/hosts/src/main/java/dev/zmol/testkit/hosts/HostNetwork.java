package dev.zmol.testkit.hosts;

import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.testkit.network.LinkConditions;
import dev.zmol.testkit.network.SimulatedNetwork;
import dev.zmol.testkit.network.SimulatedSwitch;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpPacket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Hosts with names, each with a stack of its own, on one switch, made anew for each test; an extension of JUnit.
 *
 * <pre>{@code
 * @RegisterExtension
 * final HostNetwork network = HostNetwork.virtual("alice", "bob");
 * }</pre>
 *
 * <p>In virtual time everything belongs to the thread of the test, nothing happens but in {@link #runFor} and {@link
 * #runUntil}, and each run is the same. In real time each host has a thread of its own, as in production, so that
 * programs may block; what a test does with the sockets of a host it does through {@link TestHost#call} or through
 * blocking streams.
 */
public final class HostNetwork implements BeforeEachCallback, AfterEachCallback {
  private static final int MTU = 1500;
  private static final int MAX_HOSTS = 250;

  private final boolean isVirtual;
  private final List<String> names;
  private final Map<String, TestHost> hosts = new LinkedHashMap<>();

  /** By address, of both families; what two hosts have to have in common for packets to pass between them. */
  private final Map<IpAddress, Integer> groups = new ConcurrentHashMap<>();

  private long seed = 1;
  private Timeline timeline;

  private HostNetwork(boolean isVirtual, String... names) {
    this.isVirtual = isVirtual;
    this.names = List.of(names);
    if (names.length == 0 || names.length > MAX_HOSTS || this.names.stream().distinct().count() < names.length) {
      throw new IllegalArgumentException(
          "names are " + this.names + "; there have to be 1 to " + MAX_HOSTS + " different ones");
    }
  }

  /**
   * Creates a network in virtual time.
   *
   * @param names the names of its hosts: 1 to 250, all different
   * @return the network, without hosts until a test begins
   */
  public static HostNetwork virtual(String... names) {
    return new HostNetwork(true, names);
  }

  /**
   * Creates a network in real time.
   *
   * @param names the names of its hosts: 1 to 250, all different
   * @return the network, without hosts until a test begins
   */
  public static HostNetwork real(String... names) {
    return new HostNetwork(false, names);
  }

  /**
   * Chooses the dice of the next test: which frames are lost, and the secrets of the stacks.
   *
   * @param newSeed any number; 1 at first
   * @return this network
   */
  public HostNetwork seed(long newSeed) {
    seed = newSeed;
    return this;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    start();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    close();
  }

  /** Makes the hosts; for who does not use JUnit. */
  public void start() {
    close();
    timeline = isVirtual ? new VirtualTime() : new RealTime();
    SimulatedNetwork network =
        SimulatedNetwork.create(DeviceCapabilities.plain(Medium.IP, MTU), timeline.nowNanos(), seed);
    SimulatedSwitch middle = network.addSwitch();
    timeline.run(network);
    int number = 0;
    for (String name : names) {
      number++;
      TestHost host = new TestHost(name, number, seed, timeline, middle);
      hosts.put(name, host);
      host.simulated().cable().filterForward(this::passes);
    }
    timeline.begin();
  }

  /** Ends the hosts; for who does not use JUnit. */
  public void close() {
    if (timeline != null) {
      timeline.close();
    }
    timeline = null;
    hosts.clear();
    groups.clear();
  }

  /**
   * Returns a host.
   *
   * @param name its name
   * @return the host
   * @throws IllegalArgumentException if there is none of that name
   */
  public TestHost host(String name) {
    TestHost host = hosts.get(name);
    if (host == null) {
      throw new IllegalArgumentException("name is " + name + "; it has to be one of " + hosts.keySet());
    }
    return host;
  }

  /** {@return all hosts, in the order of their names in the declaration} */
  public Collection<TestHost> hosts() {
    return List.copyOf(hosts.values());
  }

  /**
   * Lets packets pass only between hosts of the same part; what is on its way arrives. Hosts that are in no part are in
   * one of their own, together.
   *
   * @param parts the names of the hosts of each part
   */
  @SafeVarargs
  public final void partition(List<String>... parts) {
    heal();
    for (int k = 0; k < parts.length; k++) {
      for (String name : parts[k]) {
        for (IpAddress address : host(name).addresses()) {
          groups.put(address, k + 1);
        }
      }
    }
  }

  /** Lets packets pass between all hosts again. */
  public void heal() {
    groups.clear();
  }

  private boolean passes(Packet packet) {
    IpAddress source = IpPacket.source(packet.bytes(), packet.offset());
    IpAddress destination = IpPacket.destination(packet.bytes(), packet.offset());
    return groups.getOrDefault(source, 0).equals(groups.getOrDefault(destination, 0));
  }

  /**
   * Sets what frames suffer between a host and the switch, both ways.
   *
   * @param name the name of the host
   * @param conditions latency, rate, loss and so on
   */
  public void conditions(String name, LinkConditions conditions) {
    TestHost host = host(name);
    timeline.change(() -> host.simulated().cable().conditions(conditions));
  }

  /**
   * Scripts a fault, or anything else that is to happen at a certain time.
   *
   * @param delay how long from now
   * @param event what is to happen; in real time on a thread of this network
   */
  public void after(Duration delay, Runnable event) {
    timeline.after(delay.toNanos(), event);
  }

  /** {@return the time of the hosts, in nanoseconds} */
  public long nowNanos() {
    return timeline.nowNanos();
  }

  /**
   * Lets time pass.
   *
   * @param duration how much
   */
  public void runFor(Duration duration) {
    runUntil(() -> false, duration);
  }

  /**
   * Lets time pass until a condition holds.
   *
   * @param condition asked by the thread that calls this; in real time it has to be safe to be asked by any
   * @param limit how much time passes at most
   * @return whether the condition holds
   */
  public boolean runUntil(BooleanSupplier condition, Duration limit) {
    return timeline.runUntil(condition, limit.toNanos());
  }

  /** {@return the addresses of all hosts, by name} */
  public Map<String, List<IpAddress>> names() {
    Map<String, List<IpAddress>> addresses = new LinkedHashMap<>();
    hosts.forEach((name, host) -> addresses.put(name, new ArrayList<>(host.addresses())));
    return addresses;
  }
}
