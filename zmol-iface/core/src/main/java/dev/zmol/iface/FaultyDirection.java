package dev.zmol.iface;

import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/** The faults of one direction: dice, frames that are held back, and what has happened. */
final class FaultyDirection {
  private final Faults faults;
  private final SplittableRandom random;
  private final HeldFrames held;
  private long dropped;
  private long corrupted;
  private long duplicated;
  private long delayed;
  private long oversized;
  private long limited;
  private int tokens;
  private long filledAt;
  private boolean isFilled;
  private boolean drop;
  private boolean corrupt;
  private boolean duplicate;
  private boolean delay;

  FaultyDirection(Faults faults, long seed, int room) {
    this.faults = faults;
    this.random = new SplittableRandom(seed);
    this.held = new HeldFrames(room);
  }

  /** Decides about the next frame; the dice are rolled in the same order for each, whatever becomes of it. */
  void roll() {
    drop = random.nextDouble() < faults.drop();
    corrupt = random.nextDouble() < faults.corrupt();
    duplicate = random.nextDouble() < faults.duplicate();
    delay = random.nextDouble() < faults.delay();
  }

  /** Whether the frame is lost: by chance, because it is too long, or because there are too many. */
  boolean loses(Packet packet, LongSupplier clock) {
    if (drop) {
      dropped++;
      return true;
    }
    if (faults.maxLength() != 0 && packet.length() > faults.maxLength()) {
      oversized++;
      return true;
    }
    return faults.rate() != 0 && exceeds(clock.getAsLong());
  }

  private boolean exceeds(long nowNanos) {
    if (!isFilled || nowNanos - filledAt >= faults.intervalNanos()) {
      isFilled = true;
      filledAt = nowNanos;
      tokens = faults.rate();
    }
    if (tokens == 0) {
      limited++;
      return true;
    }
    tokens--;
    return false;
  }

  boolean corrupts() {
    return corrupt;
  }

  boolean duplicates() {
    if (duplicate) {
      duplicated++;
    }
    return duplicate;
  }

  /** Holds the frame back, if that has been decided and there is a place for it. */
  boolean holds(Packet packet, LongSupplier clock) {
    boolean isHeld = delay && held.hold(packet, clock.getAsLong() + faults.delayNanos());
    if (isHeld) {
      delayed++;
    }
    return isHeld;
  }

  /** Flips one bit. */
  void flipBit(Packet packet) {
    if (packet.length() > 0) {
      int index = packet.offset() + random.nextInt(packet.length());
      packet.bytes()[index] ^= (byte) (1 << random.nextInt(8));
      corrupted++;
    }
  }

  HeldFrames held() {
    return held;
  }

  FaultInjector.Counts counts() {
    return new FaultInjector.Counts(dropped, corrupted, duplicated, delayed, oversized, limited);
  }
}
