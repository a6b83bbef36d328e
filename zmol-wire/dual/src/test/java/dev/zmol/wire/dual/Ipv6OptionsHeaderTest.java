package dev.zmol.wire.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.Bytes;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.Ipv6Option.Action;
import dev.zmol.wire.dual.Ipv6Option.Pad1;
import dev.zmol.wire.dual.Ipv6Option.PadN;
import dev.zmol.wire.dual.Ipv6Option.RouterAlert;
import dev.zmol.wire.dual.Ipv6Option.Unknown;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

@Only(Family.IPV6)
@Covers("W4")
class Ipv6OptionsHeaderTest {
  private static List<Ipv6Option> options(String hex) {
    byte[] bytes = Hex.bytes(hex);
    return Ipv6Option.parse(bytes, 0, bytes.length);
  }

  @Test
  @Covers("wire/ipv6option: parse Pad1")
  void paddingOfOneByteIsRead() {
    assertThat(options("00")).containsExactly(new Pad1());
  }

  @Test
  @Covers("wire/ipv6option: parse PadN")
  void paddingOfSeveralBytesIsRead() {
    assertThat(options("0100")).containsExactly(new PadN(0));
    assertThat(options("0104 00000000")).containsExactly(new PadN(4));
  }

  @Test
  @Covers({"wire/ipv6option: parse RouterAlert MLD", "wire/ipv6option: parse RouterAlert RSVP"})
  void routerAlertsAreRead() {
    assertThat(options("0502 0000")).containsExactly(new RouterAlert(RouterAlert.MULTICAST_LISTENER_DISCOVERY));
    assertThat(options("0502 0001")).containsExactly(new RouterAlert(RouterAlert.RSVP));
  }

  @Test
  @Covers("wire/ipv6option: parse unknown option")
  void unknownOptionsAndKnownOnesOfAWrongLengthAreKept() {
    assertThat(options("9e03 010203")).containsExactly(new Unknown(0x9e, Bytes.parse("010203")));
    assertThat(options("0503 000000")).containsExactly(new Unknown(5, Bytes.parse("000000")));
  }

  @Test
  void typeSaysWhatIsDoneByWhoDoesNotKnowIt() {
    assertThat(new Unknown(0x1e, Bytes.EMPTY).action()).isEqualTo(Action.SKIP);
    assertThat(new Unknown(0x5e, Bytes.EMPTY).action()).isEqualTo(Action.DISCARD);
    assertThat(new Unknown(0x9e, Bytes.EMPTY).action()).isEqualTo(Action.REPORT);
    assertThat(new Unknown(0xde, Bytes.EMPTY).action()).isEqualTo(Action.REPORT_UNLESS_MULTICAST);
    assertThat(new RouterAlert(0).action()).isEqualTo(Action.SKIP);
  }

  @Test
  @Covers({"wire/ipv6option: iterator with mixed options", "wire/ipv6hbh: parse HBH with multiple options"})
  void headerWithSeveralOptionsIsRead() {
    byte[] bytes = Hex.bytes("3a01 00 0103000000 05020000 9e01ff 00".replace(" ", ""));
    assertThat(Ipv6OptionsHeader.fits(bytes, 0, bytes.length)).isTrue();
    assertThat(Ipv6OptionsHeader.parse(bytes, 0))
        .isEqualTo(
            new Ipv6OptionsHeader(
                IpProtocol.ICMPV6,
                List.of(
                    new Pad1(), new PadN(3), new RouterAlert(0), new Unknown(0x9e, Bytes.parse("ff")), new Pad1())));
  }

  @Test
  void whatFollowsAnOptionWithoutEndIsLeftOut() {
    assertThat(options("00 0105 0000".replace(" ", ""))).containsExactly(new Pad1());
    assertThat(options("0001")).containsExactly(new Pad1());
  }

  @Test
  @Covers({"wire/ipv6option: option roundtrip", "wire/ipv6ext_header: extension header roundtrip"})
  void whatIsWrittenIsReadAgain() {
    Random random = new Random(3);
    for (int k = 0; k < 1000; k++) {
      List<Ipv6Option> options =
          List.of(
              new RouterAlert(random.nextInt(65_536)),
              new PadN(random.nextInt(256)),
              new Pad1(),
              new Unknown(6 + random.nextInt(250), Bytes.of(new byte[random.nextInt(256)])));
      Ipv6OptionsHeader header = new Ipv6OptionsHeader(random.nextInt(256), options);
      byte[] bytes = new byte[header.length() + 2];
      bytes[bytes.length - 1] = 0x55;
      assertThat(header.emit(bytes, 1)).isEqualTo(1 + header.length());
      assertThat(bytes[bytes.length - 1]).isEqualTo((byte) 0x55);
      assertThat(header.length() % 8).isZero();
      assertThat(Ipv6OptionsHeader.parse(bytes, 1)).isEqualTo(header.padded());
    }
  }

  @Test
  @Covers("mldv2RouterAlert preset")
  void routerAlertOfAListenerReportIsPaddedToEightBytes() {
    byte[] bytes = new byte[8];
    new Ipv6OptionsHeader(IpProtocol.ICMPV6, List.of(new RouterAlert(0))).emit(bytes, 0);
    assertThat(bytes).isEqualTo(Hex.bytes("3a00050200000100"));
  }

  @Test
  @Covers("wire/ipv6ext_header: emit rejects data beyond encoded header length")
  void optionsHaveToFitTheLengthField() {
    Ipv6Option longest = new PadN(255);
    List<Ipv6Option> most =
        List.of(longest, longest, longest, longest, longest, longest, longest, new PadN(245));
    assertThat(new Ipv6OptionsHeader(0, most).length()).isEqualTo(2048);
    List<Ipv6Option> tooMany =
        List.of(longest, longest, longest, longest, longest, longest, longest, new PadN(246));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ipv6OptionsHeader(0, tooMany))
        .withMessage("options are 2047 bytes long; a header has room for 2046");
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new PadN(256));
    assertThatIllegalArgumentException().isThrownBy(() -> new RouterAlert(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Unknown(256, Bytes.EMPTY));
    assertThatIllegalArgumentException().isThrownBy(() -> new Ipv6OptionsHeader(256, List.of()));
  }

  @Test
  void headerCutShortDoesNotFit() {
    byte[] bytes = Hex.bytes("3a01050200000100");
    assertThat(Ipv6OptionsHeader.fits(bytes, 0, 8)).isFalse();
    assertThat(Ipv6OptionsHeader.fits(bytes, 0, 7)).isFalse();
  }
}
