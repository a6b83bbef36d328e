package dev.zmol.acceptance;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that receives from two senders at the same time, over several connections each, through the kernel's TCP.
 *
 * <p>The connections of the first sender come from the ports 20001, 20002 …, those of the second from 21001, 21002 …, see
 * {@link EmulatedPath}. Arguments: how many milliseconds to receive, how many connections for each sender, the size of
 * the receive buffers in bytes, then address and port of each sender. Prints a line for each connection: which sender
 * (0 or 1), how many bytes came, and the longest time in milliseconds in which none did.
 */
final class KernelSinks {
  private static final int FIRST_PORT = 20_001;
  private static final int PORTS = 1_000;
  private static final int SELECT_MILLIS = 10;

  private KernelSinks() {}

  public static void main(String[] arguments) throws IOException {
    int connections = Integer.parseInt(arguments[1]);
    int buffer = Integer.parseInt(arguments[2]);
    List<Sink> sinks = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      for (int k = 0; k < connections; k++) {
        for (int sender = 0; sender < 2; sender++) {
          int port = Integer.parseInt(arguments[4 + 2 * sender]);
          InetSocketAddress address = new InetSocketAddress(arguments[3 + 2 * sender], port);
          SocketChannel channel = connect(address, FIRST_PORT + PORTS * sender + k, buffer);
          sinks.add(new Sink(sender, channel, channel.register(selector, SelectionKey.OP_CONNECT)));
        }
      }
      receive(selector, sinks, TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[0])));
    }
    for (Sink each : sinks) {
      each.channel.close();
      System.out.println(each.sender + " " + each.bytes + " " + TimeUnit.NANOSECONDS.toMillis(each.longestSilence));
    }
  }

  /** Begins to connect; the handshakes of all are under way at the same time. */
  private static SocketChannel connect(InetSocketAddress address, int port, int buffer) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.SO_RCVBUF, buffer);
    channel.bind(new InetSocketAddress(port));
    channel.connect(address);
    return channel;
  }

  private static void receive(Selector selector, List<Sink> sinks, long nanos) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    long start = System.nanoTime();
    for (Sink each : sinks) {
      each.heardAt = start;
      each.key.attach(each);
    }
    for (long now = start; now - start < nanos; now = System.nanoTime()) {
      selector.select(key -> ((Sink) key.attachment()).proceed(buffer), SELECT_MILLIS);
    }
    for (Sink each : sinks) {
      each.hear();
    }
  }

  /** One connection. */
  private static final class Sink {
    private final int sender;
    private final SocketChannel channel;
    private final SelectionKey key;
    private long bytes;
    private long heardAt;
    private long longestSilence;

    Sink(int sender, SocketChannel channel, SelectionKey key) {
      this.sender = sender;
      this.channel = channel;
      this.key = key;
    }

    void proceed(ByteBuffer buffer) {
      try {
        if (key.isConnectable()) {
          channel.finishConnect();
          key.interestOps(SelectionKey.OP_READ);
        } else {
          receive(buffer);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void receive(ByteBuffer buffer) throws IOException {
      int count = channel.read(buffer.clear());
      if (count < 0) {
        throw new EOFException("the sender has closed the connection");
      }
      bytes += count;
      hear();
    }

    private void hear() {
      long now = System.nanoTime();
      longestSilence = Math.max(longestSilence, now - heardAt);
      heardAt = now;
    }
  }
}
