package dev.zmol.acceptance;

import dev.zmol.iface.Packet;
import dev.zmol.iface.linux.TunDevice;

/**
 * A program that begins TCP connections from many addresses and never goes on with them.
 *
 * <p>It runs in the network namespace of a test, on the Java of an image, and makes its packets by hand. It prints
 * {@code ready}, waits for a line of input, sends its SYNs, prints how many answers it has seen, and ends with its
 * input.
 */
final class SynFlood {
  private static final int SOURCE_NETWORK = 198 << 24 | 18 << 16;
  private static final int HEADERS = 40;

  /** How many SYNs are sent at once; then the others have a millisecond. */
  private static final int BURST = 64;

  private final TunDevice device;
  private final int count;
  private final Packet packet;
  private int answers;

  private SynFlood(TunDevice device, int count) {
    this.device = device;
    this.count = count;
    this.packet = new Packet(device.capabilities().maxFrameLength());
  }

  /** Arguments: the name of the device, the address of the victim as a number, and how many connections. */
  public static void main(String[] args) throws Exception {
    try (TunDevice device = TunDevice.open(args[0])) {
      System.out.println("ready");
      if (System.in.read() < 0) {
        return;
      }
      SynFlood flood = new SynFlood(device, Integer.parseInt(args[2]));
      flood.run(Integer.parseInt(args[1]));
      System.out.println(flood.answers);
      System.in.transferTo(System.out);
    }
  }

  private void run(int victim) throws InterruptedException {
    for (int k = 0; k < count; k++) {
      send(k, victim);
      if (k % BURST == BURST - 1) {
        device.flush();
        readAnswers();
        Thread.sleep(1);
      }
    }
    Thread.sleep(100);
    readAnswers();
  }

  private void readAnswers() {
    while (device.receive(packet)) {
      byte[] bytes = packet.bytes();
      int at = packet.offset();
      if (packet.length() >= HEADERS && bytes[at] == 0x45 && bytes[at + 9] == 6 && bytes[at + 33] == 0x12) {
        answers++;
      }
    }
  }

  /** The last two bytes of the source address and the port tell the connections apart. */
  private void send(int number, int victim) {
    packet.clear();
    packet.set(Packet.HEADROOM, HEADERS);
    byte[] bytes = packet.bytes();
    int at = Packet.HEADROOM;
    putInt(bytes, at, 0x4500_0000 | HEADERS);
    putInt(bytes, at + 4, 0x4000);
    putInt(bytes, at + 8, 64 << 24 | 6 << 16);
    putInt(bytes, at + 12, SOURCE_NETWORK | 1 << 16 | (number & 0xffff));
    putInt(bytes, at + 16, victim);
    putShort(bytes, at + 10, checksum(bytes, at, 20, 0));
    putInt(bytes, at + 20, (1024 + (number >>> 16)) << 16 | 80);
    putInt(bytes, at + 24, number * 65_537);
    putInt(bytes, at + 28, 0);
    putInt(bytes, at + 32, 0x5002_ffff);
    putInt(bytes, at + 36, 0);
    putShort(bytes, at + 36, checksum(bytes, at + 12, 28, 6 + 20));
    device.transmit(packet);
  }

  private static void putInt(byte[] bytes, int at, int value) {
    putShort(bytes, at, value >>> 16);
    putShort(bytes, at + 2, value);
  }

  private static void putShort(byte[] bytes, int at, int value) {
    bytes[at] = (byte) (value >>> 8);
    bytes[at + 1] = (byte) value;
  }

  private static int checksum(byte[] bytes, int from, int length, int start) {
    int sum = start;
    for (int k = 0; k < length; k += 2) {
      sum += (bytes[from + k] & 0xff) << 8 | (bytes[from + k + 1] & 0xff);
    }
    while (sum >>> 16 != 0) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return ~sum & 0xffff;
  }
}
