package org.example.cable;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zmol.iface.Device;
import dev.zmol.iface.StackRunner;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.socket.dual.ComposedEthernetStack;
import dev.zmol.socket.dual.EthernetStack;
import dev.zmol.socket.dual.TcpStream;
import dev.zmol.socket.dual.TcpStreams;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.IpEndpoint;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UdpCableTest {
  private static EthernetStack stack(Device device, int number) {
    return new ComposedEthernetStack(
        device,
        InterfaceConfiguration.builder()
            .hardwareAddress(MacAddress.parse("02:00:00:00:00:0" + number))
            .address(IpCidr.parse("2001:db8::" + number + "/64"))
            .build());
  }

  private static InetSocketAddress free() throws Exception {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return (InetSocketAddress) socket.getLocalSocketAddress();
    }
  }

  @Test
  void carriesAConnection() throws Exception {
    InetSocketAddress here = free();
    InetSocketAddress there = free();
    Device left = UdpCable.open(here, there);
    Device right = UdpCable.open(there, here);
    EthernetStack client = stack(left, 1);
    EthernetStack server = stack(right, 2);
    try (StackRunner one = StackRunner.start(client, left);
        StackRunner two = StackRunner.start(server, right)) {
      var acceptor = new TcpStreams(two, server.tcp()).listen(7, 1);
      Thread.startVirtualThread(
          () -> {
            try (TcpStream stream = acceptor.accept()) {
              stream.input().transferTo(stream.output());
            } catch (Exception e) {
              throw new AssertionError(e);
            }
          });
      TcpStreams streams = new TcpStreams(one, client.tcp());
      try (TcpStream stream = streams.connect(IpEndpoint.parse("[2001:db8::2]:7"), Duration.ofSeconds(5))) {
        stream.output().write("through a cable of our own".getBytes(StandardCharsets.US_ASCII));
        stream.shutdownOutput();
        String echo = new String(stream.input().readAllBytes(), StandardCharsets.US_ASCII);
        assertEquals("through a cable of our own", echo);
      }
    }
  }
}
