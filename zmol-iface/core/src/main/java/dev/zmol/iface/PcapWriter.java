package dev.zmol.iface;

import dev.zmol.iface.capture.CaptureFormat;
import dev.zmol.iface.capture.CaptureWriter;
import dev.zmol.iface.capture.FrameDirection;
import dev.zmol.iface.capture.LinkType;
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
 * <p>The format is classic pcap or {@linkplain Builder#pcapng pcapng}; the link type is Ethernet (1), raw IP (101),
 * or IEEE 802.15.4 (230), by the medium of the device, unless {@linkplain Builder#linkType told otherwise}. Frames are gathered and written
 * when there are many, when the stack goes to sleep, and when the device is closed. When the file cannot be written,
 * the stack goes on without it, see {@link #failure}.
 *
 * <p>In pcapng each frame has its direction and its {@linkplain Packet#id metadata id}; and one that the stack drops
 * has the reason as a comment, once the writer has been {@linkplain #explain told} where reasons come from.
 *
 * <p>What a device with offload is to finish appears unfinished: super-segments, and checksums of the pseudo-header.
 */
public final class PcapWriter extends DeviceWrapper {
  /** How many bytes of a frame are kept, unless told otherwise: all. */
  public static final int MAX_SNAP_LENGTH = CaptureWriter.MAX_SNAP_LENGTH;

  private final CaptureWriter writer;
  private final Direction direction;
  private final LongSupplier clock;

  /** The frame that was received last, until it is known what became of it; null if nobody tells. */
  private Packet pending;

  private boolean hasPending;
  private long pendingNanos;
  private String reason = "";

  private PcapWriter(Builder builder, OutputStream output) {
    super(builder.device);
    direction = builder.direction;
    clock = builder.clock;
    writer = CaptureWriter.to(output, builder.format, builder.linkType, builder.snapLength);
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
    private CaptureFormat format = CaptureFormat.PCAP;
    private LinkType linkType;
    private int snapLength = MAX_SNAP_LENGTH;

    private Builder(Device device) {
      this.device = Objects.requireNonNull(device, "device is null");
      this.linkType =
          switch (device.capabilities().medium()) {
            case ETHERNET -> LinkType.ETHERNET;
            case IP -> LinkType.RAW_IP;
            case IEEE802154 -> LinkType.IEEE802_15_4_WITHOUT_FCS;
          };
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
      format = CaptureFormat.PCAP_MICROSECONDS;
      return this;
    }

    /**
     * Writes the newer format pcapng, whose frames have a direction, an id and comments.
     *
     * @return this
     */
    public Builder pcapng() {
      format = CaptureFormat.PCAPNG;
      return this;
    }

    /**
     * Says what the frames begin with; what the medium of the device says unless it is called.
     *
     * @param type the type
     * @return this
     */
    public Builder linkType(LinkType type) {
      linkType = Objects.requireNonNull(type, "type is null");
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

  /**
   * Has frames that a stack drops commented with the reason, in pcapng. The writer listens to the
   * counters; a received frame is written when the stack turns to the device the next time.
   *
   * @param drops the counters of the stack on this device
   */
  public void explain(DropCounters drops) {
    pending = new Packet(capabilities().maxFrameLength());
    drops.addListener((dropped, _) -> reason = hasPending && reason.isEmpty() ? "dropped: " + dropped : reason);
  }

  @Override
  public boolean receive(Packet packet) {
    writePending();
    if (!device.receive(packet)) {
      return false;
    }
    if (direction.includesReceived() && !keep(packet)) {
      append(packet, clock.getAsLong(), FrameDirection.INBOUND, "");
    }
    return true;
  }

  /** Keeps a copy until it is known what becomes of the frame: the stack takes its headers off. */
  private boolean keep(Packet packet) {
    hasPending = pending != null && pending.deliver(packet);
    if (hasPending) {
      pendingNanos = clock.getAsLong();
    }
    return hasPending;
  }

  private void writePending() {
    if (hasPending) {
      hasPending = false;
      append(pending, pendingNanos, FrameDirection.INBOUND, reason);
      reason = "";
    }
  }

  private void append(Packet packet, long epochNanos, FrameDirection way, String comment) {
    int length = packet.length();
    writer.append(packet.bytes(), packet.offset(), length, length, epochNanos, way, packet.id(), comment);
  }

  @Override
  public boolean transmit(Packet packet) {
    writePending();
    if (!device.transmit(packet)) {
      return false;
    }
    if (direction.includesTransmitted()) {
      append(packet, clock.getAsLong(), FrameDirection.OUTBOUND, "");
    }
    return true;
  }

  @Override
  public void flush() {
    writePending();
    device.flush();
  }

  @Override
  public void await(long timeoutNanos) {
    writePending();
    writer.flush();
    device.await(timeoutNanos);
  }

  /** {@return what kept the file from being written, after which nothing more is; empty if all is well} */
  public Optional<IOException> failure() {
    return writer.failure();
  }

  /** Writes what is left, closes the file and the device. */
  @Override
  public void close() {
    writePending();
    writer.close();
    device.close();
  }
}
