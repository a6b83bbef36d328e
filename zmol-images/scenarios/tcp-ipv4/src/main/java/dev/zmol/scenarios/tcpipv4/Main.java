package dev.zmol.scenarios.tcpipv4;

import dev.zmol.iface.Medium;
import dev.zmol.iface.ipv4.InterfaceConfiguration;
import dev.zmol.scenarios.pipe.PipeDevice;
import dev.zmol.socket.ipv4.TcpConnection;
import dev.zmol.socket.ipv4.TcpListener;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.ipv4.IpCidr;

/** Accepts connections, and closes them at once. */
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
    TcpStack stack = new ComposedTcpStack(device, configuration);
    TcpListener listener = stack.tcp().listen(7, 16);
    while (device.serve(stack)) {
      for (TcpConnection next = listener.accept(); next != null; next = listener.accept()) {
        next.abort();
      }
    }
  }
}
