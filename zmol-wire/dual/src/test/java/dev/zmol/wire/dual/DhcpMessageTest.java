package dev.zmol.wire.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.Bytes;
import dev.zmol.wire.Dissection;
import dev.zmol.wire.DomainNameList;
import dev.zmol.wire.MacAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Only(Family.IPV4)
@Covers("W6")
class DhcpMessageTest {
  private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:07");
  private static final Ipv4Address SERVER = Ipv4Address.parse("192.0.2.1");
  private static final Ipv4Address YOURS = Ipv4Address.parse("192.0.2.77");

  /** The fields before the options, with a place for those that differ. */
  private static final String DISCOVER_HEADER =
      "01010600 3903f326 0005 8000 00000000 00000000 00000000 00000000" + "020000000007 0000 0000000000000000";

  private static final String NAMES = "00".repeat(192);
  private static final String COOKIE = "63825363";
  private static final String DISCOVER =
      DISCOVER_HEADER + NAMES + COOKIE + "350101" + "3d0701020000000007" + "32 04 c000024d" + "3704 01 03 06 2a" + "ff";

  private static Optional<DhcpMessage> parse(String digits) {
    byte[] buf = Hex.bytes(digits);
    return DhcpMessage.parse(buf, 0, buf.length);
  }

  private static DhcpHeader discoverHeader() {
    return new DhcpHeader(
        DhcpMessage.BOOT_REQUEST, DhcpMessage.ETHERNET, 6, 0, 0x3903_f326, 5, true, 0, Ipv4Address.UNSPECIFIED,
        Ipv4Address.UNSPECIFIED, Ipv4Address.UNSPECIFIED, Ipv4Address.UNSPECIFIED, MAC, 0, 0);
  }

  private static DhcpHeader replyHeader() {
    return new DhcpHeader(
        DhcpMessage.BOOT_REPLY, DhcpMessage.ETHERNET, 6, 0, 0x3903_f326, 0, false, 0, Ipv4Address.UNSPECIFIED, YOURS,
        SERVER, Ipv4Address.UNSPECIFIED, MAC, 0, 0);
  }

  private static DhcpMessage reply(DhcpOptions.Builder options) {
    return new DhcpMessage(replyHeader(), "", "", options.build());
  }

  private static DhcpMessage throughTheWire(DhcpMessage message) {
    byte[] buf = new byte[message.length() + 3];
    assertThat(message.emit(buf, 3)).isEqualTo(buf.length);
    return DhcpMessage.parse(buf, 3, buf.length).orElseThrow();
  }

  @Test
  @Covers("deconstruct discover raw fields")
  void theFieldsOfADiscoverAreWhereTheyBelong() {
    byte[] buf = Hex.bytes(DISCOVER);
    assertThat(DhcpWire.operation(buf, 0)).isEqualTo(DhcpMessage.BOOT_REQUEST);
    assertThat(DhcpWire.hardwareType(buf, 0)).isEqualTo(DhcpMessage.ETHERNET);
    assertThat(DhcpWire.hardwareLength(buf, 0)).isEqualTo(6);
    assertThat(DhcpWire.hops(buf, 0)).isZero();
    assertThat(DhcpWire.transactionId(buf, 0)).isEqualTo(0x3903_f326);
    assertThat(DhcpWire.seconds(buf, 0)).isEqualTo(5);
    assertThat(DhcpWire.broadcast(buf, 0)).isTrue();
    assertThat(DhcpWire.clientAddress(buf, 0)).isEqualTo(Ipv4Address.UNSPECIFIED);
    assertThat(DhcpWire.clientHardwareAddress(buf, 0)).isEqualTo(MAC);
    assertThat(DhcpWire.LENGTH).isEqualTo(44);
  }

  @Test
  @Covers("parse discover")
  void aDiscoverIsRead() {
    DhcpMessage discover = parse(DISCOVER).orElseThrow();
    assertThat(discover.header()).isEqualTo(discoverHeader());
    assertThat(discover.type()).isEqualTo(DhcpMessageType.DISCOVER);
    assertThat(discover.options().bytes(DhcpOptionCode.CLIENT_IDENTIFIER)).contains(Bytes.parse("01020000000007"));
    assertThat(discover.options().address(DhcpOptionCode.REQUESTED_ADDRESS)).contains(YOURS);
    assertThat(discover.options().bytes(DhcpOptionCode.PARAMETER_REQUEST_LIST)).contains(Bytes.of((byte) 1, (byte) 3,
        (byte) 6, (byte) 42));
    assertThat(discover.options().codes()).containsExactly(53, 61, 50, 55);
  }

  @Test
  @Covers({"emit discover", "construct discover from bytes", "emit dhcp option TLV"})
  void aDiscoverIsWrittenByteForByte() {
    DhcpOptions options = DhcpOptions.builder()
        .messageType(DhcpMessageType.DISCOVER)
        .bytes(DhcpOptionCode.CLIENT_IDENTIFIER, Bytes.parse("01020000000007"))
        .address(DhcpOptionCode.REQUESTED_ADDRESS, YOURS)
        .bytes(DhcpOptionCode.PARAMETER_REQUEST_LIST, Bytes.parse("0103062a"))
        .build();
    DhcpMessage discover = new DhcpMessage(discoverHeader(), "", "", options);
    byte[] buf = new byte[400];
    Arrays.fill(buf, (byte) 0x55);
    int end = discover.emit(buf, 0);
    byte[] expected = Arrays.copyOf(Hex.bytes(DISCOVER), DhcpMessage.MIN_LENGTH);
    assertThat(Hex.text(Arrays.copyOf(buf, end))).isEqualTo(Hex.text(expected));
  }

  @Test
  @Covers({"emit offer", "emit offer with dns servers roundtrip"})
  void anOfferComesOutAsItWentIn() {
    Ipv4Address second = Ipv4Address.parse("192.0.2.3");
    DhcpMessage offer = new DhcpMessage(replyHeader(), "boot.example", "kernel", DhcpOptions.builder()
        .messageType(DhcpMessageType.OFFER)
        .address(DhcpOptionCode.SERVER_IDENTIFIER, SERVER)
        .number32(DhcpOptionCode.LEASE_TIME, 86_400)
        .address(DhcpOptionCode.SUBNET_MASK, Ipv4Address.parse("255.255.255.0"))
        .address(DhcpOptionCode.DNS_SERVER, SERVER, second)
        .text(DhcpOptionCode.DOMAIN_NAME, "example.org")
        .number16(DhcpOptionCode.INTERFACE_MTU, 1400)
        .bytes(DhcpOptionCode.DOMAIN_SEARCH, DomainNameList.emit(List.of("a.example", "b.example")))
        .bytes(200, Bytes.parse("0102"))
        .build());
    DhcpMessage read = throughTheWire(offer);
    assertThat(read).isEqualTo(offer).hasSameHashCodeAs(offer);
    assertThat(read.options().addresses(DhcpOptionCode.DNS_SERVER)).containsExactly(SERVER, second);
    assertThat(read.options().number16(DhcpOptionCode.INTERFACE_MTU)).hasValue(1400);
    assertThat(read.options().domainSearch()).containsExactly("a.example", "b.example");
    assertThat(read.options().text(DhcpOptionCode.DOMAIN_NAME)).contains("example.org");
    assertThat(read.options().bytes(200)).as("an unknown option is kept").contains(Bytes.parse("0102"));
  }

  @Test
  @Covers("parse ack with lease duration")
  void aLeaseOfAnAckIsReadWithoutSign() {
    DhcpMessage ack = parse(
            DISCOVER_HEADER.replaceFirst("01", "02") + NAMES + COOKIE + "350105 3304fffffffe 3a0400000010 ff")
        .orElseThrow();
    assertThat(ack.options().number32(DhcpOptionCode.LEASE_TIME)).hasValue(0xffff_fffeL);
    assertThat(ack.options().number32(DhcpOptionCode.RENEWAL_TIME)).hasValue(16);
    assertThat(ack.options().number32(DhcpOptionCode.REBINDING_TIME)).isEmpty();
  }

  @Test
  void aLongOptionTravelsInParts() {
    byte[] content = new byte[600];
    new Random(1).nextBytes(content);
    DhcpMessage message = reply(DhcpOptions.builder().bytes(43, Bytes.of(content)).bytes(60, Bytes.EMPTY));
    assertThat(message.length()).isEqualTo(240 + 3 * 2 + 600 + 2 + 1);
    assertThat(throughTheWire(message)).isEqualTo(message);
  }

  @Test
  void partsOfAnOptionAreJoinedWhereverTheyStand() {
    String overloaded = DISCOVER_HEADER
        + "0c0163 ff" + "00".repeat(60) // the name of the server
        + "0c0162 ff" + "00".repeat(124) // the boot file
        + COOKIE + "340103 350102 0c0161 ff";
    DhcpMessage message = parse(overloaded).orElseThrow();
    assertThat(message.options().text(DhcpOptionCode.HOST_NAME)).contains("abc");
    assertThat(message.serverName()).isEmpty();
    assertThat(message.bootFile()).isEmpty();
  }

  @Test
  void aFieldThatIsNotOverloadedIsAName() {
    String field = DISCOVER_HEADER + "6162" + "00".repeat(62) + "0c0162ff" + "00".repeat(124);
    DhcpMessage message = parse(field + COOKIE + "340101 ff").orElseThrow();
    assertThat(message.serverName()).isEqualTo("ab");
    assertThat(message.bootFile()).isEmpty();
    assertThat(message.options().text(DhcpOptionCode.HOST_NAME)).contains("b");
  }

  @Test
  void whatFollowsTheEndMeansNothing() {
    assertThat(parse(DISCOVER + "320200").orElseThrow().type()).isEqualTo(DhcpMessageType.DISCOVER);
    assertThat(parse(DISCOVER.substring(0, DISCOVER.length() - 2)).orElseThrow().type())
        .as("the end may be missing")
        .isEqualTo(DhcpMessageType.DISCOVER);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "3402 0101 ff", // overload of two bytes
    "340100 ff", // overload of nothing
    "340104 ff", // overload of a field that there is not
    "3204 c00002", // an address that is cut short
    "32", // an option without a length
    "3203 c00002 ff", // an address of three bytes
    "0100 ff", // an empty netmask
    "0605 c000020101 ff", // an address and a quarter
    "3502 0101 ff", // a type of two bytes
    "3302 0010 ff", // a lease time of two bytes
    "3201c0 3201c0 ff", // parts that make no address
    "7905 18c00002c0 ff", // a route that is cut short
    "7906 2100000000 00 ff", // a prefix of 33 bits
    "5001 00 ff" // a rapid commit with a value
  })
  void amalformedOptionMakesTheMessageMalformed(String options) {
    assertThat(parse(DISCOVER_HEADER + NAMES + COOKIE + options)).isEmpty();
  }

  @Test
  void overloadedFieldsAreCheckedToo() {
    String cutShort = "0cff" + "00".repeat(62) + "00".repeat(128);
    assertThat(parse(DISCOVER_HEADER + cutShort + COOKIE + "340102 ff")).isEmpty();
    assertThat(parse(DISCOVER_HEADER + cutShort + COOKIE + "ff")).isPresent();
  }

  @Test
  void whatIsNoMessageIsRefused() {
    assertThat(parse(DISCOVER_HEADER + NAMES + "63825364" + "ff")).as("another cookie").isEmpty();
    assertThat(parse(DISCOVER_HEADER.replaceFirst("01", "03") + NAMES + COOKIE + "ff")).as("operation 3").isEmpty();
    assertThat(parse(DISCOVER_HEADER.replace("010106", "010111") + NAMES + COOKIE + "ff")).as("hlen 17").isEmpty();
    byte[] buf = Hex.bytes(DISCOVER);
    for (int end = 0; end < 240; end++) {
      assertThat(DhcpMessage.parse(buf, 0, end)).as("%d bytes", end).isEmpty();
    }
  }

  @Test
  void classlessRoutesReplaceTheOthers() {
    Ipv4Address router = Ipv4Address.parse("192.0.2.254");
    List<DhcpRoute> routes = List.of(
        new DhcpRoute(IpCidr.parse("0.0.0.0/0"), router),
        new DhcpRoute(IpCidr.parse("10.17.0.0/16"), SERVER),
        new DhcpRoute(IpCidr.parse("10.27.129.0/25"), Ipv4Address.UNSPECIFIED));
    DhcpOptions.Builder options = DhcpOptions.builder()
        .address(DhcpOptionCode.ROUTER, SERVER)
        .address(DhcpOptionCode.STATIC_ROUTE, Ipv4Address.parse("10.0.0.0"), SERVER);
    assertThat(options.build().routes()).containsExactly(
        new DhcpRoute(IpCidr.parse("10.0.0.0/8"), SERVER), new DhcpRoute(IpCidr.parse("0.0.0.0/0"), SERVER));
    Bytes content = DhcpRoute.emit(routes);
    assertThat(content.toString()).startsWith("00c00002fe" + "100a11c0000201" + "190a1b8100");
    DhcpMessage read = throughTheWire(reply(options.bytes(DhcpOptionCode.CLASSLESS_STATIC_ROUTE, content)));
    assertThat(read.options().routes()).isEqualTo(routes);
    assertThat(routes.toString())
        .isEqualTo("[0.0.0.0/0 via 192.0.2.254, 10.17.0.0/16 via 192.0.2.1, 10.27.129.0/25 on link]");
  }

  @Test
  void routesByClassHaveThePrefixOfTheirClassOrLeadToAHost() {
    DhcpOptions options = DhcpOptions.builder()
        .address(
            DhcpOptionCode.STATIC_ROUTE, Ipv4Address.parse("172.16.0.0"), SERVER, Ipv4Address.parse("198.51.100.0"),
            SERVER, Ipv4Address.parse("198.51.100.9"), SERVER, Ipv4Address.UNSPECIFIED, SERVER)
        .build();
    assertThat(options.routes()).extracting(route -> route.destination().toString())
        .containsExactly("172.16.0.0/16", "198.51.100.0/24", "198.51.100.9/32");
  }

  @Test
  void aMessageIsShownInALine() {
    byte[] buf = Hex.bytes(DISCOVER);
    var out = new StringBuilder();
    new DhcpLine(buf, 0, buf.length).append(out);
    assertThat(out.toString())
        .isEqualTo("DHCP discover xid 0x3903f326 client 02:00:00:00:00:07 requested 192.0.2.77");
    out.setLength(0);
    new DhcpLine(buf, 0, 100).append(out);
    assertThat(out.toString()).isEqualTo("DHCP [malformed]");
  }

  @Test
  void aMessageIsShownAsATree() {
    DhcpMessage ack = reply(DhcpOptions.builder()
        .messageType(DhcpMessageType.ACK)
        .number32(DhcpOptionCode.LEASE_TIME, DhcpMessage.INFINITE)
        .address(DhcpOptionCode.DNS_SERVER, SERVER)
        .bytes(201, Bytes.parse("beef")));
    byte[] buf = new byte[ack.length()];
    ack.emit(buf, 0);
    var out = new Dissection();
    new DhcpLine(buf, 0, buf.length).describe(out);
    assertThat(out.tree()).contains(
        "DHCP ack\n", "  transactionId: 0x3903f326\n", "  yourAddress: 192.0.2.77\n", "  lease time: infinite\n",
        "  dns server: [192.0.2.1]\n", "  option 201: beef\n");
  }

  @Test
  void randomMessagesAreReadWithoutHarm() {
    Random random = new Random(7);
    int read = 0;
    for (int k = 0; k < 100_000; k++) {
      byte[] buf = Arrays.copyOf(Hex.bytes(DISCOVER_HEADER + NAMES + COOKIE), 240 + random.nextInt(60));
      for (int at = 240; at < buf.length; at++) {
        buf[at] = (byte) (random.nextBoolean() ? random.nextInt(8) : random.nextInt(256));
      }
      for (int change = random.nextInt(4); change > 0; change--) {
        buf[random.nextInt(buf.length)] = (byte) random.nextInt(256);
      }
      Optional<DhcpMessage> message = DhcpMessage.parse(buf, 0, buf.length);
      new DhcpLine(buf, 0, buf.length).append(new StringBuilder());
      new DhcpLine(buf, 0, buf.length).describe(new Dissection());
      if (message.isPresent()) {
        assertThat(throughTheWire(message.get())).as(Hex.text(buf)).isEqualTo(message.get());
        read++;
      }
    }
    assertThat(read).isGreaterThan(1_000);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    DhcpOptions.Builder options = DhcpOptions.builder();
    assertThatIllegalArgumentException().isThrownBy(() -> options.bytes(0, Bytes.EMPTY)).withMessageContaining("0");
    assertThatIllegalArgumentException().isThrownBy(() -> options.bytes(255, Bytes.EMPTY)).withMessageContaining("255");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DhcpMessage(replyHeader(), "n".repeat(64), "", DhcpOptions.NONE))
        .withMessageContaining("serverName");
  }
}
