package dev.zmol.iface;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Counts dropped packets by reason. Owned by the thread of the stack. */
@SuppressWarnings("EnumOrdinal") // an array is what the hot path can afford
public final class DropCounters {
  private final long[] counts = new long[DropReason.values().length];
  private DropListener[] listeners = {};

  /** Creates counters that are all zero. */
  public DropCounters() {}

  /**
   * Counts a dropped packet.
   *
   * @param reason why it was dropped
   */
  public void count(DropReason reason) {
    count(reason, 1);
  }

  /**
   * Counts dropped packets.
   *
   * @param reason why they were dropped
   * @param packets how many
   */
  public void count(DropReason reason, int packets) {
    counts[reason.ordinal()] += packets;
    for (int k = 0; k < listeners.length; k++) {
      listeners[k].dropped(reason, packets);
    }
  }

  /**
   * Adds who is told of drops as they are counted: during the poll that received the packet, before the next packet is
   * received. Without listeners there is no cost.
   *
   * @param listener the listener
   */
  public void addListener(DropListener listener) {
    listeners = Arrays.copyOf(listeners, listeners.length + 1);
    listeners[listeners.length - 1] = Objects.requireNonNull(listener, "listener is null");
  }

  /**
   * Removes a listener, if it is one.
   *
   * @param listener the listener
   */
  public void removeListener(DropListener listener) {
    listeners = Stream.of(listeners).filter(other -> !other.equals(listener)).toArray(DropListener[]::new);
  }

  /**
   * Returns how many packets were dropped for a reason.
   *
   * @param reason the reason
   * @return how many
   */
  public long of(DropReason reason) {
    return counts[reason.ordinal()];
  }

  /** {@return how many packets were dropped for any reason} */
  public long total() {
    long total = 0;
    for (int k = 0; k < counts.length; k++) {
      total += counts[k];
    }
    return total;
  }

  /** {@return the reasons that occurred, with their counts} */
  public Map<DropReason, Long> nonZero() {
    Map<DropReason, Long> map = new EnumMap<>(DropReason.class);
    for (DropReason reason : DropReason.values()) {
      if (of(reason) != 0) {
        map.put(reason, of(reason));
      }
    }
    return map;
  }
}
