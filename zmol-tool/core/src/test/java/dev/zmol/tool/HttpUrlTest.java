package dev.zmol.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Covers("U1")
class HttpUrlTest {
  @Test
  void takesAnAddressApart() {
    assertThat(HttpUrl.parse("http://192.0.2.1:8080/bytes/5?x=1"))
        .isEqualTo(new HttpUrl("192.0.2.1", 8080, "192.0.2.1:8080", "/bytes/5?x=1"));
  }

  @Test
  void takesTheBracketsOffAnIpv6Address() {
    assertThat(HttpUrl.parse("http://[2001:db8::1]")).isEqualTo(new HttpUrl("2001:db8::1", 80, "[2001:db8::1]", "/"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "192.0.2.1",
        "https://192.0.2.1/",
        "http://",
        "http://192.0.2.1:0/",
        "http://192.0.2.1:99999/",
        "http://u@192.0.2.1/",
        "http://a b/"
      })
  void refusesWhatIsNoUrl(String text) {
    assertThatThrownBy(() -> HttpUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text);
  }
}
