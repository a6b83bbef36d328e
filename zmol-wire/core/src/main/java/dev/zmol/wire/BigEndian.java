package dev.zmol.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads and writes numbers of two, four and eight bytes in network byte order.
 *
 * <p>Each method is one load or store of the machine, at any alignment. On the hot path read several neighbouring
 * fields as one word and test them together. The caller has checked that the bytes are there: what lies outside the
 * array is an {@link IndexOutOfBoundsException}.
 */
public final class BigEndian {
  private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private BigEndian() {}

  /**
   * Reads two bytes.
   *
   * @param buf the bytes
   * @param at the offset of the first
   * @return the number, 0 to 65535
   */
  public static int getShort(byte[] buf, int at) {
    return (short) SHORT.get(buf, at) & 0xffff;
  }

  /**
   * Reads four bytes.
   *
   * @param buf the bytes
   * @param at the offset of the first
   * @return the number, whose sign bit is the first bit on the wire
   */
  public static int getInt(byte[] buf, int at) {
    return (int) INT.get(buf, at);
  }

  /**
   * Reads eight bytes.
   *
   * @param buf the bytes
   * @param at the offset of the first
   * @return the number, whose sign bit is the first bit on the wire
   */
  public static long getLong(byte[] buf, int at) {
    return (long) LONG.get(buf, at);
  }

  /**
   * Writes two bytes.
   *
   * @param buf the bytes
   * @param at the offset of the first
   * @param value the number; its lower 16 bits are written
   */
  public static void putShort(byte[] buf, int at, int value) {
    SHORT.set(buf, at, (short) value);
  }

  /**
   * Writes four bytes.
   *
   * @param buf the bytes
   * @param at the offset of the first
   * @param value the number
   */
  public static void putInt(byte[] buf, int at, int value) {
    INT.set(buf, at, value);
  }

  /**
   * Writes eight bytes.
   *
   * @param buf the bytes
   * @param at the offset of the first
   * @param value the number
   */
  public static void putLong(byte[] buf, int at, long value) {
    LONG.set(buf, at, value);
  }
}
