package dev.zmol.tool.service;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts the bytes of a body and computes their SHA-256. */
public final class BodyDigest implements BodySink {
  private final MessageDigest digest = sha256();
  private long length;

  /** Creates the digest of an empty body. */
  public BodyDigest() {}

  @Override
  public void accept(byte[] bytes, int offset, int count) {
    digest.update(bytes, offset, count);
    length += count;
  }

  /** {@return how many bytes there were} */
  public long length() {
    return length;
  }

  /** {@return the SHA-256 of the bytes, in lower-case hexadecimal; the digest begins anew} */
  public String finish() {
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
