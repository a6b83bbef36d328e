package dev.zmol.wire.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Only(Family.IPV4)
class Ipv4OptionsTest {
  @ParameterizedTest
  @CsvSource({
    "'', -1",
    "'00 ff ff ff', -1", // what is behind the end does not matter
    "'01 01 01 00', -1",
    "'07 04 04 00', -1", // record route
    "'94 04 00 00', -1", // router alert
    "'01 94 04 00', 1", // cut short
    "'07 00 04 00', 0",
    "'07 01 04 00', 0",
    "'01 01 01 07', 3", // without a length
    "'83 02 01 01', 0", // a source route without a pointer
    "'44 ff 05 00', 0"
  })
  void malformedOptionIsFound(String options, int at) {
    byte[] bytes = Hex.bytes(options);
    assertThat(Ipv4Options.findMalformed(bytes, 0, bytes.length)).isEqualTo(at);
  }

  @ParameterizedTest
  @CsvSource({
    "'83 07 04 c0000201 00', true",
    "'89 07 04 c0000201 00', true",
    "'83 07 08 c0000201 00', false",
    "'01 89 0b 08 c0000201 c0000202', true",
    "'07 07 04 c0000201 00', false"
  })
  void sourceRouteThatGoesOnIsFound(String options, boolean goesOn) {
    byte[] bytes = Hex.bytes(options);
    assertThat(Ipv4Options.findMalformed(bytes, 0, bytes.length)).isEqualTo(-1);
    assertThat(Ipv4Options.hasMoreHops(bytes, 0, bytes.length)).isEqualTo(goesOn);
  }

  @Test
  void anythingCanBeChecked() {
    Random random = new Random(7);
    for (int k = 0; k < 100_000; k++) {
      byte[] bytes = new byte[random.nextInt(41)];
      random.nextBytes(bytes);
      if (Ipv4Options.findMalformed(bytes, 0, bytes.length) < 0) {
        Ipv4Options.hasMoreHops(bytes, 0, bytes.length);
      }
    }
  }
}
