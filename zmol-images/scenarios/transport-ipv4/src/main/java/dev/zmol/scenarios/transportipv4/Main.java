package dev.zmol.scenarios.transportipv4;

import dev.zmol.iface.Medium;
import dev.zmol.iface.ipv4.InterfaceConfiguration;
import dev.zmol.scenarios.pipe.PipeDevice;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.ipv4.IpCidr;

/** Answers pings, with a listener and a socket open. */
final class Main {
  private Main() {}

  /** Runs until the input ends. */
  public static void main(String[] args) {
    PipeDevice device = PipeDevice.standard(Medium.ETHERNET, 1500);
    InterfaceConfiguration configuration =
        InterfaceConfiguration.builder()
            .hardwareAddress(MacAddress.parse("02:00:5e:00:53:02"))
            .address(IpCidr.parse("192.0.2.2/24"))
            .build();
    TransportStack stack = new ComposedTransportStack(device, configuration);
    stack.tcp().listen(7, 16);
    stack.udp().bind(7);
    while (device.serve(stack)) {
      // The stack answers pings by itself.
    }
  }
}
