package dev.zmol.testkit.hosts;

import dev.zmol.iface.StackRunner;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.socket.dual.ComposedIpStack;
import dev.zmol.socket.dual.IpStack;
import dev.zmol.testkit.network.SimulatedHost;
import dev.zmol.testkit.network.SimulatedSwitch;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.IpEndpoint;
import dev.zmol.wire.dual.Ipv4Address;
import dev.zmol.wire.dual.Ipv6Address;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

/** A host of a {@link HostNetwork}: a name, an address of each family, and a stack with all protocols. */
public final class TestHost {
  private static final int IPV4_NETWORK = 0xc633_6400;
  private static final int IPV4_PREFIX = 24;
  private static final long IPV6_NETWORK = 0x2001_0db8_0000_0000L;
  private static final int IPV6_PREFIX = 64;

  private final String name;
  private final Ipv4Address ipv4;
  private final Ipv6Address ipv6;
  private final Timeline timeline;
  private final SimulatedHost simulated;
  private final IpStack stack;
  private final StackRunner runner;

  TestHost(String name, int number, long seed, Timeline timeline, SimulatedSwitch middle) {
    this.name = name;
    this.ipv4 = new Ipv4Address(IPV4_NETWORK | number);
    this.ipv6 = new Ipv6Address(IPV6_NETWORK, number);
    this.timeline = timeline;
    this.simulated = middle.attach();
    InterfaceConfiguration configuration =
        InterfaceConfiguration.builder()
            .address(new IpCidr(ipv4, IPV4_PREFIX))
            .address(new IpCidr(ipv6, IPV6_PREFIX))
            .random(new Random(seed * 1_000 + number))
            .build();
    Timeline.Place place = timeline.place(simulated);
    this.stack = new ComposedIpStack(place.device(), configuration);
    this.runner = place.start(stack);
  }

  /** {@return its name} */
  public String name() {
    return name;
  }

  /** {@return its IPv4 address, in 198.51.100.0/24} */
  public Ipv4Address ipv4() {
    return ipv4;
  }

  /** {@return its IPv6 address, in 2001:db8::/64} */
  public Ipv6Address ipv6() {
    return ipv6;
  }

  /** {@return both addresses, IPv4 first} */
  public List<IpAddress> addresses() {
    return List.of(ipv4, ipv6);
  }

  /**
   * Returns where others reach a port of this host, by IPv4.
   *
   * @param port the port (1 to 65,535)
   * @return the endpoint
   */
  public IpEndpoint endpoint(int port) {
    return new IpEndpoint(ipv4, port);
  }

  /** {@return its stack, which belongs to the thread of the test in virtual time, and to its own in real time} */
  public IpStack stack() {
    return stack;
  }

  /**
   * Returns what runs the stack in real time: blocking streams and sockets are made from it.
   *
   * @return the runner
   * @throws IllegalStateException in virtual time, where nobody can wait
   */
  public StackRunner runner() {
    if (runner == null) {
      throw new IllegalStateException("time is virtual; only the hosts of HostNetwork.real have runners");
    }
    return runner;
  }

  /**
   * Does something with the stack on the thread that owns it.
   *
   * @param task what to do
   * @param <T> what comes of it
   * @return what came of it
   */
  public <T> T call(Callable<? extends T> task) {
    return timeline.call(stack, runner, task);
  }

  SimulatedHost simulated() {
    return simulated;
  }

  @Override
  public String toString() {
    return name;
  }
}
