package dev.zmol.socket.tcp;

import dev.zmol.socket.SipHash;
import java.util.random.RandomGenerator;

/**
 * Chooses initial sequence numbers (RFC 6528 §3): a clock of 4 µs plus a keyed hash of the connection's addresses and
 * ports, so that nobody who does not know the key can tell the numbers of one connection from those of another.
 */
public final class InitialSequenceNumbers {
  private static final int MESSAGE_LENGTH = 36;

  private final SipHash hash;

  /**
   * Creates a generator with a new key.
   *
   * @param secrets where the key comes from; has to be cryptographically strong
   */
  public InitialSequenceNumbers(RandomGenerator secrets) {
    hash = new SipHash(secrets.nextLong(), secrets.nextLong());
  }

  /**
   * Hashes what identifies a connection.
   *
   * @param localHigh the first half of the local address; zero for IPv4
   * @param localLow the second half of the local address, or the IPv4 address
   * @param remoteHigh the first half of the remote address
   * @param remoteLow the second half of the remote address
   * @param ports the local port in the upper half, the remote port in the lower
   * @return the hash; the lower half goes into {@link #at}, the upper half offsets the timestamps (RFC 7323 §5.4)
   */
  public long hash(long localHigh, long localLow, long remoteHigh, long remoteLow, int ports) {
    hash.start();
    hash.word(localHigh);
    hash.word(localLow);
    hash.word(remoteHigh);
    hash.word(remoteLow);
    return hash.finish(ports & 0xffff_ffffL, MESSAGE_LENGTH);
  }

  /**
   * Returns the initial sequence number at a time.
   *
   * @param hash what {@link #hash} returned
   * @param nowNanos the time, in nanoseconds
   * @return the number
   */
  public static int at(long hash, long nowNanos) {
    return (int) hash + (int) (nowNanos / 4_000);
  }
}
