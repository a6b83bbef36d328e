package org.example.cable;

import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/**
 * A cable between two processes, wherever they run: each Ethernet frame is a UDP datagram of the kernel.
 *
 * <p>Owned by the thread of its stack, but for {@link #wakeup}.
 */
public final class UdpCable implements Device {
  private static final DeviceCapabilities CAPABILITIES = DeviceCapabilities.plain(Medium.ETHERNET, 1400);

  private final DatagramChannel channel;
  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(CAPABILITIES.maxFrameLength());

  private UdpCable(DatagramChannel channel, Selector selector) {
    this.channel = channel;
    this.selector = selector;
  }

  /**
   * Plugs in one end.
   *
   * @param local where this end is
   * @param remote where the other end is, whether it is plugged in or not
   * @return the device
   * @throws IOException if the kernel does not let us
   */
  public static UdpCable open(SocketAddress local, SocketAddress remote) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    channel.bind(local).connect(remote).configureBlocking(false);
    Selector selector = Selector.open();
    channel.register(selector, SelectionKey.OP_READ);
    return new UdpCable(channel, selector);
  }

  @Override
  public DeviceCapabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public boolean receive(Packet packet) {
    packet.clear();
    try {
      while (channel.isOpen() && channel.read(buffer.clear()) > 0) {
        int length = buffer.flip().remaining();
        if (length <= packet.room()) {
          buffer.get(packet.bytes(), packet.offset(), length);
          packet.set(packet.offset(), length);
          return true;
        }
      }
      return false;
    } catch (PortUnreachableException e) {
      return false; // The other end is not there, or not yet.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean transmit(Packet packet) {
    try {
      buffer.clear().put(packet.bytes(), packet.offset(), packet.length()).flip();
      return !channel.isOpen() || channel.write(buffer) > 0;
    } catch (PortUnreachableException e) {
      return true; // A cable that is not plugged in loses what it is given.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void await(long timeoutNanos) {
    try {
      if (timeoutNanos < 1_000_000) {
        selector.selectNow();
      } else {
        selector.select(timeoutNanos / 1_000_000);
      }
      selector.selectedKeys().clear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void wakeup() {
    selector.wakeup();
  }

  @Override
  public void close() {
    try {
      selector.close();
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
