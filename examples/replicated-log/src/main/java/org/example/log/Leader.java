package org.example.log;

import dev.zmol.socket.dual.Tcp;
import dev.zmol.wire.dual.IpEndpoint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The host that entries are given to. It is the leader for ever: electing another one is left to the reader. Belongs to
 * the thread of its stack.
 */
public final class Leader {
  /** A follower, as far as the leader knows. */
  private final class Copy {
    private final IpEndpoint endpoint;
    private FrameStream stream;
    private boolean isKnown;
    private int sent;
    private int acknowledged;

    Copy(IpEndpoint endpoint) {
      this.endpoint = endpoint;
    }

    void connect() {
      if (stream == null || !stream.isOpen()) {
        isKnown = false;
        stream = new FrameStream(tcp.connect(endpoint), this::take);
      }
    }

    private void take(byte[] message) {
      acknowledged = ByteBuffer.wrap(message).getInt();
      if (!isKnown) {
        isKnown = true;
        sent = acknowledged;
        send();
      }
    }

    void send() {
      while (isKnown && stream.isOpen() && sent < entries.size()) {
        stream.send(entries.get(sent).getBytes(StandardCharsets.UTF_8));
        sent++;
      }
    }
  }

  private final Tcp tcp;
  private final List<String> entries = new ArrayList<>();
  private final List<Copy> copies;

  /**
   * Creates a leader without entries.
   *
   * @param tcp the TCP of its stack
   * @param followers where the others are
   */
  public Leader(Tcp tcp, List<IpEndpoint> followers) {
    this.tcp = tcp;
    this.copies = followers.stream().map(Copy::new).toList();
  }

  /** Connects to followers that there is no connection to; to be called now and then. */
  public void tick() {
    copies.forEach(Copy::connect);
  }

  /**
   * Adds an entry, and sends it to whom it can.
   *
   * @param entry the entry; up to 65,535 bytes in UTF-8
   */
  public void append(String entry) {
    entries.add(entry);
    copies.forEach(Copy::send);
  }

  /** {@return how many entries a majority of all hosts has, this one among them} */
  public int committed() {
    int[] numbers =
        IntStream.concat(IntStream.of(entries.size()), copies.stream().mapToInt(copy -> copy.acknowledged))
            .sorted()
            .toArray();
    return numbers[(numbers.length - 1) / 2];
  }
}
