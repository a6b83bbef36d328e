package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceWrapper;
import dev.zmol.iface.Packet;

/**
 * Takes frames out of a device some at a time, and reads what TCP will need for all of them before it hands out the
 * first: for stacks with very many connections.
 *
 * <p>Among tens of thousands of connections the one that a segment is for lies outside of the processor's caches. One
 * after the other, its objects cost as many waits for memory as there are; asked for together with those of the next
 * segments, they cost a few. With fewer connections than {@link #LEAST_CONNECTIONS} frames pass as they come. Owned by
 * the thread that polls the stack.
 */
@Specialize
public final class ReadAheadDevice extends DeviceWrapper {
  /** With how many connections it begins to be of use. */
  public static final int LEAST_CONNECTIONS = 2_048;

  private static final int MOST_FRAMES = 16;

  private Tcp tcp;
  private Packet[] frames;
  private int count;
  private int next;
  private boolean drained;

  /**
   * Creates a device around another; give it to a stack, and then that stack's TCP to {@link #attach}.
   *
   * @param device the device that frames come from
   */
  public ReadAheadDevice(Device device) {
    super(device);
  }

  /**
   * Says whose connections to read ahead.
   *
   * @param user the TCP of the stack on this device
   */
  public void attach(Tcp user) {
    tcp = user;
  }

  @Override
  public boolean receive(Packet packet) {
    while (next < count) {
      if (packet.deliver(frames[next++])) {
        return true;
      }
    }
    if (tcp == null || tcp.connectionCount() < LEAST_CONNECTIONS) {
      return device.receive(packet);
    }
    return refill() && receive(packet);
  }

  private boolean refill() {
    if (drained) {
      // The device had nothing more: that ends this poll.
      drained = false;
      return false;
    }
    if (frames == null) {
      frames = new Packet[MOST_FRAMES];
      for (int k = 0; k < MOST_FRAMES; k++) {
        frames[k] = new Packet(capabilities().maxFrameLength());
      }
    }
    next = 0;
    count = 0;
    while (count < MOST_FRAMES && device.receive(frames[count])) {
      count++;
    }
    drained = count > 0 && count < MOST_FRAMES;
    tcp.readAhead(frames, count, capabilities().medium());
    return count > 0;
  }

  @Override
  public void await(long timeoutNanos) {
    if (next == count) {
      device.await(timeoutNanos);
    }
  }
}
