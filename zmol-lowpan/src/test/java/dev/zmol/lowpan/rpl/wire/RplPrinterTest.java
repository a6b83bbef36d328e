package dev.zmol.lowpan.rpl.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.Bytes;
import dev.zmol.wire.Dissection;
import org.junit.jupiter.api.Test;

@Covers("W9")
class RplPrinterTest {
  private static final String ROOT = "20010db8000000000000000000000001";

  private static String line(String hex) {
    byte[] bytes = Bytes.parse(hex).toByteArray();
    var out = new StringBuilder();
    new RplPrinter().appendLine(out, bytes, 0, bytes.length);
    return out.toString();
  }

  private static String tree(String hex) {
    byte[] bytes = Bytes.parse(hex).toByteArray();
    var out = new Dissection();
    new RplPrinter().describe(out, bytes, 0, bytes.length);
    return out.line();
  }

  @Test
  void lines() {
    assertThat(line("9b0000000000")).isEqualTo("DIS");
    assertThat(line("9b010000 1ef00100 95f10000" + ROOT))
        .isEqualTo("DIO instance 30 version 240 rank 256 mode 2 dtsn 241 dodag 2001:db8::1");
    assertThat(line("9b020000 1e800007 0512 0080" + ROOT + "0604 0000f01e"))
        .isEqualTo("DAO instance 30 sequence 7 target 2001:db8::1/128 lifetime 30");
    assertThat(line("9b030000 83800880" + ROOT))
        .isEqualTo("DAO-ACK instance local 3 sequence 8 status 128 dodag 2001:db8::1");
    assertThat(line("9b81000000000000")).isEqualTo("RPL [malformed] length 8");
  }

  @Test
  void trees() {
    assertThat(tree("9b010000 1ef00100 95f10000" + ROOT + "0100 ff0112"))
        .isEqualTo(
            "DIO instance=30 version=240 rank=256 grounded=true mode=2 preference=5 dtsn=241 dodagId=2001:db8::1"
                + " padding=2 option255=12");
    assertThat(tree("9b020000 1e800007 0512 0080" + ROOT))
        .isEqualTo(
            "DAO instance=30 acknowledge=true sequence=7 dodagId=:: Target=prefix=2001:db8::1, prefixLength=128");
    assertThat(tree("9b")).isEqualTo("RPL [malformed] length=1");
  }
}
