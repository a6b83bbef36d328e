package org.example.border;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.iface.ipv6.EchoListener;
import dev.zmol.iface.ipv6.IcmpError;
import dev.zmol.iface.ipv6.InterfaceConfiguration;
import dev.zmol.lowpan.LowpanConfiguration;
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
import java.util.Random;
import org.junit.jupiter.api.Test;

class BorderRouterTest {
  private static final Ipv6Address OUTSIDE = Ipv6Address.parse("2001:db8:1::2");

  private final ManualClock clock = new ManualClock();
  private final SimulatedNetwork network =
      SimulatedNetwork.create(DeviceCapabilities.plain(Medium.IEEE802154, 1280), clock.nowNanos(), 1);
  private final SimulatedAir air = network.addAir().range(1.1).loss(0.1);
  private final Simulation simulation = new Simulation(clock, network);
  private final LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.IP, 1280));
  private final HostStack host =
      new ComposedHostStack(
          cable.right(),
          InterfaceConfiguration.builder()
              .address(new IpCidr(OUTSIDE, 64))
              .route(IpCidr.parse("::/0"), Ipv6Address.parse("2001:db8:1::1"))
              .build());
  private int replies;

  private static NodeStack node(SimulatedStation station, RplConfiguration rpl) {
    int number = station.number() + 1;
    return new ComposedNodeStack(
        station.device(),
        InterfaceConfiguration.builder().random(new Random(number)).build(),
        LowpanConfiguration.builder(Ieee802154Address.ofExtended(0x0212_4b00_0000_0000L | number), 0xabcd).build(),
        rpl);
  }

  /** Lets time pass for all, the host outside included. */
  private void run(Duration duration) {
    long end = clock.nowNanos() + duration.toNanos();
    while (clock.nowNanos() < end) {
      host.poll(clock.nowNanos());
      simulation.runFor(Duration.ofMillis(10));
    }
    host.poll(clock.nowNanos());
  }

  private final class Replies implements EchoListener {
    @Override
    public void onReply(Ipv6Address source, int identifier, int sequence, int length, int hopLimit, long nowNanos) {
      assertEquals(300, length);
      assertEquals(62, hopLimit);
      replies++;
    }

    @Override
    public void onError(IcmpError error, int identifier, int sequence, long nowNanos) {
      throw new AssertionError(error);
    }
  }

  @Test
  void aHostOutsidePingsANodeBehindAnother() {
    SimulatedStation first = air.attach(0, 0);
    NodeStack root = node(first, RplConfiguration.root(IpCidr.parse("2001:db8::1/64"), RplMode.STORING));
    simulation.add(first, new BorderRouter(root, cable.left()));
    NodeStack last = null;
    for (int k = 1; k < 3; k++) {
      SimulatedStation station = air.attach(k, 0);
      last = node(station, RplConfiguration.DEFAULT);
      simulation.add(station, last);
    }
    assertTrue(simulation.runUntil(() -> root.rpl().routes().size() == 2, Duration.ofMinutes(5)));
    Ipv6Address destination = last.rpl().status().map(RplStatus::address).orElseThrow();

    host.icmp().listener(new Replies());
    for (int k = 0; k < 10; k++) {
      host.icmp().sendEchoRequest(destination, 1, k, new byte[300], clock.nowNanos());
      run(Duration.ofSeconds(1));
    }

    assertTrue(replies >= 8, "replies " + replies);
  }
}
