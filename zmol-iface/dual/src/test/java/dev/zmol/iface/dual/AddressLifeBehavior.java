package dev.zmol.iface.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.AddressState;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Medium;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How addresses of both families are tried, announced, defended, deprecated and removed. */
@Specialize
@Covers("I3")
abstract class AddressLifeBehavior {
  static final long SECOND = Host.SECOND;
  final Site site;
  final IpAddress wanted;
  final Host host;
  final List<String> results = new ArrayList<>();
  private final ProbeListener listener =
      (address, duplicate, _) -> results.add(address + (duplicate ? " is taken" : " is free"));

  AddressLifeBehavior(Site site, String wanted) {
    this.site = site;
    this.wanted = IpAddress.parse(wanted);
    this.host = Host.ethernet(site.own());
  }

  InterfaceAddress wantedAddress() {
    return InterfaceAddress.of(new IpCidr(wanted, site.own().prefix()));
  }

  private void addWanted() {
    host.ip.addresses().addAfterProbe(wantedAddress(), listener);
  }

  /** Polls as often as is asked for until a time, and returns what was sent. */
  List<String> run(long fromNanos, long untilNanos) {
    long now = fromNanos;
    for (int polls = 0; now <= untilNanos; polls++) {
      assertThat(polls).as("polls").isLessThan(100);
      host.ip.poll(now);
      now = Math.max(now, host.ip.pollAt());
    }
    return host.sent();
  }

  @Test
  @Covers({"RFC 5227 §2.1.1", "RFC 4862 §5.4.2"})
  void addressThatNobodyHasIsAddedAndAnnounced() {
    addWanted();
    List<String> sent = run(0, 20 * SECOND);

    assertThat(results).containsExactly(wanted + " is free");
    assertThat(sent).containsExactlyElementsOf(expectedOnSuccess());
    assertThat(host.ip.isLocal(wanted)).isTrue();
    assertThat(host.ip.pollAt()).isEqualTo(Long.MAX_VALUE);
  }

  abstract List<String> expectedOnSuccess();

  @Test
  @Covers("RFC 4862 §5.4")
  void tentativeAddressIsNotUsed() {
    addWanted();
    run(0, SECOND / 2);
    host.receive(Frames.toOwn(Frames.echoRequest(site.peer(), wanted, 1, 8)), SECOND / 2);

    assertThat(host.ip.isLocal(wanted)).isFalse();
    assertThat(host.drops.of(DropReason.IP_NOT_FOR_US)).isEqualTo(1);
    assertThat(host.ip.addresses().list().getLast().state()).isEqualTo(AddressState.TENTATIVE);
    host.sent();
    host.receive(Frames.question(site.peer(), Frames.PEER_MAC, wanted), SECOND / 2);
    assertThat(host.sent()).isEmpty();
  }

  @Test
  @Covers({"RFC 5227 §2.1.1", "RFC 4862 §5.4.4", "RFC 8504 §5.4: duplicates"})
  void addressThatSomebodyHasIsNotAdded() {
    addWanted();
    run(0, SECOND);
    host.receive(Frames.answer(wanted, Frames.PEER_MAC, site.host()), SECOND);
    List<String> sent = run(SECOND, 20 * SECOND);

    assertThat(results).containsExactly(wanted + " is taken");
    assertThat(sent).isEmpty();
    assertThat(host.ip.isLocal(wanted)).isFalse();
    assertThat(host.ip.addresses().list()).noneMatch(address -> address.cidr().address().equals(wanted));
    assertThat(host.drops.of(DropReason.ADDRESS_CONFLICT)).isEqualTo(1);
  }

  @Test
  @Covers({"RFC 5227 §2.1.1", "RFC 4862 §5.4.3"})
  void addressThatSomebodyElseProbesForIsNotAdded() {
    addWanted();
    run(0, SECOND / 2);
    host.receive(probe(wanted), SECOND);
    run(SECOND, 20 * SECOND);

    assertThat(results).containsExactly(wanted + " is taken");
  }

  /** What another host sends that thinks of taking an address. */
  abstract byte[] probe(IpAddress address);

  @Test
  void whoOnlyAsksAddsNothing() {
    host.ip.probe(wanted, listener);
    run(0, 20 * SECOND);

    assertThat(results).containsExactly(wanted + " is free");
    assertThat(host.ip.isLocal(wanted)).isFalse();
    assertThatThrownBy(() -> host.ip.probe(site.allHosts(), listener))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(site.allHosts().toString());
  }

  @Test
  void probesOfARemovedAddressEndWithoutAWord() {
    addWanted();
    run(0, SECOND / 2);
    host.ip.removeAddress(wanted);
    assertThat(run(SECOND, 20 * SECOND)).isEmpty();
    assertThat(results).isEmpty();
  }

  @Test
  void linkWithoutNeighborsHasNoDuplicates() {
    Host tunnel = Host.pointToPoint(site.own());
    tunnel.ip.addresses().addAfterProbe(wantedAddress(), listener);
    tunnel.ip.poll(0);

    assertThat(results).containsExactly(wanted + " is free");
    assertThat(tunnel.ip.isLocal(wanted)).isTrue();
    assertThat(tunnel.device.sent).isEmpty();
  }

  @Test
  void configuredAddressesMayBeProbedForFirst() {
    InterfaceConfiguration configuration = Host.configuration(site.own()).duplicateAddressDetection(1).build();
    Host careful = new Host(DeviceCapabilities.plain(Medium.ETHERNET, 1500), configuration);
    assertThat(careful.ip.isLocal(site.host())).isFalse();
    careful.ip.poll(0);
    careful.ip.poll(2 * SECOND);
    careful.ip.poll(5 * SECOND);
    assertThat(careful.ip.isLocal(site.host())).isTrue();
  }

  @Test
  void busyDeviceDelaysProbes() {
    host.device.busy = true;
    addWanted();
    host.ip.poll(0);
    host.ip.poll(2 * SECOND);
    assertThat(results).isEmpty();
    host.device.busy = false;
    run(3 * SECOND, 20 * SECOND);
    assertThat(results).containsExactly(wanted + " is free");
  }

  @Test
  @Covers({"RFC 5227 §2.4", "RFC 4862 §5.4.4"})
  void addressOfOursIsDefendedOnceInTenSeconds() {
    List<String> conflicts = new ArrayList<>();
    host.ip.addresses().onConflict((address, _) -> conflicts.add(address.toString()));

    host.receive(claim(), 0);
    assertThat(run(0, SECOND)).hasSize(1).first().asString().contains(site.host().toString());
    assertThat(conflicts).isEmpty();

    host.receive(claim(), 2 * SECOND);
    assertThat(run(2 * SECOND, 3 * SECOND)).isEmpty();
    assertThat(conflicts).containsExactly(site.host().toString());

    host.receive(claim(), 11 * SECOND);
    assertThat(run(11 * SECOND, 12 * SECOND)).hasSize(1);
    assertThat(host.drops.of(DropReason.ADDRESS_CONFLICT)).isEqualTo(3);
    assertThat(host.ip.isLocal(site.host())).isTrue();
  }

  /** What another host sends that says that the host's address is its own. */
  abstract byte[] claim();

  @Test
  @Covers("RFC 4862 §5.5.4")
  void addressIsPreferredThenDeprecatedThenGone() {
    host.ip.addresses().add(wantedAddress().until(10 * SECOND, 20 * SECOND));
    int changes = host.ip.addressChanges();
    run(0, 9 * SECOND);
    assertThat(host.ip.addresses().list().getLast().state()).isEqualTo(AddressState.PREFERRED);
    run(9 * SECOND, 10 * SECOND);
    assertThat(host.ip.addresses().list().getLast().state()).isEqualTo(AddressState.DEPRECATED);
    assertThat(host.ip.isLocal(wanted)).isTrue();
    run(10 * SECOND, 20 * SECOND);
    assertThat(host.ip.isLocal(wanted)).isFalse();
    assertThat(host.ip.addresses().list()).noneMatch(address -> address.cidr().address().equals(wanted));
    assertThat(host.ip.addressChanges()).isGreaterThan(changes);
  }

  @Test
  void otherLifetimesReplaceTheOldOnes() {
    host.ip.addresses().add(wantedAddress().until(10 * SECOND, 20 * SECOND));
    run(0, 15 * SECOND);
    int changes = host.ip.addressChanges();
    host.ip.addresses().add(wantedAddress().until(30 * SECOND, 40 * SECOND));
    run(15 * SECOND, 25 * SECOND);
    assertThat(host.ip.addresses().list().getLast().state()).isEqualTo(AddressState.PREFERRED);
    assertThat(host.ip.addressChanges()).isEqualTo(changes);
  }

  @Test
  @Covers("I2")
  void addressThatIsAddedLaterIsAnnounced() {
    host.ip.addAddress(wantedAddress().cidr());
    assertThat(run(0, 10 * SECOND)).containsExactlyElementsOf(announcements());
  }

  abstract List<String> announcements();
}
