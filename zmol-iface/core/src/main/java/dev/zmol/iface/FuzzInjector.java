package dev.zmol.iface;

import java.util.Objects;

/**
 * Hands the frames between a stack and its device to {@linkplain Fuzzer fuzzers}.
 *
 * <p>A frame never gets longer than the device's capabilities allow. What the device is asked to do about a frame that
 * does not have the bytes for it any more is taken back; a received frame that the device has vouched for keeps that,
 * so that its contents get past the checks of checksums.
 */
public final class FuzzInjector extends DeviceWrapper {
  /** Changes nothing. */
  public static final Fuzzer NONE = frame -> {};

  private static final int CHECKSUM_LENGTH = 2;

  private final Fuzzer received;
  private final Fuzzer transmitted;
  private final Packet scratch;

  /**
   * Creates an injector.
   *
   * @param device what carries the frames
   * @param received changes the frames that the stack receives
   * @param transmitted changes the frames that the stack transmits
   */
  public FuzzInjector(Device device, Fuzzer received, Fuzzer transmitted) {
    super(device);
    this.received = Objects.requireNonNull(received, "received is null");
    this.transmitted = Objects.requireNonNull(transmitted, "transmitted is null");
    this.scratch = new Packet(capabilities().maxFrameLength());
  }

  @Override
  public boolean receive(Packet packet) {
    if (!device.receive(packet)) {
      return false;
    }
    fuzz(received, packet);
    return true;
  }

  /** Transmits a changed copy, as the packet belongs to the stack. After a busy device the next try changes it anew. */
  @Override
  public boolean transmit(Packet packet) {
    if (!scratch.deliver(packet)) {
      return device.transmit(packet);
    }
    fuzz(transmitted, scratch);
    return device.transmit(scratch);
  }

  private void fuzz(Fuzzer fuzzer, Packet frame) {
    fuzzer.fuzz(frame);
    frame.set(frame.offset(), Math.min(frame.length(), capabilities().maxFrameLength()));
    boolean lacksChecksum = frame.checksumStart() + frame.checksumOffset() + CHECKSUM_LENGTH > frame.end();
    if (frame.isChecksumPartial() && lacksChecksum) {
      frame.requestChecksum(-1, 0);
      frame.superSegment(Packet.SEGMENTATION_NONE, 0);
    }
  }
}
