package dev.zmol.iface;

import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Loses, corrupts, duplicates and holds back frames between a stack and its device, and limits their length and rate.
 *
 * <p>Each direction has its own dice, so that the same random source, the same frames and the same clock give the same
 * faults. At most 64 frames are held back at a time in each direction. Corruption makes sense where the stack verifies
 * checksums: what the device vouches for is believed.
 */
public final class FaultInjector extends DeviceWrapper {
  private final LongSupplier clock;
  private final FaultyDirection received;
  private final FaultyDirection transmitted;
  private final Packet twin;
  private final Packet scratch;
  private boolean hasTwin;

  /**
   * Creates an injector with the same faults in both directions and the system's clock.
   *
   * @param device what carries the frames
   * @param faults what is done to them
   * @param random where the dice get their seed from
   */
  public FaultInjector(Device device, Faults faults, RandomGenerator random) {
    this(device, faults, faults, random, System::nanoTime);
  }

  /**
   * Creates an injector.
   *
   * @param device what carries the frames
   * @param receiveFaults what is done to frames that the stack receives
   * @param transmitFaults what is done to frames that the stack transmits
   * @param random where the dice get their seed from
   * @param clock gives the time, in nanoseconds; how long frames are held back is measured by it
   */
  public FaultInjector(
      Device device, Faults receiveFaults, Faults transmitFaults, RandomGenerator random, LongSupplier clock) {
    super(device);
    this.clock = Objects.requireNonNull(clock, "clock is null");
    int room = device.capabilities().maxFrameLength();
    this.received = new FaultyDirection(receiveFaults, random.nextLong(), room);
    this.transmitted = new FaultyDirection(transmitFaults, random.nextLong(), room);
    this.twin = new Packet(room);
    this.scratch = new Packet(room);
  }

  /**
   * How many frames met each fault.
   *
   * @param dropped lost by chance
   * @param corrupted had a bit flipped
   * @param duplicated came twice
   * @param delayed were held back
   * @param oversized lost because they were too long
   * @param limited lost because there were too many
   */
  public record Counts(
      long dropped, long corrupted, long duplicated, long delayed, long oversized, long limited) {}

  /** {@return what has happened to frames that the stack receives} */
  public Counts receivedCounts() {
    return received.counts();
  }

  /** {@return what has happened to frames that the stack transmits} */
  public Counts transmittedCounts() {
    return transmitted.counts();
  }

  @Override
  public boolean receive(Packet packet) {
    releaseTransmitted();
    if (deliverTwin(packet) || deliverHeld(packet)) {
      return true;
    }
    while (device.receive(packet)) {
      received.roll();
      if (received.loses(packet, clock)) {
        continue;
      }
      if (received.corrupts()) {
        received.flipBit(packet);
      }
      if (received.duplicates()) {
        hasTwin = twin.deliver(packet);
      }
      if (!received.holds(packet, clock) || deliverTwin(packet)) {
        return true;
      }
    }
    return false;
  }

  private boolean deliverTwin(Packet packet) {
    if (!hasTwin) {
      return false;
    }
    hasTwin = false;
    return packet.deliver(twin);
  }

  private boolean deliverHeld(Packet packet) {
    HeldFrames held = received.held();
    if (held.isEmpty() || !held.isDue(clock.getAsLong())) {
      return false;
    }
    boolean fits = packet.deliver(held.oldest());
    held.remove();
    return fits;
  }

  @Override
  public boolean transmit(Packet packet) {
    releaseTransmitted();
    transmitted.roll();
    if (transmitted.loses(packet, clock) || transmitted.holds(packet, clock)) {
      return true;
    }
    Packet frame = transmitted.corrupts() && scratch.deliver(packet) ? scratch : packet;
    if (frame == scratch) {
      transmitted.flipBit(scratch);
    }
    if (!device.transmit(frame)) {
      return false;
    }
    if (transmitted.duplicates()) {
      device.transmit(frame);
    }
    return true;
  }

  /** Sends the frames that were held back long enough; returns whether there were any. */
  private boolean releaseTransmitted() {
    HeldFrames held = transmitted.held();
    if (held.isEmpty()) {
      return false;
    }
    long nowNanos = clock.getAsLong();
    boolean isReleased = false;
    while (held.isDue(nowNanos) && device.transmit(held.oldest())) {
      held.remove();
      isReleased = true;
    }
    return isReleased;
  }

  @Override
  public void flush() {
    releaseTransmitted();
    device.flush();
  }

  @Override
  public void await(long timeoutNanos) {
    boolean isReleased = releaseTransmitted();
    device.flush();
    if (hasTwin || isReleased) {
      return;
    }
    long limit = timeoutNanos;
    if (!received.held().isEmpty() || !transmitted.held().isEmpty()) {
      long nowNanos = clock.getAsLong();
      limit = received.held().timeLeft(nowNanos, transmitted.held().timeLeft(nowNanos, limit));
    }
    device.await(limit);
  }
}
