package dev.zmol.ipsec;

import dev.zmol.ipsec.wire.AhWire;
import dev.zmol.wire.BigEndian;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/**
 * Computes the integrity check values of authentication headers (RFC 4302 §3.3.3, RFC 4543 §4). Owned by one thread.
 *
 * <p>What precedes the header comes in an array of its own, in which all that changes on the way is zero already. The
 * header is read from the packet, its integrity check value taken as zeros.
 */
final class AhAuthenticator {
  private static final byte[] ZEROS = new byte[64];

  /** Null for GMAC. */
  private final Hmac hmac;

  /** Null unless it is GMAC. */
  private final CombinedCipher ciphers;

  private final int icvLength;
  private final boolean extended;
  private final byte[] high = new byte[4];
  private final byte[] nothing = new byte[0];

  AhAuthenticator(Hmac hmac, CombinedCipher ciphers, boolean extended) {
    this.hmac = hmac;
    this.ciphers = ciphers;
    this.icvLength = hmac == null ? CombinedCipher.ICV_LENGTH : hmac.icvLength();
    this.extended = extended;
  }

  /** How long initialization vector and integrity check value are together. */
  int length() {
    return ivLength() + icvLength;
  }

  private int ivLength() {
    return hmac == null ? CombinedCipher.IV_LENGTH : 0;
  }

  /** Writes the integrity check value. */
  void seal(byte[] front, int frontLength, byte[] buf, int ah, int end, long iv, long sequence) {
    int icv = ah + AhWire.LENGTH + ivLength();
    if (hmac != null) {
      digest(front, frontLength, buf, icv, end, sequence, ah);
      hmac.finish(buf, icv);
      return;
    }
    BigEndian.putLong(buf, ah + AhWire.LENGTH, iv);
    try {
      Cipher cipher = ciphers.encrypting(iv);
      associate(cipher, front, frontLength, buf, ah, end, sequence);
      cipher.doFinal(buf, icv);
    } catch (GeneralSecurityException e) {
      throw Jdk.unexpected(e);
    }
  }

  /** Whether the integrity check value is right. */
  boolean verify(byte[] front, int frontLength, byte[] buf, int ah, int end, long sequence) {
    int icv = ah + AhWire.LENGTH + ivLength();
    if (hmac != null) {
      digest(front, frontLength, buf, icv, end, sequence, ah);
      return hmac.verify(buf, icv);
    }
    try {
      Cipher cipher = ciphers.decrypting(BigEndian.getLong(buf, ah + AhWire.LENGTH));
      associate(cipher, front, frontLength, buf, ah, end, sequence);
      cipher.doFinal(buf, icv, icvLength, nothing, 0);
      return true;
    } catch (GeneralSecurityException notAuthentic) {
      return false;
    }
  }

  private void digest(byte[] front, int frontLength, byte[] buf, int icv, int end, long sequence, int ah) {
    hmac.update(front, 0, frontLength);
    hmac.update(buf, ah, icv);
    hmac.update(ZEROS, 0, icvLength);
    hmac.update(buf, icv + icvLength, end);
    if (extended) {
      hmac.updateHigh(sequence);
    }
  }

  private void associate(
      Cipher cipher, byte[] front, int frontLength, byte[] buf, int ah, int end, long sequence) {
    int icv = ah + AhWire.LENGTH + ivLength();
    cipher.updateAAD(front, 0, frontLength);
    cipher.updateAAD(buf, ah, icv - ah);
    cipher.updateAAD(ZEROS, 0, icvLength);
    cipher.updateAAD(buf, icv + icvLength, end - icv - icvLength);
    if (extended) {
      BigEndian.putInt(high, 0, (int) (sequence >>> Integer.SIZE));
      cipher.updateAAD(high, 0, high.length);
    }
  }

  void close() {
    if (hmac == null) {
      ciphers.close();
    } else {
      hmac.close();
    }
  }
}
