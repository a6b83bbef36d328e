package dev.zmol.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocketImpl;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOptions;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/** What a {@link ChannelDatagramSocket} does, as the JDK asks for it. */
final class ChannelDatagrams extends DatagramSocketImpl {
  private static final int LONGEST = 0xffff;

  private final PacketChannel channel;
  private volatile int timeoutMillis;
  private DatagramPacket peeked;

  ChannelDatagrams(PacketChannel channel) {
    this.channel = channel;
  }

  @Override
  protected void create() {
    // The channel is there already.
  }

  @Override
  protected void bind(int port, InetAddress address) throws SocketException {
    try {
      channel.bind(new InetSocketAddress(address, port));
      localPort = channel.local().getPort();
    } catch (IOException e) {
      throw ChannelSocket.asSocketException(e);
    }
  }

  @Override
  protected int getLocalPort() {
    InetSocketAddress local = channel.local();
    return local == null ? 0 : local.getPort();
  }

  @Override
  protected void connect(InetAddress address, int port) throws SocketException {
    try {
      channel.connect(new InetSocketAddress(address, port));
    } catch (IOException e) {
      throw ChannelSocket.asSocketException(e);
    }
  }

  @Override
  protected void disconnect() {
    try {
      channel.disconnect();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected void send(DatagramPacket packet) throws IOException {
    ByteBuffer payload = ByteBuffer.wrap(packet.getData(), packet.getOffset(), packet.getLength());
    channel.send(payload, packet.getSocketAddress());
  }

  @Override
  protected synchronized void receive(DatagramPacket packet) throws IOException {
    DatagramPacket next = peeked == null ? take() : peeked;
    peeked = null;
    fill(packet, next);
  }

  private DatagramPacket take() throws IOException {
    ByteBuffer target = ByteBuffer.allocate(LONGEST);
    SocketAddress from = channel.receive(target, TimeUnit.MILLISECONDS.toNanos(timeoutMillis));
    return new DatagramPacket(target.array(), target.position(), from);
  }

  private static void fill(DatagramPacket packet, DatagramPacket from) {
    int length = Math.min(from.getLength(), packet.getData().length - packet.getOffset());
    System.arraycopy(from.getData(), 0, packet.getData(), packet.getOffset(), length);
    packet.setLength(length);
    packet.setSocketAddress(from.getSocketAddress());
  }

  @Override
  protected synchronized int peek(InetAddress address) throws IOException {
    peeked = peeked == null ? take() : peeked;
    return peeked.getPort();
  }

  @Override
  protected synchronized int peekData(DatagramPacket packet) throws IOException {
    peeked = peeked == null ? take() : peeked;
    fill(packet, peeked);
    return peeked.getPort();
  }

  @Override
  protected void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // Options

  @Override
  public void setOption(int option, Object value) throws SocketException {
    try {
      switch (option) {
        case SocketOptions.SO_TIMEOUT -> timeoutMillis = (Integer) value;
        case SocketOptions.SO_REUSEADDR ->
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, (Boolean) value);
        case SocketOptions.SO_BROADCAST ->
            channel.setOption(StandardSocketOptions.SO_BROADCAST, (Boolean) value);
        case SocketOptions.SO_RCVBUF -> channel.setOption(StandardSocketOptions.SO_RCVBUF, (Integer) value);
        case SocketOptions.SO_SNDBUF -> channel.setOption(StandardSocketOptions.SO_SNDBUF, (Integer) value);
        default -> throw new SocketException("option " + option + " is not supported");
      }
    } catch (IOException e) {
      throw ChannelSocket.asSocketException(e);
    }
  }

  @Override
  public Object getOption(int option) throws SocketException {
    try {
      return switch (option) {
        case SocketOptions.SO_TIMEOUT -> timeoutMillis;
        case SocketOptions.SO_REUSEADDR -> channel.getOption(StandardSocketOptions.SO_REUSEADDR);
        case SocketOptions.SO_BROADCAST -> channel.getOption(StandardSocketOptions.SO_BROADCAST);
        case SocketOptions.SO_RCVBUF -> channel.getOption(StandardSocketOptions.SO_RCVBUF);
        case SocketOptions.SO_SNDBUF -> channel.getOption(StandardSocketOptions.SO_SNDBUF);
        case SocketOptions.SO_BINDADDR -> channel.local() == null ? null : channel.local().getAddress();
        default -> throw new SocketException("option " + option + " is not supported");
      };
    } catch (IOException e) {
      throw ChannelSocket.asSocketException(e);
    }
  }

  @Override
  @Deprecated
  @SuppressWarnings("removal")
  protected void setTTL(byte hops) throws IOException {
    throw noGroups();
  }

  @Override
  @Deprecated
  @SuppressWarnings("removal")
  protected byte getTTL() throws IOException {
    throw noGroups();
  }

  @Override
  protected void setTimeToLive(int hops) throws IOException {
    throw noGroups();
  }

  @Override
  protected int getTimeToLive() throws IOException {
    throw noGroups();
  }

  @Override
  protected void join(InetAddress group) throws IOException {
    throw noGroups();
  }

  @Override
  protected void leave(InetAddress group) throws IOException {
    throw noGroups();
  }

  @Override
  protected void joinGroup(SocketAddress group, NetworkInterface by) throws IOException {
    throw noGroups();
  }

  @Override
  protected void leaveGroup(SocketAddress group, NetworkInterface by) throws IOException {
    throw noGroups();
  }

  private static SocketException noGroups() {
    return new SocketException("sockets of a stack join no groups here; its UDP sockets do");
  }
}
