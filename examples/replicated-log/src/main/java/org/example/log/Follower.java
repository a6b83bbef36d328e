package org.example.log;

import dev.zmol.socket.dual.Tcp;
import dev.zmol.socket.dual.TcpConnection;
import dev.zmol.socket.dual.TcpListener;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A host that keeps a copy. It tells a leader how many entries it has, takes those behind them in their order, and
 * tells the new number for each. Belongs to the thread of its stack.
 */
public final class Follower {
  private final List<String> entries = new ArrayList<>();
  private final TcpListener listener;
  private FrameStream leader;

  /**
   * Creates a follower without entries.
   *
   * @param tcp the TCP of its stack
   * @param port where the leader connects to
   */
  public Follower(Tcp tcp, int port) {
    listener = tcp.listen(port, 4);
    listener.onReady(this::accept);
  }

  /** {@return the entries, in their order} */
  public List<String> entries() {
    return List.copyOf(entries);
  }

  /** The newest connection is the one that counts. */
  private void accept() {
    for (TcpConnection next = listener.accept(); next != null; next = listener.accept()) {
      if (leader != null) {
        leader.abort();
      }
      leader = new FrameStream(next, this::append);
      tellNumber();
      leader.work();
    }
  }

  private void append(byte[] entry) {
    entries.add(new String(entry, StandardCharsets.UTF_8));
    tellNumber();
  }

  private void tellNumber() {
    leader.send(ByteBuffer.allocate(Integer.BYTES).putInt(entries.size()).array());
  }
}
