package dev.zmol.iface.linux;

import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Packet;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;

/**
 * An interface of the Linux kernel whose other end is this program, or that this program shares with the kernel.
 *
 * <p>Frames pass through one piece of native memory each way: a copy costs less than the pinning of arrays, which would
 * hold up the garbage collector while the kernel works. Nothing is allocated for a frame.
 *
 * <p>When the interface is set down or deleted, nothing is thrown: frames are lost and counted, see {@link #dropped}.
 */
public abstract sealed class KernelDevice implements Device permits TapDevice, TunDevice, PacketSocketDevice {
  /** The node of the kernel that TAP and TUN devices are made from. */
  static final String NODE = "/dev/net/tun";

  private static final Cleaner CLEANER = Cleaner.create();

  /** The longest frame: an IP packet of 65,535 bytes, an Ethernet header with a VLAN tag. */
  private static final int MAX_FRAME = 65_535 + 18;

  /** A copy of so many bytes costs more than to have the collector wait for the kernel's copy. */
  private static final int LONG_FRAME = 16 << 10;

  private static final int LONG_FRAME_CREDIT = 64;

  /** How often a read is tried before the thread goes to sleep: a few microseconds. */
  private static final int SPINS = 50;

  private final Attachment attachment;
  private final DeviceCapabilities capabilities;
  private final SystemCalls calls;
  private final int descriptor;
  private final Wakeup wakeup;
  private final Cleaner.Cleanable cleanable;

  /** How many bytes of virtio header precede each frame: 0 without offload. */
  private final int headerLength;

  private final MemorySegment incoming;
  private final MemorySegment outgoing;

  /** How many bytes of a frame lie in {@link #incoming} already, found while waiting; 0 for none. */
  private int waitingLength;

  /** For how many frames yet super-segments are expected, as they came lately: these are read without a copy. */
  private int longFrames;

  /** The array of the packet that was received into last, and the part of it that is read into. */
  private byte[] pinnedBytes;

  private MemorySegment pinned;

  private long dropped;
  private boolean broken;
  private volatile boolean closed;

  /** Opens a device; the memory is given back by the garbage collector, the descriptors when the device is closed. */
  KernelDevice(Attachment.Opener opener) {
    SystemCalls.checkAvailable();
    Arena arena = Arena.ofAuto();
    this.calls = new SystemCalls(arena);
    this.attachment = opener.open(calls, arena);
    this.capabilities = attachment.capabilities();
    this.descriptor = attachment.descriptor();
    this.headerLength = attachment.headerLength();
    this.incoming = arena.allocate(headerLength + MAX_FRAME, 64);
    this.outgoing = arena.allocate(headerLength + MAX_FRAME, 64);
    try {
      this.wakeup = new Wakeup(calls, arena, descriptor, attachment.isSocket());
    } catch (RuntimeException e) {
      calls.close(descriptor);
      throw e;
    }
    this.cleanable = CLEANER.register(this, new Descriptors(new SystemCalls(arena), descriptor, wakeup.event()));
  }

  /** What has to be given back, also if nobody calls {@link #close}. */
  private record Descriptors(SystemCalls calls, int device, int event) implements Runnable {
    @Override
    public void run() {
      calls.close(device);
      calls.close(event);
    }
  }

  /** {@return the name of the interface, as the kernel knows it} */
  public String name() {
    return attachment.name();
  }

  /** {@return what the kernel does for us, of what it was asked for; {@link #capabilities} follow from it} */
  public GrantedOffload grantedOffload() {
    return attachment.granted();
  }

  @Override
  public DeviceCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public boolean receive(Packet packet) {
    if (waitingLength == 0 && longFrames > 0 && packet.room() >= capabilities.maxFrameLength()) {
      return receivePinned(packet);
    }
    while (waitingLength > 0 || readFrame()) {
      int length = waitingLength - headerLength;
      waitingLength = 0;
      if (length >= 0 && length <= packet.room()) {
        deliver(length, packet);
        return true;
      }
      dropped++;
    }
    return false;
  }

  /** Receives a frame without a copy in between. */
  private boolean receivePinned(Packet packet) {
    if (closed) {
      return false;
    }
    long length = readPinned(packet) - headerLength;
    if (length < 0) {
      return false;
    }
    packet.clear();
    packet.set(Packet.HEADROOM, (int) length);
    VirtioHeader.read(pinned, packet);
    longFrames = length > LONG_FRAME ? LONG_FRAME_CREDIT : longFrames - 1;
    return true;
  }

  @SuppressWarnings("ReferenceEquality") // the same array, not an equal one
  private long readPinned(Packet packet) {
    if (pinnedBytes != packet.bytes()) {
      pinnedBytes = packet.bytes();
      pinned = MemorySegment.ofArray(pinnedBytes).asSlice(Packet.HEADROOM - headerLength);
    }
    try {
      return calls.readPinned(descriptor, pinned, pinned.byteSize());
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  private void deliver(int length, Packet packet) {
    longFrames = headerLength != 0 && length > LONG_FRAME ? LONG_FRAME_CREDIT : longFrames;
    packet.clear();
    packet.set(Packet.HEADROOM, length);
    MemorySegment.copy(incoming, ValueLayout.JAVA_BYTE, headerLength, packet.bytes(), Packet.HEADROOM, length);
    if (headerLength != 0) {
      VirtioHeader.read(incoming, packet);
    }
  }

  /** Fetches the next frame from the kernel; returns whether there was one. */
  private boolean readFrame() {
    if (closed) {
      return false;
    }
    try {
      waitingLength = (int) Math.max(0, calls.read(descriptor, incoming, headerLength + MAX_FRAME));
      return waitingLength > 0;
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public boolean transmit(Packet packet) {
    int length = packet.length();
    if (closed || length > MAX_FRAME) {
      dropped++;
      return true;
    }
    if (headerLength != 0) {
      VirtioHeader.write(packet, outgoing);
    }
    MemorySegment.copy(packet.bytes(), packet.offset(), outgoing, ValueLayout.JAVA_BYTE, headerLength, length);
    long result = write(headerLength + length);
    if (result >= 0) {
      return true;
    }
    if (isBusy((int) -result)) {
      return false;
    }
    dropped++;
    return true;
  }

  /** The fences keep the collector from closing the descriptor in the middle of a call. */
  private long write(int length) {
    try {
      return calls.write(descriptor, outgoing, length);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * What the kernel may do better soon; all else, such as an interface that is down, would only be tried for ever. That
   * a socket has no buffer means that a queue behind it was full, or that no cable is plugged in: the frame is lost.
   */
  private boolean isBusy(int errno) {
    return errno == Errno.EAGAIN
        || errno == Errno.ENOMEM
        || errno == Errno.EINTR
        || (errno == Errno.ENOBUFS && !attachment.isSocket());
  }

  @Override
  public void await(long timeoutNanos) {
    if (timeoutNanos <= 0 || waitingLength > 0 || closed || wakeup.wasRung()) {
      return;
    }
    for (int k = 0; k < SPINS && !broken; k++) {
      if (readFrame() || wakeup.wasRung()) {
        return;
      }
      Thread.onSpinWait();
    }
    try {
      broken |= !wakeup.sleep(timeoutNanos);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void wakeup() {
    try {
      wakeup.ring();
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Returns how many frames were lost: sent while the interface was down or gone or the device closed, refused by the
   * kernel as malformed, or received with no room in the packet.
   *
   * @return how many
   */
  public long dropped() {
    return dropped;
  }

  /** Closes the device; an interface that was not prepared to persist disappears. */
  @Override
  public void close() {
    closed = true;
    wakeup.ring();
    wakeup.close();
    cleanable.clean();
  }
}
