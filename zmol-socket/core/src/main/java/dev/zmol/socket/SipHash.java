package dev.zmol.socket;

/**
 * SipHash-2-4, a pseudo-random function with a key of 128 bits, over whole words.
 *
 * <p>Mutable while it runs: {@link #start}, {@link #word} for each eight bytes, {@link #finish}. Owned by one thread.
 */
public final class SipHash {
  private final long key0;
  private final long key1;
  private long v0;
  private long v1;
  private long v2;
  private long v3;

  /**
   * Creates a function.
   *
   * @param key0 the first half of the secret key, little-endian
   * @param key1 the second half
   */
  public SipHash(long key0, long key1) {
    this.key0 = key0;
    this.key1 = key1;
  }

  /** Begins a new message. */
  public void start() {
    v0 = key0 ^ 0x736f6d6570736575L;
    v1 = key1 ^ 0x646f72616e646f6dL;
    v2 = key0 ^ 0x6c7967656e657261L;
    v3 = key1 ^ 0x7465646279746573L;
  }

  /**
   * Adds eight bytes to the message.
   *
   * @param word the bytes, little-endian
   */
  public void word(long word) {
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  }

  /**
   * Ends the message.
   *
   * @param last the last bytes, seven at most, little-endian; zero if there are none
   * @param length the length of the whole message in bytes
   * @return the hash
   */
  public long finish(long last, int length) {
    word((long) length << 56 | last);
    v2 ^= 0xff;
    round();
    round();
    round();
    round();
    return v0 ^ v1 ^ v2 ^ v3;
  }

  private void round() {
    v0 += v1;
    v2 += v3;
    v1 = Long.rotateLeft(v1, 13) ^ v0;
    v3 = Long.rotateLeft(v3, 16) ^ v2;
    v0 = Long.rotateLeft(v0, 32);
    v2 += v1;
    v0 += v3;
    v1 = Long.rotateLeft(v1, 17) ^ v2;
    v3 = Long.rotateLeft(v3, 21) ^ v0;
    v2 = Long.rotateLeft(v2, 32);
  }
}
