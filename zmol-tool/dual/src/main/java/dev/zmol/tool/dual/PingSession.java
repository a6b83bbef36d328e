package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.IcmpError;
import dev.zmol.socket.dual.IcmpSocket;
import dev.zmol.tool.EchoStatistics;
import dev.zmol.tool.JsonObject;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.dual.IcmpEcho;
import dev.zmol.wire.dual.IpAddress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The requests and replies of one {@code ping}.
 *
 * <p>The thread of the stack sends and listens; any thread may ask for the statistics.
 */
@Specialize
final class PingSession {
  private static final int HEADER_LENGTH = 8;

  private final IpAddress target;
  private final byte[] data;
  private final boolean json;
  private final boolean quiet;
  private final PrintStream out;
  private final EchoStatistics statistics = new EchoStatistics();
  private final long started = System.nanoTime();
  private final long[] sentAt = new long[1 << 16];
  private final boolean[] waiting = new boolean[1 << 16];
  private final byte[] message = new byte[1 << 16];
  private IcmpSocket socket;
  private int sequence;
  private boolean finished;

  PingSession(IpAddress target, int size, boolean json, boolean quiet, PrintStream out) {
    this.target = target;
    this.data = new byte[size];
    this.json = json;
    this.quiet = quiet;
    this.out = out;
    for (int k = 0; k < size; k++) {
      data[k] = (byte) k;
    }
  }

  /** Begins to listen. */
  synchronized void listen(IcmpSocket on) {
    socket = on;
    socket.onReady(this::receiveAll);
    if (!json) {
      int headers = HEADER_LENGTH + (target.length() == 4 ? 20 : 40);
      out.println(
          "PING " + target + " (" + target + ") " + data.length + "(" + (data.length + headers) + ") bytes of data.");
    }
  }

  synchronized void send() {
    sequence = sequence + 1 & 0xffff;
    sentAt[sequence] = System.nanoTime();
    waiting[sequence] = true;
    statistics.sent();
    if (!isTaken() && !quiet && !json) {
      out.println("ping: icmp_seq=" + sequence + " was not sent");
    }
  }

  private boolean isTaken() {
    try {
      return socket.sendEchoRequest(sequence, data, 0, data.length, target);
    } catch (IllegalArgumentException e) {
      return false; // Longer than any packet of this interface.
    }
  }

  private synchronized void receiveAll() {
    for (int length = next(); length >= 0; length = next()) {
      socket.error().ifPresentOrElse(this::failed, this::answered);
    }
  }

  private int next() {
    return socket.receive(message, 0, message.length);
  }

  private void answered() {
    int number = BigEndian.getShort(message, 6) & 0xffff;
    if (socket.type() == IcmpEcho.requestType(target)) {
      return; // Somebody pings us with our identifier; or we ping ourselves.
    }
    boolean duplicate = !waiting[number];
    waiting[number] = false;
    long nanos = socket.receivedNanos() - sentAt[number];
    if (duplicate) {
      statistics.duplicate();
    } else {
      statistics.received(nanos);
    }
    if (!quiet) {
      out.println(json ? jsonReply(number, nanos) : reply(number, nanos) + (duplicate ? " (DUP!)" : ""));
    }
    notifyAll();
  }

  private String reply(int number, long nanos) {
    return String.format(
        Locale.ROOT,
        "%d bytes from %s: icmp_seq=%d ttl=%d time=%.3f ms",
        socket.length(),
        socket.source(),
        number,
        socket.hopLimit(),
        nanos / 1e6);
  }

  private JsonObject jsonReply(int number, long nanos) {
    return new JsonObject()
        .put("source", socket.source().toString())
        .put("sequence", number)
        .put("rtt_ms", nanos / 1e6);
  }

  private void failed(IcmpError.Kind kind) {
    int number = BigEndian.getShort(message, socket.quote() + 6) & 0xffff;
    statistics.error();
    waiting[number] = false;
    if (!quiet && !json) {
      out.println("From " + socket.source() + " icmp_seq=" + number + " " + IcmpErrorText.of(kind));
    }
    notifyAll();
  }

  /**
   * Waits until there is an answer to every request, or time is up.
   *
   * @return whether every request is answered
   */
  synchronized boolean awaitReplies(long timeoutNanos) throws InterruptedException {
    long deadline = System.nanoTime() + timeoutNanos;
    for (long left = timeoutNanos; left > 0 && isMissing(); left = deadline - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
    }
    return statistics.answered() == statistics.transmitted();
  }

  private boolean isMissing() {
    return statistics.answered() + statistics.failed() < statistics.transmitted();
  }

  /** Prints the statistics, once. */
  synchronized void finish() {
    if (!finished) {
      finished = true;
      long millis = (System.nanoTime() - started) / 1_000_000;
      String summary = System.lineSeparator() + statistics.summary(target.toString(), millis);
      out.println(json ? statistics.json(target.toString()) : summary);
    }
  }

  synchronized EchoStatistics statistics() {
    return statistics;
  }
}
