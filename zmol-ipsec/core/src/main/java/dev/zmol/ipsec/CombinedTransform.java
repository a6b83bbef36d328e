package dev.zmol.ipsec;

import dev.zmol.ipsec.wire.EspWire;
import dev.zmol.wire.BigEndian;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/** ESP with an algorithm that encrypts and authenticates at once (RFC 4106, RFC 7634). */
final class CombinedTransform implements EspTransform {
  private final CombinedCipher ciphers;
  private final SequenceBytes associated;

  CombinedTransform(CombinedCipher ciphers, boolean extended) {
    this.ciphers = ciphers;
    this.associated = new SequenceBytes(extended);
  }

  @Override
  public int ivLength() {
    return CombinedCipher.IV_LENGTH;
  }

  @Override
  public int icvLength() {
    return CombinedCipher.ICV_LENGTH;
  }

  @Override
  public int alignment() {
    return 4;
  }

  @Override
  public void seal(byte[] buf, int esp, int icv, long iv, long sequence) {
    int ivAt = esp + EspWire.LENGTH;
    int text = ivAt + CombinedCipher.IV_LENGTH;
    BigEndian.putLong(buf, ivAt, iv);
    associated.set(buf, esp, sequence);
    try {
      Cipher cipher = ciphers.encrypting(iv);
      cipher.updateAAD(associated.bytes, 0, associated.length());
      cipher.doFinal(buf, text, icv - text, buf, text);
    } catch (GeneralSecurityException e) {
      throw Jdk.unexpected(e);
    }
  }

  @Override
  public boolean open(byte[] buf, int esp, int icv, byte[] out, int at, long sequence) {
    int ivAt = esp + EspWire.LENGTH;
    int text = ivAt + CombinedCipher.IV_LENGTH;
    associated.set(buf, esp, sequence);
    try {
      Cipher cipher = ciphers.decrypting(BigEndian.getLong(buf, ivAt));
      cipher.updateAAD(associated.bytes, 0, associated.length());
      // The JDK looks at the tag before it writes anything.
      cipher.doFinal(buf, text, icv + CombinedCipher.ICV_LENGTH - text, out, at);
      return true;
    } catch (GeneralSecurityException notAuthentic) {
      return false;
    }
  }

  @Override
  public void close() {
    ciphers.close();
  }
}
