package dev.zmol.lowpan.compress;

import dev.zmol.wire.IpProtocol;

/** The first bytes of compressed next headers (RFC 6282 §4). */
final class NextHeaderModes {
  static final int HOP_BY_HOP = 0;
  static final int ROUTING = 43;
  static final int FRAGMENT = 44;
  static final int DESTINATION_OPTIONS = 60;
  static final int MOBILITY = 135;
  static final int IPV6 = 41;

  /** An extension header: three bits tell which, one whether the next header is compressed, too. */
  static final int EXTENSION = 0xe0;

  static final int EXTENSION_MASK = 0xf0;

  /** A UDP header: one bit tells whether the checksum is left out, two how the ports are written. */
  static final int UDP = 0xf0;

  static final int UDP_MASK = 0xf8;
  static final int UDP_NO_CHECKSUM = 4;

  /** The number of an IPv6 header among extension headers. */
  static final int IPV6_IDENTIFIER = 7;

  private static final int[] HEADERS = {HOP_BY_HOP, ROUTING, FRAGMENT, DESTINATION_OPTIONS, MOBILITY, -1, -1, IPV6};

  private NextHeaderModes() {}

  /** The number of the header that three bits tell; -1 if they are reserved. */
  static int header(int identifier) {
    return HEADERS[identifier];
  }

  /** The three bits for a header; -1 if it cannot be compressed. */
  static int identifier(int header) {
    for (int k = 0; k < HEADERS.length; k++) {
      if (HEADERS[k] == header) {
        return k;
      }
    }
    return -1;
  }

  /** Whether a header consists of options, so that what pads it can be left out. */
  static boolean hasOptions(int header) {
    return header == HOP_BY_HOP || header == DESTINATION_OPTIONS;
  }

  static boolean isUdp(int header) {
    return header == IpProtocol.UDP;
  }
}
