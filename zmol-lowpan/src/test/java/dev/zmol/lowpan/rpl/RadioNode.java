package dev.zmol.lowpan.rpl;

import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.iface.ipv6.InterfaceConfiguration;
import dev.zmol.socket.tcp.TcpConfiguration;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.ipv6.Ipv6Address;
import java.util.ArrayDeque;
import java.util.Random;

/** A node of a {@link Radio}: its place, its device and its stack. */
final class RadioNode implements Device {
  private static final int MTU = 1280;
  private static final int MAX_ROUNDS = 10_000;

  private final Radio radio;
  private final int number;
  private final double x;
  private final double y;
  private final MacAddress mac;
  private final ArrayDeque<byte[]> inbox = new ArrayDeque<>();
  private final RplStack stack;
  private boolean on = true;
  private long busyUntil;
  private long due = Long.MIN_VALUE;

  RadioNode(Radio radio, int number, double x, double y, long seed, RplConfiguration configuration) {
    this.radio = radio;
    this.number = number;
    this.x = x;
    this.y = y;
    this.mac = new MacAddress(0x0200_0000_0000L | number);
    InterfaceConfiguration own =
        InterfaceConfiguration.builder().hardwareAddress(mac).random(new Random(seed)).build();
    this.stack = new ComposedRplStack(this, own, TcpConfiguration.DEFAULT, configuration);
  }

  int number() {
    return number;
  }

  double x() {
    return x;
  }

  double y() {
    return y;
  }

  boolean isOn() {
    return on;
  }

  void turn(boolean newOn) {
    on = newOn;
    inbox.clear();
  }

  RplStack stack() {
    return stack;
  }

  Rpl rpl() {
    return stack.rpl();
  }

  Ipv6Address linkLocal() {
    return Ipv6Address.linkLocal(mac);
  }

  /** The address of the network. */
  Ipv6Address address() {
    return rpl().status().orElseThrow().address();
  }

  boolean isJoined() {
    return rpl().status().isPresent();
  }

  boolean isAddressedBy(byte[] frame) {
    for (int k = 0; k < 6; k++) {
      if ((frame[k] & 0xff) != (mac.bits() >>> (40 - 8 * k) & 0xff)) {
        return false;
      }
    }
    return true;
  }

  /** Sends after what is being sent, and says when that is over. */
  long occupy(long nowNanos, long duration) {
    busyUntil = Math.max(busyUntil, nowNanos) + duration;
    return busyUntil;
  }

  void transmitted(byte[] frame, int transmissions, boolean acknowledged) {
    long bits = 0;
    for (int k = 0; k < 6; k++) {
      bits = bits << 8 | (frame[k] & 0xff);
    }
    stack.rpl().transmitted(Ipv6Address.linkLocal(new MacAddress(bits)), transmissions, acknowledged);
  }

  void arrive(byte[] frame) {
    if (on) {
      inbox.add(frame);
      due = Long.MIN_VALUE;
    }
  }

  long dueNanos() {
    return on ? due : Long.MAX_VALUE;
  }

  void poll(long nowNanos) {
    if (!on) {
      return;
    }
    int rounds = 0;
    while (stack.poll(nowNanos)) {
      rounds++;
      if (rounds > MAX_ROUNDS) {
        throw new AssertionError("node " + number + " does not come to rest at " + nowNanos);
      }
    }
    due = stack.pollAt();
    if (due <= nowNanos) {
      throw new AssertionError("node " + number + " is due at " + due + ", which has passed at " + nowNanos);
    }
  }

  @Override
  public DeviceCapabilities capabilities() {
    return DeviceCapabilities.plain(Medium.ETHERNET, MTU);
  }

  @Override
  public boolean receive(Packet packet) {
    byte[] frame = inbox.poll();
    if (frame == null) {
      return false;
    }
    packet.clear();
    packet.set(packet.offset(), frame.length);
    System.arraycopy(frame, 0, packet.bytes(), packet.offset(), frame.length);
    return true;
  }

  @Override
  public boolean transmit(Packet packet) {
    if (on) {
      radio.transmit(this, packet);
    }
    return true;
  }

  @Override
  public void await(long timeoutNanos) {}

  @Override
  public void wakeup() {}

  @Override
  public void close() {}
}
