package dev.zmol.bench;

import dev.zmol.ipsec.EncryptionAlgorithm;
import dev.zmol.wire.BigEndian;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What ESP asks of the JDK, and nothing else: the calls of {@code Cipher} and {@code Mac} for one packet, over the same
 * bytes, initialised with a new nonce where the algorithm demands it.
 */
final class BareAlgorithms {
  private static final int HEADER = 8;
  private static final int NONCE = 12;
  private static final int TAG = 16;
  private static final int BLOCK = 16;

  private final EncryptionAlgorithm encryption;
  private final byte[] packet;
  private final int length;
  private final byte[] work;
  private final byte[] out;
  private final byte[] digest = new byte[64];
  private long counter = 1L << 32;
  private final byte[] nonce = new byte[NONCE];

  /** Null if nothing is encrypted by itself. */
  private final Cipher sealing;

  private final Cipher opening;
  private final SecretKey key;

  /** Null unless there is an HMAC. */
  private final Mac mac;

  BareAlgorithms(EspBenchmark.Algorithms algorithms, byte[] sealed, int length) throws GeneralSecurityException {
    this.encryption = algorithms.encryption;
    this.packet = sealed;
    this.length = length;
    this.work = sealed.clone();
    this.out = new byte[sealed.length];
    boolean combined = encryption.isCombined();
    byte[] material = algorithms.key();
    int keyLength = material.length - encryption.saltLength();
    boolean chacha = encryption == EncryptionAlgorithm.CHACHA20_POLY1305;
    String name = chacha ? "ChaCha20-Poly1305" : combined ? "AES/GCM/NoPadding" : "AES/CBC/NoPadding";
    if (keyLength == 0) {
      sealing = null;
      opening = null;
      key = null;
    } else {
      sealing = Cipher.getInstance(name);
      opening = Cipher.getInstance(name);
      key = new SecretKeySpec(material, 0, keyLength, chacha ? "ChaCha20" : "AES");
    }
    System.arraycopy(material, Math.max(0, keyLength), nonce, 0, combined ? 4 : 0);
    System.arraycopy(sealed, HEADER, nonce, 4, encryption.ivLength() == 8 ? 8 : 0);
    if (keyLength != 0 && !combined) {
      sealing.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(new byte[BLOCK]));
      opening.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(new byte[BLOCK]));
    }
    mac = combined ? null : Mac.getInstance("HmacSHA256");
    if (mac != null) {
      mac.init(new SecretKeySpec(algorithms.integrityKey(), "HmacSHA256"));
    }
  }

  private AlgorithmParameterSpec parameters() {
    return encryption == EncryptionAlgorithm.CHACHA20_POLY1305
        ? new IvParameterSpec(nonce)
        : new GCMParameterSpec(TAG * Byte.SIZE, nonce);
  }

  int seal() throws GeneralSecurityException {
    if (!encryption.isCombined()) {
      int icv = length - TAG;
      int done = sealing == null ? 0 : sealing.doFinal(work, HEADER, icv - HEADER, work, HEADER);
      return done + authenticate(work, icv);
    }
    // A nonce may not come twice.
    BigEndian.putLong(nonce, 4, counter++);
    sealing.init(Cipher.ENCRYPT_MODE, key, parameters());
    int text = HEADER + HEADER;
    if (encryption == EncryptionAlgorithm.NULL_AES_GMAC) {
      sealing.updateAAD(work, 0, length - TAG);
      return sealing.doFinal(work, length - TAG);
    }
    sealing.updateAAD(work, 0, HEADER);
    return sealing.doFinal(work, text, length - TAG - text, work, text);
  }

  int open() throws GeneralSecurityException {
    if (!encryption.isCombined()) {
      int icv = length - TAG;
      int done = authenticate(packet, icv);
      return done + (opening == null ? 0 : opening.doFinal(packet, HEADER, icv - HEADER, out, HEADER));
    }
    System.arraycopy(packet, HEADER, nonce, 4, HEADER);
    opening.init(Cipher.DECRYPT_MODE, key, parameters());
    int text = HEADER + HEADER;
    if (encryption == EncryptionAlgorithm.NULL_AES_GMAC) {
      opening.updateAAD(packet, 0, length - TAG);
      return opening.doFinal(packet, length - TAG, TAG, out, 0);
    }
    opening.updateAAD(packet, 0, HEADER);
    return opening.doFinal(packet, text, length - text, out, text);
  }

  private int authenticate(byte[] buf, int icv) throws GeneralSecurityException {
    mac.update(buf, 0, icv);
    mac.doFinal(digest, 0);
    return Arrays.equals(digest, 0, 1, buf, icv, icv + 1) ? 1 : 0;
  }
}
