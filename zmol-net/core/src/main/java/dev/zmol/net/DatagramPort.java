package dev.zmol.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** A socket of UDP. All methods are called by the thread of the stack. */
public interface DatagramPort {
  /** {@return where it is} */
  InetSocketAddress local();

  /**
   * Receives from, and sends to, one peer only.
   *
   * @param peer the peer; null for anybody again
   * @throws IOException if there is no way to it
   */
  void connect(InetSocketAddress peer) throws IOException;

  /** {@return how many datagrams wait, or 1 if there is an error to be told} */
  int pending();

  /**
   * Takes the datagram that came first; what does not fit is lost.
   *
   * @param target where its payload goes
   * @return who has sent it; null if there is none
   * @throws IOException if the network has said something about the peer
   */
  InetSocketAddress receive(ByteBuffer target) throws IOException;

  /**
   * Sends a datagram.
   *
   * @param payload the payload
   * @param to where it is to go; null for the peer
   * @return whether it was sent; if not, the device is busy
   * @throws IOException if there is no way, or it is too long
   */
  boolean send(ByteBuffer payload, InetSocketAddress to) throws IOException;

  /**
   * Says whether datagrams may be sent to broadcast addresses.
   *
   * @param permitted whether they may
   */
  void broadcast(boolean permitted);

  /**
   * Says who is told of a datagram or an error, and of the device that is no longer busy.
   *
   * @param news is run by the thread of the stack
   */
  void onReady(Runnable news);

  /** Gives the port back. */
  void close();
}
