package dev.zmol.tool;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How the time of a frame is shown. */
public enum FrameTime {
  /** The time of day. */
  CLOCK {
    @Override
    public String format(long epochNanos) {
      return TIME.format(Instant.ofEpochSecond(0, epochNanos)) + ' ';
    }
  },
  /** Not at all. */
  NONE {
    @Override
    public String format(long epochNanos) {
      return "";
    }
  },
  /** The seconds since 1970. */
  EPOCH {
    @Override
    public String format(long epochNanos) {
      long seconds = Math.floorDiv(epochNanos, SECOND);
      return String.format(Locale.ROOT, "%d.%09d ", seconds, Math.floorMod(epochNanos, SECOND));
    }
  };

  private static final long SECOND = 1_000_000_000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS", Locale.ROOT).withZone(ZoneId.systemDefault());

  /**
   * Shows a time.
   *
   * @param epochNanos the time, in nanoseconds since 1970-01-01T00:00Z
   * @return the text, with a space behind it if there is any
   */
  public abstract String format(long epochNanos);
}
