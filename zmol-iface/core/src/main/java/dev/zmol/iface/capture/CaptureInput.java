package dev.zmol.iface.capture;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads the numbers of a capture file, in the byte order of the host that wrote it. */
final class CaptureInput {
  private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private final InputStream input;
  private boolean isBigEndian;

  CaptureInput(InputStream input) {
    this.input = input;
  }

  void bigEndian(boolean newOrder) {
    isBigEndian = newOrder;
  }

  boolean isBigEndian() {
    return isBigEndian;
  }

  int getInt(byte[] bytes, int at) {
    int value = (int) INT.get(bytes, at);
    return isBigEndian ? Integer.reverseBytes(value) : value;
  }

  int getShort(byte[] bytes, int at) {
    short value = (short) SHORT.get(bytes, at);
    return (isBigEndian ? Short.reverseBytes(value) : value) & 0xffff;
  }

  /**
   * Reads some bytes, all of them.
   *
   * @param length how many
   * @param what what they are, for who finds them cut short
   */
  byte[] read(int length, String what) throws IOException {
    byte[] bytes = input.readNBytes(length);
    if (bytes.length < length) {
      throw new CaptureFormatException("the file ends in the middle of " + what);
    }
    return bytes;
  }

  /** Reads some bytes, or returns none if the file ends here. */
  byte[] readOrEnd(int length, String what) throws IOException {
    byte[] bytes = input.readNBytes(length);
    if (bytes.length != 0 && bytes.length < length) {
      throw new CaptureFormatException("the file ends in the middle of " + what);
    }
    return bytes;
  }

  void skip(long length, String what) throws IOException {
    try {
      input.skipNBytes(length);
    } catch (EOFException e) {
      throw new CaptureFormatException("the file ends in the middle of " + what);
    }
  }

  void close() throws IOException {
    input.close();
  }
}
