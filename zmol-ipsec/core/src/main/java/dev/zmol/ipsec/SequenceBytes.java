package dev.zmol.ipsec;

import dev.zmol.ipsec.wire.EspWire;
import dev.zmol.wire.BigEndian;

/** The additional authenticated data of combined algorithms: SPI and sequence number (RFC 4106 §5, RFC 7634 §2.1). */
final class SequenceBytes {
  private static final int EXTENDED_LENGTH = 12;

  private final boolean extended;
  final byte[] bytes = new byte[EXTENDED_LENGTH];

  SequenceBytes(boolean extended) {
    this.extended = extended;
  }

  int length() {
    return extended ? EXTENDED_LENGTH : EspWire.LENGTH;
  }

  /** Takes the SPI of a packet, and its number: 64 bits if extended, or else 32. */
  void set(byte[] buf, int esp, long sequence) {
    BigEndian.putInt(bytes, 0, EspWire.spi(buf, esp));
    if (extended) {
      BigEndian.putLong(bytes, 4, sequence);
    } else {
      BigEndian.putInt(bytes, 4, (int) sequence);
    }
  }
}
