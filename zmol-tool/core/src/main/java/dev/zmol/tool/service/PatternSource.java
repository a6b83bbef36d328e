package dev.zmol.tool.service;

import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Bytes that are the same in every run: what {@code /bytes/N} serves.
 *
 * <p>The period is a prime number of bytes, so that a segment lost, doubled or moved changes the hash, whatever the
 * segment size.
 */
public final class PatternSource implements BodySource {
  private static final byte[] BLOCK = block(65_521);

  private final long length;
  private long position;

  /**
   * Creates the source of a pattern.
   *
   * @param length how many bytes (0 or more)
   */
  public PatternSource(long length) {
    if (length < 0) {
      throw new IllegalArgumentException("length is " + length + "; it has to be 0 or more");
    }
    this.length = length;
  }

  @Override
  public long remaining() {
    return length - position;
  }

  @Override
  public int fill(byte[] target, int offset, int room) {
    int count = (int) Math.min(room, remaining());
    int done = 0;
    while (done < count) {
      int from = (int) (position % BLOCK.length);
      int run = Math.min(count - done, BLOCK.length - from);
      System.arraycopy(BLOCK, from, target, offset + done, run);
      done += run;
      position += run;
    }
    return count;
  }

  /**
   * Computes what a receiver of the pattern has to find.
   *
   * @param length how many bytes (0 or more)
   * @return the SHA-256 of the pattern, in lower-case hexadecimal
   */
  public static String sha256(long length) {
    MessageDigest digest = BodyDigest.sha256();
    PatternSource source = new PatternSource(length);
    byte[] buffer = new byte[BLOCK.length];
    while (source.remaining() > 0) {
      digest.update(buffer, 0, source.fill(buffer, 0, buffer.length));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static byte[] block(int size) {
    byte[] bytes = new byte[size];
    int state = 0x7a6d6f6c;
    for (int k = 0; k < size; k++) {
      state = state * 1_664_525 + 1_013_904_223;
      bytes[k] = (byte) (state >>> 24);
    }
    return bytes;
  }
}
