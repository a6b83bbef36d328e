package org.example.udplite.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dual.IpEndpoint;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.example.udplite.UdpLiteWire;

/** A socket of UDP-Lite. Owned by the thread that polls the stack. */
@Specialize
public final class UdpLiteSocket {
  private static final int QUEUE_LIMIT = 64;

  private final UdpLite protocol;
  private final int port;
  private final Queue<Datagram> received = new ArrayDeque<>();
  private Runnable listener = () -> {};

  /**
   * A received datagram.
   *
   * @param from who has sent it
   * @param data what is in it
   * @param coverage how many bytes the checksum covers, those of the header included (8 or more)
   */
  public record Datagram(IpEndpoint from, byte[] data, int coverage) {}

  UdpLiteSocket(UdpLite protocol, int port) {
    this.protocol = protocol;
    this.port = port;
  }

  /** {@return the port that the socket is bound to} */
  public int port() {
    return port;
  }

  /**
   * Says who is told when a datagram has come.
   *
   * @param readable is run by the thread of the stack; it may call this socket
   */
  public void onReady(Runnable readable) {
    listener = readable;
  }

  /** {@return the datagram that came first, which is no longer here afterwards; null if there is none} */
  public Datagram receive() {
    return received.poll();
  }

  /**
   * Sends a datagram.
   *
   * @param data what is to be in it
   * @param covered how many bytes of it the checksum has to protect
   * @param to where it is to go
   * @return whether it was sent; if not, there is no way, it is too long, or the device is busy
   * @throws IllegalArgumentException if more bytes are to be protected than there are
   */
  public boolean send(byte[] data, int covered, IpEndpoint to) {
    if (covered < 0 || covered > data.length) {
      throw new IllegalArgumentException("covered is " + covered + "; it has to be from 0 to " + data.length);
    }
    int coverage = covered == data.length ? 0 : UdpLiteWire.LENGTH + covered;
    return protocol.send(port, data, coverage, to);
  }

  /** Gives the port back. */
  public void close() {
    protocol.remove(this);
  }

  boolean add(byte[] bytes, int offset, int end, IpEndpoint from, int coverage) {
    if (received.size() == QUEUE_LIMIT) {
      return false;
    }
    received.add(new Datagram(from, Arrays.copyOfRange(bytes, offset, end), coverage));
    listener.run();
    return true;
  }
}
