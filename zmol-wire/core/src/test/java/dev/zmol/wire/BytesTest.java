package dev.zmol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class BytesTest {
  @Test
  void areComparedByContent() {
    assertThat(Bytes.of((byte) 1, (byte) 0xff)).isEqualTo(Bytes.parse("01 ff")).hasSameHashCodeAs(Bytes.parse("01ff"));
    assertThat(Bytes.parse("01ff")).isNotEqualTo(Bytes.parse("01fe"));
  }

  @Test
  void doNotChangeWithTheArrayTheyCameFrom() {
    byte[] array = {1, 2, 3};
    Bytes all = Bytes.of(array);
    Bytes part = Bytes.copyOf(array, 1, 3);
    array[1] = 9;
    assertThat(all).isEqualTo(Bytes.parse("010203"));
    assertThat(part).isEqualTo(Bytes.parse("0203"));
  }

  @Test
  void doNotChangeWithTheArrayTheyGave() {
    Bytes bytes = Bytes.parse("0102");
    bytes.toByteArray()[0] = 9;
    assertThat(bytes.at(0)).isEqualTo(1);
  }

  @Test
  void areCopiedIntoArrays() {
    byte[] array = new byte[4];
    assertThat(Bytes.parse("aabb").copyTo(array, 1)).isEqualTo(3);
    assertThat(array).isEqualTo(Hex.bytes("00aabb00"));
  }

  @Test
  void giveUnsignedNumbers() {
    assertThat(Bytes.parse("ff").at(0)).isEqualTo(255);
  }

  @Test
  void printThemselvesAsTheyAreRead() {
    assertThat(Bytes.parse("01 ff")).hasToString("01ff");
    assertThat(Bytes.EMPTY).hasToString("");
  }

  @Test
  void refuseAPartThatIsNotWithinTheArray() {
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> Bytes.copyOf(new byte[4], 1, 5))
        .withMessage("from 1 to 5 is not within 0 to 4");
  }
}
