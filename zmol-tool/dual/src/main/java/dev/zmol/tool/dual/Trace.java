package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.IcmpError;
import dev.zmol.wire.dual.IpAddress;
import java.util.concurrent.TimeUnit;

/**
 * The probes of one hop of a {@code traceroute}, and what has become of them.
 *
 * <p>The thread of the stack tells what has come back, another one waits for it.
 */
@Specialize
final class Trace {
  /**
   * What has come back for a probe.
   *
   * @param from who has answered
   * @param nanos how long it took, in nanoseconds
   * @param mark what is noted beside the time
   * @param isLast whether the probe has got where it was to go, or no further
   */
  record Answer(IpAddress from, long nanos, String mark, boolean isLast) {}

  private final IpAddress target;
  private final Answer[] answers;
  private final long[] sentAt;
  private int first;
  private int missing;

  Trace(IpAddress target, int probes) {
    this.target = target;
    this.answers = new Answer[probes];
    this.sentAt = new long[probes];
  }

  IpAddress target() {
    return target;
  }

  /** Begins with the probes of the next hop, of which the first has a number. */
  synchronized void begin(int firstNumber) {
    first = firstNumber;
    missing = answers.length;
    for (int k = 0; k < answers.length; k++) {
      answers[k] = null;
    }
  }

  /** A probe is about to be sent. */
  synchronized void sending(int number) {
    sentAt[number - first] = System.nanoTime();
  }

  /** The probe has reached its target, which has answered. */
  void reached(int number, IpAddress from, long nowNanos) {
    answered(number, from, nowNanos, "", true);
  }

  /** The probe has brought about an error. */
  void failed(int number, IpAddress from, IcmpError.Kind kind, long nowNanos) {
    answered(number, from, nowNanos, IcmpErrorText.mark(kind), kind != IcmpError.Kind.TIME_EXCEEDED);
  }

  private synchronized void answered(int number, IpAddress from, long nowNanos, String mark, boolean last) {
    int index = number - first;
    if (index >= 0 && index < answers.length && answers[index] == null) {
      answers[index] = new Answer(from, nowNanos - sentAt[index], mark, last);
      missing--;
      notifyAll();
    }
  }

  /** Waits until all probes of the hop have an answer, or time is up; the answers, null for none. */
  synchronized Answer[] await(long timeoutNanos) throws InterruptedException {
    long deadline = System.nanoTime() + timeoutNanos;
    for (long left = timeoutNanos; left > 0 && missing > 0; left = deadline - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
    }
    return answers.clone();
  }
}
