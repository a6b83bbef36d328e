package dev.zmol.testkit.packets;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.assertj.core.api.AbstractAssert;

/**
 * What assertions on TCP, UDP and ICMP have in common.
 *
 * @param <S> the assertions themselves
 */
abstract sealed class TransportAssert<S extends TransportAssert<S>> extends AbstractAssert<S, CapturedPacket>
    permits TcpSegmentAssert, UdpDatagramAssert, IcmpMessageAssert {
  TransportAssert(CapturedPacket packet, Class<S> self) {
    super(packet, self);
    as(packet.toString());
  }

  /** Where the payload begins. */
  abstract int payload();

  final byte[] bytes() {
    return actual.bytes();
  }

  /** Where the header begins. */
  final int at() {
    return actual.transport();
  }

  final S expect(String what, Object found, Object expected) {
    if (!found.equals(expected)) {
      failWithActualExpectedAndMessage(found, expected, "%s is %s; it has to be %s", what, found, expected);
    }
    return myself;
  }

  /**
   * Asserts the length of the payload.
   *
   * @param length the length, in bytes
   * @return this
   */
  public final S hasPayloadLength(int length) {
    return expect("length of the payload", actual.end() - payload(), length);
  }

  /**
   * Asserts the payload.
   *
   * @param expected the bytes
   * @return this
   */
  public final S hasPayload(byte[] expected) {
    byte[] found = Arrays.copyOfRange(actual.bytes(), payload(), actual.end());
    return expect("payload", HexFormat.of().formatHex(found), HexFormat.of().formatHex(expected));
  }

  /**
   * Asserts the payload.
   *
   * @param text its text, a byte for each character
   * @return this
   */
  public final S hasPayload(String text) {
    byte[] found = Arrays.copyOfRange(actual.bytes(), payload(), actual.end());
    return expect("payload", new String(found, StandardCharsets.ISO_8859_1), text);
  }
}
