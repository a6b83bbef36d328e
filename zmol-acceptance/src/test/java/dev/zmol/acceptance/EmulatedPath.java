package dev.zmol.acceptance;

import dev.zmol.iface.Packet;
import dev.zmol.iface.linux.TapDevice;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A program that is a path between two TAP devices: frames take a while in each direction, and segments with data get
 * lost in one of them.
 *
 * <p>It takes the place of the kernel's {@code netem}, which not every machine has. Nothing is reordered, and there is
 * no bottleneck: what passes is what the senders make of loss and delay. Whether a segment is lost depends on the seed,
 * on the receiver's port modulo 1000, and on how many segments with data that port has been sent before: so flows to the
 * ports 20001 and 21001 meet the same losses, whatever else is under way.
 *
 * <p>Arguments: the device of the senders, that of the receivers, how many milliseconds each way takes, the percentage
 * of loss, the seed. One thread carries the frames; it prints {@code ready} first, and ends when its input does.
 */
final class EmulatedPath {
  /** So many frames under way in one direction: what comes beyond is lost. */
  private static final int CAPACITY = 4096;

  private static final int ROOM = 1514;
  private static final int SEEDS = 1000;
  private static final long PARK_NANOS = 200_000;

  private EmulatedPath() {}

  public static void main(String[] arguments) throws IOException {
    long delay = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[2]));
    double loss = Double.parseDouble(arguments[3]) / 100;
    try (TapDevice senders = TapDevice.open(arguments[0]);
        TapDevice receivers = TapDevice.open(arguments[1])) {
      exitWithInput();
      System.out.println("ready");
      System.out.flush();
      Direction forth = new Direction(senders, receivers, delay, new Loss(loss, Long.parseLong(arguments[4])));
      Direction back = new Direction(receivers, senders, delay, null);
      while (true) {
        forth.carry(System.nanoTime());
        back.carry(System.nanoTime());
        LockSupport.parkNanos(PARK_NANOS);
      }
    }
  }

  /** Ends this program when the one that started it has closed its input, or has ended. */
  static void exitWithInput() {
    Thread watcher = new Thread(() -> {
      try (InputStream in = System.in) {
        in.transferTo(OutputStream.nullOutputStream());
      } catch (IOException e) {
        // It has gone as well.
      }
      System.exit(0);
    });
    watcher.setDaemon(true);
    watcher.start();
  }

  /** Frames under way from one device to another, in a ring, each with the time at which it is due. */
  private static final class Direction {
    private final TapDevice from;
    private final TapDevice to;
    private final long delay;
    private final Loss loss;
    private final Packet[] frames = new Packet[CAPACITY];
    private final long[] dueTimes = new long[CAPACITY];
    private final Packet excess = new Packet(ROOM);
    private int head;
    private int count;

    /** Creates a direction; without {@code loss} nothing is lost. */
    Direction(TapDevice from, TapDevice to, long delay, Loss loss) {
      this.from = from;
      this.to = to;
      this.delay = delay;
      this.loss = loss;
      for (int k = 0; k < CAPACITY; k++) {
        frames[k] = new Packet(ROOM);
      }
    }

    void carry(long now) {
      takeIn(now);
      while (count > 0 && dueTimes[head] - now <= 0 && to.transmit(frames[head])) {
        head = (head + 1) % CAPACITY;
        count--;
      }
    }

    private void takeIn(long now) {
      int tail = (head + count) % CAPACITY;
      while (from.receive(count < CAPACITY ? frames[tail] : excess)) {
        if (count < CAPACITY && (loss == null || !loss.takes(frames[tail]))) {
          dueTimes[tail] = now + delay;
          count++;
          tail = (head + count) % CAPACITY;
        }
      }
    }
  }

  /** Chooses the segments that get lost. */
  private static final class Loss {
    private static final int ETHERNET_HEADER = 14;
    private static final int TCP = 6;

    private final double probability;
    private final long seed;
    private final Random[] randoms = new Random[1 << 16];

    Loss(double probability, long seed) {
      this.probability = probability;
      this.seed = seed;
    }

    boolean takes(Packet frame) {
      int segment = segment(frame);
      return segment > 0 && isData(frame, segment) && random(word(frame, segment + 2)).nextDouble() < probability;
    }

    private Random random(int port) {
      if (randoms[port] == null) {
        randoms[port] = new Random(seed * SEEDS + port % SEEDS);
      }
      return randoms[port];
    }

    /** {@return where the TCP header begins; 0 if there is none} */
    private static int segment(Packet frame) {
      if (frame.length() < ETHERNET_HEADER + 40) {
        return 0;
      }
      return switch (octet(frame, ETHERNET_HEADER) >> 4) {
        case 4 -> octet(frame, ETHERNET_HEADER + 9) == TCP ? ETHERNET_HEADER + 20 : 0;
        case 6 -> octet(frame, ETHERNET_HEADER + 6) == TCP ? ETHERNET_HEADER + 40 : 0;
        default -> 0;
      };
    }

    private static boolean isData(Packet frame, int segment) {
      return frame.length() >= segment + 20 && frame.length() > segment + (octet(frame, segment + 12) >> 4) * 4;
    }

    private static int octet(Packet frame, int index) {
      return frame.bytes()[frame.offset() + index] & 0xff;
    }

    private static int word(Packet frame, int index) {
      return octet(frame, index) << 8 | octet(frame, index + 1);
    }
  }
}
