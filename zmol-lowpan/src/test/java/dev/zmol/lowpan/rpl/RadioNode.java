package dev.zmol.lowpan.rpl;

import dev.zmol.iface.ipv6.InterfaceConfiguration;
import dev.zmol.lowpan.LowpanConfiguration;
import dev.zmol.lowpan.compress.CompressionContexts;
import dev.zmol.lowpan.frame.Ieee802154Address;
import dev.zmol.socket.tcp.TcpConfiguration;
import dev.zmol.testkit.network.SimulatedStation;
import dev.zmol.wire.ipv6.Ipv6Address;
import java.util.Random;

/** A node of a {@link Radio}: its place and its stack. */
final class RadioNode {
  static final int PAN = 0xabcd;

  private final SimulatedStation station;
  private final Ieee802154Address eui;
  private final RplStack stack;

  RadioNode(SimulatedStation station, long seed, RplConfiguration configuration) {
    this.station = station;
    this.eui = Ieee802154Address.ofExtended(0x0212_4b00_0000_0001L + station.number());
    InterfaceConfiguration own = InterfaceConfiguration.builder().random(new Random(seed)).build();
    LowpanConfiguration radio =
        LowpanConfiguration.builder(eui, PAN)
            .contexts(new CompressionContexts().set(0, RplNetworkTest.ROOT, 64))
            .build();
    this.stack = new ComposedRplStack(station.device(), own, radio, TcpConfiguration.DEFAULT, configuration);
  }

  SimulatedStation station() {
    return station;
  }

  int number() {
    return station.number() + 1;
  }

  RplStack stack() {
    return stack;
  }

  Rpl rpl() {
    return stack.rpl();
  }

  Ieee802154Address eui() {
    return eui;
  }

  Ipv6Address linkLocal() {
    return new Ipv6Address(0xfe80L << 48, eui.interfaceIdentifier());
  }

  /** The address of the network. */
  Ipv6Address address() {
    return rpl().status().orElseThrow().address();
  }

  boolean isJoined() {
    return rpl().status().isPresent();
  }
}
