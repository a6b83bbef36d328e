package dev.zmol.iface.linux;

import dev.zmol.iface.Medium;

/** What the kernel offers through {@code /dev/net/tun}. */
enum DeviceKind {
  /** Ethernet frames. */
  TAP(0x0002, "TAP", "tap", Medium.ETHERNET),
  /** IP packets. */
  TUN(0x0001, "TUN", "tun", Medium.IP);

  private final int flag;
  private final String label;
  private final String mode;
  private final Medium medium;

  DeviceKind(int flag, String label, String mode, Medium medium) {
    this.flag = flag;
    this.label = label;
    this.mode = mode;
    this.medium = medium;
  }

  /** {@return the flag that asks for it in TUNSETIFF} */
  int flag() {
    return flag;
  }

  /** {@return how people call it} */
  String label() {
    return label;
  }

  /** {@return how {@code ip tuntap} calls it} */
  String mode() {
    return mode;
  }

  /** {@return what it carries} */
  Medium medium() {
    return medium;
  }
}
