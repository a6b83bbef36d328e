package dev.zmol.acceptance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * A program on the kernel's side of a connection: takes in, or sends, as much as goes, and prints how much that was.
 *
 * <p>It runs in the network namespace of a test, and does as little as it can: one large buffer outside of the heap,
 * which the kernel copies from or to. Arguments: {@code sink} or {@code source}, address, port, how many milliseconds to warm
 * up, how many to measure, how often. Prints a line for each measurement: bytes and nanoseconds.
 */
final class KernelStream {
  private static final int BUFFER = 1 << 20;

  private KernelStream() {}

  public static void main(String[] arguments) throws IOException {
    boolean isSink = arguments[0].equals("sink");
    InetSocketAddress address = new InetSocketAddress(arguments[1], Integer.parseInt(arguments[2]));
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    try (SocketChannel channel = SocketChannel.open(address)) {
      carry(channel, buffer, isSink, millis(arguments[3]));
      for (int k = Integer.parseInt(arguments[5]); k > 0; k--) {
        long start = System.nanoTime();
        long bytes = carry(channel, buffer, isSink, millis(arguments[4]));
        System.out.println(bytes + " " + (System.nanoTime() - start));
        System.out.flush();
      }
    }
  }

  private static long millis(String text) {
    return TimeUnit.MILLISECONDS.toNanos(Long.parseLong(text));
  }

  private static long carry(SocketChannel channel, ByteBuffer buffer, boolean isSink, long nanos) throws IOException {
    long end = System.nanoTime() + nanos;
    long bytes = 0;
    while (System.nanoTime() < end) {
      buffer.clear();
      int count = isSink ? channel.read(buffer) : channel.write(buffer);
      if (count < 0) {
        throw new IOException("the peer has closed the connection");
      }
      bytes += count;
    }
    return bytes;
  }
}
