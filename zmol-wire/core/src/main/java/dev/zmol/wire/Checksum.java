package dev.zmol.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The Internet checksum of RFC 1071: the ones' complement of the ones' complement sum of 16-bit words.
 *
 * <p>A sum is a {@code long} to which pieces are added in any order and which {@link #fold} turns into the checksum at
 * the end. Numbers that stand in for words of the block, such as the protocol and the length of a pseudo-header, are
 * simply added with {@code +}, as long as each is a whole number of words: {@code sum + protocol + length}. A sum
 * starts at zero and has room for 2<sup>47</sup> pieces.
 *
 * <p>A piece that begins at an odd offset of the block, because the pieces before it are of odd length together, goes
 * through {@link #addOdd} instead of {@link #add}.
 */
public final class Checksum {
  private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
  private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());
  private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  /** From here on a block is long, in words of eight bytes. */
  private static final int MANY_WORDS = 16;

  private Checksum() {}

  /**
   * Adds a piece that begins at an even offset of the block.
   *
   * <p>The last byte of a piece of odd length counts as the first byte of a word whose second byte is zero; the next
   * piece completes that word if it is added with {@link #addOdd}.
   *
   * @param sum the sum so far
   * @param buf the bytes
   * @param from where the piece begins
   * @param to where it ends, not before {@code from}
   * @return the new sum
   */
  public static long add(long sum, byte[] buf, int from, int to) {
    int words = nativeWords(buf, from, to);
    return sum + (LITTLE_ENDIAN ? swap(words) : words);
  }

  /**
   * Adds a piece that begins at an odd offset of the block.
   *
   * @param sum the sum so far
   * @param buf the bytes
   * @param from where the piece begins
   * @param to where it ends, not before {@code from}
   * @return the new sum
   */
  public static long addOdd(long sum, byte[] buf, int from, int to) {
    int words = nativeWords(buf, from, to);
    return sum + (LITTLE_ENDIAN ? words : swap(words));
  }

  /**
   * Copies a piece and adds it to a sum; it begins at an even offset of the block.
   *
   * @param sum the sum so far
   * @param source the bytes
   * @param from where the piece begins
   * @param target the array that receives the piece
   * @param at where the piece will begin in {@code target}
   * @param length the length of the piece in bytes
   * @return the new sum
   */
  public static long copyAndAdd(long sum, byte[] source, int from, byte[] target, int at, int length) {
    // The copy leaves the bytes in the first-level cache: summing them there is faster than one loop that does both.
    System.arraycopy(source, from, target, at, length);
    return add(sum, target, at, at + length);
  }

  /**
   * Copies a piece and adds it to a sum; it begins at an odd offset of the block.
   *
   * @param sum the sum so far
   * @param source the bytes
   * @param from where the piece begins
   * @param target the array that receives the piece
   * @param at where the piece will begin in {@code target}
   * @param length the length of the piece in bytes
   * @return the new sum
   */
  public static long copyAndAddOdd(long sum, byte[] source, int from, byte[] target, int at, int length) {
    System.arraycopy(source, from, target, at, length);
    return addOdd(sum, target, at, at + length);
  }

  /**
   * Turns a sum into the checksum.
   *
   * <p>Over a block that includes its checksum the result is zero if the block is intact.
   *
   * @param sum the sum, an unsigned number
   * @return the ones' complement of the folded sum, 0 to 65535
   */
  public static int fold(long sum) {
    return ~foldSum(sum) & 0xffff;
  }

  /**
   * Folds a sum to 16 bits without complementing it.
   *
   * <p>Devices that complete checksums expect this of the pseudo-header.
   *
   * @param sum the sum, an unsigned number
   * @return the folded sum, 0 to 65535; zero only if {@code sum} is zero
   */
  public static int foldSum(long sum) {
    long folded = (sum >>> 32) + (sum & 0xffff_ffffL);
    folded = (folded >>> 16) + (folded & 0xffff);
    folded = (folded >>> 16) + (folded & 0xffff);
    return (int) ((folded >>> 16) + (folded & 0xffff));
  }

  /**
   * Updates a checksum after one 16-bit word of the block has changed (RFC 1624, equation 3).
   *
   * @param checksum the old checksum
   * @param before the old word, 0 to 65535
   * @param after the new word, 0 to 65535
   * @return the new checksum
   */
  public static int update16(int checksum, int before, int after) {
    return fold((long) (~checksum & 0xffff) + (~before & 0xffff) + (after & 0xffff));
  }

  /**
   * Updates a checksum after two neighbouring 16-bit words of the block have changed (RFC 1624, equation 3).
   *
   * @param checksum the old checksum
   * @param before the old words
   * @param after the new words
   * @return the new checksum
   */
  public static int update32(int checksum, int before, int after) {
    return fold((long) (~checksum & 0xffff) + (~before & 0xffff_ffffL) + (after & 0xffff_ffffL));
  }

  /** Adds up words of the machine's byte order, whose folded sum differs from the right one by a swap at most. */
  private static int nativeWords(byte[] buf, int from, int to) {
    int words = (to - from) >> 3;
    long sum = words < MANY_WORDS ? fewWords(buf, from, words) : manyWords(buf, from, words);
    return foldSum(sum + nativeTail(buf, from + (words << 3), to));
  }

  // The same loop twice, because each has a profile of its own: had long blocks to share it with thousands of short
  // ones, C2 would expect so few rounds that it never turned it into vector code. No carries, one index, a strict bound.

  private static long fewWords(byte[] buf, int from, int words) {
    long low = 0;
    long high = 0;
    for (int k = 0; k < words; k++) {
      long word = (long) LONG.get(buf, from + (k << 3));
      low += word & 0xffff_ffffL;
      high += word >>> 32;
    }
    return low + high;
  }

  private static long manyWords(byte[] buf, int from, int words) {
    long low = 0;
    long high = 0;
    for (int k = 0; k < words; k++) {
      long word = (long) LONG.get(buf, from + (k << 3));
      low += word & 0xffff_ffffL;
      high += word >>> 32;
    }
    return low + high;
  }

  /** Adds up the last bytes, seven at most. */
  private static long nativeTail(byte[] buf, int from, int to) {
    int at = from;
    int length = to - from;
    long sum = 0;
    if ((length & 4) != 0) {
      sum += (int) INT.get(buf, at) & 0xffff_ffffL;
      at += 4;
    }
    if ((length & 2) != 0) {
      sum += (short) SHORT.get(buf, at) & 0xffff;
      at += 2;
    }
    if ((length & 1) != 0) {
      sum += LITTLE_ENDIAN ? buf[at] & 0xff : (buf[at] & 0xff) << 8;
    }
    return sum;
  }

  private static int swap(int words) {
    return (words & 0xff) << 8 | words >>> 8;
  }
}
