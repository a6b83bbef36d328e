package dev.zmol.iface;

/** Who checks and computes the checksum of one protocol: the stack, or the device for it. */
public enum ChecksumMode {
  /** The stack verifies what is received and computes what is sent. */
  BOTH,
  /** The stack verifies what is received; the device computes what is sent. */
  VERIFY,
  /** The stack computes what is sent; the device verifies what is received. */
  COMPUTE,
  /** The device does both, or the medium cannot corrupt anything. */
  NONE;

  /** {@return whether the stack verifies what is received} */
  public boolean verifies() {
    return this == BOTH || this == VERIFY;
  }

  /** {@return whether the stack computes what is sent} */
  public boolean computes() {
    return this == BOTH || this == COMPUTE;
  }
}
