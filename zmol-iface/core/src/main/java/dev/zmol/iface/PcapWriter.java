package dev.zmol.iface;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Writes the frames that pass between a stack and its device to a file that packet analysers read.
 *
 * <p>The format is classic pcap: link type Ethernet (1) or raw IP (101), by the medium of the device. Frames are
 * gathered and written when there are many, when the stack goes to sleep, and when the device is closed. When the file
 * cannot be written, the stack goes on without it, see {@link #failure}.
 *
 * <p>What a device with offload is to finish appears unfinished: super-segments, and checksums of the pseudo-header.
 */
public final class PcapWriter implements Device {
  /** How many bytes of a frame are kept, unless told otherwise: all. */
  public static final int MAX_SNAP_LENGTH = 262_144;

  private final Device device;
  private final PcapStream stream;
  private final Direction direction;
  private final LongSupplier clock;

  private PcapWriter(Builder builder, OutputStream output) {
    device = builder.device;
    direction = builder.direction;
    clock = builder.clock;
    stream =
        new PcapStream(output, device.capabilities().medium(), builder.isNanoseconds, builder.snapLength);
  }

  /**
   * Captures all frames, with the time in nanoseconds.
   *
   * @param device what carries the frames
   * @param file the file, which is written anew
   * @return the device to give to the stack
   * @throws IOException if the file cannot be created
   */
  public static PcapWriter open(Device device, Path file) throws IOException {
    return builder(device).open(file);
  }

  /**
   * Prepares a capture.
   *
   * @param device what carries the frames
   * @return the settings
   */
  public static Builder builder(Device device) {
    return new Builder(device);
  }

  /** The settings of a capture. */
  public static final class Builder {
    private final Device device;
    private Direction direction = Direction.BOTH;
    private LongSupplier clock = new WallClock();
    private boolean isNanoseconds = true;
    private int snapLength = MAX_SNAP_LENGTH;

    private Builder(Device device) {
      this.device = Objects.requireNonNull(device, "device is null");
    }

    /**
     * Chooses the frames; {@link Direction#BOTH} unless it is called.
     *
     * @param frames which
     * @return this
     */
    public Builder direction(Direction frames) {
      direction = Objects.requireNonNull(frames, "frames is null");
      return this;
    }

    /**
     * Sets the clock; the system's unless it is called.
     *
     * @param epochNanos gives the time, in nanoseconds since 1970-01-01T00:00Z
     * @return this
     */
    public Builder clock(LongSupplier epochNanos) {
      clock = Objects.requireNonNull(epochNanos, "epochNanos is null");
      return this;
    }

    /**
     * Writes times in microseconds, for programs that do not know the newer format with nanoseconds.
     *
     * @return this
     */
    public Builder microseconds() {
      isNanoseconds = false;
      return this;
    }

    /**
     * Sets how many bytes of each frame are kept; {@link #MAX_SNAP_LENGTH} unless it is called.
     *
     * @param bytes how many, 1 to {@link #MAX_SNAP_LENGTH}
     * @return this
     */
    public Builder snapLength(int bytes) {
      if (bytes < 1 || bytes > MAX_SNAP_LENGTH) {
        throw new IllegalArgumentException("bytes is " + bytes + "; it has to be from 1 to " + MAX_SNAP_LENGTH);
      }
      snapLength = bytes;
      return this;
    }

    /**
     * Begins the capture.
     *
     * @param file the file, which is written anew
     * @return the device to give to the stack
     * @throws IOException if the file cannot be created
     */
    public PcapWriter open(Path file) throws IOException {
      return to(Files.newOutputStream(file));
    }

    /**
     * Begins the capture.
     *
     * @param output where it goes; closed with the device
     * @return the device to give to the stack
     */
    public PcapWriter to(OutputStream output) {
      return new PcapWriter(this, output);
    }
  }

  @Override
  public DeviceCapabilities capabilities() {
    return device.capabilities();
  }

  @Override
  public boolean receive(Packet packet) {
    if (!device.receive(packet)) {
      return false;
    }
    if (direction.includesReceived()) {
      stream.append(packet, clock.getAsLong());
    }
    return true;
  }

  @Override
  public boolean transmit(Packet packet) {
    if (!device.transmit(packet)) {
      return false;
    }
    if (direction.includesTransmitted()) {
      stream.append(packet, clock.getAsLong());
    }
    return true;
  }

  @Override
  public void flush() {
    device.flush();
  }

  @Override
  public void await(long timeoutNanos) {
    stream.flush();
    device.await(timeoutNanos);
  }

  @Override
  public void wakeup() {
    device.wakeup();
  }

  /** {@return what kept the file from being written, after which nothing more is; empty if all is well} */
  public Optional<IOException> failure() {
    return Optional.ofNullable(stream.failure());
  }

  /** Writes what is left, closes the file and the device. */
  @Override
  public void close() {
    stream.close();
    device.close();
  }
}
