package dev.zmol.tool;

import java.util.Locale;

/** What became of the echo requests of a {@code ping}. */
public final class EchoStatistics {
  private int sent;
  private int received;
  private int duplicates;
  private int errors;
  private long minimum = Long.MAX_VALUE;
  private long maximum;
  private double sum;
  private double squares;

  /** Creates statistics of nothing. */
  public EchoStatistics() {}

  /** Counts a request. */
  public void sent() {
    sent++;
  }

  /**
   * Counts a reply.
   *
   * @param nanos how long it took, in nanoseconds
   */
  public void received(long nanos) {
    received++;
    minimum = Math.min(minimum, nanos);
    maximum = Math.max(maximum, nanos);
    sum += nanos;
    squares += (double) nanos * nanos;
  }

  /** Counts a reply that had come before. */
  public void duplicate() {
    duplicates++;
  }

  /** Counts an error about a request. */
  public void error() {
    errors++;
  }

  /** {@return how many requests were sent} */
  public int transmitted() {
    return sent;
  }

  /** {@return how many requests were answered} */
  public int answered() {
    return received;
  }

  /** {@return how many errors about requests there were} */
  public int failed() {
    return errors;
  }

  /** {@return the share of requests without an answer, in percent} */
  public double lossPercent() {
    return sent == 0 ? 0 : 100.0 * (sent - received) / sent;
  }

  /**
   * Sums up for a person.
   *
   * @param target who was asked
   * @param elapsedMillis how long it took in all, in milliseconds
   * @return one or two lines, as {@code ping} prints them, without the last line feed
   */
  public String summary(String target, long elapsedMillis) {
    String counts =
        String.format(
            Locale.ROOT,
            "--- %s ping statistics ---%n%d packets transmitted, %d received%s%s, %s%% packet loss, time %dms",
            target,
            sent,
            received,
            duplicates == 0 ? "" : ", +" + duplicates + " duplicates",
            errors == 0 ? "" : ", +" + errors + " errors",
            percent(),
            elapsedMillis);
    return received == 0 ? counts : counts + System.lineSeparator() + times();
  }

  private String percent() {
    return String.format(Locale.ROOT, "%.4f", lossPercent()).replaceAll("\\.?0+$", "");
  }

  private String times() {
    return String.format(
        Locale.ROOT,
        "rtt min/avg/max/mdev = %.3f/%.3f/%.3f/%.3f ms",
        minimum / 1e6,
        mean() / 1e6,
        maximum / 1e6,
        deviation() / 1e6);
  }

  private double mean() {
    return sum / received;
  }

  private double deviation() {
    return Math.sqrt(Math.max(0, squares / received - mean() * mean()));
  }

  /**
   * Sums up for a program.
   *
   * @param target who was asked
   * @return the members of the summary
   */
  public JsonObject json(String target) {
    JsonObject json =
        new JsonObject()
            .put("target", target)
            .put("transmitted", sent)
            .put("received", received)
            .put("duplicates", duplicates)
            .put("errors", errors)
            .put("loss_percent", lossPercent());
    if (received > 0) {
      json.put("rtt_min_ms", minimum / 1e6)
          .put("rtt_avg_ms", mean() / 1e6)
          .put("rtt_max_ms", maximum / 1e6)
          .put("rtt_mdev_ms", deviation() / 1e6);
    }
    return json;
  }
}
