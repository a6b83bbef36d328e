package dev.zmol.iface.linux;

import dev.zmol.iface.ChecksumCapabilities;
import dev.zmol.iface.ChecksumMode;
import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Packet;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;

/**
 * An interface of the Linux kernel whose other end is this program.
 *
 * <p>Frames pass through one piece of native memory each way: a copy costs less than the pinning of arrays, which would
 * hold up the garbage collector while the kernel works. Nothing is allocated for a frame.
 *
 * <p>When the interface is set down or deleted, nothing is thrown: frames are lost and counted, see {@link #dropped}.
 */
public abstract sealed class KernelDevice implements Device permits TapDevice, TunDevice {
  /** The node of the kernel that TAP and TUN devices are made from. */
  static final String NODE = "/dev/net/tun";

  private static final Cleaner CLEANER = Cleaner.create();

  /** The longest frame: an IP packet of 65,535 bytes, an Ethernet header with a VLAN tag. */
  private static final int MAX_FRAME = 65_535 + 18;

  /** How often a read is tried before the thread goes to sleep: a few microseconds. */
  private static final int SPINS = 50;

  private final String name;
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

  private long dropped;
  private boolean broken;
  private volatile boolean closed;

  /** Opens a device; the memory is given back by the garbage collector, the descriptors when the device is closed. */
  KernelDevice(DeviceKind kind, String name, String node, Offload offload) {
    SystemCalls.checkAvailable();
    Arena arena = Arena.ofAuto();
    this.calls = new SystemCalls(arena);
    TunTap.Attached attached = new TunTap(calls, arena, node).attach(kind, name, offload);
    this.descriptor = attached.descriptor();
    this.name = attached.name();
    this.headerLength = offload == Offload.NONE ? 0 : VirtioHeader.LENGTH;
    this.incoming = arena.allocate(headerLength + MAX_FRAME, 64);
    this.outgoing = arena.allocate(headerLength + MAX_FRAME, 64);
    try {
      this.capabilities = capabilities(kind, attached.mtu(), offload);
      this.wakeup = new Wakeup(calls, arena, descriptor);
    } catch (RuntimeException e) {
      calls.close(descriptor);
      throw e;
    }
    this.cleanable = CLEANER.register(this, new Descriptors(new SystemCalls(arena), descriptor, wakeup.event()));
  }

  private static DeviceCapabilities capabilities(DeviceKind kind, int mtu, Offload offload) {
    if (offload == Offload.NONE) {
      return DeviceCapabilities.plain(kind.medium(), mtu);
    }
    // The header of IPv4 and ICMP stay ours; what comes without the kernel's word is verified.
    ChecksumCapabilities checksums =
        new ChecksumCapabilities(
            ChecksumMode.BOTH, ChecksumMode.VERIFY, ChecksumMode.VERIFY, ChecksumMode.BOTH, ChecksumMode.BOTH);
    return new DeviceCapabilities(kind.medium(), mtu, 0, checksums, DeviceCapabilities.MAX_MTU);
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
    return name;
  }

  @Override
  public DeviceCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public boolean receive(Packet packet) {
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

  private void deliver(int length, Packet packet) {
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

  /** What the kernel may do better soon; all else, such as an interface that is down, would only be tried for ever. */
  private static boolean isBusy(int errno) {
    return errno == Errno.EAGAIN || errno == Errno.ENOBUFS || errno == Errno.ENOMEM || errno == Errno.EINTR;
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
