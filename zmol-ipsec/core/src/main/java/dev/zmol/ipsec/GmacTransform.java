package dev.zmol.ipsec;

import dev.zmol.ipsec.wire.EspWire;
import dev.zmol.wire.BigEndian;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/** ESP without encryption, authenticated by AES-GMAC: all of the packet is associated data (RFC 4543 §3). */
final class GmacTransform implements EspTransform {
  private final CombinedCipher ciphers;
  private final SequenceBytes associated;
  private final boolean extended;

  /** What is decrypted: no bytes. */
  private final byte[] nothing = new byte[0];

  GmacTransform(CombinedCipher ciphers, boolean extended) {
    this.ciphers = ciphers;
    this.associated = new SequenceBytes(extended);
    this.extended = extended;
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
    BigEndian.putLong(buf, esp + EspWire.LENGTH, iv);
    try {
      Cipher cipher = ciphers.encrypting(iv);
      associate(cipher, buf, esp, icv, sequence);
      cipher.doFinal(buf, icv);
    } catch (GeneralSecurityException e) {
      throw Jdk.unexpected(e);
    }
  }

  @Override
  public boolean open(byte[] buf, int esp, int icv, byte[] out, int at, long sequence) {
    int ivAt = esp + EspWire.LENGTH;
    try {
      Cipher cipher = ciphers.decrypting(BigEndian.getLong(buf, ivAt));
      associate(cipher, buf, esp, icv, sequence);
      cipher.doFinal(buf, icv, CombinedCipher.ICV_LENGTH, nothing, 0);
    } catch (GeneralSecurityException notAuthentic) {
      return false;
    }
    int text = ivAt + CombinedCipher.IV_LENGTH;
    System.arraycopy(buf, text, out, at, icv - text);
    return true;
  }

  private void associate(Cipher cipher, byte[] buf, int esp, int icv, long sequence) {
    if (!extended) {
      // The packet has it all, in this order.
      cipher.updateAAD(buf, esp, icv - esp);
      return;
    }
    int ivAt = esp + EspWire.LENGTH;
    associated.set(buf, esp, sequence);
    cipher.updateAAD(associated.bytes, 0, associated.length());
    cipher.updateAAD(buf, ivAt, icv - ivAt);
  }

  @Override
  public void close() {
    ciphers.close();
  }
}
