package dev.zmol.iface;

import dev.zmol.wire.BigEndian;
import java.util.Arrays;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Changes some frames at random: flips bits, writes numbers that are wrong often, cuts off, appends, repeats and leaves
 * out. The same random source and the same frames give the same changes.
 */
public final class RandomFuzzer implements Fuzzer {
  /** Lengths and counts that programs do not expect. */
  private static final int[] NUMBERS = {0, 1, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xfffe, 0xffff};

  private static final int MOST_CHANGES = 4;
  private static final int MOST_BYTES = 64;

  private final RandomGenerator random;
  private final double chance;

  /**
   * Creates a fuzzer.
   *
   * @param random where the changes come from
   * @param chance the chance that a frame is changed, from 0 to 1
   */
  public RandomFuzzer(RandomGenerator random, double chance) {
    if (!(chance >= 0 && chance <= 1)) {
      throw new IllegalArgumentException("chance is " + chance + "; it has to be from 0 to 1");
    }
    this.random = Objects.requireNonNull(random, "random is null");
    this.chance = chance;
  }

  @Override
  public void fuzz(Packet frame) {
    if (random.nextDouble() >= chance) {
      return;
    }
    for (int k = random.nextInt(MOST_CHANGES); k >= 0; k--) {
      change(frame);
    }
  }

  private void change(Packet frame) {
    int length = frame.length();
    if (length < 2) {
      append(frame);
      return;
    }
    int at = frame.offset() + random.nextInt(length - 1);
    switch (random.nextInt(7)) {
      case 0 -> frame.bytes()[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> frame.bytes()[at] = (byte) NUMBERS[random.nextInt(NUMBERS.length)];
      case 2 -> BigEndian.putShort(frame.bytes(), at, NUMBERS[random.nextInt(NUMBERS.length)]);
      case 3 -> frame.set(frame.offset(), random.nextInt(length + 1));
      case 4 -> append(frame);
      case 5 -> repeat(frame, at);
      default -> leaveOut(frame, at);
    }
  }

  private void append(Packet frame) {
    int end = frame.end();
    int count = Math.min(1 + random.nextInt(MOST_BYTES), frame.bytes().length - end);
    Arrays.fill(frame.bytes(), end, end + count, (byte) random.nextInt());
    frame.set(frame.offset(), frame.length() + count);
  }

  private void repeat(Packet frame, int from) {
    int count = count(frame, from);
    int moved = Math.min(frame.end() - from, frame.bytes().length - from - count);
    System.arraycopy(frame.bytes(), from, frame.bytes(), from + count, moved);
    frame.set(frame.offset(), from + count + moved - frame.offset());
  }

  private void leaveOut(Packet frame, int from) {
    int count = count(frame, from);
    System.arraycopy(frame.bytes(), from + count, frame.bytes(), from, frame.end() - from - count);
    frame.set(frame.offset(), frame.length() - count);
  }

  /** How many bytes from an index on are meant: not more than there are, and than there is room for twice. */
  private int count(Packet frame, int from) {
    int most = Math.min(frame.end() - from, frame.bytes().length - frame.end());
    return Math.min(random.nextInt(MOST_BYTES), most);
  }
}
