package dev.zmol.ipsec;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.AEADCipher;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** ESP packets as another implementation of the algorithms makes them, from the words of the RFCs. */
final class Oracle {
  private static final int BLOCK = 16;

  private final Suite suite;
  private final boolean extended;

  Oracle(Suite suite, boolean extended) {
    this.suite = suite;
    this.extended = extended;
  }

  /** The packet that holds a text, which includes padding and trailer. */
  byte[] seal(long sequence, byte[] iv, byte[] text) throws InvalidCipherTextException {
    byte[] header = ByteBuffer.allocate(8).putInt(Suite.SPI).putInt((int) sequence).array();
    if (suite.integrity != null) {
      byte[] front = join(header, suite.key().length == 0 ? text : join(iv, cbc(true, iv, text)));
      return join(front, hmac(front, sequence));
    }
    if (suite.encryption == EncryptionAlgorithm.NULL_AES_GMAC) {
      byte[] associated = join(associated(sequence), join(iv, text));
      return join(join(header, join(iv, text)), combined(true, iv, associated, new byte[0]));
    }
    return join(join(header, iv), combined(true, iv, associated(sequence), text));
  }

  /** The text of a packet; throws if it is not authentic. */
  byte[] open(long sequence, byte[] packet) throws InvalidCipherTextException {
    if (suite.integrity != null) {
      int icv = packet.length - suite.integrity.icvLength();
      byte[] front = Arrays.copyOf(packet, icv);
      if (!Arrays.equals(hmac(front, sequence), Arrays.copyOfRange(packet, icv, packet.length))) {
        throw new InvalidCipherTextException("ICV");
      }
      byte[] rest = Arrays.copyOfRange(front, 8, icv);
      return suite.key().length == 0
          ? rest
          : cbc(false, Arrays.copyOf(rest, BLOCK), Arrays.copyOfRange(rest, BLOCK, rest.length));
    }
    byte[] iv = Arrays.copyOfRange(packet, 8, 16);
    byte[] rest = Arrays.copyOfRange(packet, 16, packet.length);
    if (suite.encryption == EncryptionAlgorithm.NULL_AES_GMAC) {
      byte[] text = Arrays.copyOf(rest, rest.length - BLOCK);
      byte[] tag = Arrays.copyOfRange(rest, text.length, rest.length);
      combined(false, iv, join(associated(sequence), join(iv, text)), tag);
      return text;
    }
    return combined(false, iv, associated(sequence), rest);
  }

  private byte[] associated(long sequence) {
    ByteBuffer bytes = ByteBuffer.allocate(extended ? 12 : 8).putInt(Suite.SPI);
    return (extended ? bytes.putLong(sequence) : bytes.putInt((int) sequence)).array();
  }

  private byte[] combined(boolean encrypts, byte[] iv, byte[] associated, byte[] text)
      throws InvalidCipherTextException {
    int keyLength = suite.key().length - 4;
    AEADCipher cipher =
        suite.encryption == EncryptionAlgorithm.CHACHA20_POLY1305
            ? new ChaCha20Poly1305()
            : GCMBlockCipher.newInstance(AESEngine.newInstance());
    byte[] nonce = join(Arrays.copyOfRange(suite.key(), keyLength, keyLength + 4), iv);
    cipher.init(encrypts, new AEADParameters(new KeyParameter(suite.key(), 0, keyLength), 128, nonce, associated));
    byte[] out = new byte[cipher.getOutputSize(text.length)];
    int length = cipher.processBytes(text, 0, text.length, out, 0);
    cipher.doFinal(out, length);
    return out;
  }

  private byte[] cbc(boolean encrypts, byte[] iv, byte[] text) {
    BlockCipher cipher = CBCBlockCipher.newInstance(AESEngine.newInstance());
    cipher.init(encrypts, new ParametersWithIV(new KeyParameter(suite.key()), iv));
    byte[] out = new byte[text.length];
    for (int at = 0; at < text.length; at += BLOCK) {
      cipher.processBlock(text, at, out, at);
    }
    return out;
  }

  private byte[] hmac(byte[] front, long sequence) {
    HMac mac = new HMac(digest());
    mac.init(new KeyParameter(suite.integrityKey()));
    mac.update(front, 0, front.length);
    if (extended) {
      mac.update(ByteBuffer.allocate(4).putInt((int) (sequence >>> 32)).array(), 0, 4);
    }
    byte[] whole = new byte[mac.getMacSize()];
    mac.doFinal(whole, 0);
    return Arrays.copyOf(whole, suite.integrity.icvLength());
  }

  private Digest digest() {
    return switch (suite.integrity) {
      case HMAC_SHA1_96 -> new SHA1Digest();
      case HMAC_SHA2_256_128 -> SHA256Digest.newInstance();
      case HMAC_SHA2_384_192 -> new SHA384Digest();
      case HMAC_SHA2_512_256 -> new SHA512Digest();
      case AES_GMAC -> throw new IllegalStateException("AES_GMAC is for AH");
    };
  }

  static byte[] join(byte[] one, byte[] other) {
    byte[] all = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, all, one.length, other.length);
    return all;
  }
}
