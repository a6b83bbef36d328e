package dev.zmol.lowpan.zep;

import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.lowpan.frame.FrameCheckSequence;
import dev.zmol.lowpan.frame.FrameHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * A radio of IEEE 802.15.4 whose air is UDP: it sends each frame to one other socket in the ZigBee Encapsulation
 * Protocol, version 2, and takes frames of versions 1 and 2 from there. The other socket is that of another radio, or
 * of what forwards between many: a {@link ZepHub}, or the dispatcher of a simulator.
 *
 * <p>Frames have no check sequence at the device, as with all devices; it is computed and verified here. Whatever is
 * not a frame of our channel is counted and dropped. The device is owned by the thread of its stack, but for {@link
 * #wakeup}.
 */
public final class ZepDevice implements Device {
  /** The port that is registered for the protocol. */
  public static final int PORT = 17754;

  /** The channels of the band at 2.4 GHz begin here. */
  public static final int FIRST_CHANNEL = 11;

  /** The channels of the band at 2.4 GHz end here. */
  public static final int LAST_CHANNEL = 26;

  private static final int MTU = 1280;
  private static final DeviceCapabilities CAPABILITIES = DeviceCapabilities.plain(Medium.IEEE802154, MTU);

  /** How many datagrams are looked at for one frame; the rest waits for the next time. */
  private static final int PATIENCE = 64;

  private final DatagramChannel socket;
  private final Selector selector;
  private final int channel;
  private final int number;
  private final ZepHeader header = new ZepHeader();
  private final byte[] datagram = new byte[ZepHeader.LONGEST];
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(ZepHeader.LONGEST + 1);
  private final long clockOffset;
  private int sequence;
  private long otherChannel;
  private long corrupt;
  private long malformed;
  private long tooLong;

  private ZepDevice(DatagramChannel socket, Selector selector, int channel, int number) {
    this.socket = socket;
    this.selector = selector;
    this.channel = channel;
    this.number = number;
    Instant now = Instant.now();
    this.clockOffset = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano() - System.nanoTime();
  }

  /**
   * Opens a radio.
   *
   * @param local where it is; port 0 for any
   * @param remote where frames go to and come from; datagrams from elsewhere are not even received
   * @param channel the channel, from 11 to 26
   * @param number the number of the radio, which tells it from others in captures; 0 to 65,535
   * @return the device
   * @throws IOException if the kernel does not let us
   */
  public static ZepDevice open(InetSocketAddress local, InetSocketAddress remote, int channel, int number)
      throws IOException {
    requireRange("channel", channel, FIRST_CHANNEL, LAST_CHANNEL);
    requireRange("number", number, 0, 0xffff);
    DatagramChannel socket = DatagramChannel.open();
    try {
      socket.bind(local).connect(remote).configureBlocking(false);
      Selector selector = Selector.open();
      socket.register(selector, SelectionKey.OP_READ);
      return new ZepDevice(socket, selector, channel, number);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static void requireRange(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(name + " is " + value + "; it has to be from " + least + " to " + most);
    }
  }

  @Override
  public DeviceCapabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public boolean receive(Packet packet) {
    packet.clear();
    for (int k = 0; k < PATIENCE; k++) {
      int length = read();
      if (length < 0) {
        return false;
      }
      if (length > 0 && take(packet, length)) {
        return true;
      }
    }
    return false;
  }

  /** Reads a datagram; its length, 0 if it is no longer one, -1 if there is none. */
  private int read() {
    try {
      buffer.clear();
      int length = socket.isOpen() ? socket.read(buffer) : -1;
      if (buffer.position() == 0) {
        // An empty datagram looks like none; there may be others behind it, which wake us up again.
        return -1;
      }
      if (length > datagram.length) {
        malformed++;
        return 0;
      }
      buffer.flip().get(datagram, 0, length);
      return length;
    } catch (PortUnreachableException | ClosedChannelException e) {
      return -1; // Nobody is there, or not yet: a radio does not know.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean take(Packet packet, int length) {
    switch (header.read(datagram, length, channel)) {
      case FRAME -> {
        int count = header.to() - header.from();
        if (count <= packet.room()) {
          System.arraycopy(datagram, header.from(), packet.bytes(), packet.offset(), count);
          packet.set(packet.offset(), count);
          return true;
        }
        tooLong++;
      }
      case OTHER_CHANNEL -> otherChannel++;
      case CORRUPT -> corrupt++;
      case MALFORMED -> malformed++;
      case NO_FRAME -> {
        // Acknowledgments of the protocol itself tell us nothing.
      }
    }
    return false;
  }

  @Override
  public boolean transmit(Packet packet) {
    int length = packet.length();
    if (length > FrameHeader.MAX_FRAME - FrameCheckSequence.LENGTH) {
      tooLong++;
      return true;
    }
    System.arraycopy(packet.bytes(), packet.offset(), datagram, ZepHeader.LENGTH, length);
    int end = ZepHeader.write(datagram, length, channel, number, sequence, clockOffset + System.nanoTime());
    try {
      buffer.clear().put(datagram, 0, end).flip();
      boolean taken = !socket.isOpen() || socket.write(buffer) > 0;
      sequence += taken ? 1 : 0;
      return taken;
    } catch (PortUnreachableException | ClosedChannelException e) {
      return true; // What nobody hears is lost.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void await(long timeoutNanos) {
    try {
      if (!selector.isOpen()) {
        return;
      }
      if (timeoutNanos < TimeUnit.MILLISECONDS.toNanos(1)) {
        selector.selectNow();
      } else {
        selector.select(TimeUnit.NANOSECONDS.toMillis(timeoutNanos));
      }
      selector.selectedKeys().clear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void wakeup() {
    selector.wakeup();
  }

  @Override
  public void close() {
    try {
      selector.close();
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns where the radio is.
   *
   * @return the address that the kernel has given it
   * @throws UncheckedIOException if it is closed
   */
  public InetSocketAddress localAddress() {
    try {
      return (InetSocketAddress) socket.getLocalAddress();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return how many frames of other channels were dropped} */
  public long otherChannel() {
    return otherChannel;
  }

  /** {@return how many frames were dropped because their check sequence was wrong} */
  public long corrupt() {
    return corrupt;
  }

  /** {@return how many datagrams were dropped that made no sense} */
  public long malformed() {
    return malformed;
  }

  /** {@return how many frames were dropped that were longer than a radio can send, or a packet can hold} */
  public long tooLong() {
    return tooLong;
  }
}
