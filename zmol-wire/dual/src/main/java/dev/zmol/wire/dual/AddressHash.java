package dev.zmol.wire.dual;

import dev.zmol.annotations.Specialize;

/** Mixes the bits of addresses, so that nobody who does not know the seed can choose addresses that collide. */
@Specialize
final class AddressHash {
  /** The fraction of the golden ratio: any odd number without a pattern would do. */
  private static final long ODD = 0x9e37_79b9_7f4a_7c15L;

  private AddressHash() {}

  /** Multiplies what is to be hashed, each half blurred with the seed, and folds the 128 bits of the product. */
  static long mix(long seed, long first, long second) {
    long left = first ^ seed;
    long right = second ^ Long.rotateLeft(seed, 32) ^ ODD;
    return left * right ^ Math.unsignedMultiplyHigh(left, right);
  }
}
