package dev.zmol.ipsec.dual;

import static dev.zmol.ipsec.EncryptionAlgorithm.AES_CBC;
import static dev.zmol.ipsec.EncryptionAlgorithm.AES_GCM_16;
import static dev.zmol.ipsec.EncryptionAlgorithm.CHACHA20_POLY1305;
import static dev.zmol.ipsec.EncryptionAlgorithm.NULL;
import static dev.zmol.ipsec.EncryptionAlgorithm.NULL_AES_GMAC;
import static dev.zmol.ipsec.IntegrityAlgorithm.AES_GMAC;
import static dev.zmol.ipsec.IntegrityAlgorithm.HMAC_SHA1_96;
import static dev.zmol.ipsec.IntegrityAlgorithm.HMAC_SHA2_256_128;
import static dev.zmol.ipsec.IntegrityAlgorithm.HMAC_SHA2_384_192;
import static dev.zmol.ipsec.IntegrityAlgorithm.HMAC_SHA2_512_256;

import dev.zmol.annotations.Specialize;
import dev.zmol.ipsec.EncryptionAlgorithm;
import dev.zmol.ipsec.IntegrityAlgorithm;
import dev.zmol.ipsec.SecurityAssociation;
import dev.zmol.ipsec.SecurityAssociationBuilder;
import dev.zmol.wire.IpProtocol;
import java.util.Random;

/** Every way to protect packets, with keys for tests. */
@Specialize
enum Protection {
  ESP_GCM_128(AES_GCM_16, 20, null, 0),
  ESP_GCM_256(AES_GCM_16, 36, null, 0),
  ESP_CHACHA(CHACHA20_POLY1305, 36, null, 0),
  ESP_GMAC(NULL_AES_GMAC, 20, null, 0),
  ESP_CBC_SHA1(AES_CBC, 16, HMAC_SHA1_96, 20),
  ESP_CBC_SHA256(AES_CBC, 16, HMAC_SHA2_256_128, 32),
  ESP_CBC_SHA384(AES_CBC, 24, HMAC_SHA2_384_192, 48),
  ESP_CBC_SHA512(AES_CBC, 32, HMAC_SHA2_512_256, 64),
  ESP_NULL_SHA256(NULL, 0, HMAC_SHA2_256_128, 32),
  AH_SHA1(null, 0, HMAC_SHA1_96, 20),
  AH_SHA256(null, 0, HMAC_SHA2_256_128, 32),
  AH_SHA384(null, 0, HMAC_SHA2_384_192, 48),
  AH_SHA512(null, 0, HMAC_SHA2_512_256, 64),
  AH_GMAC(null, 0, AES_GMAC, 20);

  final EncryptionAlgorithm encryption;
  final IntegrityAlgorithm integrity;
  private final int keyLength;
  private final int integrityKeyLength;

  Protection(EncryptionAlgorithm encryption, int keyLength, IntegrityAlgorithm integrity, int integrityKeyLength) {
    this.encryption = encryption;
    this.integrity = integrity;
    this.keyLength = keyLength;
    this.integrityKeyLength = integrityKeyLength;
  }

  int protocol() {
    return encryption == null ? IpProtocol.AH : IpProtocol.ESP;
  }

  byte[] key(int spi) {
    return random(spi, keyLength);
  }

  byte[] integrityKey(int spi) {
    return random(~spi, integrityKeyLength);
  }

  private static byte[] random(int seed, int length) {
    byte[] key = new byte[length];
    new Random(seed).nextBytes(key);
    return key;
  }

  SecurityAssociationBuilder builder(int spi) {
    if (encryption == null) {
      return SecurityAssociation.ah(spi).integrity(integrity, integrityKey(spi));
    }
    SecurityAssociationBuilder builder = SecurityAssociation.esp(spi).encryption(encryption, key(spi));
    return integrity == null ? builder : builder.integrity(integrity, integrityKey(spi));
  }
}
