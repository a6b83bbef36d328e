package dev.zmol.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.iface.Packet;
import dev.zmol.ipsec.wire.EspPacket;
import dev.zmol.testkit.conformance.Covers;
import java.util.Arrays;
import java.util.Random;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What we seal another implementation of the algorithms opens, and the other way round: 10,000 packets each. */
@Covers("P2")
class EspOracleTest {
  private static final int PACKETS = 10_000;
  private static final int LONGEST = 300;

  @ParameterizedTest
  @EnumSource
  void packetsGoBothWays(Suite suite) throws InvalidCipherTextException {
    exchange(suite, PACKETS, suite.builder(), suite.builder(), 0);
  }

  @ParameterizedTest
  @EnumSource
  void packetsGoBothWaysWithExtendedSequenceNumbers(Suite suite) throws InvalidCipherTextException {
    long before = (7L << 32) - 500;
    SecurityAssociationBuilder out = suite.builder().extendedSequenceNumbers().lastSequenceNumber(before);
    SecurityAssociationBuilder in = suite.builder().extendedSequenceNumbers().lastSequenceNumber(before);
    exchange(suite, 2_000, out, in, before);
  }

  private static void exchange(
      Suite suite,
      int packets,
      SecurityAssociationBuilder outBuilder,
      SecurityAssociationBuilder inBuilder,
      long before)
      throws InvalidCipherTextException {
    Random random = new Random(suite.ordinal());
    Oracle oracle = new Oracle(suite, before != 0);
    try (SecurityAssociation out = outBuilder.random(random).build();
        SecurityAssociation in = inBuilder.build()) {
      Packet packet = new Packet(LONGEST + 128);
      byte[] opened = new byte[LONGEST + 128];
      for (int k = 1; k <= packets / 2; k++) {
        long sequence = before + k;
        byte[] payload = new byte[random.nextInt(LONGEST)];
        random.nextBytes(payload);
        packet.clear();
        packet.set(packet.offset(), payload.length);
        System.arraycopy(payload, 0, packet.bytes(), packet.offset(), payload.length);

        assertThat(out.seal(packet, 17, 0)).isNull();
        byte[] sealed = Arrays.copyOfRange(packet.bytes(), packet.offset(), packet.end());
        byte[] text = oracle.open(sequence, sealed);

        assertThat(sealed).hasSize(out.sealedLength(payload.length, 4));
        assertThat(Arrays.copyOf(text, EspPacket.payloadEnd(text, 0, text.length))).isEqualTo(payload);

        byte[] iv = new byte[suite.encryption.ivLength()];
        random.nextBytes(iv);
        byte[] theirs = oracle.seal(sequence, iv, text);
        assertThat(in.open(theirs, 0, theirs.length, opened, 16, 0)).isNull();
        assertThat(in.nextHeader()).isEqualTo(17);
        assertThat(Arrays.copyOfRange(opened, 16, 16 + in.payloadLength())).isEqualTo(payload);
      }
    }
  }
}
