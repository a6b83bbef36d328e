package dev.zmol.socket.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.util.Random;
import org.junit.jupiter.api.Test;

@Covers("S1")
class InitialSequenceNumbersTest {
  private final InitialSequenceNumbers numbers = new InitialSequenceNumbers(new Random(1));

  @Test
  @Covers({"MUST-8", "connect advances initial sequence numbers"})
  void theClockTicksEveryFourMicroseconds() {
    long hash = numbers.hash(0, 1, 0, 2, 3);

    assertThat(InitialSequenceNumbers.at(hash, 4_000_000) - InitialSequenceNumbers.at(hash, 0)).isEqualTo(1_000);
  }

  @Test
  @Covers({"MUST-9", "SHLD-1", "listen initial sequence numbers are tuple keyed"})
  void eachPartOfTheConnectionCounts() {
    long hash = numbers.hash(1, 2, 3, 4, 5);

    assertThat(numbers.hash(1, 2, 3, 4, 5)).isEqualTo(hash);
    assertThat(numbers.hash(9, 2, 3, 4, 5)).isNotEqualTo(hash);
    assertThat(numbers.hash(1, 9, 3, 4, 5)).isNotEqualTo(hash);
    assertThat(numbers.hash(1, 2, 9, 4, 5)).isNotEqualTo(hash);
    assertThat(numbers.hash(1, 2, 3, 9, 5)).isNotEqualTo(hash);
    assertThat(numbers.hash(1, 2, 3, 4, 9)).isNotEqualTo(hash);
  }

  @Test
  @Covers("MUST-9")
  void anotherKeyGivesOtherNumbers() {
    InitialSequenceNumbers others = new InitialSequenceNumbers(new Random(2));

    assertThat(others.hash(1, 2, 3, 4, 5)).isNotEqualTo(numbers.hash(1, 2, 3, 4, 5));
  }
}
