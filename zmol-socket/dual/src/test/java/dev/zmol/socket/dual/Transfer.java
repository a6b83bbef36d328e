package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/** Sends random bytes over a connection and closes it, and checks what comes out at the other end. */
@Specialize
final class Transfer {
  private final TcpConnection from;
  private TcpConnection to;
  private final byte[] chunk = new byte[9_973];
  private final byte[] received = new byte[7_919];
  private final SplittableRandom random;
  private final CRC32C sentHash = new CRC32C();
  private final CRC32C receivedHash = new CRC32C();
  private long left;
  private long arrived;
  private int pendingFrom;
  private int pending;
  private boolean finished;

  private Transfer(TcpConnection from, TcpConnection to, long length, long seed) {
    this.from = from;
    this.to = to;
    this.left = length;
    this.random = new SplittableRandom(seed);
  }

  /** Sends random bytes in both directions at once, and closes both sides. */
  static Transfer[] bothWays(TcpPair.Ends ends, long length, long seed) {
    Transfer there = new Transfer(ends.left(), ends.right(), length, seed);
    Transfer back = new Transfer(ends.right(), ends.left(), length, seed + 1);
    ends.left().onReady(() -> both(there, back));
    ends.right().onReady(() -> both(back, there));
    return new Transfer[] {there, back};
  }

  /** Sends random bytes in one direction, and closes that side. */
  static Transfer oneWay(TcpConnection from, TcpConnection to, long length, long seed) {
    Transfer transfer = new Transfer(from, to, length, seed);
    from.onReady(transfer::send);
    to.onReady(transfer::receive);
    return transfer;
  }

  /** Sends random bytes to whoever will be attached. */
  static Transfer into(TcpConnection from, long length, long seed) {
    Transfer transfer = new Transfer(from, null, length, seed);
    from.onReady(transfer::send);
    return transfer;
  }

  void attach(TcpConnection receiver) {
    to = receiver;
    receiver.onReady(this::receive);
  }

  private static void both(Transfer sending, Transfer receiving) {
    receiving.receive();
    sending.send();
  }

  private void send() {
    while (from.isEstablished() && from.canSend()) {
      if (pending == 0) {
        if (left == 0) {
          from.close();
          return;
        }
        pending = (int) Math.min(left, 1 + random.nextInt(chunk.length));
        pendingFrom = 0;
        random.nextBytes(chunk);
      }
      int taken = from.send(chunk, pendingFrom, pending);
      if (taken <= 0) {
        return;
      }
      sentHash.update(chunk, pendingFrom, taken);
      pendingFrom += taken;
      pending -= taken;
      left -= taken;
    }
  }

  private void receive() {
    int count = to.receive(received, 0, received.length);
    while (count > 0) {
      receivedHash.update(received, 0, count);
      arrived += count;
      count = to.receive(received, 0, received.length);
    }
    finished |= count < 0;
  }

  boolean isFinished() {
    return finished;
  }

  long arrived() {
    return arrived;
  }

  boolean isIntact() {
    return left == 0 && pending == 0 && sentHash.getValue() == receivedHash.getValue();
  }
}
