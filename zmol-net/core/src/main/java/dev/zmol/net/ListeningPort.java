package dev.zmol.net;

import dev.zmol.socket.tcp.Connection;
import java.net.InetSocketAddress;

/** A port that connections come to. All methods are called by the thread of the stack. */
public interface ListeningPort {
  /** {@return where it is} */
  InetSocketAddress local();

  /** {@return how many connections wait to be accepted} */
  int pending();

  /** {@return the connection that waits longest, established; null if there is none} */
  Connection accept();

  /**
   * Says who is told of a connection that waits.
   *
   * @param news is run by the thread of the stack
   */
  void onReady(Runnable news);

  /** Stops listening; connections that wait are aborted. */
  void close();
}
