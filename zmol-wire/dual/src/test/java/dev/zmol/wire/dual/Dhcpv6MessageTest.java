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
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Only(Family.IPV6)
@Covers("W6")
class Dhcpv6MessageTest {
  private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:07");
  private static final DhcpUniqueIdentifier CLIENT = DhcpUniqueIdentifier.linkLayer(MAC);
  private static final Ipv6Address YOURS = Ipv6Address.parse("2001:db8::77");
  private static final String SOLICIT =
      "01 a1b2c3"
          + "0001 000a 0003 0001 020000000007"
          + "0003 000c 00000007 00000000 00000000"
          + "0006 0004 0017 0018"
          + "0008 0002 0000"
          + "000e 0000";

  private static Optional<Dhcpv6Message> parse(String digits) {
    byte[] buf = Hex.bytes(digits);
    return Dhcpv6Message.parse(buf, 0, buf.length);
  }

  private static Dhcpv6Message reply() {
    Dhcpv6Options inner = Dhcpv6Options.builder()
        .associatedAddress(new Dhcpv6Address(new Dhcpv6AddressHeader(YOURS, 300, 0xffff_ffffL), Dhcpv6Options.NONE))
        .status(Dhcpv6Status.SUCCESS)
        .build();
    Dhcpv6Options options = Dhcpv6Options.builder()
        .bytes(Dhcpv6OptionCode.CLIENT_IDENTIFIER, CLIENT.content())
        .identityAssociation(
            new Dhcpv6IdentityAssociation(new Dhcpv6IdentityAssociationHeader(7, 150, 240), inner))
        .address(Dhcpv6OptionCode.DNS_SERVERS, YOURS, Ipv6Address.ALL_NODES)
        .bytes(Dhcpv6OptionCode.DOMAIN_LIST, DomainNameList.emit(List.of("example.org")))
        .number32(Dhcpv6OptionCode.INFORMATION_REFRESH_TIME, 3_600)
        .bytes(999, Bytes.parse("01"))
        .status(Dhcpv6Status.NO_BINDING)
        .build();
    return new Dhcpv6Message(new Dhcpv6Header(Dhcpv6MessageType.REPLY, 0xa1b2c3), options);
  }

  private static byte[] bytes(Dhcpv6Message message) {
    byte[] buf = new byte[message.length()];
    assertThat(message.emit(buf, 0)).isEqualTo(buf.length);
    return buf;
  }

  @Test
  void aSolicitIsRead() {
    Dhcpv6Message solicit = parse(SOLICIT).orElseThrow();
    assertThat(solicit.header()).isEqualTo(new Dhcpv6Header(Dhcpv6MessageType.SOLICIT, 0xa1b2c3));
    assertThat(solicit.options().bytes(Dhcpv6OptionCode.CLIENT_IDENTIFIER)).contains(CLIENT.content());
    assertThat(solicit.options().identityAssociations()).containsExactly(
        new Dhcpv6IdentityAssociation(new Dhcpv6IdentityAssociationHeader(7, 0, 0), Dhcpv6Options.NONE));
    assertThat(solicit.options().has(Dhcpv6OptionCode.RAPID_COMMIT)).isTrue();
  }

  @Test
  void aSolicitIsWrittenByteForByte() {
    Dhcpv6Options options = Dhcpv6Options.builder()
        .bytes(Dhcpv6OptionCode.CLIENT_IDENTIFIER, CLIENT.content())
        .identityAssociation(
            new Dhcpv6IdentityAssociation(new Dhcpv6IdentityAssociationHeader(7, 0, 0), Dhcpv6Options.NONE))
        .number16(Dhcpv6OptionCode.OPTION_REQUEST, Dhcpv6OptionCode.DNS_SERVERS, Dhcpv6OptionCode.DOMAIN_LIST)
        .number16(Dhcpv6OptionCode.ELAPSED_TIME, 0)
        .bytes(Dhcpv6OptionCode.RAPID_COMMIT, Bytes.EMPTY)
        .build();
    Dhcpv6Message solicit = new Dhcpv6Message(new Dhcpv6Header(Dhcpv6MessageType.SOLICIT, 0xa1b2c3), options);
    assertThat(Hex.text(bytes(solicit))).isEqualTo(SOLICIT.replace(" ", ""));
  }

  @Test
  void aReplyComesOutAsItWentIn() {
    byte[] buf = bytes(reply());
    Dhcpv6Message read = Dhcpv6Message.parse(buf, 0, buf.length).orElseThrow();
    assertThat(read).isEqualTo(reply()).hasSameHashCodeAs(reply());
    Dhcpv6AddressHeader address = read.options().identityAssociations().getFirst().addresses().getFirst().header();
    assertThat(address.address()).isEqualTo(YOURS);
    assertThat(address.validLifetime()).isEqualTo(Dhcpv6Message.INFINITE);
    assertThat(read.options().addresses(Dhcpv6OptionCode.DNS_SERVERS)).containsExactly(YOURS, Ipv6Address.ALL_NODES);
    assertThat(read.options().domainSearch()).containsExactly("example.org");
    assertThat(read.options().number32(Dhcpv6OptionCode.INFORMATION_REFRESH_TIME)).hasValue(3_600);
    assertThat(read.options().bytes(999)).as("an unknown option is kept").contains(Bytes.parse("01"));
    assertThat(read.options().status()).isEqualTo(Dhcpv6Status.NO_BINDING);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "0001", // an option without a length
    "0001 0003 00", // an option that is cut short
    "0001 0002 0003", // an identifier without a value
    "0002 0000", // an empty identifier
    "0003 000b 0000000000000000000000", // an identity association that is cut short
    "0003 0010 000000070000000000000000 00050001", // an address that is cut short within it
    "0003 001c 000000070000000000000000 0003000c 000000070000000000000000", // one within another
    "0005 0018 20010db8000000000000000000000077 00000001 00000002", // an address outside of one
    "0007 0002 0000", // a preference of two bytes
    "0008 0001 00", // an elapsed time of one byte
    "000d 0001 00", // half a status
    "000e 0001 00", // a rapid commit with a value
    "0017 0000", // no name server
    "0017 000f 000000000000000000000000000000", // most of a name server
    "0020 0003 000000", // a refresh time of three bytes
    "0052 0005 0000000000" // a longest time of five bytes
  })
  void aMalformedOptionMakesTheMessageMalformed(String options) {
    assertThat(parse("07a1b2c3" + options)).isEmpty();
  }

  @Test
  void whatIsCutShortOrRelayedIsRefused() {
    byte[] buf = Hex.bytes(SOLICIT);
    for (int end = 0; end < 4; end++) {
      assertThat(Dhcpv6Message.parse(buf, 0, end)).isEmpty();
    }
    assertThat(parse("0c000000" + "00".repeat(32))).isEmpty();
  }

  @Test
  void optionsWithinOptionsDoNotGoOnForEver() {
    StringBuilder nested = new StringBuilder();
    for (int length = 65_000; length > 16; length -= 16) {
      nested.append("0003%04x".formatted(length - 4)).append("00".repeat(12));
    }
    byte[] buf = Hex.bytes("07a1b2c3" + nested);
    assertThat(Dhcpv6Message.parse(buf, 0, buf.length)).isEmpty();
  }

  @Test
  void identifiersAreMadeOfStationAddressTimeOrUuid() {
    assertThat(CLIENT.toString()).isEqualTo("00030001020000000007");
    assertThat(DhcpUniqueIdentifier.linkLayerTime(MAC, 0x1234_5678L).toString())
        .isEqualTo("0001000112345678020000000007");
    assertThat(DhcpUniqueIdentifier.uuid(UUID.fromString("01020304-0506-0708-090a-0b0c0d0e0f10")).toString())
        .isEqualTo("00040102030405060708090a0b0c0d0e0f10");
    assertThatIllegalArgumentException().isThrownBy(() -> new DhcpUniqueIdentifier(Bytes.of((byte) 0, (byte) 3)));
    assertThatIllegalArgumentException().isThrownBy(() -> new DhcpUniqueIdentifier(Bytes.of(new byte[131])));
  }

  @Test
  void aMessageIsShownInALine() {
    byte[] buf = bytes(reply());
    var out = new StringBuilder();
    new Dhcpv6Line(buf, 0, buf.length).append(out);
    assertThat(out.toString())
        .isEqualTo("DHCPv6 reply xid 0xa1b2c3 client 00030001020000000007 address 2001:db8::77 [no binding]");
    out.setLength(0);
    new Dhcpv6Line(buf, 0, 6).append(out);
    assertThat(out.toString()).isEqualTo("DHCPv6 [malformed]");
    out.setLength(0);
    new Dhcpv6Line(Hex.bytes("0c000000"), 0, 4).append(out);
    assertThat(out.toString()).isEqualTo("DHCPv6 relay forward");
  }

  @Test
  void aMessageIsShownAsATree() {
    byte[] buf = bytes(reply());
    var out = new Dissection();
    new Dhcpv6Line(buf, 0, buf.length).describe(out);
    assertThat(out.tree()).contains(
        "DHCPv6 reply\n", "  transactionId: 0xa1b2c3\n", "  identity association\n", "    renewalTime: 150\n",
        "    address\n      address: 2001:db8::77\n", "  domain list: [example.org]\n", "  option 999: 01\n",
        "  status code: no binding\n");
  }

  @Test
  void randomMessagesAreReadWithoutHarm() {
    Random random = new Random(9);
    byte[] reply = bytes(reply());
    int read = 0;
    for (int k = 0; k < 100_000; k++) {
      byte[] buf = Arrays.copyOf(reply, random.nextInt(4) == 0 ? random.nextInt(reply.length) : reply.length);
      for (int change = random.nextInt(4); change > 0 && buf.length > 0; change--) {
        buf[random.nextInt(buf.length)] = (byte) (random.nextBoolean() ? random.nextInt(16) : random.nextInt(256));
      }
      Optional<Dhcpv6Message> message = Dhcpv6Message.parse(buf, 0, buf.length);
      new Dhcpv6Line(buf, 0, buf.length).append(new StringBuilder());
      new Dhcpv6Line(buf, 0, buf.length).describe(new Dissection());
      if (message.isPresent()) {
        assertThat(bytes(message.get())).as(Hex.text(buf)).isEqualTo(buf);
        read++;
      }
    }
    assertThat(read).isGreaterThan(1_000);
  }
}
