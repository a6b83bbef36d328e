package dev.zmol.scenarios.lowpannode;

import dev.zmol.iface.Medium;
import dev.zmol.iface.ipv6.InterfaceConfiguration;
import dev.zmol.lowpan.LowpanConfiguration;
import dev.zmol.lowpan.frame.Ieee802154Address;
import dev.zmol.scenarios.pipe.PipeDevice;

/** Answers pings to its link-local address, with a socket open. */
final class Main {
  private Main() {}

  /** Runs until the input ends. */
  public static void main(String[] args) {
    PipeDevice device = PipeDevice.standard(Medium.IEEE802154, 1280);
    InterfaceConfiguration configuration = InterfaceConfiguration.builder().build();
    LowpanConfiguration radio =
        LowpanConfiguration.builder(Ieee802154Address.ofExtended(0x0200_5eff_fe00_5302L), 0xabcd).build();
    NodeStack stack = new ComposedNodeStack(device, configuration, radio);
    stack.udp().bind(0xf0b0);
    while (device.serve(stack)) {
      // The stack answers pings by itself.
    }
  }
}
