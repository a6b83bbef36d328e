package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Specialize;
import org.junit.jupiter.api.Test;

@Specialize
class SmokeTest {
  @Test
  void runs() {
    assertThat(SmokeTest.class.getSimpleName()).isEqualTo("SmokeTest");
  }
}
