package dev.zmol.iface;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The records of a pcap file, gathered in a buffer; little-endian. Nothing is allocated for a frame. */
final class PcapStream {
  private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MICROSECONDS = 0xa1b2c3d4;
  private static final int NANOSECONDS = 0xa1b23c4d;
  private static final short MAJOR_VERSION = 2;
  private static final short MINOR_VERSION = 4;
  private static final int LINKTYPE_ETHERNET = 1;
  private static final int LINKTYPE_RAW = 101;
  private static final int RECORD_HEADER_LENGTH = 16;
  private static final int BUFFER_LENGTH = 65_536;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final OutputStream output;
  private final byte[] buffer = new byte[BUFFER_LENGTH];
  private final int fractionsDivisor;
  private final int snapLength;
  private int used;
  private IOException failure;
  private boolean closed;

  PcapStream(OutputStream output, Medium medium, boolean isNanoseconds, int snapLength) {
    this.output = output;
    this.fractionsDivisor = isNanoseconds ? 1 : 1000;
    this.snapLength = snapLength;
    putInt(isNanoseconds ? NANOSECONDS : MICROSECONDS);
    putShort(MAJOR_VERSION);
    putShort(MINOR_VERSION);
    // Time zone and accuracy, which are always 0.
    putInt(0);
    putInt(0);
    putInt(snapLength);
    putInt(
        switch (medium) {
          case ETHERNET -> LINKTYPE_ETHERNET;
          case IP -> LINKTYPE_RAW;
        });
  }

  private void putInt(int value) {
    INT.set(buffer, used, value);
    used += Integer.BYTES;
  }

  private void putShort(short value) {
    SHORT.set(buffer, used, value);
    used += Short.BYTES;
  }

  void append(Packet packet, long epochNanos) {
    if (failure != null || closed) {
      return;
    }
    int kept = Math.min(packet.length(), snapLength);
    if (used + RECORD_HEADER_LENGTH + kept > BUFFER_LENGTH) {
      flush();
    }
    putInt((int) Math.floorDiv(epochNanos, NANOS_PER_SECOND));
    putInt((int) Math.floorMod(epochNanos, NANOS_PER_SECOND) / fractionsDivisor);
    putInt(kept);
    putInt(packet.length());
    putBytes(packet.bytes(), packet.offset(), kept);
  }

  private void putBytes(byte[] bytes, int offset, int length) {
    if (used + length <= BUFFER_LENGTH) {
      System.arraycopy(bytes, offset, buffer, used, length);
      used += length;
    } else {
      flush();
      write(bytes, offset, length);
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
    closed = true;
    flush();
    try {
      output.close();
    } catch (IOException e) {
      if (failure == null) {
        failure = e;
      }
    }
  }

  IOException failure() {
    return failure;
  }
}
