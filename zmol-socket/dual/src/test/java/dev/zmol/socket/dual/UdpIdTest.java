package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DeviceWrapper;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The metadata id of a packet, from a device to a socket, and back. */
@Specialize
@Covers("D9")
class UdpIdTest {
  private static final byte[] HELLO = new byte[5];

  private final LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.ETHERNET, 1500));
  private final List<Long> sent = new ArrayList<>();
  private final Node client = Node.on(new Watcher(cable.left()), 1);
  private final Node server = Node.on(cable.right(), 2);
  private final UdpSocket asking = client.udp().bind(4_000);
  private final UdpSocket answering = server.udp().bind(7);
  private final IpEndpoint remote = new IpEndpoint(Node.addresses(2).getFirst(), 7);

  /** Notes the ids of what is transmitted. */
  private final class Watcher extends DeviceWrapper {
    Watcher(Device device) {
      super(device);
    }

    @Override
    public boolean transmit(Packet packet) {
      if (packet.id() != 0) {
        sent.add(packet.id());
      }
      return device.transmit(packet);
    }
  }

  @Test
  void anIdTravelsWithADatagramThroughTheDevicesToTheSocket() {
    asking.packetId(42);
    asking.send(HELLO, 0, HELLO.length, remote);
    Node.exchange(client, server, 1_000_000_000);

    assertThat(sent).as("even though it waited for a neighbour").containsExactly(42L);
    assertThat(answering.receive(new byte[9], 0, 9)).isEqualTo(5);
    assertThat(answering.packetId()).isEqualTo(42);
  }

  @Test
  void aReplyHasTheIdOfWhatItAnswers() {
    asking.packetId(42);
    asking.send(HELLO, 0, HELLO.length, remote);
    Node.exchange(client, server, 1_000_000_000);
    answering.packetId(7);
    answering.receive(new byte[9], 0, 9);
    answering.reply(HELLO, 0, HELLO.length);
    answering.send(HELLO, 0, HELLO.length, answering.source());
    Node.exchange(client, server, 1_000_000_000);

    asking.receive(new byte[9], 0, 9);
    assertThat(asking.packetId()).isEqualTo(42);
    asking.receive(new byte[9], 0, 9);
    assertThat(asking.packetId()).isEqualTo(7);
  }

  @Test
  void withoutAnIdThereIsNone() {
    asking.send(HELLO, 0, HELLO.length, remote);
    Node.exchange(client, server, 1_000_000_000);

    answering.receive(new byte[9], 0, 9);
    assertThat(answering.packetId()).isZero();
    assertThat(sent).isEmpty();
  }

  @Test
  void everyFamilyCarriesIt() {
    for (IpAddress address : Node.addresses(2)) {
      asking.packetId(address.length());
      asking.send(HELLO, 0, HELLO.length, new IpEndpoint(address, 7));
      Node.exchange(client, server, 1_000_000_000);

      answering.receive(new byte[9], 0, 9);
      assertThat(answering.packetId()).isEqualTo(address.length());
    }
  }
}
