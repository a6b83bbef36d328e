package dev.zmol.wire;

import java.util.Arrays;
import java.util.HexFormat;

/** An immutable sequence of bytes, compared by content: what records hold in place of an array. */
public final class Bytes {
  /** No bytes. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /**
   * Creates a sequence.
   *
   * @param content the bytes, which are copied
   * @return the sequence
   */
  public static Bytes of(byte... content) {
    return content.length == 0 ? EMPTY : new Bytes(content.clone());
  }

  /**
   * Creates a sequence from a part of an array.
   *
   * @param buf the array, from which the bytes are copied
   * @param from where they begin
   * @param to where they end
   * @return the sequence
   * @throws IndexOutOfBoundsException if the part is not within the array
   */
  public static Bytes copyOf(byte[] buf, int from, int to) {
    if (from < 0 || from > to || to > buf.length) {
      throw new IndexOutOfBoundsException("from " + from + " to " + to + " is not within 0 to " + buf.length);
    }
    return from == to ? EMPTY : new Bytes(Arrays.copyOfRange(buf, from, to));
  }

  /**
   * Creates a sequence from hexadecimal digits.
   *
   * @param digits the digits, two for each byte, with or without spaces between the bytes
   * @return the sequence
   * @throws IllegalArgumentException if the text is no such digits
   */
  public static Bytes parse(String digits) {
    return of(HexFormat.of().parseHex(digits.replace(" ", "")));
  }

  /**
   * The number of bytes.
   *
   * @return the number
   */
  public int length() {
    return content.length;
  }

  /**
   * A byte as an unsigned number.
   *
   * @param index its index, from zero
   * @return the byte, 0 to 255
   * @throws IndexOutOfBoundsException if there is no such byte
   */
  public int at(int index) {
    return content[index] & 0xff;
  }

  /**
   * Copies the bytes into an array.
   *
   * @param buf the array
   * @param at where they will begin
   * @return where they end
   * @throws IndexOutOfBoundsException if there is not enough room
   */
  public int copyTo(byte[] buf, int at) {
    System.arraycopy(content, 0, buf, at, content.length);
    return at + content.length;
  }

  /**
   * The bytes as an array.
   *
   * @return a new array
   */
  public byte[] toByteArray() {
    return content.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  /** The bytes in hexadecimal digits, as {@link #parse} reads them. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(content);
  }
}
