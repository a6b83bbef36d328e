package dev.zmol.iface.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Medium;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.EthernetFrame;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import org.junit.jupiter.api.Test;

/** How hosts of both families choose among routers, and follow their redirects. */
@Specialize
@Covers("I3")
abstract class RouterChoiceBehavior {
  static final long SECOND = Host.SECOND;
  final Site site;
  private final IpAddress second;
  private final IpCidr everywhere;
  final Host host;

  RouterChoiceBehavior(Site site, String second, String everywhere) {
    this.site = site;
    this.second = IpAddress.parse(second);
    this.everywhere = IpCidr.parse(everywhere);
    this.host = Host.ethernet(site.own());
    host.ip.routes().learn(this.everywhere, site.gateway(), 0, 1800 * SECOND);
  }

  final SendResult ping(long nowNanos) {
    return host.icmp.sendEchoRequest(site.remote(), 1, 1, new byte[8], nowNanos);
  }

  final void answer(IpAddress router, MacAddress mac, long nowNanos) {
    host.receive(Frames.answer(router, mac, site.host()), nowNanos);
  }

  final long lastDestination() {
    return EthernetFrame.destination(host.device.sent.getLast(), 0);
  }

  /** Introduces the first router as the one that packets to the remote host go to. */
  final void begin() {
    ping(0);
    answer(site.gateway(), Frames.PEER_MAC, 0);
    assertThat(lastDestination()).isEqualTo(Frames.PEER_MAC.bits());
  }

  @Test
  @Covers("RFC 4191 §3.2")
  void preferredRouterIsUsed() {
    begin();
    host.ip.routes().learn(everywhere, second, 1, 1800 * SECOND);
    ping(1);
    answer(second, Frames.OTHER_MAC, 1);
    assertThat(lastDestination()).isEqualTo(Frames.OTHER_MAC.bits());
  }

  @Test
  @Covers({
    "RFC 4861 §6.3.6",
    "RFC 1122 §3.3.1.4: detect",
    "RFC 1122 §3.3.1.4: forever",
    "RFC 1122 §3.3.1.5: switch",
    "RFC 8504 §5.4: routers that fail"
  })
  void anotherRouterTakesOverWhenOneDoesNotAnswer() {
    host.ip.routes().learn(everywhere, second, -1, 1800 * SECOND);
    ping(0);
    for (int k = 1; k <= 3; k++) {
      host.ip.poll(k * SECOND);
    }
    ping(4 * SECOND);
    answer(second, Frames.OTHER_MAC, 4 * SECOND);
    assertThat(lastDestination()).isEqualTo(Frames.OTHER_MAC.bits());

    // The first one is back, and preferred.
    host.receive(Frames.question(site.gateway(), Frames.PEER_MAC, site.host()), 5 * SECOND);
    ping(6 * SECOND);
    answer(site.gateway(), Frames.PEER_MAC, 6 * SECOND);
    ping(7 * SECOND);
    assertThat(lastDestination()).isEqualTo(Frames.PEER_MAC.bits());
  }

  @Test
  @Covers("RFC 1122 §3.3.1.2: several gateways")
  void routersThatDoNotAnswerAreTriedInTurn() {
    Routes routes = new Routes(gateway -> gateway.equals(second) ? 5 : 9);
    routes.learn(everywhere, site.gateway(), 1, 100);
    routes.learn(everywhere, second, 0, 100);
    assertThat(routes.gatewayTo(site.remote(), 0)).isEqualTo(second);
  }

  @Test
  void learnedRoutesAreBoundedAndExpire() {
    Routes routes = new Routes();
    for (int k = 0; k < 1000; k++) {
      boolean learned = routes.learn(everywhere, IpAddress.parse(floodDestination(k % 250)), 0, k);
      assertThat(learned).isEqualTo(k % 250 < 64);
    }
    assertThat(routes.list()).hasSize(64);
    routes.add(everywhere, site.gateway());
    routes.removeExpired(1000);
    assertThat(routes.list()).hasSize(1);
    assertThat(routes.forget(everywhere, site.gateway())).isFalse();
  }

  private void redirect(IpAddress from, IpAddress to, long nowNanos) {
    host.receive(Frames.redirect(from, Frames.PEER_MAC, site.host(), site.remote(), to), nowNanos);
  }

  /** A router's address as it appears in redirects. */
  abstract IpAddress better();

  @Test
  @Covers({
    "RFC 1122 §3.2.2.2",
    "RFC 4861 §8.3",
    "RFC 1122 §3.2.2.2: update",
    "RFC 1122 §3.3.1.2: cache",
    "RFC 1122 §3.3.1.3: key",
    "RFC 8504 §5.4: redirects"
  })
  void redirectOfTheFirstHopIsFollowedForTenMinutes() {
    begin();
    redirect(site.gateway(), better(), SECOND);
    ping(2 * SECOND);
    answer(better(), Frames.OTHER_MAC, 2 * SECOND);
    assertThat(lastDestination()).isEqualTo(Frames.OTHER_MAC.bits());

    ping(602 * SECOND);
    answer(site.gateway(), Frames.PEER_MAC, 602 * SECOND);
    assertThat(lastDestination()).isEqualTo(Frames.PEER_MAC.bits());
  }

  @Test
  void redirectToANeighborThatDoesNotAnswerIsForgotten() {
    begin();
    redirect(site.gateway(), better(), SECOND);
    ping(2 * SECOND);
    for (int k = 3; k <= 5; k++) {
      host.ip.poll(k * SECOND);
    }
    host.device.sent.clear();
    ping(6 * SECOND);
    assertThat(lastDestination()).isEqualTo(Frames.PEER_MAC.bits());
  }

  @Test
  @Covers({"RFC 1122 §3.2.2.2", "RFC 4861 §8.1", "RFC 1122 §3.2.2.2: illegal"})
  void redirectThatIsNotFromTheFirstHopOrNotToANeighborIsRefused() {
    begin();
    redirect(second, better(), SECOND);
    redirect(site.gateway(), site.gateway(), SECOND);
    redirect(site.gateway(), site.host(), SECOND);
    assertThat(host.drops.total()).isEqualTo(3);
    host.device.sent.clear();
    ping(2 * SECOND);
    assertThat(lastDestination()).isEqualTo(Frames.PEER_MAC.bits());
  }

  @Test
  void redirectsCanBeRefusedAltogether() {
    InterfaceConfiguration configuration =
        Host.configuration(site.own()).acceptRedirects(false).build();
    Host strict = new Host(DeviceCapabilities.plain(Medium.ETHERNET, 1500), configuration);
    strict.ip.routes().learn(everywhere, site.gateway(), 0, 1800 * SECOND);
    byte[] redirect = Frames.redirect(site.gateway(), Frames.PEER_MAC, site.host(), site.remote(), better());
    strict.receive(redirect, 0);
    assertThat(strict.drops.of(DropReason.REDIRECT_REFUSED)).isEqualTo(1);
  }

  @Test
  @Covers("hostile: redirects")
  void floodOfRedirectsIsBounded() {
    begin();
    for (int k = 0; k < 1000; k++) {
      IpAddress destination = IpAddress.parse(floodDestination(k));
      host.receive(
          Frames.redirect(site.gateway(), Frames.PEER_MAC, site.host(), destination, better()), SECOND);
    }
    assertThat(host.ethernetLink().neighbors()).isLessThanOrEqualTo(2);
  }

  abstract String floodDestination(int number);
}
