package dev.zmol.iface;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** Counts dropped packets by reason. Owned by the thread of the stack. */
@SuppressWarnings("EnumOrdinal") // an array is what the hot path can afford
public final class DropCounters {
  private final long[] counts = new long[DropReason.values().length];
  private Consumer<DropReason> observer;
  private DropListener listener;

  /** Creates counters that are all zero. */
  public DropCounters() {}

  /**
   * Counts a dropped packet.
   *
   * @param reason why it was dropped
   */
  public void count(DropReason reason) {
    counts[reason.ordinal()]++;
    if (observer != null) {
      observer.accept(reason);
    }
    if (listener != null) {
      listener.dropped(reason, 1);
    }
  }

  /**
   * Sets who hears of all drops, beside the observer. There is one listener at most; none costs nothing.
   *
   * @param newListener the listener; null for none
   */
  public void listener(DropListener newListener) {
    listener = newListener;
  }

  /**
   * Sets who is told of each drop when it is counted: during the poll that received the packet, before the next packet
   * is received. There is one observer at most; none costs nothing.
   *
   * @param newObserver whom to tell; null for nobody
   */
  public void observe(Consumer<DropReason> newObserver) {
    observer = newObserver;
  }

  /**
   * Counts dropped packets.
   *
   * @param reason why they were dropped
   * @param packets how many
   */
  public void count(DropReason reason, int packets) {
    counts[reason.ordinal()] += packets;
    if (listener != null) {
      listener.dropped(reason, packets);
    }
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
