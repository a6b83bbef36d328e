package dev.zmol.ipsec;

import static dev.zmol.ipsec.EncryptionAlgorithm.AES_CBC;
import static dev.zmol.ipsec.EncryptionAlgorithm.AES_GCM_16;
import static dev.zmol.ipsec.EncryptionAlgorithm.CHACHA20_POLY1305;
import static dev.zmol.ipsec.EncryptionAlgorithm.NULL;
import static dev.zmol.ipsec.EncryptionAlgorithm.NULL_AES_GMAC;
import static dev.zmol.ipsec.IntegrityAlgorithm.HMAC_SHA1_96;
import static dev.zmol.ipsec.IntegrityAlgorithm.HMAC_SHA2_256_128;
import static dev.zmol.ipsec.IntegrityAlgorithm.HMAC_SHA2_384_192;
import static dev.zmol.ipsec.IntegrityAlgorithm.HMAC_SHA2_512_256;

import java.util.Random;

/** Every combination of algorithms that ESP has here, with keys for tests. */
enum Suite {
  GCM_128(AES_GCM_16, 20, null, 0),
  GCM_256(AES_GCM_16, 36, null, 0),
  CHACHA(CHACHA20_POLY1305, 36, null, 0),
  GMAC_128(NULL_AES_GMAC, 20, null, 0),
  GMAC_256(NULL_AES_GMAC, 36, null, 0),
  CBC_128_SHA1(AES_CBC, 16, HMAC_SHA1_96, 20),
  CBC_128_SHA256(AES_CBC, 16, HMAC_SHA2_256_128, 32),
  CBC_192_SHA384(AES_CBC, 24, HMAC_SHA2_384_192, 48),
  CBC_256_SHA512(AES_CBC, 32, HMAC_SHA2_512_256, 64),
  NULL_SHA1(NULL, 0, HMAC_SHA1_96, 20),
  NULL_SHA256(NULL, 0, HMAC_SHA2_256_128, 32);

  static final int SPI = 0x1234_5678;

  final EncryptionAlgorithm encryption;
  final IntegrityAlgorithm integrity;
  private final int keyLength;
  private final int integrityKeyLength;

  Suite(EncryptionAlgorithm encryption, int keyLength, IntegrityAlgorithm integrity, int integrityKeyLength) {
    this.encryption = encryption;
    this.integrity = integrity;
    this.keyLength = keyLength;
    this.integrityKeyLength = integrityKeyLength;
  }

  byte[] key() {
    return random(keyLength);
  }

  byte[] integrityKey() {
    return random(integrityKeyLength);
  }

  private static byte[] random(int length) {
    byte[] key = new byte[length];
    new Random(length).nextBytes(key);
    return key;
  }

  SecurityAssociationBuilder builder() {
    SecurityAssociationBuilder builder = SecurityAssociation.esp(SPI).encryption(encryption, key());
    return integrity == null ? builder : builder.integrity(integrity, integrityKey());
  }
}
