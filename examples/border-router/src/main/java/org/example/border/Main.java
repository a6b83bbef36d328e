package org.example.border;

import dev.zmol.iface.Device;
import dev.zmol.iface.ipv6.InterfaceConfiguration;
import dev.zmol.iface.linux.TunDevice;
import dev.zmol.lowpan.LowpanConfiguration;
import dev.zmol.lowpan.frame.Ieee802154Address;
import dev.zmol.lowpan.rpl.RplConfiguration;
import dev.zmol.lowpan.rpl.wire.RplMode;
import dev.zmol.lowpan.zep.ZepDevice;
import dev.zmol.wire.ipv6.IpCidr;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Runs a border router whose radio is UDP. */
public final class Main {
  private static final int CHANNEL = 26;
  private static final int PAN = 0xabcd;

  /** How long packets from outside may wait for each other device, as one thread sleeps on the radio alone. */
  private static final long NAP = 1_000_000;

  private Main() {}

  /**
   * Runs until it is ended.
   *
   * @param arguments the name of a TUN device, with an MTU of 1280; the address of the root, with its prefix of 64; the
   *     port of the hub, or of the other radio, on the loopback of the kernel
   * @throws IOException if the kernel does not give us a socket
   */
  public static void main(String[] arguments) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    var hub = new InetSocketAddress(loopback, Integer.parseInt(arguments[2]));
    IpCidr address = IpCidr.parse(arguments[1]);
    try (Device outside = TunDevice.open(arguments[0]);
        Device radio = ZepDevice.open(new InetSocketAddress(loopback, 0), hub, CHANNEL, 1)) {
      NodeStack root =
          new ComposedNodeStack(
              radio,
              InterfaceConfiguration.builder().build(),
              LowpanConfiguration.builder(Ieee802154Address.parse("02:12:4b:00:00:00:00:01"), PAN)
                  .acknowledgmentWaitNanos(50_000_000)
                  .build(),
              RplConfiguration.root(address, RplMode.STORING));
      var router = new BorderRouter(root, outside);
      System.out.println("border router of " + address + " on " + arguments[0]);
      while (!Thread.interrupted()) {
        if (!router.poll(System.nanoTime())) {
          radio.await(NAP);
        }
      }
    }
  }
}
