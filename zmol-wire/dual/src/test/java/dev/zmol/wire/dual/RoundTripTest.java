package dev.zmol.wire.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.testkit.conformance.Covers;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Whatever the bytes of a header are, its record holds all of them. */
@Specialize
class RoundTripTest {
  private static final int OFFSET = 3;
  private static final int ROUNDS = 1_000;

  private final SplittableRandom random = new SplittableRandom(11);

  /** Expects that random bytes come out as they went in. */
  private void assertRoundTrips(int length, UnaryOperator<byte[]> roundTrip) {
    for (int k = 0; k < ROUNDS; k++) {
      byte[] buf = new byte[OFFSET + length];
      random.nextBytes(buf);
      byte[] after = roundTrip.apply(buf);
      assertThat(Hex.text(after).substring(2 * OFFSET)).isEqualTo(Hex.text(buf).substring(2 * OFFSET));
    }
  }

  private static byte[] like(byte[] buf) {
    return new byte[buf.length];
  }

  @Test
  @Covers("dst_unreachable roundtrip")
  void icmpHeaders() {
    assertRoundTrips(
        IcmpWire.LENGTH,
        buf -> {
          byte[] after = like(buf);
          IcmpWire.emit(IcmpWire.parse(buf, OFFSET), after, OFFSET);
          return after;
        });
  }

  @Test
  void icmpEchoHeaders() {
    assertRoundTrips(
        IcmpEchoWire.LENGTH,
        buf -> {
          byte[] after = like(buf);
          IcmpEchoWire.emit(IcmpEchoWire.parse(buf, OFFSET), after, OFFSET);
          return after;
        });
  }

  @Test
  @Covers("ARP roundtrip")
  @Only(Family.IPV4)
  void arpPackets() {
    assertRoundTrips(
        ArpWire.LENGTH,
        buf -> {
          byte[] after = like(buf);
          ArpWire.emit(ArpWire.parse(buf, OFFSET), after, OFFSET);
          return after;
        });
  }

  @Test
  @Covers("IPv4 roundtrip")
  @Only(Family.IPV4)
  void ipv4Headers() {
    assertRoundTrips(
        Ipv4Wire.LENGTH,
        buf -> {
          byte[] after = like(buf);
          Ipv4Wire.emit(Ipv4Wire.parse(buf, OFFSET), after, OFFSET);
          return after;
        });
  }

  @Test
  @Only(Family.IPV4)
  void icmpv4DestinationUnreachableHeaders() {
    assertRoundTrips(
        Icmpv4DestinationUnreachableWire.LENGTH,
        buf -> {
          byte[] after = like(buf);
          Icmpv4DestinationUnreachableWire.emit(Icmpv4DestinationUnreachableWire.parse(buf, OFFSET), after, OFFSET);
          return after;
        });
  }

  @Test
  @Only(Family.IPV4)
  void icmpv4ParameterProblemHeaders() {
    assertRoundTrips(
        Icmpv4ParameterProblemWire.LENGTH,
        buf -> {
          byte[] after = like(buf);
          Icmpv4ParameterProblemWire.emit(Icmpv4ParameterProblemWire.parse(buf, OFFSET), after, OFFSET);
          return after;
        });
  }

  @Test
  @Only(Family.IPV4)
  void icmpv4RedirectHeaders() {
    assertRoundTrips(
        Icmpv4RedirectWire.LENGTH,
        buf -> {
          byte[] after = like(buf);
          Icmpv4RedirectWire.emit(Icmpv4RedirectWire.parse(buf, OFFSET), after, OFFSET);
          return after;
        });
  }

  @Test
  @Covers("IPv6 roundtrip")
  @Only(Family.IPV6)
  void ipv6Headers() {
    assertRoundTrips(
        Ipv6Wire.LENGTH,
        buf -> {
          byte[] after = like(buf);
          Ipv6Wire.emit(Ipv6Wire.parse(buf, OFFSET), after, OFFSET);
          return after;
        });
  }

  @Test
  @Covers("extension header roundtrip")
  @Only(Family.IPV6)
  void ipv6ExtensionHeaders() {
    assertRoundTrips(
        Ipv6ExtensionWire.LENGTH,
        buf -> {
          byte[] after = like(buf);
          Ipv6ExtensionWire.emit(Ipv6ExtensionWire.parse(buf, OFFSET), after, OFFSET);
          return after;
        });
  }

  @Test
  @Covers("fragment header roundtrip")
  @Only(Family.IPV6)
  void ipv6FragmentHeaders() {
    assertRoundTrips(
        Ipv6FragmentWire.LENGTH,
        buf -> {
          byte[] after = like(buf);
          Ipv6FragmentWire.emit(Ipv6FragmentWire.parse(buf, OFFSET), after, OFFSET);
          return after;
        });
  }

  @Test
  @Only(Family.IPV6)
  void ipv6RoutingHeaders() {
    assertRoundTrips(
        Ipv6RoutingWire.LENGTH,
        buf -> {
          byte[] after = like(buf);
          Ipv6RoutingWire.emit(Ipv6RoutingWire.parse(buf, OFFSET), after, OFFSET);
          return after;
        });
  }

  @Test
  @Covers("pkt_too_big roundtrip")
  @Only(Family.IPV6)
  void icmpv6PacketTooBigHeaders() {
    assertRoundTrips(
        Icmpv6PacketTooBigWire.LENGTH,
        buf -> {
          byte[] after = like(buf);
          Icmpv6PacketTooBigWire.emit(Icmpv6PacketTooBigWire.parse(buf, OFFSET), after, OFFSET);
          return after;
        });
  }

  @Test
  @Only(Family.IPV6)
  void icmpv6ParameterProblemHeaders() {
    assertRoundTrips(
        Icmpv6ParameterProblemWire.LENGTH,
        buf -> {
          byte[] after = like(buf);
          Icmpv6ParameterProblemWire.emit(Icmpv6ParameterProblemWire.parse(buf, OFFSET), after, OFFSET);
          return after;
        });
  }

  @Test
  @Only(Family.IPV6)
  void neighborSolicitations() {
    assertRoundTrips(
        NeighborSolicitationWire.LENGTH,
        buf -> {
          byte[] after = like(buf);
          NeighborSolicitationWire.emit(NeighborSolicitationWire.parse(buf, OFFSET), after, OFFSET);
          return after;
        });
  }

  @Test
  @Only(Family.IPV6)
  void neighborAdvertisements() {
    assertRoundTrips(
        NeighborAdvertisementWire.LENGTH,
        buf -> {
          byte[] after = like(buf);
          NeighborAdvertisementWire.emit(NeighborAdvertisementWire.parse(buf, OFFSET), after, OFFSET);
          return after;
        });
  }

  @Test
  @Only(Family.IPV6)
  void linkLayerAddressOptions() {
    assertRoundTrips(
        NdpLinkLayerAddressOptionWire.LENGTH,
        buf -> {
          byte[] after = like(buf);
          NdpLinkLayerAddressOptionWire.emit(NdpLinkLayerAddressOptionWire.parse(buf, OFFSET), after, OFFSET);
          return after;
        });
  }

  @Test
  @Only(Family.IPV6)
  void routerSolicitations() {
    assertRoundTrips(
        RouterSolicitationWire.LENGTH,
        buf -> {
          byte[] after = like(buf);
          RouterSolicitationWire.emit(RouterSolicitationWire.parse(buf, OFFSET), after, OFFSET);
          return after;
        });
  }

  @Test
  @Only(Family.IPV6)
  void routerAdvertisements() {
    assertRoundTrips(
        RouterAdvertisementWire.LENGTH,
        buf -> {
          byte[] after = like(buf);
          RouterAdvertisementWire.emit(RouterAdvertisementWire.parse(buf, OFFSET), after, OFFSET);
          return after;
        });
  }

  @Test
  @Only(Family.IPV6)
  void redirects() {
    assertRoundTrips(
        NdpRedirectWire.LENGTH,
        buf -> {
          byte[] after = like(buf);
          NdpRedirectWire.emit(NdpRedirectWire.parse(buf, OFFSET), after, OFFSET);
          return after;
        });
  }

  @Test
  @Only(Family.IPV6)
  void prefixOptions() {
    assertRoundTrips(
        NdpPrefixOptionWire.LENGTH,
        buf -> {
          byte[] after = like(buf);
          NdpPrefixOptionWire.emit(NdpPrefixOptionWire.parse(buf, OFFSET), after, OFFSET);
          return after;
        });
  }

  @Test
  @Only(Family.IPV6)
  void mtuOptions() {
    assertRoundTrips(
        NdpMtuOptionWire.LENGTH,
        buf -> {
          byte[] after = like(buf);
          NdpMtuOptionWire.emit(NdpMtuOptionWire.parse(buf, OFFSET), after, OFFSET);
          return after;
        });
  }
}
