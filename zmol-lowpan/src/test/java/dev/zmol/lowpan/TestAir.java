package dev.zmol.lowpan;

import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.iface.Stack;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** A radio channel in virtual time: every station hears every frame, but for those that are lost. */
final class TestAir {
  final List<byte[]> frames = new ArrayList<>();
  private final List<Station> stations = new ArrayList<>();
  private final SplittableRandom random;
  private final double loss;
  long nowNanos;

  TestAir(long seed, double loss) {
    this.random = new SplittableRandom(seed);
    this.loss = loss;
  }

  final class Station implements Device {
    final ArrayDeque<byte[]> heard = new ArrayDeque<>();
    Stack stack;

    @Override
    public DeviceCapabilities capabilities() {
      return DeviceCapabilities.plain(Medium.IEEE802154, 1280);
    }

    @Override
    public boolean receive(Packet packet) {
      byte[] frame = heard.pollFirst();
      packet.clear();
      if (frame != null) {
        packet.set(packet.offset(), frame.length);
        System.arraycopy(frame, 0, packet.bytes(), packet.offset(), frame.length);
      }
      return frame != null;
    }

    @Override
    public boolean transmit(Packet packet) {
      byte[] frame = Arrays.copyOfRange(packet.bytes(), packet.offset(), packet.end());
      if (frame.length > 125) {
        throw new AssertionError("a frame of " + frame.length + " bytes");
      }
      frames.add(frame);
      for (Station other : stations) {
        if (other != this && random.nextDouble() >= loss) {
          other.heard.add(frame);
        }
      }
      return true;
    }

    @Override
    public void await(long timeoutNanos) {
      // Time is not that of the clock.
    }

    @Override
    public void wakeup() {
      // Nobody waits.
    }

    @Override
    public void close() {
      stations.remove(this);
    }
  }

  Station station() {
    var station = new Station();
    stations.add(station);
    return station;
  }

  /** Runs the stacks until a condition holds; whether it does in time. */
  boolean runUntil(BooleanSupplier condition, long nanos) {
    long end = nowNanos + nanos;
    while (!condition.getAsBoolean()) {
      boolean worked = false;
      long next = Long.MAX_VALUE;
      for (Station station : stations) {
        worked |= station.stack.poll(nowNanos);
        next = Math.min(next, station.heard.isEmpty() ? station.stack.pollAt() : nowNanos);
      }
      if (!worked) {
        nowNanos = Math.max(nowNanos + 10_000, Math.min(next, end));
      }
      if (nowNanos >= end) {
        return condition.getAsBoolean();
      }
    }
    return true;
  }
}
