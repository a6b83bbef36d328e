package dev.zmol.iface.capture;

/** Which way a captured frame went, seen from the host that captured it. */
public enum FrameDirection {
  /** Not known. */
  UNKNOWN(0),
  /** It was received. */
  INBOUND(1),
  /** It was transmitted. */
  OUTBOUND(2);

  /** The part of the flags of a pcapng frame that says it. */
  static final int MASK = 3;

  private final int flags;

  FrameDirection(int flags) {
    this.flags = flags;
  }

  /** {@return what the flags of a pcapng frame say} */
  int flags() {
    return flags;
  }

  /** {@return what flags say} */
  static FrameDirection of(int flags) {
    return switch (flags & MASK) {
      case 1 -> INBOUND;
      case 2 -> OUTBOUND;
      default -> UNKNOWN;
    };
  }
}
