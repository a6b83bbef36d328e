package dev.zmol.ipsec;

import dev.zmol.wire.BigEndian;
import java.security.InvalidKeyException;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;

/** An HMAC of the JDK with its key, cut to the length that IPsec uses (RFC 4868 §2.3). */
final class Hmac {
  private static final int HIGH_LENGTH = 4;

  private final Mac mac;
  private final WipedKey key;
  private final int icvLength;
  private final byte[] whole;
  private final byte[] high = new byte[HIGH_LENGTH];

  Hmac(IntegrityAlgorithm algorithm, byte[] keyBytes) {
    this.mac = Jdk.mac(algorithm.macName());
    this.key = new WipedKey(algorithm.macName(), keyBytes, keyBytes.length);
    this.icvLength = algorithm.icvLength();
    this.whole = new byte[mac.getMacLength()];
    try {
      mac.init(key);
    } catch (InvalidKeyException e) {
      throw Jdk.unexpected(e);
    }
  }

  int icvLength() {
    return icvLength;
  }

  void update(byte[] buf, int from, int to) {
    mac.update(buf, from, to - from);
  }

  /** Adds the upper half of an extended sequence number, which no packet carries (RFC 4303 §2.2.1). */
  void updateHigh(long sequence) {
    BigEndian.putInt(high, 0, (int) (sequence >>> Integer.SIZE));
    mac.update(high, 0, HIGH_LENGTH);
  }

  /** Writes the integrity check value. */
  void finish(byte[] buf, int icv) {
    finish();
    System.arraycopy(whole, 0, buf, icv, icvLength);
  }

  /** Whether the integrity check value in the buffer is right. */
  boolean verify(byte[] buf, int icv) {
    finish();
    return ConstantTime.isEqual(whole, buf, icv, icvLength);
  }

  private void finish() {
    try {
      mac.doFinal(whole, 0);
    } catch (ShortBufferException e) {
      throw Jdk.unexpected(e);
    }
  }

  void close() {
    key.destroy();
    mac.reset();
  }
}
