package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.EchoListener;
import dev.zmol.iface.dual.Icmp;
import dev.zmol.iface.dual.IcmpError;
import dev.zmol.tool.EchoStatistics;
import dev.zmol.tool.JsonObject;
import dev.zmol.wire.dual.IpAddress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The requests and replies of one {@code ping}.
 *
 * <p>The thread of the stack sends and listens; any thread may ask for the statistics.
 */
@Specialize
final class PingSession implements EchoListener {
  private final IpAddress target;
  private final byte[] data;
  private final boolean json;
  private final boolean quiet;
  private final PrintStream out;
  private final int identifier = ThreadLocalRandom.current().nextInt(1 << 16);
  private final EchoStatistics statistics = new EchoStatistics();
  private final long started = System.nanoTime();
  private final long[] sentAt = new long[1 << 16];
  private final boolean[] waiting = new boolean[1 << 16];
  private Icmp icmp;
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
  synchronized void listen(Icmp protocol) {
    icmp = protocol;
    icmp.listener(this);
    if (!json) {
      out.println("PING " + target + ": " + data.length + " data bytes");
    }
  }

  synchronized void send() {
    sequence = sequence + 1 & 0xffff;
    sentAt[sequence] = System.nanoTime();
    waiting[sequence] = true;
    statistics.sent();
    icmp.sendEchoRequest(target, identifier, sequence, data, sentAt[sequence]);
  }

  @Override
  public synchronized void onReply(
      IpAddress source, int replyIdentifier, int replySequence, int length, int hopLimit, long nowNanos) {
    if (replyIdentifier != identifier) {
      return;
    }
    if (!waiting[replySequence]) {
      statistics.duplicate();
      return;
    }
    waiting[replySequence] = false;
    long nanos = nowNanos - sentAt[replySequence];
    statistics.received(nanos);
    if (!quiet) {
      String line = reply(source, replySequence, length, hopLimit, nanos);
      out.println(json ? jsonReply(source, replySequence, nanos) : line);
    }
    notifyAll();
  }

  private static String reply(IpAddress source, int number, int length, int hopLimit, long nanos) {
    return String.format(
        Locale.ROOT, "%d bytes from %s: seq=%d ttl=%d time=%.3f ms", length + 8, source, number, hopLimit, nanos / 1e6);
  }

  private static JsonObject jsonReply(IpAddress source, int number, long nanos) {
    return new JsonObject().put("source", source.toString()).put("sequence", number).put("rtt_ms", nanos / 1e6);
  }

  @Override
  public synchronized void onError(IcmpError error, int errorIdentifier, int errorSequence, long nowNanos) {
    if (errorIdentifier == identifier && !quiet && !json) {
      out.println("seq=" + errorSequence + ": " + error.kind().toString().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
  }

  /**
   * Waits until every request is answered, or time is up.
   *
   * @return whether every request is answered
   */
  synchronized boolean awaitReplies(long timeoutNanos) throws InterruptedException {
    long deadline = System.nanoTime() + timeoutNanos;
    for (long left = timeoutNanos; left > 0 && isMissing(); left = deadline - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
    }
    return !isMissing();
  }

  private boolean isMissing() {
    return statistics.answered() < statistics.transmitted();
  }

  /** Prints the statistics, once. */
  synchronized void finish() {
    if (!finished) {
      finished = true;
      long millis = (System.nanoTime() - started) / 1_000_000;
      out.println(json ? statistics.json(target.toString()) : statistics.summary(target.toString(), millis));
    }
  }

  synchronized EchoStatistics statistics() {
    return statistics;
  }
}
