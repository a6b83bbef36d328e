package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.socket.dns.Claim;
import dev.zmol.socket.dns.DnsOutcome;
import dev.zmol.socket.dns.DnsResult;
import dev.zmol.socket.dns.DnsService;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dns.DnsData;
import dev.zmol.wire.dns.DnsName;
import dev.zmol.wire.dns.DnsType;
import dev.zmol.wire.dual.IpEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@Specialize
@Covers("S9")
class MulticastDnsTest {
  private final TcpPair pair = new TcpPair();
  private final MulticastDns responder = pair.server.multicastDns();

  private void settle() {
    pair.pass(Duration.ofSeconds(4));
  }

  private DnsResult lookup(String name, int type) {
    DnsLookup lookup = pair.client.dns().lookup(name, type, _ -> {});
    pair.until(lookup::isDone);
    return lookup.result();
  }

  @Test
  void aHostIsFoundByItsNameOnTheLink() {
    responder.start("server");
    settle();

    DnsLookup lookup = pair.client.dns().addresses("server.local", _ -> {});
    pair.until(lookup::isDone);

    assertThat(lookup.addresses()).containsExactly(pair.server.address());
    assertThat(lookup.server()).isEmpty();
  }

  @Test
  @Covers("RFC 8504 §9: mDNS")
  void aServiceIsFoundByItsType() {
    responder.start("server");
    Claim service = responder.register(new DnsService("Files", "_ftp._tcp", 21, List.of("u=me")));
    settle();

    assertThat(lookup("_ftp._tcp.local", DnsType.PTR).answers().getFirst().data())
        .isEqualTo(new DnsData.Pointer(service.name()));
    assertThat(lookup(service.name().toString(), DnsType.SRV).answers().getFirst().data())
        .isEqualTo(new DnsData.Service(0, 0, 21, DnsName.parse("server.local")));
  }

  @Test
  void twoHostsOfOneNameEndUpWithTwo() {
    Claim left = pair.client.multicastDns().start("host");
    Claim right = responder.start("host");
    pair.pass(Duration.ofSeconds(8));

    assertThat(List.of(left.name().toString(), right.name().toString()))
        .containsExactlyInAnyOrder("host.local.", "host-2.local.");
    assertThat(left.isEstablished()).isTrue();
    assertThat(right.isEstablished()).isTrue();
  }

  @Test
  void nobodyAnswersForANameThatNobodyHas() {
    responder.start("server");
    settle();

    assertThat(lookup("other.local", DnsServers.addressType()).outcome()).isEqualTo(DnsOutcome.TIMED_OUT);
  }

  @Test
  void manyServicesAreToldInSeveralPackets() {
    responder.start("server");
    List<Claim> services = new ArrayList<>();
    for (int k = 0; k < 64; k++) {
      services.add(
          responder.register(new DnsService("Service number " + k, "_x._udp", 1 + k, List.of("t".repeat(200)))));
    }
    settle();

    assertThat(services).allMatch(Claim::isEstablished);
    assertThatIllegalStateException()
        .isThrownBy(() -> responder.register(new DnsService("one more", "_x._udp", 1, List.of())));
    assertThat(lookup("_x._udp.local", DnsType.PTR).answers()).isNotEmpty();
  }

  @Test
  void garbageIsCountedAndChangesNothing() {
    responder.start("server");
    settle();
    UdpSocket sender = pair.client.udp().bind();
    IpEndpoint port = pair.server.at(5353);
    sender.send(new byte[] {1, 2, 3}, 0, 3, port);
    byte[] response = new byte[12];
    response[2] = (byte) 0x84;
    sender.send(response, 0, 12, port);
    pair.pass(Duration.ofMillis(100));

    assertThat(pair.server.drops().of(DropReason.DNS_MALFORMED)).isOne();
    assertThat(pair.server.drops().of(DropReason.DNS_UNEXPECTED)).isOne();
    assertThat(lookup("server.local", DnsServers.addressType()).outcome()).isEqualTo(DnsOutcome.ANSWERED);
  }

  @Test
  void whatIsStoppedAnswersNoMoreAndCanBeStartedAgain() {
    responder.start("server");
    settle();
    assertThatIllegalStateException()
        .isThrownBy(() -> responder.start("again"))
        .withMessage("multicast DNS was started as server.local.");
    responder.stop();
    responder.stop();
    assertThat(lookup("server.local", DnsServers.addressType()).outcome()).isEqualTo(DnsOutcome.TIMED_OUT);

    responder.start("again");
    settle();
    assertThat(lookup("again.local", DnsServers.addressType()).outcome()).isEqualTo(DnsOutcome.ANSWERED);
  }

  @Test
  void nothingIsRegisteredBeforeTheStart() {
    assertThatIllegalStateException()
        .isThrownBy(() -> responder.register(new DnsService("a", "_x._udp", 1, List.of())))
        .withMessage("multicast DNS was not started");
  }
}
