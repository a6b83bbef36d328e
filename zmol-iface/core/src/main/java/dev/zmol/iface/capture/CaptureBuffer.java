package dev.zmol.iface.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Gathers what goes into a capture file; little-endian. Once writing has failed, nothing is written any more. */
final class CaptureBuffer {
  private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int LENGTH = 65_536;

  private final OutputStream output;
  private final byte[] buffer = new byte[LENGTH];
  private int used;
  private IOException failure;
  private boolean closed;

  CaptureBuffer(OutputStream output) {
    this.output = output;
  }

  /** {@return whether it makes sense to put anything more} */
  boolean isWritable() {
    return failure == null && !closed;
  }

  IOException failure() {
    return failure;
  }

  void putInt(int value) {
    reserve(Integer.BYTES);
    INT.set(buffer, used, value);
    used += Integer.BYTES;
  }

  void putShort(int value) {
    reserve(Short.BYTES);
    SHORT.set(buffer, used, (short) value);
    used += Short.BYTES;
  }

  void putBytes(byte[] bytes, int offset, int length) {
    reserve(length);
    if (length <= LENGTH) {
      System.arraycopy(bytes, offset, buffer, used, length);
      used += length;
    } else {
      write(bytes, offset, length);
    }
  }

  /** Puts zeros up to a length that four divides. */
  void pad(int length) {
    for (int k = length; k % Integer.BYTES != 0; k++) {
      reserve(1);
      buffer[used++] = 0;
    }
  }

  private void reserve(int count) {
    if (used + count > LENGTH) {
      flush();
    }
  }

  void flush() {
    write(buffer, 0, used);
    used = 0;
  }

  private void write(byte[] bytes, int offset, int length) {
    if (failure != null || length == 0) {
      return;
    }
    try {
      output.write(bytes, offset, length);
    } catch (IOException e) {
      failure = e;
    }
  }

  void close() {
    if (closed) {
      return;
    }
    flush();
    closed = true;
    try {
      output.close();
    } catch (IOException e) {
      failure = failure == null ? e : failure;
    }
  }
}
