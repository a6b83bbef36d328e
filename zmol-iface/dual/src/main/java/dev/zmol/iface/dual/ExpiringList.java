package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import java.util.ArrayList;
import java.util.List;

/** A bounded list of what routers have told, each for a time (RFC 8106 §5.3.1). */
@Only(IPV6)
final class ExpiringList<T> {
  private record Item<T>(T value, long expiresAt) {}

  private final int limit;
  private final List<Item<T>> items = new ArrayList<>();

  ExpiringList(int limit) {
    this.limit = limit;
  }

  /**
   * Adds something, gives it another expiry, or removes it; what expires first makes room.
   *
   * @return whether the list has changed
   */
  boolean put(T value, long expiresAt, long nowNanos) {
    boolean known = items.removeIf(item -> item.value().equals(value));
    if (expiresAt <= nowNanos) {
      return known;
    }
    if (items.size() >= limit) {
      Item<T> first = items.getFirst();
      for (Item<T> item : items) {
        first = item.expiresAt() < first.expiresAt() ? item : first;
      }
      items.remove(first);
    }
    items.add(new Item<>(value, expiresAt));
    return !known;
  }

  boolean expire(long nowNanos) {
    return items.removeIf(item -> item.expiresAt() <= nowNanos);
  }

  long nextExpiry() {
    long next = Long.MAX_VALUE;
    // Asked with each poll: without an iterator.
    for (int k = 0; k < items.size(); k++) {
      next = Math.min(next, items.get(k).expiresAt());
    }
    return next;
  }

  List<T> values() {
    return items.stream().map(Item::value).toList();
  }
}
