package dev.zmol.iface.linux;

import dev.zmol.iface.capture.FrameDirection;
import dev.zmol.iface.capture.LinkType;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.EthernetWire;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.TimeUnit;

/**
 * Sees all frames that pass through an interface of the kernel, in both directions, as {@code tcpdump} does: also those
 * that the kernel itself sends, and those of a VLAN. It takes nothing away from anybody.
 *
 * <p>Frames come as the interface has them: where it offloads, TCP in super-segments, and checksums that are to be
 * completed. Belongs to one thread, but for {@link #stop}.
 */
public final class PacketCapture implements AutoCloseable {
  private static final int ARPHRD_ETHER = 1;
  private static final int ARPHRD_LOOPBACK = 772;
  private static final int ARPHRD_NONE = 0xfffe;

  private static final int MSG_TRUNCATED = 0x20;

  /** Room for a tag that is put back. */
  private static final int TAG_LENGTH = 4;

  private static final int MAX_FRAME = 262_144;

  private final Arena arena = Arena.ofShared();
  private final SystemCalls calls = new SystemCalls(arena);
  private final PacketSocket socket;
  private final MemorySegment frame = arena.allocate(MAX_FRAME);
  private final CaptureMessage message = new CaptureMessage(arena, frame);
  private final byte[] bytes = new byte[TAG_LENGTH + MAX_FRAME];
  private final Wakeup wakeup;
  private final LinkType linkType;
  private int offset;
  private int length;
  private int originalLength;
  private long epochNanos;
  private long dropped;
  private volatile boolean stopped;
  private boolean closed;

  private PacketCapture(String name, boolean isPromiscuous) {
    InterfaceRequest request = new InterfaceRequest(calls, arena, InterfaceName.check(name));
    int index = request.index();
    int hardware = request.hardwareType();
    this.linkType = linkType(name, hardware);
    this.socket = PacketSocket.capture(calls, arena, index, isPromiscuous, hardware == ARPHRD_LOOPBACK);
    try {
      this.wakeup = new Wakeup(calls, arena, socket.descriptor(), true);
    } catch (RuntimeException e) {
      calls.close(socket.descriptor());
      throw e;
    }
  }

  private static LinkType linkType(String name, int hardware) {
    return switch (hardware) {
      case ARPHRD_ETHER, ARPHRD_LOOPBACK -> LinkType.ETHERNET;
      case ARPHRD_NONE -> LinkType.RAW_IP;
      default -> throw new DeviceException(
          "the interface '" + name + "' carries neither Ethernet frames nor IP packets: choose another one");
    };
  }

  /**
   * Begins to capture.
   *
   * @param name the name of the interface
   * @param isPromiscuous whether frames for other stations are wanted, too
   * @return the capture
   * @throws IllegalArgumentException if the name is not one for an interface
   * @throws DeviceException if there is no such interface, or the system does not let us; the message says what to do
   */
  public static PacketCapture open(String name, boolean isPromiscuous) {
    SystemCalls.checkAvailable();
    return new PacketCapture(name, isPromiscuous);
  }

  /** {@return what the frames begin with} */
  public LinkType linkType() {
    return linkType;
  }

  /**
   * Waits for the next frame.
   *
   * @param timeoutNanos how long to wait at most, in nanoseconds
   * @return whether there is one; not after {@link #stop}
   */
  public boolean next(long timeoutNanos) {
    long end = System.nanoTime() + timeoutNanos;
    while (!stopped) {
      if (receive()) {
        return true;
      }
      long left = end - System.nanoTime();
      if (left <= 0 || !wakeup.sleep(left)) {
        return false;
      }
    }
    return false;
  }

  private boolean receive() {
    long result = calls.recvmsg(socket.descriptor(), message.prepare(), MSG_TRUNCATED);
    if (result < 0) {
      return false;
    }
    message.read();
    epochNanos = message.epochNanos() == 0
        ? TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis())
        : message.epochNanos();
    offset = TAG_LENGTH;
    length = (int) Math.min(result, MAX_FRAME);
    originalLength = (int) result;
    MemorySegment.copy(frame, ValueLayout.JAVA_BYTE, 0, bytes, offset, length);
    if (message.vlan() != 0 && length >= EthernetWire.LENGTH) {
      putTagBack();
    }
    return true;
  }

  private void putTagBack() {
    System.arraycopy(bytes, offset, bytes, offset - TAG_LENGTH, EthernetWire.ETHER_TYPE_OFFSET);
    offset -= TAG_LENGTH;
    BigEndian.putInt(bytes, offset + EthernetWire.ETHER_TYPE_OFFSET, message.vlan());
    length += TAG_LENGTH;
    originalLength += TAG_LENGTH;
  }

  /** {@return where the frame is, until {@link #next} is called again} */
  public byte[] bytes() {
    return bytes;
  }

  /** {@return where the frame begins} */
  public int offset() {
    return offset;
  }

  /** {@return how many bytes there are} */
  public int length() {
    return length;
  }

  /** {@return how many bytes the frame has, even if not all are there} */
  public int originalLength() {
    return originalLength;
  }

  /** {@return when the kernel had the frame, in nanoseconds since 1970-01-01T00:00Z} */
  public long epochNanos() {
    return epochNanos;
  }

  /** {@return which way the frame went} */
  public FrameDirection direction() {
    return message.direction();
  }

  /** {@return how many frames the kernel has lost because nobody took them in time} */
  public long dropped() {
    dropped += socket.takeDropped();
    return dropped;
  }

  /** Ends a present {@link #next} and every later one. Any thread may call it. */
  public void stop() {
    stopped = true;
    wakeup.ring();
  }

  /** Ends the capture; calling it again has no effect. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      stopped = true;
      wakeup.close();
      calls.close(socket.descriptor());
      calls.close(wakeup.event());
      arena.close();
    }
  }
}
