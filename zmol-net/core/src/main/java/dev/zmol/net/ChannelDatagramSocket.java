package dev.zmol.net;

import java.net.DatagramSocket;
import java.net.SocketAddress;
import java.nio.channels.DatagramChannel;

/** A {@link PacketChannel} as a {@link DatagramSocket}. */
final class ChannelDatagramSocket extends DatagramSocket {
  private final PacketChannel channel;

  ChannelDatagramSocket(PacketChannel channel) {
    super(new ChannelDatagrams(channel));
    this.channel = channel;
  }

  @Override
  public DatagramChannel getChannel() {
    return channel;
  }

  @Override
  public boolean isBound() {
    return channel.local() != null;
  }

  @Override
  public SocketAddress getLocalSocketAddress() {
    return isClosed() ? null : channel.local();
  }

  @Override
  public boolean isClosed() {
    return !channel.isOpen();
  }
}
