package org.example.udplite.dual;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.IpEndpoint;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Two hosts that speak UDP-Lite with each other, over a cable in memory. */
@Specialize
abstract class UdpLiteBehavior {
  private static final byte[] DATA = "sent lightly".getBytes(StandardCharsets.US_ASCII);

  private final UdpLiteStack left;
  private final UdpLiteStack right;
  private final IpEndpoint toRight;
  private long now;

  UdpLiteBehavior(String leftAddress, String rightAddress) {
    LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.ETHERNET, 1500));
    left = new ComposedUdpLiteStack(cable.left(), host("02:00:00:00:00:01", leftAddress));
    right = new ComposedUdpLiteStack(cable.right(), host("02:00:00:00:00:02", rightAddress));
    toRight = new IpEndpoint(IpCidr.parse(rightAddress).address(), 7);
  }

  private static InterfaceConfiguration host(String mac, String address) {
    return InterfaceConfiguration.builder()
        .hardwareAddress(MacAddress.parse(mac))
        .address(IpCidr.parse(address))
        .build();
  }

  private void exchange() {
    for (int k = 0; k < 10; k++) {
      now += 1_000_000;
      left.poll(now);
      right.poll(now);
    }
  }

  @Test
  void datagramArrivesWithItsCoverage() {
    UdpLiteSocket client = left.udpLite().bind(9);
    UdpLiteSocket server = right.udpLite().bind(7);

    assertTrue(client.send(DATA, 4, toRight));
    exchange();

    UdpLiteSocket.Datagram datagram = server.receive();
    assertArrayEquals(DATA, datagram.data());
    assertEquals(12, datagram.coverage());
    assertEquals(9, datagram.from().port());
  }

  @Test
  void longDatagramGoesInFragments() {
    UdpLiteSocket client = left.udpLite().bind(9);
    UdpLiteSocket server = right.udpLite().bind(7);

    assertTrue(client.send(new byte[4000], 4000, toRight));
    exchange();

    assertEquals(4000, server.receive().data().length);
  }

  @Test
  void datagramToAPortThatNobodyHasIsCounted() {
    left.udpLite().bind(9).send(DATA, 0, toRight);
    exchange();

    assertEquals(1, right.drops().of(DropReason.TRANSPORT_PORT_UNREACHABLE));
  }

  @Test
  void queueIsBounded() {
    UdpLiteSocket client = left.udpLite().bind(9);
    UdpLiteSocket server = right.udpLite().bind(7);
    for (int k = 0; k < 100; k++) {
      client.send(DATA, 0, toRight);
      exchange();
    }

    for (int k = 0; k < 64; k++) {
      assertArrayEquals(DATA, server.receive().data());
    }
    assertNull(server.receive());
    assertEquals(36, right.drops().of(DropReason.TRANSPORT_QUEUE_FULL));
  }
}
