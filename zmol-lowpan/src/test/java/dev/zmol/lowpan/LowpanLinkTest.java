package dev.zmol.lowpan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.iface.ipv6.SendResult;
import dev.zmol.lowpan.frame.Ieee802154Address;
import dev.zmol.socket.ipv6.TcpConnection;
import dev.zmol.socket.ipv6.TcpListener;
import dev.zmol.socket.ipv6.UdpSocket;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.ipv6.IpEndpoint;
import dev.zmol.wire.ipv6.Ipv6Address;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Covers({"L1", "I10"})
class LowpanLinkTest {
  private final RadioNetwork radio = new RadioNetwork(1, 0);

  private RadioStack node(int number) {
    return radio.node(number, false);
  }

  @Test
  @Covers("stack: 802.15.4 stack compiles and initializes")
  void hasALinkLocalAddressOfItsEui64() {
    RadioStack node = node(1);
    assertThat(node.ip().isLocal(RadioNetwork.linkLocal(1))).isTrue();
    assertThat(node.ip().mtu()).isEqualTo(1280);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 40, 80, 100, 500, 1_200})
  void carriesDatagramsOfAnyLengthToLinkLocalAddressesWithoutAsking(int length) {
    RadioStack left = node(1);
    RadioStack right = node(2);
    carries(left, right, RadioNetwork.linkLocal(2), length);
    // One frame with its acknowledgment for what fits.
    assertThat(radio.frames.size() == 2).isEqualTo(length <= 80);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void findsOtherNeighborsByAsking(boolean shortAddresses) {
    RadioStack left = radio.node(1, shortAddresses);
    RadioStack right = radio.node(2, shortAddresses);
    carries(left, right, RadioNetwork.global(2), 1_000);
    assertThat(left.link().neighbors(radio.nowNanos())).hasSize(1);
    assertThat(right.drops().total()).isZero();
  }

  private void carries(RadioStack left, RadioStack right, Ipv6Address to, int length) {
    byte[] data = new byte[length];
    new SplittableRandom(length).nextBytes(data);
    UdpSocket receiver = right.udp().bind(0xf0b1);
    UdpSocket sender = left.udp().bind(0xf0b2);
    assertThat(sender.send(data, 0, length, new IpEndpoint(to, 0xf0b1))).isTrue();
    assertThat(radio.runUntil(() -> receiver.available() > 0, 10)).isTrue();
    byte[] received = new byte[1_280];
    assertThat(receiver.receive(received, 0, received.length)).isEqualTo(length);
    assertThat(Arrays.copyOf(received, length)).isEqualTo(data);
  }

  @Test
  @Covers({"stack: 802.15.4 IPHC ingress: ICMPv6 echo request produces reply", "RFC 8504 §15: constrained"})
  void answersEchoRequestsOverALossyChannel() {
    var lossy = new RadioNetwork(7, 0.1);
    RadioStack left = lossy.node(1, false);
    lossy.node(2, false);
    var echoes = new CountingEchoes();
    left.icmp().listener(echoes);
    int sent = 0;
    for (int k = 0; k < 50; k++) {
      SendResult result = left.icmp().sendEchoRequest(RadioNetwork.global(2), 1, k, new byte[300], lossy.nowNanos());
      sent += result == SendResult.DROPPED ? 0 : 1;
      lossy.run(1);
    }
    assertThat(sent).isEqualTo(50);
    assertThat(echoes.replies).isGreaterThan(45);
  }

  @Test
  void transfersByTcpOverALossyChannel() {
    var lossy = new RadioNetwork(3, 0.1);
    RadioStack left = lossy.node(1, false);
    RadioStack right = lossy.node(2, false);
    byte[] data = new byte[100 << 10];
    new SplittableRandom(5).nextBytes(data);
    TcpListener listener = right.tcp().listen(80, 4);
    TcpConnection client = left.tcp().connect(new IpEndpoint(RadioNetwork.global(2), 80));
    assertThat(lossy.runUntil(() -> listener.pending() > 0, 60)).isTrue();
    TcpConnection server = listener.accept();
    byte[] received = new byte[data.length];
    int[] counts = new int[2];
    boolean done =
        lossy.runUntil(
            () -> {
              counts[0] += Math.max(0, client.send(data, counts[0], data.length - counts[0]));
              counts[1] += Math.max(0, server.receive(received, counts[1], received.length - counts[1]));
              return counts[1] == received.length;
            },
            600);
    assertThat(done).as("%d of %d", counts[1], data.length).isTrue();
    assertThat(received).isEqualTo(data);
  }

  private static int drops(RadioStack stack, String frame) {
    long before = stack.drops().total();
    byte[] bytes = HexFormat.of().parseHex(frame.replace(" ", ""));
    var packet = new Packet(1280);
    packet.set(packet.offset(), bytes.length);
    System.arraycopy(bytes, 0, packet.bytes(), packet.offset(), bytes.length);
    stack.ingress(packet, 0);
    return (int) (stack.drops().total() - before);
  }

  @Test
  @Covers("stack: 802.15.4 PAN ID filtering drops wrong PAN")
  void dropsFramesOfOtherNetworks() {
    RadioStack node = node(1);
    drops(node, "41d8 01 cefa ffff 02000000004b1202 7a33 3a 80");
    assertThat(node.drops().of(DropReason.FRAME_PAN_NOT_OURS)).isEqualTo(1);
  }

  @Test
  @Covers("stack: 802.15.4 non-data frame is dropped")
  void dropsBeaconsSecuredFramesAndThoseForOthers() {
    RadioStack node = node(1);
    drops(node, "40d8 01 cdab ffff 02000000004b1202 7a33 3a 80");
    drops(node, "49d8 01 cdab ffff 02000000004b1202 7a33 3a 80");
    drops(node, "41d8 01 cdab 0500 02000000004b1202 7a33 3a 80");
    assertThat(node.drops().of(DropReason.FRAME_MALFORMED)).isEqualTo(1);
    assertThat(node.drops().of(DropReason.FRAME_SECURED)).isEqualTo(1);
    assertThat(node.drops().of(DropReason.FRAME_NOT_FOR_US)).isEqualTo(1);
  }

  @Test
  @Covers({
    "stack: 802.15.4 drops oversized 6LoWPAN first fragment",
    "stack: 802.15.4 drops 6LoWPAN fragment past datagram size",
    "wire/sixlowpan_frag: undersized datagram sizes are malformed",
    "hostile: 6LoWPAN fragments"
  })
  void dropsFragmentsWhoseSizeAndOffsetDoNotAgree() {
    RadioStack node = node(1);
    String header = "41d8 %s cdab ffff 02000000004b1202 ";
    // More than its datagram has; a size that no IPv6 packet has; past the end; units that are not whole; offset 0.
    assertThat(drops(node, header.formatted("01") + "c028 0001 7a3b 3a 01 0102030405060708")).isEqualTo(1);
    assertThat(drops(node, header.formatted("02") + "c010 0001 7a3b 3a 01")).isEqualTo(1);
    assertThat(drops(node, header.formatted("03") + "e030 0001 05 0102030405060708090a")).isEqualTo(1);
    assertThat(drops(node, header.formatted("04") + "e064 0001 05 010203040506")).isEqualTo(1);
    assertThat(drops(node, header.formatted("05") + "e064 0001 00 0102030405060708")).isEqualTo(1);
    assertThat(drops(node, header.formatted("06") + "e7ff 0001 ff 0102030405060708")).isEqualTo(1);
    assertThat(node.drops().of(DropReason.LOWPAN_FRAGMENT_MALFORMED)).isEqualTo(6);
  }

  @Test
  @Covers("wire/sixlowpan_frag: truncated errors")
  void dropsFragmentsThatAreCutShort() {
    RadioStack node = node(1);
    String[] cut = {"c028", "c028 00", "c028 0001", "e028 0001", "e028 0001 05"};
    for (int k = 0; k < cut.length; k++) {
      String frame = "41d8 0" + k + " cdab ffff 02000000004b1202 " + cut[k];
      assertThat(drops(node, frame)).as(cut[k]).isEqualTo(1);
    }
    assertThat(node.drops().of(DropReason.LOWPAN_FRAGMENT_MALFORMED)).isEqualTo(cut.length);
  }

  @Test
  @Covers({
    "wire/sixlowpan_frag: payloadSlice first fragment", "wire/sixlowpan_frag: payloadSlice subsequent fragment"
  })
  void putsTogetherWhatIsBehindTheHeadersOfFragments() {
    RadioStack node = node(1);
    UdpSocket socket = node.udp().bind(0xf0b1);
    String header = "41dc %s cdab 01000000004b1202 02000000004b1202 ";
    // IPv6 and UDP in 48 bytes, then 16 of data: the first half of it in the first fragment.
    assertThat(drops(node, header.formatted("01") + "c040 0001 7e33 f7 21 0102030405060708")).isZero();
    assertThat(socket.available()).isZero();
    assertThat(drops(node, header.formatted("02") + "e040 0001 07 1112131415161718")).isZero();
    byte[] received = new byte[16];
    assertThat(socket.receive(received, 0, 16)).isEqualTo(16);
    assertThat(HexFormat.of().formatHex(received)).isEqualTo("01020304050607081112131415161718");
  }

  @Test
  void givesUpWhatNobodyAcknowledges() {
    RadioStack node = node(1);
    UdpSocket socket = node.udp().bind();
    socket.send(new byte[500], 0, 500, new IpEndpoint(RadioNetwork.linkLocal(9), 7));
    radio.run(1);
    assertThat(node.drops().of(DropReason.FRAME_UNACKNOWLEDGED)).isEqualTo(1);
    // The first fragment once and three times more, and none of the others.
    assertThat(radio.frames).hasSize(4);
  }

  @Test
  void takesAFrameOnceThatIsSentTwice() {
    RadioStack node = node(1);
    String frame = "41d8 01 cdab ffff 02000000004b1202 7a33 3b";
    drops(node, frame);
    drops(node, frame);
    assertThat(node.drops().of(DropReason.FRAME_DUPLICATE)).isEqualTo(1);
  }

  @Test
  void survivesAnyFrames() {
    RadioStack node = node(1);
    RadioStack other = node(2);
    UdpSocket socket = other.udp().bind();
    socket.send(new byte[600], 0, 600, new IpEndpoint(RadioNetwork.linkLocal(1), 7));
    radio.run(1);
    byte[][] seeds = radio.frames.toArray(byte[][]::new);
    var random = new SplittableRandom(11);
    var packet = new Packet(1280);
    int rounds = Integer.getInteger("zmol.lowpan.frames", 100_000);
    for (int round = 0; round < rounds; round++) {
      byte[] frame = seeds[random.nextInt(seeds.length)].clone();
      for (int k = random.nextInt(6); k > 0; k--) {
        frame[random.nextInt(frame.length)] = (byte) random.nextInt();
      }
      packet.clear();
      int length = random.nextInt(4) == 0 ? random.nextInt(frame.length + 1) : frame.length;
      packet.set(packet.offset(), length);
      System.arraycopy(frame, 0, packet.bytes(), packet.offset(), length);
      node.ingress(packet, round * 100_000L);
      node.poll(round * 100_000L);
      radio.frames.clear();
    }
    assertThat(node.drops().total()).isPositive();
    assertThat(node.link().neighbors(0)).hasSizeLessThanOrEqualTo(64);
    assertThat(node.ip().isLocal(RadioNetwork.linkLocal(1))).isTrue();
  }

  @Test
  void refusesConfigurationsThatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LowpanConfiguration.builder(Ieee802154Address.ofShort(1), RadioNetwork.PAN))
        .withMessageContaining("EUI-64");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LowpanConfiguration.builder(RadioNetwork.eui(1), 0xffff))
        .withMessageContaining("65535");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LowpanConfiguration.builder(RadioNetwork.eui(1), RadioNetwork.PAN).retries(16))
        .withMessageContaining("16");
  }
}
