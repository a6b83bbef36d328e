package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Only;
import dev.zmol.wire.EtherType;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.dual.ArpPacket;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.Ipv4Address;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

@Only(IPV4)
class Ipv4AddressLifeTest extends AddressLifeBehavior {
  private static final String PROBE = "02:00:00:00:00:01 > ff:ff:ff:ff:ff:ff ARP who has 192.0.2.77 tell 0.0.0.0";
  private static final String ANNOUNCEMENT = "02:00:00:00:00:01 > ff:ff:ff:ff:ff:ff ARP who has 192.0.2.77 tell 192.0.2.77";

  Ipv4AddressLifeTest() {
    super(Site.ipv4(), "192.0.2.77");
  }

  @Override
  List<String> expectedOnSuccess() {
    return List.of(PROBE, PROBE, PROBE, ANNOUNCEMENT, ANNOUNCEMENT);
  }

  @Override
  List<String> announcements() {
    return Collections.nCopies(2, ANNOUNCEMENT);
  }

  @Override
  byte[] probe(IpAddress address) {
    byte[] arp =
        Frames.arp(
            ArpPacket.REQUEST,
            Frames.PEER_MAC,
            Ipv4Address.UNSPECIFIED,
            MacAddress.ZERO,
            Ipv4Address.parse(address.toString()));
    return Frames.ethernet(MacAddress.BROADCAST, Frames.PEER_MAC, EtherType.ARP, arp);
  }

  @Override
  byte[] claim() {
    return Frames.answer(site.host(), Frames.OTHER_MAC, site.host());
  }

  @Test
  void ourOwnFrameThatComesBackIsNoConflict() {
    host.receive(Frames.answer(site.host(), Frames.OWN_MAC, site.host()), 0);
    assertThat(run(0, SECOND)).isEmpty();
  }
}
