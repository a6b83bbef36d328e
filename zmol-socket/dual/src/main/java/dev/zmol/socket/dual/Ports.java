package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;

/** The ports of transport protocols. */
@Specialize
final class Ports {
  /** How many ports there are for those who do not care (RFC 6335 §6). */
  static final int EPHEMERAL_COUNT = 16_384;

  private static final int FIRST_EPHEMERAL = 49_152;
  private static final int LAST = 65_535;

  private Ports() {}

  /** The port of a number, which may be any. */
  static int ephemeral(int number) {
    return FIRST_EPHEMERAL + number % EPHEMERAL_COUNT;
  }

  static void require(String name, int port) {
    if (port < 1 || port > LAST) {
      throw new IllegalArgumentException(name + " is " + port + "; it has to be from 1 to " + LAST);
    }
  }
}
