package dev.zmol.lowpan.zep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * The air between many {@link ZepDevice}s, and other radios of the same protocol: it forwards each datagram to all whom
 * it has heard of but the one that it is from. Who has said nothing for longest is forgotten when there is no room.
 *
 * <p>It looks into no datagram. {@link #run} is for a thread of its own; {@link #close} may be called by any.
 */
public final class ZepHub implements Runnable, AutoCloseable {
  private static final int LONGEST = 2048;

  private final DatagramChannel socket;
  private final int limit;

  /** Those that were heard, the latest last. */
  private final List<SocketAddress> radios = new ArrayList<>();

  private ZepHub(DatagramChannel socket, int limit) {
    this.socket = socket;
    this.limit = limit;
  }

  /**
   * Opens a hub.
   *
   * @param local where it is; port 0 for any
   * @param limit how many radios it remembers (2 to 1,024)
   * @return the hub
   * @throws IOException if the kernel does not let us
   */
  public static ZepHub open(InetSocketAddress local, int limit) throws IOException {
    if (limit < 2 || limit > 1024) {
      throw new IllegalArgumentException("limit is " + limit + "; it has to be from 2 to 1024");
    }
    return new ZepHub(DatagramChannel.open().bind(local), limit);
  }

  /**
   * Returns where the hub is.
   *
   * @return the address
   * @throws IOException if it is closed
   */
  public InetSocketAddress localAddress() throws IOException {
    return (InetSocketAddress) socket.getLocalAddress();
  }

  /** Forwards until the hub is closed, or its thread is interrupted. */
  @Override
  public void run() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(LONGEST);
    try {
      while (socket.isOpen()) {
        forward(buffer);
      }
    } catch (ClosedChannelException e) {
      // That is how it ends.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void forward(ByteBuffer buffer) throws IOException {
    SocketAddress from = socket.receive(buffer.clear());
    buffer.flip();
    radios.remove(from);
    if (radios.size() >= limit) {
      radios.removeFirst();
    }
    radios.add(from);
    for (SocketAddress to : radios) {
      if (!to.equals(from)) {
        send(buffer.rewind(), to);
      }
    }
  }

  private void send(ByteBuffer datagram, SocketAddress to) throws IOException {
    try {
      socket.send(datagram, to);
    } catch (PortUnreachableException e) {
      // It has gone; it is forgotten in time.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
