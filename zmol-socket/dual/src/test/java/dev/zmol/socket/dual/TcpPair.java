package dev.zmol.socket.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.ChecksumCapabilities;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Medium;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.socket.tcp.TcpConfiguration;
import dev.zmol.testkit.network.LinkConditions;
import dev.zmol.testkit.network.ManualClock;
import dev.zmol.testkit.network.SimulatedLink;
import dev.zmol.testkit.network.Simulation;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.IpEndpoint;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Two stacks on a simulated link: a client on the left, a server on the right. */
@Specialize
final class TcpPair {
  static final int PORT = 80;
  static final DeviceCapabilities ETHERNET_SIZED = DeviceCapabilities.plain(Medium.IP, 1500);
  static final DeviceCapabilities SEGMENTING =
      new DeviceCapabilities(Medium.IP, 1500, 0, ChecksumCapabilities.SOFTWARE, 65_535);

  final SimulatedLink link;
  final Simulation simulation;
  final TestStack client;
  final TestStack server;

  TcpPair(DeviceCapabilities capabilities, LinkConditions conditions, TcpConfiguration configuration, long seed) {
    this(capabilities, conditions, configuration, seed, host(TestStack.cidr(true)), host(TestStack.cidr(false)));
  }

  private TcpPair(
      DeviceCapabilities capabilities,
      LinkConditions conditions,
      TcpConfiguration configuration,
      long seed,
      InterfaceConfiguration.Builder left,
      InterfaceConfiguration.Builder right) {
    ManualClock clock = new ManualClock(1_000_000_000);
    link = SimulatedLink.create(capabilities, clock.nowNanos(), seed).conditions(conditions);
    client = new TestStack(link.left(), left, configuration, seed + 1);
    server = new TestStack(link.right(), right, configuration, seed + 2);
    simulation = new Simulation(clock, link, client, server);
  }

  TcpPair() {
    this(ETHERNET_SIZED, LinkConditions.PERFECT.withLatency(Duration.ofMillis(5)), TcpConfiguration.DEFAULT, 1);
  }

  /** A pair that speaks IPv6, in the dual-stack flavour too. */
  @Only(Family.IPV6)
  static TcpPair overIpv6(DeviceCapabilities capabilities, LinkConditions conditions) {
    return new TcpPair(
        capabilities, conditions, TcpConfiguration.DEFAULT, 6, host(TestStack.cidr6(true)), host(TestStack.cidr6(false)));
  }

  /** A pair whose server stands in for all hosts of a block. */
  static TcpPair withGateway(LinkConditions conditions, TcpConfiguration configuration, IpCidr block) {
    InterfaceConfiguration.Builder gateway = host(TestStack.cidr(false)).accept(block);
    return new TcpPair(ETHERNET_SIZED, conditions, configuration, 4, host(TestStack.cidr(true)), gateway);
  }

  private static InterfaceConfiguration.Builder host(IpCidr address) {
    return InterfaceConfiguration.builder().address(address);
  }

  IpEndpoint service() {
    return server.at(PORT);
  }

  /** Runs until a condition holds, for ten minutes at most. */
  boolean until(BooleanSupplier condition) {
    return simulation.runUntil(condition, Duration.ofMinutes(10));
  }

  void pass(Duration duration) {
    simulation.runFor(duration);
  }

  /** Connects, and returns both ends. */
  Ends connect() {
    TcpListener listener = server.tcp().listen(PORT, 16);
    TcpConnection left = client.tcp().connect(service());
    until(() -> listener.pending() > 0 && left.isEstablished());
    TcpConnection right = listener.accept();
    listener.close();
    return new Ends(left, right);
  }

  /**
   * Both ends of a connection.
   *
   * @param left the end of the client
   * @param right the end of the server
   */
  record Ends(TcpConnection left, TcpConnection right) {}
}
