package dev.zmol.ipsec.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.zmol.annotations.Specialize;
import dev.zmol.ipsec.Mode;
import dev.zmol.ipsec.PolicyAction;
import dev.zmol.ipsec.PolicyDirection;
import dev.zmol.ipsec.PortRange;
import dev.zmol.ipsec.xfrm.XfrmException;
import dev.zmol.socket.dual.UdpSocket;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.testkit.network.LinkConditions;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stacks that are set up by what {@code ip xfrm} prints, and by a few words. */
@Specialize
@Covers("P2")
class XfrmConfigurationTest {
  private static final int PORT = 5000;

  private final ProtectedPair pair = new ProtectedPair(LinkConditions.PERFECT);
  private final IpAddress left = ProtectedPair.addresses(1).getLast();
  private final IpAddress right = ProtectedPair.addresses(2).getLast();

  private static XfrmConfiguration parse(String text) {
    return XfrmConfiguration.parse(text.getBytes(StandardCharsets.US_ASCII));
  }

  private int prefix() {
    return left.length() * 8;
  }

  private String state(Protection protection, int spi, Mode mode, IpAddress from, IpAddress to) {
    HexFormat hex = HexFormat.of();
    String name = mode == Mode.TUNNEL ? "tunnel" : "transport";
    String algorithms =
        protection == Protection.ESP_CHACHA
            ? "aead rfc7539esp(chacha20,poly1305) 0x%s 128".formatted(hex.formatHex(protection.key(spi)))
            : "auth-trunc hmac(sha512) 0x%s 256\n\tenc cbc(aes) 0x%s"
                .formatted(hex.formatHex(protection.integrityKey(spi)), hex.formatHex(protection.key(spi)));
    return "src %s dst %s\n\tproto esp spi 0x%08x reqid 3 mode %s\n\treplay-window 0\n\t%s\n"
        .formatted(from, to, spi, name, algorithms);
  }

  private String policy(String direction, Mode mode, IpAddress from, IpAddress to) {
    return ("src %s/%d dst %s/%d \n\tdir %s priority 0 ptype main \n"
            + "\ttmpl src %s dst %s\n\t\tproto esp reqid 3 mode %s\n")
        .formatted(from, prefix(), to, prefix(), direction, from, to, mode == Mode.TUNNEL ? "tunnel" : "transport");
  }

  private void exchange() {
    UdpSocket to = pair.right.udp().bind(PORT);
    UdpSocket from = pair.left.udp().bind(PORT);
    assertThat(from.send(new byte[30], 0, 30, new IpEndpoint(right, PORT))).isTrue();
    pair.simulation.runFor(Duration.ofMillis(20));
    assertThat(to.receive(new byte[100], 0, 100)).isEqualTo(30);
    assertThat(to.send(new byte[40], 0, 40, new IpEndpoint(left, PORT))).isTrue();
    pair.simulation.runFor(Duration.ofMillis(20));
    assertThat(from.receive(new byte[100], 0, 100)).isEqualTo(40);
    assertThat(IpsecTransferTest.protocolOf(pair.packets.getLast())).isEqualTo(50);
    from.close();
    to.close();
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void hostsOfTheSameTextUnderstandEachOther(Mode mode) {
    for (Protection protection : new Protection[] {Protection.ESP_CHACHA, Protection.ESP_CBC_SHA512}) {
      for (ProtectedStack stack : List.of(pair.left, pair.right)) {
        stack.ipsec().clearPolicies();
        stack.ipsec().close();
      }
      String states = state(protection, 0x1001, mode, left, right) + state(protection, 0x1002, mode, right, left);
      parse(states + policy("out", mode, left, right) + policy("in", mode, right, left))
          .install(pair.left.ipsec(), pair.clock.nowNanos());
      parse(policy("in", mode, left, right) + policy("out", mode, right, left) + states)
          .install(pair.right.ipsec(), pair.clock.nowNanos());
      exchange();
    }
  }

  @Test
  void policiesComeInTheOrderOfTheirPriorities() {
    String addresses = "src %s/%d dst %s/%d ".formatted(left, prefix(), right, prefix());
    XfrmConfiguration read =
        parse(
            addresses + "\n\tdir in priority 7\n" + addresses + "proto udp sport 53 dport 99\n\tdir in action block\n"
                + addresses + "proto udp sport 53 dport 99\n\tdir out priority 3\n");
    assertThat(read.policies())
        .extracting(IpsecPolicy::action)
        .containsExactly(PolicyAction.DISCARD, PolicyAction.BYPASS, PolicyAction.BYPASS);
    IpsecPolicy in = read.policies().getFirst();
    assertThat(in.direction()).isEqualTo(PolicyDirection.IN);
    assertThat(in.selector().local().address()).isEqualTo(right);
    assertThat(in.selector().localPorts()).isEqualTo(PortRange.of(99));
    IpsecPolicy out = read.policies().get(1);
    assertThat(out.selector().local().address()).isEqualTo(left);
    assertThat(out.selector().localPorts()).isEqualTo(PortRange.of(53));
  }

  @Test
  void addressesThatAreNoneAreRefusedWithTheLine() {
    assertThatExceptionOfType(XfrmException.class)
        .isThrownBy(() -> parse("\n" + state(Protection.ESP_CHACHA, 0x1001, Mode.TUNNEL, left, right).replace(
            "dst " + right, "dst here")))
        .withMessageStartingWith("line 2: ")
        .withMessageContaining("here");
    assertThatExceptionOfType(XfrmException.class)
        .isThrownBy(() -> parse("src %s/129 dst %s/8\n\tdir out\n".formatted(left, right)))
        .withMessageStartingWith("line 1: ");
  }

  @Test
  void tunnelsThatAPolicyCouldNotTellApartAreRefused() {
    IpAddress other = ProtectedPair.addresses(9).getLast();
    String text =
        state(Protection.ESP_CHACHA, 0x1001, Mode.TUNNEL, left, right)
            + state(Protection.ESP_CHACHA, 0x1002, Mode.TUNNEL, left, other)
            + policy("out", Mode.TUNNEL, left, right);
    assertThatExceptionOfType(XfrmException.class)
        .isThrownBy(() -> parse(text))
        .withMessage(
            "line 9: reqid 3 is also that of an association from " + left + " to " + other
                + "; each tunnel has to have its own");
  }

  @Test
  void keysAreWipedWhenAConfigurationIsClosed() {
    XfrmConfiguration read = parse(state(Protection.ESP_CHACHA, 0x1001, Mode.TUNNEL, left, right));
    assertThat(read.associations().getFirst().security().isOver()).isFalse();
    read.close();
    assertThat(read.associations().getFirst().security().isOver()).isTrue();
    assertThat(read.toString()).doesNotContain(HexFormat.of().formatHex(Protection.ESP_CHACHA.key(0x1001)));
  }

  // A few words instead

  @ParameterizedTest
  @EnumSource(Mode.class)
  void peersAreSetUpInAFewWords(Mode mode) {
    int id =
        IpsecPeer.between(left, right)
            .sending(Protection.ESP_GCM_256.builder(0x1001).mode(mode).build())
            .receiving(Protection.ESP_CHACHA.builder(0x1002).mode(mode).build())
            .install(pair.left.ipsec(), pair.clock.nowNanos());
    IpsecPeer.between(right, left)
        .receiving(Protection.ESP_GCM_256.builder(0x1001).mode(mode).build())
        .sending(Protection.ESP_CHACHA.builder(0x1002).mode(mode).build())
        .install(pair.right.ipsec(), pair.clock.nowNanos());
    assertThat(id).isEqualTo(1);
    exchange();
  }

  @Test
  void peerThatCouldNotWorkIsRefused() {
    IpsecPeer half = IpsecPeer.between(left, right).sending(Protection.ESP_GCM_256.builder(0x1001).build());
    assertThatIllegalStateException()
        .isThrownBy(() -> half.install(pair.left.ipsec(), 0))
        .withMessage("there has to be an association for each direction");
    half.receiving(Protection.AH_SHA256.builder(0x1002).build());
    assertThatIllegalStateException()
        .isThrownBy(() -> half.install(pair.left.ipsec(), 0))
        .withMessageEndingWith("have to be of one protocol and one mode");
    half.receiving(Protection.ESP_CHACHA.builder(0x1002).build());
    half.carrying(ProtectedPair.between(left, ProtectedPair.addresses(9).getLast()));
    assertThatIllegalStateException()
        .isThrownBy(() -> half.install(pair.left.ipsec(), 0))
        .withMessage("transport mode protects nothing but what is between both ends");
    assertThat(pair.left.ipsec().associations()).isEmpty();
  }
}
