package dev.zmol.testkit.script;

import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Packet;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.LongSupplier;

/** The device of a stack under test: what it transmits waits to be looked at, with the time. */
final class ScriptDevice implements Device {
  /** A packet that was transmitted, and when. */
  static final class Sent {
    private final long nanos;
    private final byte[] bytes;

    Sent(long nanos, byte[] bytes) {
      this.nanos = nanos;
      this.bytes = bytes;
    }

    long nanos() {
      return nanos;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  private final DeviceCapabilities capabilities;
  private final LongSupplier clock;
  private final ArrayDeque<byte[]> incoming = new ArrayDeque<>();
  private final ArrayDeque<Sent> outgoing = new ArrayDeque<>();

  ScriptDevice(DeviceCapabilities capabilities, LongSupplier clock) {
    this.capabilities = capabilities;
    this.clock = clock;
  }

  void deliver(byte[] bytes) {
    if (bytes.length > capabilities.maxFrameLength()) {
      throw new IllegalArgumentException(
          "the packet has " + bytes.length + " bytes; the device takes " + capabilities.maxFrameLength()
              + ", which follows from segmentSize and superSegment");
    }
    incoming.add(bytes);
  }

  /** What was transmitted and not looked at yet, oldest first. */
  ArrayDeque<Sent> sent() {
    return outgoing;
  }

  @Override
  public DeviceCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public boolean receive(Packet packet) {
    byte[] bytes = incoming.poll();
    if (bytes == null) {
      return false;
    }
    packet.clear();
    packet.set(Packet.HEADROOM, bytes.length);
    System.arraycopy(bytes, 0, packet.bytes(), Packet.HEADROOM, bytes.length);
    return true;
  }

  @Override
  public boolean transmit(Packet packet) {
    byte[] bytes = Arrays.copyOfRange(packet.bytes(), packet.offset(), packet.end());
    outgoing.add(new Sent(clock.getAsLong(), bytes));
    return true;
  }

  @Override
  public void await(long timeoutNanos) {}

  @Override
  public void wakeup() {}

  @Override
  public void close() {}
}
