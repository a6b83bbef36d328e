package dev.zmol.ipsec.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.ipsec.Mode;
import dev.zmol.socket.dual.UdpSocket;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.testkit.network.LinkConditions;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What somebody sees who has the keys, and takes no part. */
@Specialize
@Covers("P2")
class PacketOpenerTest {
  private static final int PORT = 5000;
  private static final int LENGTH = 99;

  private static PacketOpener opener(Protection protection, Mode mode, IpAddress left, IpAddress right) {
    Association association =
        new Association(
            left, right, 0, protection.builder(ProtectedPair.FIRST_SPI).mode(mode).replayWindow(0).build());
    return new PacketOpener(List.of(association));
  }

  private static byte[] sent(ProtectedPair pair, IpAddress right) {
    byte[] data = new byte[LENGTH];
    Arrays.fill(data, (byte) 0x5a);
    UdpSocket from = pair.left.udp().bind(PORT);
    assertThat(from.send(data, 0, LENGTH, new IpEndpoint(right, PORT))).isTrue();
    from.close();
    return pair.packets.getLast();
  }

  @ParameterizedTest
  @EnumSource
  void packetsAreOpenedAsOftenAsTheyAreSeen(Protection protection) {
    for (Mode mode : Mode.values()) {
      for (int family = 0; family < ProtectedPair.addresses(1).size(); family++) {
        IpAddress left = ProtectedPair.addresses(1).get(family);
        IpAddress right = ProtectedPair.addresses(2).get(family);
        byte[] clear = sent(new ProtectedPair(LinkConditions.PERFECT), right);
        ProtectedPair pair = new ProtectedPair(LinkConditions.PERFECT);
        pair.protect(protection, mode, left, right, builder -> builder);
        byte[] packet = sent(pair, right);
        try (PacketOpener opener = opener(protection, mode, left, right)) {
          for (int times = 0; times < 2; times++) {
            assertThat(opener.open(packet, 0, packet.length)).isTrue();
            assertThat(opener.refused()).isEmpty();
            int header = clear.length - 8 - LENGTH;
            assertThat(Arrays.copyOfRange(opener.packet(), header, clear.length))
                .isEqualTo(Arrays.copyOfRange(clear, header, clear.length));
          }
          packet[packet.length - 1] ^= 1;
          assertThat(opener.open(packet, 0, packet.length)).isTrue();
          assertThat(opener.refused()).contains(DropReason.IPSEC_INTEGRITY);
          assertThat(opener.packet()).isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Protection.class,
      names = {"ESP_GCM_128", "ESP_CBC_SHA256", "AH_SHA256"})
  void otherPacketsAndGarbageThrowNothing(Protection protection) {
    IpAddress left = ProtectedPair.addresses(1).getLast();
    IpAddress right = ProtectedPair.addresses(2).getLast();
    ProtectedPair pair = new ProtectedPair(LinkConditions.PERFECT);
    byte[] clear = sent(pair, right);
    pair.protect(protection, Mode.TUNNEL, left, right, builder -> builder);
    byte[] packet = sent(pair, right);
    Random random = new Random(1);
    try (PacketOpener opener = opener(protection, Mode.TUNNEL, left, right)) {
      assertThat(opener.open(clear, 0, clear.length)).isFalse();
      assertThat(opener.open(new byte[0], 0, 0)).isFalse();
      for (int round = 0; round < 5_000; round++) {
        byte[] forged = Arrays.copyOf(packet, random.nextInt(packet.length + 20));
        for (int k = random.nextInt(3); k > 0 && forged.length > 0; k--) {
          forged[random.nextInt(forged.length)] = (byte) random.nextInt();
        }
        if (opener.open(forged, 0, forged.length) && opener.refused().isEmpty()) {
          assertThat(opener.packet()).endsWith((byte) 0x5a);
        }
      }
    }
  }
}
