package dev.zmol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseCodeTest {
  @ParameterizedTest
  @CsvSource({"0,0", "100,100", "127,127", "128,128", "129,136", "143,248", "144,256", "255,31744"})
  void eightBitsAreANumberOrAFloat(int code, int value) {
    assertThat(ResponseCode.decode8(code)).isEqualTo(value);
    assertThat(ResponseCode.encode8(value)).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "10000,10000", "32767,32767", "32768,32768", "32769,32776", "36864,65536", "65535,8387584"})
  void sixteenBitsAreANumberOrAFloat(int code, int value) {
    assertThat(ResponseCode.decode16(code)).isEqualTo(value);
    assertThat(ResponseCode.encode16(value)).isEqualTo(code);
  }

  @Test
  void whatHasNoCodeGetsThatOfTheNextSmallerNumber() {
    for (int value = 0; value <= ResponseCode.MAX8; value++) {
      int code = ResponseCode.encode8(value);
      assertThat(ResponseCode.decode8(code)).isLessThanOrEqualTo(value);
      assertThat(code == 255 || ResponseCode.decode8(code + 1) > value).isTrue();
    }
  }

  @Test
  void whatIsTooGreatIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResponseCode.encode8(ResponseCode.MAX8 + 1))
        .withMessage("value is 31745; it has to be from 0 to 31744");
    assertThatIllegalArgumentException().isThrownBy(() -> ResponseCode.encode16(-1));
  }
}
