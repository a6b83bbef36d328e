package dev.zmol.socket.dual;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Device;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Stack;
import dev.zmol.iface.dual.Icmp;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A ready-made stack, whatever its medium, with an address of each family that the flavour speaks. */
@Specialize
record Node(Stack stack, IpLayer ip, Icmp icmp, Udp udp, Tcp tcp) {
  /** The ready-made stack for a device, as host 1 to 254 of the test network. */
  static Node on(Device device, int number) {
    InterfaceConfiguration configuration = configuration(number);
    if (device.capabilities().medium() == Medium.ETHERNET) {
      EthernetStack stack = new ComposedEthernetStack(device, configuration);
      return new Node(stack, stack.ip(), stack.icmp(), stack.udp(), stack.tcp());
    }
    IpStack stack = new ComposedIpStack(device, configuration);
    return new Node(stack, stack.ip(), stack.icmp(), stack.udp(), stack.tcp());
  }

  static InterfaceConfiguration configuration(int number) {
    InterfaceConfiguration.Builder host =
        InterfaceConfiguration.builder()
            .hardwareAddress(MacAddress.of(2, 0, 0, 0, 0, number))
            .random(new Random(number));
    for (IpAddress address : addresses(number)) {
      host.address(new IpCidr(address, address.length() == 4 ? 24 : 64));
    }
    return host.build();
  }

  /** The addresses of a host. */
  static List<IpAddress> addresses(int number) {
    List<IpAddress> addresses = new ArrayList<>();
    if (Comptime.IPV4) {
      addresses.add(IpAddress.parse("10.0.0." + number));
    }
    if (Comptime.IPV6) {
      addresses.add(IpAddress.parse("fd00::" + number));
    }
    return addresses;
  }

  /** Lets two nodes work on what they have to tell each other, for a while; returns what time it is then. */
  static long exchange(Node left, Node right, long nowNanos) {
    long now = nowNanos;
    for (int round = 0; round < 60; round++) {
      left.stack.poll(now);
      right.stack.poll(now);
      now += 5_000_000;
    }
    return now;
  }
}
