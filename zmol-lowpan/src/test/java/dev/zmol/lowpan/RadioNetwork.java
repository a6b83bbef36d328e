package dev.zmol.lowpan;

import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Medium;
import dev.zmol.iface.ipv6.InterfaceConfiguration;
import dev.zmol.lowpan.compress.CompressionContexts;
import dev.zmol.lowpan.frame.Ieee802154Address;
import dev.zmol.testkit.network.ManualClock;
import dev.zmol.testkit.network.SimulatedAir;
import dev.zmol.testkit.network.SimulatedNetwork;
import dev.zmol.testkit.network.SimulatedStation;
import dev.zmol.testkit.network.Simulation;
import dev.zmol.wire.ipv6.IpCidr;
import dev.zmol.wire.ipv6.Ipv6Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** Stations that all hear each other, and what they have said. */
final class RadioNetwork {
  static final int PAN = 0xabcd;

  final List<byte[]> frames = new ArrayList<>();
  private final ManualClock clock = new ManualClock();
  private final SimulatedAir air;
  private final Simulation simulation;

  RadioNetwork(long seed, double loss) {
    SimulatedNetwork network =
        SimulatedNetwork.create(DeviceCapabilities.plain(Medium.IEEE802154, 1280), clock.nowNanos(), seed);
    this.air =
        network
            .addAir()
            .loss(loss)
            .observer(
                (from, frame, now) -> frames.add(Arrays.copyOfRange(frame.bytes(), frame.offset(), frame.end())));
    this.simulation = new Simulation(clock, network);
  }

  static Ieee802154Address eui(int number) {
    return Ieee802154Address.ofExtended(0x0212_4b00_0000_0000L | number);
  }

  static Ipv6Address linkLocal(int number) {
    return new Ipv6Address(0xfe80L << 48, eui(number).interfaceIdentifier());
  }

  static Ipv6Address global(int number) {
    return Ipv6Address.parse("2001:db8::" + number);
  }

  RadioStack node(int number, boolean shortAddress) {
    InterfaceConfiguration configuration =
        InterfaceConfiguration.builder()
            .address(new IpCidr(global(number), 64))
            .random(new Random(number))
            .build();
    LowpanConfiguration.Builder radio =
        LowpanConfiguration.builder(eui(number), PAN)
            .contexts(new CompressionContexts().set(0, Ipv6Address.parse("2001:db8::"), 64));
    if (shortAddress) {
      radio.shortAddress(Ieee802154Address.ofShort(number));
    }
    SimulatedStation station = air.attach(0, 0);
    RadioStack stack = new ComposedRadioStack(station.device(), configuration, radio.build());
    simulation.add(station, stack);
    return stack;
  }

  SimulatedAir air() {
    return air;
  }

  long nowNanos() {
    return clock.nowNanos();
  }

  boolean runUntil(BooleanSupplier condition, long seconds) {
    return simulation.runUntil(condition, Duration.ofSeconds(seconds));
  }

  void run(long seconds) {
    simulation.runFor(Duration.ofSeconds(seconds));
  }
}
