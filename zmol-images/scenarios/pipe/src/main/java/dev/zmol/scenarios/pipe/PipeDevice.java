package dev.zmol.scenarios.pipe;

import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.iface.Stack;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Frames over two streams, each behind its length in two bytes, the more significant one first.
 *
 * <p>Owned by the thread of the stack. Nothing is received through {@link #receive}: {@link #serve} waits for a frame
 * and hands it to the stack, so that the program sleeps as long as nobody speaks with it.
 */
public final class PipeDevice implements Device {
  private final DeviceCapabilities capabilities;
  private final InputStream in;
  private final OutputStream out;
  private final Packet incoming;
  private final byte[] outgoing;

  /**
   * Creates a device.
   *
   * @param medium what the frames look like
   * @param mtu the longest packet in bytes
   * @param in where frames come from
   * @param out where frames go to
   */
  public PipeDevice(Medium medium, int mtu, InputStream in, OutputStream out) {
    this.capabilities = DeviceCapabilities.plain(medium, mtu);
    this.in = in;
    this.out = out;
    this.incoming = new Packet(capabilities.maxFrameLength());
    this.outgoing = new byte[2 + capabilities.maxFrameLength()];
  }

  /**
   * Creates a device on the standard streams of this process.
   *
   * @param medium what the frames look like
   * @param mtu the longest packet in bytes
   * @return the device
   */
  public static PipeDevice standard(Medium medium, int mtu) {
    return new PipeDevice(
        medium, mtu, new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
  }

  /**
   * Waits for one frame, and has the stack work.
   *
   * @param stack the stack of this device
   * @return false at the end of the stream
   * @throws UncheckedIOException if the stream breaks
   */
  public boolean serve(Stack stack) {
    try {
      int high = in.read();
      int length = high << 8 | in.read();
      if (high < 0 || length > incoming.room()) {
        return false;
      }
      incoming.clear();
      incoming.set(incoming.offset(), length);
      if (in.readNBytes(incoming.bytes(), incoming.offset(), length) < length) {
        return false;
      }
      long nowNanos = System.nanoTime();
      stack.ingress(incoming, nowNanos);
      stack.poll(nowNanos);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public DeviceCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public boolean receive(Packet packet) {
    return false;
  }

  @Override
  public boolean transmit(Packet packet) {
    int length = packet.length();
    outgoing[0] = (byte) (length >>> 8);
    outgoing[1] = (byte) length;
    System.arraycopy(packet.bytes(), packet.offset(), outgoing, 2, length);
    try {
      out.write(outgoing, 0, 2 + length);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return true;
  }

  @Override
  public void await(long timeoutNanos) {
    // The stream itself is waited for.
  }

  @Override
  public void wakeup() {
    // Nobody waits.
  }

  @Override
  public void close() {
    // The streams belong to the process.
  }
}
