package dev.zmol.lowpan.rpl.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zmol.lowpan.rpl.wire.RplMessage.DestinationAcknowledgment;
import dev.zmol.lowpan.rpl.wire.RplMessage.DestinationAdvertisement;
import dev.zmol.lowpan.rpl.wire.RplMessage.DodagInformation;
import dev.zmol.lowpan.rpl.wire.RplMessage.Solicitation;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.Bytes;
import dev.zmol.wire.ipv6.Ipv6Address;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Covers("W9")
class RplMessageTest {
  private static final Ipv6Address ROOT = Ipv6Address.parse("2001:db8::1");
  private static final String ROOT_HEX = "20010db8000000000000000000000001";

  /** Checks that bytes and message are the same, both ways. */
  private static void assertSame(String hex, RplMessage message) {
    byte[] bytes = Bytes.parse(hex).toByteArray();
    assertThat(RplMessage.parse(bytes, 0, bytes.length)).contains(message);
    assertThat(message.length()).isEqualTo(bytes.length);
    byte[] written = new byte[bytes.length + 2];
    Arrays.fill(written, (byte) 0x55);
    assertThat(message.emit(written, 1)).isEqualTo(bytes.length + 1);
    assertThat(Bytes.copyOf(written, 1, bytes.length + 1)).isEqualTo(Bytes.of(bytes));
    assertThat(written[bytes.length + 1]).isEqualTo((byte) 0x55);
  }

  @Test
  @Covers("DIS parse and emit roundtrip")
  void solicitation() {
    assertSame("9b000000 0000", new Solicitation(List.of()));
    var solicited = new RplOption.SolicitedInformation(RplInstanceId.global(30), true, false, true, ROOT, 240);
    assertSame("9b000000 0000 0713 1ea0" + ROOT_HEX + "f0", new Solicitation(List.of(solicited)));
  }

  @Test
  @Covers({"DIO parse and emit roundtrip", "DIO with grounded flag and preference"})
  void dodagInformation() {
    var dio =
        new DodagInformation(
            RplInstanceId.global(30), 240, 256, true, RplMode.STORING, 5, 241, ROOT, List.of());
    assertSame("9b010000 1ef00100 95f10000" + ROOT_HEX, dio);
  }

  @Test
  @Covers("DAO parse and emit without DODAG ID")
  void advertisementThatNamesNoDodag() {
    var dao =
        new DestinationAdvertisement(RplInstanceId.global(30), true, 7, Ipv6Address.UNSPECIFIED, List.of());
    assertSame("9b020000 1e800007", dao);
  }

  @Test
  @Covers("DAO parse and emit with DODAG ID")
  void advertisementThatNamesItsDodag() {
    var dao = new DestinationAdvertisement(RplInstanceId.local(3, false), false, 8, ROOT, List.of());
    assertSame("9b020000 83400008" + ROOT_HEX, dao);
  }

  @Test
  @Covers("DAO-ACK parse and emit without DODAG ID")
  void acknowledgmentThatNamesNoDodag() {
    var ack =
        new DestinationAcknowledgment(RplInstanceId.global(30), 7, 0, Ipv6Address.UNSPECIFIED, List.of());
    assertSame("9b030000 1e000700", ack);
  }

  @Test
  @Covers("DAO-ACK parse and emit with DODAG ID")
  void acknowledgmentThatNamesItsDodag() {
    var ack = new DestinationAcknowledgment(RplInstanceId.local(3, false), 8, 128, ROOT, List.of());
    assertSame("9b030000 83800880" + ROOT_HEX, ack);
  }

  private static void assertOption(String hex, RplOption option) {
    assertThat(option.length()).isEqualTo(Bytes.parse(hex).length());
    assertSame("9b000000 0000" + hex, new Solicitation(List.of(option)));
  }

  @Test
  @Covers("DodagConfiguration option parse and emit")
  void dodagConfiguration() {
    assertOption(
        "040e 1b 08 0c 0a 0708 0100 0001 00 1e 003c",
        new RplOption.DodagConfiguration(1, true, 3, 8, 12, 10, 0x708, 256, 1, 30, 60));
  }

  @Test
  @Covers("RplTarget option parse and emit")
  void target() {
    assertOption("0512 0080" + ROOT_HEX, new RplOption.Target(ROOT, 128));
    assertOption("050a 0040 20010db800000000", new RplOption.Target(ROOT.mask(64), 64));
    assertOption("0502 0000", new RplOption.Target(Ipv6Address.UNSPECIFIED, 0));
  }

  @Test
  @Covers("TransitInformation option parse and emit without parent")
  void transitInformation() {
    assertOption(
        "0604 8040f01e", new RplOption.TransitInformation(true, 0x40, 240, 30, Ipv6Address.UNSPECIFIED));
  }

  @Test
  @Covers("TransitInformation option parse and emit with parent")
  void transitInformationThatNamesTheParent() {
    assertOption("0614 0000f1ff" + ROOT_HEX, new RplOption.TransitInformation(false, 0, 241, 255, ROOT));
  }

  @Test
  void otherOptions() {
    assertOption("00", new RplOption.Pad1());
    assertOption("0103 000000", new RplOption.PadN(3));
    assertOption("030e 4018 ffffffff 20010db800000000", new RplOption.RouteInformation(
        ROOT.mask(64), 64, 3, RplOption.INFINITE));
    assertOption("081e 4060 00015180 00003840 00000000" + ROOT_HEX, new RplOption.PrefixInformation(
        ROOT, 64, false, true, true, 86_400, 14_400));
    assertOption("0904 deadbeef", new RplOption.TargetDescriptor(0xdead_beef));
    assertOption("0a02 1234", new RplOption.Unknown(10, Bytes.parse("1234")));
  }

  @Test
  void metrics() {
    var etx = new RplMetric.ExpectedTransmissions(RplMetric.Role.ADDITIVE, 384);
    var hops = new RplMetric.HopCount(new RplMetric.Role(true, true, false, true, 2, 9), 1, 4);
    var other = new RplMetric.Unknown(RplMetric.Role.ADDITIVE, 6, Bytes.parse("0102"));
    assertOption(
        "0212 070000020180 0306a9020104 060000020102",
        new RplOption.MetricContainer(List.of(etx, hops, other)));
  }

  @Test
  @Covers("OptionIterator walks multiple options")
  void optionsFollowEachOther() {
    assertSame(
        "9b020000 1e000001 00 0100 0512 0080" + ROOT_HEX + "0604 00000101 ff00",
        new DestinationAdvertisement(
            RplInstanceId.global(30),
            false,
            1,
            Ipv6Address.UNSPECIFIED,
            List.of(
                new RplOption.Pad1(),
                new RplOption.PadN(0),
                new RplOption.Target(ROOT, 128),
                new RplOption.TransitInformation(false, 0, 1, 1, Ipv6Address.UNSPECIFIED),
                new RplOption.Unknown(255, Bytes.EMPTY))));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x80, 0x81, 0x82, 0x83, 0x8a, 4, 0x7f})
  @Covers("secure message codes rejected as malformed")
  void securedMessagesAndUnknownCodesAreNotRead(int code) {
    byte[] bytes = new byte[64];
    bytes[0] = (byte) RplMessage.TYPE;
    bytes[1] = (byte) code;
    assertThat(RplMessage.parse(bytes, 0, bytes.length)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9b000000 0000 0713 1ea0" + ROOT_HEX + "f0",
        "9b010000 1ef00100 95f10000" + ROOT_HEX,
        "9b020000 83400008" + ROOT_HEX,
        "9b030000 83800880" + ROOT_HEX,
        "9b020000 1e800007 0512 0080" + ROOT_HEX,
        "9b000000 0000 0208 070000040180ffff",
      })
  @Covers("truncated messages")
  void messageThatIsCutShortIsNotRead(String hex) {
    byte[] bytes = Bytes.parse(hex).toByteArray();
    assertThat(RplMessage.parse(bytes, 0, bytes.length)).isPresent();
    for (int length = 0; length < bytes.length; length++) {
      boolean endsBetweenOptions = (length == 6 && bytes[1] == 0) || (length == 8 && hex.contains("1e8000"));
      assertThat(RplMessage.parse(Arrays.copyOf(bytes, length), 0, length).isPresent())
          .as("length %d", length)
          .isEqualTo(endsBetweenOptions);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "050300801234", // a prefix of more bits than bytes
        "051300810000000000000000000000000000000000", // of more bits than an address
        "0603000000", "06050000000000", // transit information of lengths between
        "040d1b080c0a070801000001001e00", // configuration that is too short
        "0802ffff", // prefix
        "0701ff", // solicited information
        "0902ffff", // descriptor
        "0206070000030180", // a metric that goes beyond its container
        "03060018ffff", // route information without all of its lifetime
      })
  @Covers("hostile: RPL bounds")
  void optionOfAnImpossibleLengthMakesTheMessageMalformed(String hex) {
    byte[] bytes = Bytes.parse("9b000000 0000" + hex).toByteArray();
    assertThat(RplMessage.parse(bytes, 0, bytes.length)).isEmpty();
  }

  @Test
  void unknownModeIsNotRead() {
    byte[] bytes = Bytes.parse("9b010000 1ef00100 a5f10000" + ROOT_HEX).toByteArray();
    assertThat(RplMessage.parse(bytes, 0, bytes.length)).isEmpty();
  }

  @Test
  void randomBytesAreReadAsWhatTheyAreWrittenFromOrNotAtAll() {
    var random = new Random(5);
    int read = 0;
    for (int k = 0; k < 200_000; k++) {
      byte[] bytes = new byte[random.nextInt(80)];
      random.nextBytes(bytes);
      if (bytes.length > 2) {
        bytes[0] = (byte) RplMessage.TYPE;
        bytes[1] = (byte) random.nextInt(4);
      }
      for (int j = random.nextInt(4); j < bytes.length; j += 1 + random.nextInt(8)) {
        bytes[j] = j < 2 ? bytes[j] : (byte) random.nextInt(20);
      }
      var message = RplMessage.parse(bytes, 0, bytes.length);
      if (message.isPresent()) {
        read++;
        byte[] written = new byte[message.get().length()];
        assertThat(message.get().emit(written, 0)).isEqualTo(written.length);
        assertThat(RplMessage.parse(written, 0, written.length)).isEqualTo(message);
      }
    }
    assertThat(read).isGreaterThan(1000);
  }

  @Test
  @Covers({
    "InstanceId global encoding",
    "InstanceId local encoding",
    "InstanceId global zero",
    "InstanceId local no dodag_is_destination"
  })
  void instanceIds() {
    assertThat(RplInstanceId.global(0).octet()).isZero();
    assertThat(RplInstanceId.global(0x7f).octet()).isEqualTo(0x7f);
    assertThat(RplInstanceId.local(5, true).octet()).isEqualTo(0xc5);
    assertThat(RplInstanceId.local(5, false).octet()).isEqualTo(0x85);
    for (int octet = 0; octet < 256; octet++) {
      assertThat(RplInstanceId.of(octet).octet()).isEqualTo(octet);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RplInstanceId.global(128))
        .withMessage("number is 128; it has to be from 0 to 127");
    assertThatIllegalArgumentException().isThrownBy(() -> RplInstanceId.local(64, false));
  }
}
