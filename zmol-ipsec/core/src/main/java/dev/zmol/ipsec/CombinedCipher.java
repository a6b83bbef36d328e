package dev.zmol.ipsec;

import dev.zmol.wire.BigEndian;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;

/** AES-GCM or ChaCha20-Poly1305 of the JDK with a key, its salt, and the nonces made of that (RFC 4106 §4). */
final class CombinedCipher {
  static final int ICV_LENGTH = 16;
  static final int IV_LENGTH = 8;

  private static final int SALT_LENGTH = 4;
  private static final String AES_GCM = "AES/GCM/NoPadding";
  private static final String CHACHA = "ChaCha20-Poly1305";

  private final boolean gcm;
  private final Cipher cipher;
  private final WipedKey key;
  private final byte[] nonce = new byte[SALT_LENGTH + IV_LENGTH];

  private CombinedCipher(boolean gcm, byte[] keyAndSalt) {
    int keyLength = keyAndSalt.length - SALT_LENGTH;
    this.gcm = gcm;
    this.cipher = Jdk.cipher(gcm ? AES_GCM : CHACHA);
    this.key = new WipedKey(gcm ? "AES" : "ChaCha20", keyAndSalt, keyLength);
    System.arraycopy(keyAndSalt, keyLength, nonce, 0, SALT_LENGTH);
  }

  static CombinedCipher aesGcm(byte[] keyAndSalt) {
    return new CombinedCipher(true, keyAndSalt);
  }

  static CombinedCipher chaCha20Poly1305(byte[] keyAndSalt) {
    return new CombinedCipher(false, keyAndSalt);
  }

  /** Gets ready to encrypt one packet. */
  Cipher encrypting(long iv) throws InvalidKeyException, InvalidAlgorithmParameterException {
    return ready(Cipher.ENCRYPT_MODE, iv);
  }

  /** Gets ready to decrypt one packet. */
  Cipher decrypting(long iv) throws InvalidKeyException, InvalidAlgorithmParameterException {
    return ready(Cipher.DECRYPT_MODE, iv);
  }

  private Cipher ready(int mode, long iv) throws InvalidKeyException, InvalidAlgorithmParameterException {
    BigEndian.putLong(nonce, SALT_LENGTH, iv);
    AlgorithmParameterSpec parameters =
        gcm ? new GCMParameterSpec(ICV_LENGTH * Byte.SIZE, nonce) : new IvParameterSpec(nonce);
    cipher.init(mode, key, parameters);
    return cipher;
  }

  void close() {
    key.destroy();
    Arrays.fill(nonce, (byte) 0);
  }
}
