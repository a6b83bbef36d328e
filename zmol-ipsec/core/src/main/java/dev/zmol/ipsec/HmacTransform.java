package dev.zmol.ipsec;

import dev.zmol.ipsec.wire.EspWire;
import dev.zmol.wire.BigEndian;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;

/**
 * ESP that is encrypted with AES-CBC, or not at all, and then authenticated by an HMAC (RFC 3602, RFC 2410, RFC 4868).
 *
 * <p>The initialization vector has to be unpredictable. It is a number that is never used twice, encrypted with the key
 * (NIST SP 800-38A, appendix C): chaining from a vector of zeros, the number is the first block of the text. So neither
 * direction sets up the cipher anew for a packet.
 */
final class HmacTransform implements EspTransform {
  private static final int BLOCK = 16;
  private static final int LEAST_ALIGNMENT = 4;

  private final Hmac hmac;
  private final boolean extended;

  /** Null if nothing is encrypted. */
  private final WipedKey key;

  /** The cipher, for one direction: that of the packet before. Null if nothing is encrypted. */
  private final Cipher cipher;

  private int direction;

  private HmacTransform(Hmac hmac, boolean extended, WipedKey key) {
    this.hmac = hmac;
    this.extended = extended;
    this.key = key;
    this.cipher = key == null ? null : Jdk.cipher("AES/CBC/NoPadding");
  }

  static HmacTransform aesCbc(byte[] key, Hmac hmac, boolean extended) {
    return new HmacTransform(hmac, extended, new WipedKey("AES", key, key.length));
  }

  static HmacTransform unencrypted(Hmac hmac, boolean extended) {
    return new HmacTransform(hmac, extended, null);
  }

  @Override
  public int ivLength() {
    return cipher == null ? 0 : BLOCK;
  }

  @Override
  public int icvLength() {
    return hmac.icvLength();
  }

  @Override
  public int alignment() {
    return cipher == null ? LEAST_ALIGNMENT : BLOCK;
  }

  @Override
  public void seal(byte[] buf, int esp, int icv, long iv, long sequence) {
    if (cipher != null) {
      int ivAt = esp + EspWire.LENGTH;
      BigEndian.putLong(buf, ivAt, 0);
      BigEndian.putLong(buf, ivAt + Long.BYTES, iv);
      chain(Cipher.ENCRYPT_MODE, buf, ivAt, icv, buf, ivAt);
    }
    authenticate(buf, esp, icv, sequence);
    hmac.finish(buf, icv);
  }

  @Override
  public boolean open(byte[] buf, int esp, int icv, byte[] out, int at, long sequence) {
    authenticate(buf, esp, icv, sequence);
    if (!hmac.verify(buf, icv)) {
      return false;
    }
    int text = esp + EspWire.LENGTH;
    if (cipher == null) {
      System.arraycopy(buf, text, out, at, icv - text);
    } else {
      chain(Cipher.DECRYPT_MODE, buf, text, icv, out, at - BLOCK);
    }
    return true;
  }

  private void authenticate(byte[] buf, int esp, int icv, long sequence) {
    hmac.update(buf, esp, icv);
    if (extended) {
      hmac.updateHigh(sequence);
    }
  }

  private void chain(int mode, byte[] in, int from, int to, byte[] out, int at) {
    try {
      if (direction != mode) {
        turn(mode);
      }
      cipher.doFinal(in, from, to - from, out, at);
    } catch (GeneralSecurityException e) {
      throw Jdk.unexpected(e);
    }
  }

  private void turn(int mode) throws InvalidKeyException, InvalidAlgorithmParameterException {
    cipher.init(mode, key, new IvParameterSpec(new byte[BLOCK]));
    direction = mode;
  }

  @Override
  public void close() {
    hmac.close();
    if (key != null) {
      key.destroy();
    }
  }
}
