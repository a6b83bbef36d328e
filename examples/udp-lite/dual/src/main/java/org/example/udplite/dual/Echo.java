package org.example.udplite.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Device;
import dev.zmol.iface.StackRunner;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.iface.linux.TapDevice;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.dual.IpCidr;

/** Sends UDP-Lite datagrams to port 7 back to where they came from, as well protected as they came. */
@Specialize
public final class Echo {
  private static final int PORT = 7;

  private Echo() {}

  /**
   * Runs until it is ended.
   *
   * @param arguments the name of a TAP device, then the addresses of this host, each with its prefix
   */
  public static void main(String[] arguments) {
    InterfaceConfiguration.Builder host =
        InterfaceConfiguration.builder().hardwareAddress(MacAddress.parse("02:00:5e:00:53:88"));
    for (int k = 1; k < arguments.length; k++) {
      host.address(IpCidr.parse(arguments[k]));
    }
    Device device = TapDevice.open(arguments[0]);
    UdpLiteStack stack = new ComposedUdpLiteStack(device, host.build());
    UdpLiteSocket socket = stack.udpLite().bind(PORT);
    socket.onReady(() -> echo(socket));
    StackRunner.builder(stack, device).daemon(false).start();
    System.out.println("UDP-Lite echo on port " + PORT + " of " + arguments[0]);
  }

  private static void echo(UdpLiteSocket socket) {
    for (UdpLiteSocket.Datagram next = socket.receive(); next != null; next = socket.receive()) {
      socket.send(next.data(), Math.min(next.coverage() - 8, next.data().length), next.from());
    }
  }
}
