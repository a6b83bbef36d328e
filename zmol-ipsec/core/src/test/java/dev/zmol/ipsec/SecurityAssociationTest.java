package dev.zmol.ipsec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.ipsec.wire.EspPacket;
import dev.zmol.testkit.conformance.Covers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an association does with packets that are not what they should be, and at its end. */
@Covers("P2")
class SecurityAssociationTest {
  private final byte[] out = new byte[512];

  private static byte[] seal(SecurityAssociation association, int length) {
    Packet packet = new Packet(512);
    packet.set(packet.offset(), length);
    assertThat(association.seal(packet, 6, 0)).isNull();
    return Arrays.copyOfRange(packet.bytes(), packet.offset(), packet.end());
  }

  private DropReason open(SecurityAssociation association, byte[] packet) {
    return association.open(packet, 0, packet.length, out, 16, 0);
  }

  @ParameterizedTest
  @EnumSource
  void everyFlippedBitIsFoundAndChangesNothing(Suite suite) {
    SecurityAssociation in = suite.builder().build();
    byte[] packet = seal(suite.builder().build(), 30);
    for (int at = 4; at < packet.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] forged = packet.clone();
        forged[at] ^= (byte) (1 << bit);
        // The window knows nothing yet, so that every number is acceptable but for zero.
        assertThat(open(in, forged)).isIn(DropReason.IPSEC_INTEGRITY, DropReason.IPSEC_REPLAYED);
      }
    }
    assertThat(out).containsOnly(0);
    assertThat(in.packets()).isZero();
    assertThat(open(in, packet)).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void packetCutShortOrGrownIsRefused(Suite suite) {
    SecurityAssociation in = suite.builder().build();
    byte[] packet = seal(suite.builder().build(), 30);
    for (int length = 0; length < packet.length; length++) {
      assertThat(open(in, Arrays.copyOf(packet, length)))
          .isIn(DropReason.IPSEC_MALFORMED, DropReason.IPSEC_INTEGRITY);
    }
    assertThat(open(in, Arrays.copyOf(packet, packet.length + 16))).isEqualTo(DropReason.IPSEC_INTEGRITY);
    assertThat(open(in, packet)).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void paddingThatLiesIsRefusedThoughThePacketIsAuthentic(Suite suite) throws InvalidCipherTextException {
    SecurityAssociation in = suite.builder().build();
    byte[] text = new byte[32];
    byte[] iv = new byte[suite.encryption.ivLength()];
    int end = EspPacket.emitTrailer(text, 0, 10, 32, 6);
    text[end - 2] = 31;
    byte[] tooLong = new Oracle(suite, false).seal(1, iv, text);
    text[end - 2] = 20;
    text[12] ^= 1;
    byte[] wrong = new Oracle(suite, false).seal(2, iv, text);

    assertThat(open(in, tooLong)).isEqualTo(DropReason.IPSEC_MALFORMED);
    assertThat(open(in, wrong)).isEqualTo(DropReason.IPSEC_MALFORMED);
    assertThat(in.packets()).isZero();
  }

  @Test
  void replayedPacketIsRefused() {
    SecurityAssociation sender = Suite.GCM_128.builder().build();
    SecurityAssociation in = Suite.GCM_128.builder().replayWindow(32).build();
    List<byte[]> packets = new ArrayList<>();
    for (int k = 0; k < 100; k++) {
      packets.add(seal(sender, k));
    }
    assertThat(open(in, packets.get(50))).isNull();
    assertThat(open(in, packets.get(50))).isEqualTo(DropReason.IPSEC_REPLAYED);
    assertThat(open(in, packets.get(19))).isNull();
    assertThat(open(in, packets.get(19))).isEqualTo(DropReason.IPSEC_REPLAYED);
    assertThat(open(in, packets.get(18))).isEqualTo(DropReason.IPSEC_REPLAYED);
    assertThat(open(in, packets.get(99))).isNull();
    assertThat(open(in, packets.get(67))).isEqualTo(DropReason.IPSEC_REPLAYED);
    assertThat(open(in, packets.get(68))).isNull();
    assertThat(in.packets()).isEqualTo(4);
  }

  @Test
  void withoutWindowPacketsMayComeAgain() {
    SecurityAssociation in = Suite.GCM_128.builder().replayWindow(0).build();
    byte[] packet = seal(Suite.GCM_128.builder().build(), 5);
    assertThat(open(in, packet)).isNull();
    assertThat(open(in, packet)).isNull();
  }

  @Test
  void sequenceNumbersDoNotWrap() {
    SecurityAssociation last = Suite.CHACHA.builder().lastSequenceNumber(0xffff_fffeL).build();
    List<Boolean> ends = new ArrayList<>();
    last.listener((association, hard) -> ends.add(hard));
    Packet packet = new Packet(100);
    assertThat(last.seal(packet, 6, 0)).isNull();
    packet.clear();
    assertThat(last.seal(packet, 6, 0)).isEqualTo(DropReason.IPSEC_SEQUENCE_OVERFLOW);
    assertThat(packet.length()).isZero();
    assertThat(last.seal(packet, 6, 0)).isEqualTo(DropReason.IPSEC_EXPIRED);
    assertThat(last.isOver()).isTrue();
    assertThat(ends).containsExactly(true);
  }

  @Test
  void extendedSequenceNumbersGoOnBeyond32Bits() {
    SecurityAssociationBuilder both = Suite.GCM_256.builder().extendedSequenceNumbers();
    SecurityAssociation sender = both.lastSequenceNumber(0xffff_fff0L).build();
    SecurityAssociation in = Suite.GCM_256.builder().extendedSequenceNumbers().lastSequenceNumber(0xffff_fff0L).build();
    for (int k = 0; k < 100; k++) {
      assertThat(open(in, seal(sender, 10))).isNull();
    }
    assertThat(sender.sequenceNumber()).isEqualTo(0x1_0000_0054L);
  }

  @Test
  void lifetimesEndByPackets() {
    Lifetime two = Lifetime.UNLIMITED.withPackets(2);
    SecurityAssociation association =
        Suite.GCM_128.builder().softLifetime(Lifetime.UNLIMITED.withPackets(1)).hardLifetime(two).build();
    List<Boolean> ends = new ArrayList<>();
    association.listener((a, hard) -> ends.add(hard));
    seal(association, 1);
    seal(association, 1);
    assertThat(ends).containsExactly(false);
    assertThat(association.seal(new Packet(100), 6, 0)).isEqualTo(DropReason.IPSEC_EXPIRED);
    assertThat(ends).containsExactly(false, true);
  }

  @Test
  void lifetimesEndByBytesAndTime() {
    SecurityAssociation bytes =
        Suite.GCM_128.builder().hardLifetime(Lifetime.UNLIMITED.withBytes(100)).build();
    seal(bytes, 99);
    seal(bytes, 99);
    assertThat(bytes.seal(new Packet(100), 6, 0)).isEqualTo(DropReason.IPSEC_EXPIRED);

    SecurityAssociation time =
        Suite.GCM_128.builder().hardLifetime(Lifetime.UNLIMITED.withTime(Duration.ofNanos(10))).build();
    time.install(5);
    assertThat(time.expiresAt()).isEqualTo(15);
    assertThat(time.check(14)).isTrue();
    assertThat(time.check(15)).isFalse();
    assertThat(open(time, seal(Suite.GCM_128.builder().build(), 9))).isEqualTo(DropReason.IPSEC_EXPIRED);
  }

  @Test
  void showsNoKeys() {
    SecurityAssociation association = Suite.CBC_128_SHA256.builder().build();
    assertThat(association).hasToString("ESP spi 0x12345678 TRANSPORT AES_CBC HMAC_SHA2_256_128");
    assertThat(new WipedKey("AES", new byte[16], 16)).hasToString("AES key");
  }

  @Test
  void keysAreWipedWhenItIsClosed() {
    byte[] material = {1, 2, 3};
    WipedKey key = new WipedKey("AES", material, 3);
    key.destroy();
    assertThatIllegalStateException().isThrownBy(key::getEncoded);
    SecurityAssociation association = Suite.GCM_128.builder().build();
    association.close();
    assertThat(association.seal(new Packet(100), 6, 0)).isEqualTo(DropReason.IPSEC_EXPIRED);
  }

  @Test
  void misuseIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecurityAssociation.esp(255))
        .withMessage("spi is 255; 0 to 255 are reserved (RFC 4303 §2.1)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecurityAssociation.esp(256).encryption(EncryptionAlgorithm.AES_GCM_16, new byte[16]))
        .withMessage("the key of AES_GCM_16 has 16 bytes; it has to have 20, 28, 36, salt included");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecurityAssociation.esp(256).encryption(EncryptionAlgorithm.AES_CBC, new byte[16]).build())
        .withMessage("integrity is null; AES_CBC needs an HMAC");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecurityAssociation.ah(256).build())
        .withMessage("encryption is null, integrity is null; AH has integrity and nothing else");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecurityAssociation.esp(256).replayWindow(1))
        .withMessage("packets is 1; it has to be 0, or from 32 to 65536");
  }
}
