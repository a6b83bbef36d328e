package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** The way of a datagram from an application to another one and back makes no garbage. */
@Specialize
class ComposedAllocationTest {
  private static final int ROUNDS = 20_000;
  private static final int PORT = 7;

  /** What the measurement itself may allocate: less than a byte in ten rounds. */
  private static final long NOISE = 2_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.ETHERNET, 1500));
  private final Node client = Node.on(cable.left(), 1);
  private final Node server = Node.on(cable.right(), 2);
  private final UdpSocket asking = client.udp().bind();
  private final UdpSocket answering = server.udp().bind(PORT);
  private final byte[] data = new byte[64];
  private long now = 1_000_000_000;
  private int echoes;

  private void echo(IpEndpoint remote) {
    now += 1_000;
    asking.send(data, 0, data.length, remote);
    client.stack().poll(now);
    server.stack().poll(now);
    if (answering.receive(data, 0, data.length) >= 0) {
      answering.reply(data, 0, data.length);
    }
    server.stack().poll(now);
    client.stack().poll(now);
    echoes += asking.receive(data, 0, data.length) == data.length ? 1 : 0;
  }

  private long allocated(IpEndpoint remote) {
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int k = 0; k < ROUNDS; k++) {
      echo(remote);
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void anEchoOverUdpAllocatesNothing() {
    for (IpAddress address : Node.addresses(2)) {
      IpEndpoint remote = new IpEndpoint(address, PORT);
      allocated(remote);
      echoes = 0;

      assertThat(allocated(remote)).as("bytes, by %s echoes to %s", ROUNDS, address).isLessThan(NOISE);
      assertThat(echoes).isEqualTo(ROUNDS);
    }
  }
}
